import { readdirSync, readFileSync } from 'node:fs';
import '../booking/sdk-environment';
import { openBox } from '../../cloudfunctions/platform/ballots/ballot-box';
import { cards, departments, questions, surveys } from '../../cloudfunctions/platform/database/collections';
import { collection, find, get, remove, update } from '../../cloudfunctions/platform/database/store';
import { closeSurvey, sealSurvey } from '../../cloudfunctions/survey/seal';
import { serialHash } from '../../miniprogram/ballot/receipt';
import { doubleBoxKeys } from '../ballot/box-double';
import { reach } from '../booking/inside';
import { type Product, seedPeople } from '../cloud';
import { stopInspected } from '../inspected';
import { chapter, step } from '../story';
import { wireTo } from './cut-off';
import { Phone, post } from './phone';
import { add, closeAndPublish, person, question, seedGuests, startThursday } from './thursday';

const RATERS = 12;
let product: Product;
let sessionId: string;
let phones: Phone[];
let survey: string;
let lost: Phone;
let lostBlinded: string[];
let lostAnswer: string[] | undefined;
const office = () => product.as('p-wu');
const surveyOf = async () => (await office().call('survey.get', { sessionId })).survey;

/** Sends a ballot until it hears what became of it. */
async function castNow(phone: Phone, to: string, slot: number): Promise<{ id: string; said: string }> {
  const credential = phone.wallet?.credentials[slot];
  if (!credential || !('serial' in credential)) throw new Error('no credential');
  const cast = () => phone.cast(to, slot, 'fairly_satisfied');
  let said = await cast();
  for (let tries = 0; said === 'again' && tries < 20; tries++) said = await cast();
  return { id: serialHash(to, slot, credential.serial), said };
}

const start = step('a dozen were there, three questions were answered, the minutes are out', [], async () => {
  ({ product, sessionId } = await startThursday());
  reach(product.cloud);
  survey = `${sessionId}.1`;
  phones = (await seedGuests(product, RATERS)).map((openid) => new Phone(product, openid));
  for (const phone of phones) await phone.checkIn(sessionId);
  await seedPeople(product.cloud, [person('late-guest', '来晚了')]);
  lost = new Phone(product, 'lost-guest');
  await seedPeople(product.cloud, [person('lost-guest', '没收到')]);
  await office().call('hall.deskCheckIn', {
    sessionId,
    entries: ['late-guest', 'lost-guest'].map((personId) => ({
      entryId: `desk-${personId}`,
      personId,
      ageMs: 0,
    })),
  });
  lostBlinded = await lost.blind(sessionId);
  lostAnswer = (await lost.me.call('hall.fetchCredentials', { sessionId, blinded: lostBlinded })).issue
    ?.signatures;
  await office().call('hall.open', { sessionId });
  for (const [title, departmentId] of [
    ['食堂', 'logistics'],
    ['选课', 'teaching'],
    ['自习室', 'library'],
  ] as const)
    await add(product, sessionId, question({ title, departmentId }));
  await closeAndPublish(product, sessionId);
});
// One box was sealed for a survey that is not stored.
afterAll(
  () =>
    product &&
    stopInspected(product, {
      apartFrom: [
        'reference:sealed_boxes.survey',
        'reference:results.surveyId',
        'reference:counted_lists._id',
      ],
    }),
);

const { opened } = chapter('trouble while a survey opens', () => {
  const opened = step('two who open it at once, and the timer, open it once', [start], async () => {
    const all = await Promise.allSettled([
      office().call('survey.open', { sessionId }),
      product.as('p-luo').call('survey.open', { sessionId }),
      product.cloud.tick('jobs'),
    ]);
    const refused = all.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
    expect(refused.every((code) => code === 'survey_exists')).toBe(true);
    const [opened] = await find(surveys, { _id: survey });
    expect(opened).toMatchObject({ state: 'open', eligible: RATERS + 1 });
    expect(opened?.history.filter(({ what }) => what === 'opened')).toHaveLength(1);
    expect(new Set(opened?.ballotSlots.map(({ slot }) => slot)).size).toBe(3);
  });

  step(
    'destroys the private keys of the session, also when the opening died before it came to that',
    [opened],
    async () => {
      const kept = () => product.cloud.read('credential_keys').filter(({ session }) => session === sessionId);
      expect(kept()).toEqual([]);
      expect((await office().call('hall.keys', { sessionId })).keys).toHaveLength(40);
      await product.cloud.seed('credential_keys', [{ _id: `${sessionId}:0`, session: sessionId, slot: 0 }]);
      await update(surveys, { _id: survey }, { hasKeys: true });
      await Promise.all([product.cloud.tick('jobs'), product.cloud.tick('jobs')]);
      expect(kept()).toEqual([]);
      expect(await get(surveys, survey)).toMatchObject({ state: 'open', hasKeys: false });
    },
  );

  step(
    'nobody is signed for any more; an answer that was given and lost is given again',
    [opened],
    async () => {
      const issued = product.cloud.read('issue_records').length;
      const late = new Phone(product, 'late-guest');
      const again = await lost.me.call('hall.fetchCredentials', { sessionId, blinded: lostBlinded });
      expect(again.issue?.signatures).toEqual(lostAnswer);
      // Came by the desk and never fetched; another phone of somebody who has.
      for (const phone of [late, new Phone(product, lost.who)])
        await expect(
          phone.me.call('hall.fetchCredentials', { sessionId, blinded: await phone.blind(sessionId) }),
        ).rejects.toMatchObject({ code: 'credentials_closed' });
      const scanned = await late.me.call('hall.checkIn', {
        sessionId,
        code: 'long gone',
        blinded: await late.blind(sessionId),
      });
      expect(scanned).toMatchObject({ isFirst: false, issue: null, hasIssued: false });
      expect(product.cloud.read('issue_records')).toHaveLength(issued);
    },
  );

  step('nobody joins the roll any more', [opened], async () => {
    const late = product.as('p-lin');
    await office().call('hall.attendance', { sessionId });
    await expect(
      office().call('hall.deskCheckIn', {
        sessionId,
        entries: [{ entryId: 'late-entry-1', personId: 'p-lin', ageMs: 0 }],
      }),
    ).rejects.toMatchObject({ code: 'check_in_closed' });
    const phone = new Phone(product, late.openid);
    await expect(
      late.call('hall.fetchCredentials', { sessionId, blinded: await phone.blind(sessionId) }),
    ).rejects.toMatchObject({ code: 'not_checked_in' });
  });

  step('a reminder reaches whoever has not said that they want none', [opened], async () => {
    await phones[0]?.me.call('survey.skipReminder', { sessionId, skips: true });
    await expect(
      product.as('p-lin').call('survey.skipReminder', { sessionId, skips: true }),
    ).rejects.toMatchObject({
      code: 'not_checked_in',
    });
    await update(surveys, { _id: survey }, { closesAt: product.cloud.clock.now() + 3_600_000 });
    await product.cloud.tick('jobs');
    const kindsOf = async (phone: Phone | undefined) =>
      (await phone?.me.call('announcement.inbox', {}))?.messages.map(({ kind }) => kind);
    expect(await kindsOf(phones[1])).toContain('survey_closing');
    expect(await kindsOf(phones[0])).not.toContain('survey_closing');
  });

  return { opened };
});

const { written } = chapter('words beside the ratings', () => {
  const written = step('are taken without an account, one from each, the last one', [opened], async () => {
    for (const phone of phones.slice(0, 6))
      expect(await phone.remark(survey, `意见:${phone.who}`)).toBe('counted');
    expect(await phones[0]?.remark(survey, '改过的意见')).toBe('counted');
    expect(await phones[0]?.remark(survey, '改过的意见')).toBe('counted');
    expect(product.cloud.read('remarks')).toEqual([]);
  });

  for (const { what, slot, expected, text = '好', of } of [
    { what: 'a credential for ratings', slot: 0, expected: 'signature_invalid' },
    { what: 'nothing said', slot: 39, expected: 'malformed', text: '' },
    { what: 'too much said', slot: 39, expected: 'malformed', text: '长'.repeat(201) },
    { what: 'another survey', slot: 39, expected: 'survey_unknown', of: 'session-99.1' },
  ])
    step(`are refused with ${what}`, [opened], async () => {
      const credential = phones[7]?.wallet?.credentials[slot];
      if (!credential || !('signature' in credential)) throw new Error('no credential');
      const { serial, signature } = credential;
      const posted = JSON.stringify({ survey: of ?? survey, serial, signature, text });
      expect(await post(product, posted, 'remark')).toBe(expected);
    });

  return { written };
});

const { moderated, closed } = chapter('trouble while a survey closes', () => {
  const told = new Map<string, string>();

  const closed = step('every ballot in flight is counted or told that it was not', [opened], async () => {
    const slots = (await surveyOf())?.items.map(({ slot }) => slot) ?? [];
    // The first question gets a clear card; half of the second's ballots meet the close.
    for (const phone of phones)
      expect(await phone.cast(survey, slots[0] ?? 0, 'dissatisfied')).toBe('counted');
    for (const phone of phones) expect(await phone.cast(survey, slots[2] ?? 2, 'satisfied')).toBe('counted');
    const flying = phones.map(async (phone) => {
      const { id, said } = await castNow(phone, survey, slots[1] ?? 1);
      told.set(id, said);
    });
    // Two of the office press at once, and the timer looks by: it is closed once, and neither is refused.
    const closing = [office(), product.as('p-luo')].map((who) =>
      who.call('survey.close', { sessionId, reason: '提前截止' }),
    );
    await Promise.all([...flying, ...closing, product.cloud.tick('jobs')]);
    expect((await get(surveys, survey))?.history.filter(({ what }) => what === 'sealed')).toHaveLength(1);
    await product.cloud.tick('jobs');
    expect([...new Set(told.values())].every((said) => ['counted', 'survey_closed'].includes(said))).toBe(
      true,
    );
    const reply = await product.cloud.http('portal', { method: 'GET', path: `/counted/${survey}` });
    const ids: string[] = Object(JSON.parse(String(reply.body))).ids;
    for (const [id, said] of told) expect([id, ids.includes(id)]).toEqual([id, said === 'counted']);
  });

  const moderated = step(
    'words are opened in no order of theirs, read by the office first, and by others only what it lets through',
    [written, closed],
    async () => {
      expect(await phones[8]?.remark(survey, '晚了')).toBe('survey_closed');
      expect((await product.as('p-lin').call('survey.remarks', { sessionId })).remarks).toEqual([]);
      const { remarks } = await office().call('survey.remarks', { sessionId });
      expect(remarks.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'waiting'));
      expect(remarks.map(({ id }) => id)).toEqual(remarks.map(({ id }) => id).sort());
      expect(remarks.map(({ text }) => text)).toContain('改过的意见');
      const [shown, hidden] = remarks;
      await office().call('survey.moderateRemark', { remarkId: shown?.id ?? '', isShown: true, reason: '' });
      await expect(
        office().call('survey.moderateRemark', { remarkId: hidden?.id ?? '', isShown: false, reason: '' }),
      ).rejects.toMatchObject({ code: 'reason_needed' });
      await office().call('survey.moderateRemark', {
        remarkId: hidden?.id ?? '',
        isShown: false,
        reason: '涉及个人',
      });
      const kept = new Set(product.cloud.read('remarks').flatMap((remark) => Object.keys(remark)));
      expect([...kept].sort()).toEqual(['_id', 'reason', 'sessionId', 'state', 'survey', 'text']);
      expect(product.cloud.read('remark_shards')).toEqual([]);
    },
  );

  step('a close that died half way is finished by the timer, with the same box', [closed], async () => {
    const before = await get(surveys, survey);
    expect(before?.state).toBe('sealed');
    const digest = before?.boxDigest;
    // The sealing wrote everything and died before it emptied the box.
    await update(surveys, { _id: survey }, { hasShards: true });
    await Promise.all([product.cloud.tick('jobs'), product.cloud.tick('jobs')]);
    expect(await get(surveys, survey)).toMatchObject({
      state: 'sealed',
      boxDigest: digest,
      hasShards: false,
    });
    expect(product.cloud.read('ballots')).toEqual([]);
  });

  step(
    'a close that dies after each of its steps, and one that comes too late, make the one box',
    [closed],
    async () => {
      const first = await get(surveys, survey);
      if (!first) throw new Error('no survey');
      const again = `${sessionId}.7`;
      const slots = first.ballotSlots.map(({ slot }) => slot);
      await openBox(again, slots);
      const opened = { ...first, _id: again, round: 7, state: 'open', remarkKey: '', hasShards: true };
      await product.cloud.seed('surveys', [opened]);
      await product.cloud.seed('box_keys', [doubleBoxKeys(again)]);
      for (const phone of phones) expect(await phone.cast(again, slots[0] ?? 0, 'satisfied')).toBe('counted');

      const act = { actor: 'system', now: product.cloud.clock.now(), requestId: 'dying' };
      const wire = await wireTo(product.cloud);
      reach(wire);
      let [late, deaths] = [first, 0];
      // At each step one more ballot meets the close.
      const meeting = [slots[1] ?? 1, slots[2] ?? 2].flatMap((slot) =>
        phones.map((phone) => ({ phone, slot })),
      );
      const met: { id: string; said: string }[] = [];
      for (let steps = 1; ; steps++) {
        const next = meeting.pop();
        if (next) met.push(await castNow(next.phone, again, next.slot));
        wire.allow(steps);
        const held = await get(surveys, again).catch(() => null);
        if (held?.state === 'closing') late = held;
        if (held?.state === 'sealed') break;
        if (held) await closeSurvey(held, '提前截止', act).catch(() => deaths++);
      }
      await wire.stop();
      reach(product.cloud);
      expect(deaths).toBeGreaterThan(10);
      expect(late.state).toBe('closing');
      await product.cloud.tick('jobs');
      // Each that met the close was counted and is in the list, or was told that it came too late and is not.
      const list = Object(product.cloud.read('counted_lists').find(({ _id }) => _id === again));
      const inTime = met.filter(({ said }) => said === 'counted');
      expect([...new Set(met.map(({ said }) => said))].sort()).toEqual(['counted', 'survey_closed']);
      for (const { id, said } of met) expect([id, list.ids.includes(id)]).toEqual([id, said === 'counted']);
      const counted = RATERS + inTime.length;
      expect(await get(surveys, again)).toMatchObject({ state: 'sealed', hasShards: false, counted });
      expect(product.cloud.read('ballots')).toEqual([]);
      const kept = () =>
        ['sealed_boxes', 'counted_lists', 'results'].map((name) =>
          product.cloud.read(name).filter(({ _id }) => String(_id).startsWith(again)),
        );
      const before = JSON.stringify(kept());
      // Somebody who looked while it was closing goes on only now, when the shards are gone.
      await sealSurvey(late, act);
      expect(JSON.stringify(kept())).toBe(before);
      await remove(collection(surveys.name), { _id: again });
    },
  );

  return { moderated, closed };
});

describe('trouble with results and cards', () => {
  const carded = step(
    'a department dissolved before its card hands it to whoever took over',
    [closed],
    async () => {
      // Whoever took over from it has been dissolved as well.
      await update(departments, { _id: 'logistics' }, { isDissolved: true, successorId: 'general' });
      await product.cloud.seed('departments', [
        { _id: 'general', name: '总务处', isDissolved: true, successorId: 'network' },
      ]);
      await Promise.all([
        office()
          .call('survey.announce', { sessionId })
          .catch((error: Error) => error.message),
        product
          .as('p-luo')
          .call('survey.announce', { sessionId })
          .catch((error: Error) => error.message),
      ]);
      await product.cloud.tick('jobs');
      const given = await find(cards, { sessionId });
      // Nobody heads that department, so the office hears of its card.
      const { messages } = await office().call('announcement.inbox', {});
      expect(messages.find(({ kind }) => kind === 'card_given')?.body).toContain(
        '尚无负责人绑定账号，请代为通知',
      );
      expect(given).toMatchObject([
        { colour: 'red', departmentId: 'network', departmentName: '信息中心（承接后勤保障处）' },
      ]);
      const { results } = await product.as('p-lin').call('survey.results', { sessionId });
      // Twelve of twelve: a band, because an exact figure would say how everybody rated.
      expect(results[0]?.items[0]).toMatchObject({ verdict: 'red', dissatisfied: null, levels: null });
      expect(given[0]?.dissatisfied).toBeNull();
    },
  );

  step(
    'once announced everybody reads the words that were let through, and no others',
    [moderated, carded],
    async () => {
      const { remarks } = await product.as('p-lin').call('survey.remarks', { sessionId });
      expect(remarks.map(({ state }) => state)).toEqual(['shown']);
    },
  );

  const corrected = step(
    'a correction is a version of its own: the card moves, the ratings stay',
    [carded],
    async () => {
      const questionId = (await find(cards, { sessionId }))[0]?.questionId ?? '';
      const reason = '牵头部门登记有误';
      const before = (await product.as('p-lin').call('survey.results', { sessionId })).results[0];
      const { results } = await office().call('survey.correctResults', {
        survey,
        questionId,
        departmentId: 'finance',
        reason,
      });
      expect(results[0]?.versions.map((each) => [each.version, each.reason])).toEqual([
        [1, ''],
        [2, reason],
      ]);
      expect(results[0]?.boxDigest).toBe(before?.boxDigest);
      expect(results[0]?.resultDigest).not.toBe(before?.resultDigest);
      const old = await product
        .as('p-lin')
        .call('survey.results', { sessionId, shown: { survey, version: 1 } });
      expect(old.results[0]?.resultDigest).toBe(before?.resultDigest);
      const { cards: shown } = await product.as('p-lin').call('survey.cards', { sessionId });
      expect(shown.map(({ departmentId, state }) => [departmentId, state]).sort()).toEqual([
        ['finance', 'review'],
        ['network', 'withdrawn'],
      ]);
    },
  );

  step(
    'of two corrections at once each is a version of its own, or its office member is told',
    [corrected],
    async () => {
      const questionId = (await surveyOf())?.items[1]?.questionId ?? '';
      const all = await Promise.allSettled(
        [office(), product.as('p-luo')].map((who, at) =>
          who.call('survey.correctResults', {
            survey,
            questionId,
            departmentId: at === 0 ? 'library' : 'network',
            reason: '登记有误',
          }),
        ),
      );
      const refused = all.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
      expect(refused.every((code) => code === 'conflict')).toBe(true);
      const [result] = (await product.as('p-lin').call('survey.results', { sessionId })).results;
      expect(result?.version).toBe(4 - refused.length);
      const head = product.cloud
        .read('sealed_boxes')
        .find(({ _id }) => _id === `${survey}.v${result?.version}`);
      expect(head?.digest).toBe(result?.resultDigest);
    },
  );

  step('a head of another department and a leader may look, not touch', [corrected], async () => {
    const { cards: shown } = await office().call('survey.cards', { sessionId, departmentId: 'finance' });
    const cardId = shown[0]?.id ?? '';
    await expect(product.as('p-xu').call('survey.appeal', { cardId, grounds: '不服' })).rejects.toMatchObject(
      { code: 'not_allowed' },
    );
    await expect(
      product.as('p-zheng').call('survey.close', { sessionId, reason: '试试' }),
    ).rejects.toMatchObject({ code: 'not_allowed' });
    const detail = await product.as('p-zheng').call('survey.card', { cardId });
    expect(detail.may).toEqual({ appeal: false, decide: false, plan: false });
  });

  step('carded questions wait to be rated again by the same people', [carded], async () => {
    const waiting = await find(questions, { sessionId, rerate: 'rerated' });
    expect(waiting.map(({ title }) => title)).toEqual(['食堂']);
  });
});

describe('after all of it, what anybody could read', () => {
  const BOX_SIDE = ['ballots', 'sealed_boxes', 'counted_lists', 'remark_shards', 'remarks', 'results'];
  const collections = readdirSync('cloudfunctions/database').flatMap((file) => {
    const listed: unknown = JSON.parse(readFileSync(`cloudfunctions/database/${file}`, 'utf8'));
    const all: { name: string }[] = Object(listed).collections;
    return all.map(({ name }) => name);
  });
  const textOf = (names: readonly string[]) => JSON.stringify(names.map((name) => product.cloud.read(name)));
  const serials = () =>
    phones.flatMap(({ wallet }) =>
      (wallet?.credentials ?? []).flatMap((each) => ('serial' in each ? [each.serial] : [])),
    );

  step('no log line holds a serial, a rating, an account or a number', [closed], () => {
    const logs = product.cloud
      .logs()
      .map(({ text }) => text)
      .join('\n');
    for (const secret of [...serials(), ...phones.map(({ who }) => who), 'Nguest', 'satisfied'])
      expect(logs.includes(secret)).toBe(false);
  });

  step(
    'no collection but those of the box holds a serial, no collection of the box holds a person',
    [closed],
    () => {
      expect(serials()).toHaveLength(RATERS * 40);
      const others = textOf(collections.filter((name) => !BOX_SIDE.includes(name)));
      for (const serial of serials()) expect(others.includes(serial)).toBe(false);
      const box = textOf(BOX_SIDE);
      expect(box).toContain(serials()[0]);
      for (const { who } of phones) expect(box.split(`意见:${who}`).join('').includes(who)).toBe(false);
    },
  );
});
