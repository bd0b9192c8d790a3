import '../booking/sdk-environment';
import { readSheet } from 'read-excel-file/node';
import { sessions, surveys } from '../../cloudfunctions/platform/database/collections';
import { update } from '../../cloudfunctions/platform/database/store';
import { boxFile } from '../../dev/recount/box-schema';
import { recount } from '../../dev/recount/check';
import { compareRecord, recordFile } from '../../dev/recount/compare-record';
import { serialHash } from '../../miniprogram/ballot/receipt';
import { checkCode } from '../../miniprogram/shared/check-code';
import { plan } from '../booking/crowd';
import { reach } from '../booking/inside';
import { type Product, seedPeople } from '../cloud';
import { step } from '../story';
import { Phone } from './phone';
import { seedKeys } from './slot-keys';
import {
  add,
  closeAndPublish,
  DAY,
  MINUTE,
  person,
  question,
  SESSION_AT,
  seedGuests,
  startThursday,
  transferred,
} from './thursday';

const RATERS = 12;
let product: Product;
let sessionId: string;
let phones: Phone[];

const start = step('a session is about to begin, with a dozen people before its door', [], async () => {
  ({ product, sessionId } = await startThursday());
  reach(product.cloud);
  phones = (await seedGuests(product, RATERS)).map((openid) => new Phone(product, openid));
});
afterAll(() => product?.stop());

describe('a month, from the door of the hall to the re-rating', () => {
  const office = () => product.as('p-wu');
  let library: string;
  let heating: string;

  step('shows everybody the same keys and fingerprints', [start], async () => {
    const mine = await product.as('p-lin').call('hall.keys', { sessionId });
    const other = await product.as('p-gao').call('hall.keys', { sessionId });
    expect(mine).toEqual(other);
    expect(mine.keys).toHaveLength(40);
    const { session } = await product.as('p-lin').call('session.get', { sessionId });
    expect(session.keySet).toBe(mine.keySet);
  });

  const entered = step('lets people in with their credentials in the same call', [start], async () => {
    for (const phone of phones) {
      const answer = await phone.checkIn(sessionId);
      expect(answer).toMatchObject({ isFirst: true, wish: null, method: 'scan', hasIssued: true });
    }
    const { totals } = await office().call('hall.attendance', { sessionId });
    expect(totals).toMatchObject({ checkedIn: RATERS, walkIns: RATERS });
  });

  const published = step('records questions and makes a case of what is transferred', [entered], async () => {
    await office().call('hall.open', { sessionId });
    library = (await add(product, sessionId, question())).id;
    const moved = await add(product, sessionId, transferred(SESSION_AT + MINUTE));
    heating = moved.id;
    expect(moved.caseId).not.toBeNull();
    await add(
      product,
      sessionId,
      transferred(SESSION_AT + 40 * DAY, { title: '操场翻新', departmentId: 'finance' }),
    );
    await closeAndPublish(product, sessionId);
    const { minutes } = await product.as('nobody-yet').call('hall.minutes', { sessionId });
    expect(minutes?.items.map(({ title, outcome }) => [title, outcome])).toEqual([
      ['图书馆延长开放', 'on_spot'],
      ['宿舍热水', 'transferred'],
      ['操场翻新', 'transferred'],
    ]);
    expect(minutes?.figures).toEqual({ attended: RATERS, questions: 3, solvedOnSpot: 1, transferred: 2 });
  });

  const unopened = step('has no code on the wall while there is no record', [published], async () => {
    expect((await office().call('hall.wall', { sessionId })).openings).toEqual([]);
  });

  const opened = step(
    'opens the survey to those who were there, without what is not due yet',
    [unopened],
    async () => {
      await office().call('survey.open', { sessionId });
      await product.cloud.tick('jobs');
      const { survey } = await product.as('p-lin').call('survey.get', { sessionId });
      expect(survey).toMatchObject({ state: 'open', eligible: RATERS, turnout: 0 });
      // The hot water was promised for a later day as well, so only the library can be rated now.
      expect(survey?.items.map(({ questionId }) => questionId)).toEqual([library]);
      expect(survey?.later.map(({ title }) => title)).toEqual(['宿舍热水', '操场翻新']);
      const inbox = await phones[0]?.me.call('announcement.inbox', {});
      expect(inbox?.messages.map(({ kind }) => kind)).toContain('survey_open');
      const stranger = await product.as('p-gao').call('announcement.inbox', {});
      expect(stranger.messages.map(({ kind }) => kind)).not.toContain('survey_open');
    },
  );

  step('the wall shows the code of the record in the same words as phones', [opened], async () => {
    const { survey } = await product.as('p-lin').call('survey.get', { sessionId });
    const { openings } = await office().call('hall.wall', { sessionId });
    expect(openings).toEqual([{ number: 1, round: 1, digest: survey?.openingDigest }]);
    const told = product.cloud.read('messages').find(({ kind }) => kind === 'survey_open');
    for (const { digest } of openings) expect(told?.body).toContain(`开箱核对码 ${checkCode(digest)}`);
  });

  const rated = step(
    'counts ballots without an account, and gives no card-worthy figure before the close',
    [opened],
    async () => {
      const { survey } = await product.as('p-lin').call('survey.get', { sessionId });
      const item = survey?.items[0];
      if (!survey || !item) throw new Error('no survey');
      for (const [at, phone] of phones.entries())
        expect(await phone.cast(item.survey, item.slot, at < 7 ? 'dissatisfied' : 'satisfied')).toBe(
          'counted',
        );
      // Changed once more: the last one counts.
      expect(await phones[11]?.cast(item.survey, item.slot, 'fairly_satisfied', 2)).toBe('counted');
      expect((await office().call('survey.results', { sessionId })).results).toEqual([]);
      // Turnout is looked at once an hour, so that it does not tell when each ballot came.
      await product.cloud.tick('jobs');
      const later = await product.as('p-lin').call('survey.get', { sessionId });
      expect(later.survey?.turnout).toBe(0);
    },
  );

  const sealed = step('seals the box at the close; a ballot after it is told so', [rated], async () => {
    const { survey } = await product.as('p-lin').call('survey.get', { sessionId });
    const item = survey?.items[0];
    if (!survey?.closesAt || !item) throw new Error('no survey');
    const closesAt = product.cloud.clock.now() + MINUTE;
    await office().call('survey.reschedule', { sessionId, closesAt, reason: '提前一周' });
    await product.cloud.clock.set(closesAt + MINUTE);
    const sealed = await product.as('p-lin').call('survey.get', { sessionId });
    expect(sealed.survey).toMatchObject({ state: 'sealed', turnout: RATERS });
    expect(await phones[0]?.cast(item.survey, item.slot, 'satisfied')).toBe('survey_closed');
    expect(await product.cloud.read('ballots')).toEqual([]);
    expect((await product.as('p-lin').call('survey.results', { sessionId })).results).toEqual([]);
    // The office, and nobody else, hears that it may announce.
    const told = async (who: string) =>
      (await product.as(who).call('announcement.inbox', {})).messages.filter(
        ({ kind }) => kind === 'survey_sealed',
      );
    expect(await told('p-wu')).toMatchObject([{ opens: { page: 'verdict', id: sessionId } }]);
    expect(await told('p-lin')).toEqual([]);
    // Raters and observers are told both digests, in copies that nobody can alter; and the keys of the box are gone.
    await product.cloud.tick('jobs');
    const [head] = product.cloud.read('sealed_boxes').map(({ head }) => Object(head));
    const codes = `票箱核对码 ${checkCode(head.ballotDigest)}，计票名单核对码 ${checkCode(head.countedDigest)}`;
    const everybody = product.cloud.read('messages').filter(({ kind }) => kind === 'box_sealed');
    expect(everybody.length).toBeGreaterThan(RATERS);
    for (const { body } of everybody) expect(body).toContain(codes);
    expect(everybody.map(({ to }) => to)).toContain('p-pan');
    expect(product.cloud.read('box_keys')).toEqual([]);
  });

  const announced = step('announces results and a red card by the rule, to everybody', [sealed], async () => {
    const { results } = await office().call('survey.announce', { sessionId });
    const [result] = results;
    expect(result?.items.find(({ questionId }) => questionId === library)).toMatchObject({
      verdict: 'red',
      valid: 12,
      dissatisfied: 7,
      levels: [0, 4, 1, 7, 0],
    });
    expect(result?.items.find(({ questionId }) => questionId === heating)?.verdict).toBe('not_due');
    await product.cloud.tick('jobs');
    const { cards } = await product.as('p-he').call('survey.cards', { sessionId });
    expect(cards).toMatchObject([
      { colour: 'red', departmentId: 'library', valid: 12, dissatisfied: 7, rulesVersion: 1 },
    ]);
    const { messages } = await product.as('p-gao').call('announcement.inbox', {});
    expect(messages.map(({ kind }) => kind)).toContain('results');
    const { session } = await product.as('p-lin').call('session.get', { sessionId });
    expect(session.status).toBe('announced');
    const keys = await product.cloud.read('credential_keys');
    expect(keys.filter(({ session: of }) => of === sessionId)).toEqual([]);
    // What phones were answered at check-in is forgotten with it.
    const issued = product.cloud.read('issue_records');
    expect(issued.map(({ answer }) => answer)).toEqual(Array.from({ length: RATERS }, () => []));
  });

  step(
    'publishes the list in which each rater finds the own ballot, and a box anybody can recount',
    [announced],
    async () => {
      const [result] = (await product.as('p-lin').call('survey.results', { sessionId })).results;
      if (!result) throw new Error('no result');
      const reply = await product.cloud.http('portal', { method: 'GET', path: `/counted/${result.survey}` });
      const list: unknown = JSON.parse(String(reply.body));
      const ids: string[] = Object(list).ids;
      for (const phone of phones) {
        const credential = phone.wallet?.credentials[0];
        if (!credential || !('serial' in credential)) throw new Error('no credential');
        expect(ids).toContain(serialHash(result.survey, 0, credential.serial));
      }
      await expect(
        office().call('survey.sealedBox', { survey: result.survey, part: 0 }),
      ).rejects.toMatchObject({
        code: 'not_allowed',
      });
      const observer = product.as('p-pan');
      const first = await observer.call('survey.sealedBox', { survey: result.survey, part: 0 });
      let text = first.text;
      for (let part = 1; part < first.parts; part++)
        text += (await observer.call('survey.sealedBox', { survey: result.survey, part })).text;
      const { keySet } = await observer.call('hall.keys', { sessionId });
      const box = boxFile.parse(JSON.parse(text));
      expect(recount(box, { digest: result.resultDigest, keySet, counted: ids })).toEqual([]);
      const opened = await product.cloud.http('portal', {
        method: 'GET',
        path: `/opening/${result.survey}`,
      });
      const record = recordFile.parse(JSON.parse(String(opened.body)));
      expect(compareRecord(box, record, record.digest)).toEqual([]);
      // Everybody who holds credentials finds the own line, and there are no others.
      const own = phones.map(({ line }) => line);
      expect([...record.record.roll.lines].sort()).toEqual(own.sort());
      const told = product.cloud.read('messages').find(({ kind }) => kind === 'survey_open');
      expect(told?.body).toContain(`开箱核对码 ${checkCode(record.digest)}`);
      const altered: [string, (changed: typeof record.record) => unknown][] = [
        ['other questions', ({ questions }) => questions.pop()],
        ['another rules', ({ rules }) => Object.assign(rules, { fewestRatings: 1 })],
        ['another roll', ({ roll }) => roll.lines.splice(0, 1, 'ff'.repeat(32))],
        ['lines for', ({ roll }) => Object.assign(roll, { issued: 999 })],
        ['another number', ({ roll }) => Object.assign(roll, { issued: 999 })],
        ['have the same key', ({ fingerprints }) => fingerprints.fill(fingerprints[0] ?? '')],
        [
          'one slot for two',
          ({ questions }) => {
            for (const asked of questions) asked.slot = 0;
          },
        ],
        [
          'was opened by another one',
          ({ addresses }) => Object.assign(addresses, { ballot: 'https://x.cn' }),
        ],
      ];
      for (const [said, alter] of altered) {
        const changed = structuredClone(record);
        alter(changed.record);
        const details = compareRecord(box, changed, record.digest).map(({ detail }) => detail);
        expect(details.join()).toContain(said);
      }
    },
  );

  const rerated = step(
    'reviews the card, takes a plan, and rates again with unused credentials a month later',
    [announced],
    async () => {
      const { cards } = await office().call('survey.cards', { sessionId });
      const cardId = cards[0]?.id ?? '';
      await seedPeople(product.cloud, [
        person('library-head', '舒馆长', [{ role: 'head', departmentId: 'library' }]),
      ]);
      const head = product.as('library-head');
      // What is hostile in it is text like any other, on pages and in the ledger's file.
      const grounds = '=HYPERLINK("http://x")<script>alert(1)</script>当天答复有误，已经更正。';
      await head.call('survey.appeal', { cardId, grounds });
      expect((await office().call('survey.card', { cardId })).appeal?.grounds).toBe(grounds);
      await expect(head.call('survey.appeal', { cardId, grounds: '\u202e反着写' })).rejects.toMatchObject({
        code: 'invalid_input',
      });
      await office().call('survey.decideAppeal', { cardId, decision: 'upheld', reason: '评价如此。' });
      const card = await head.call('survey.card', { cardId });
      expect(card).toMatchObject({ state: 'final', plan: 'missing', may: { plan: true, appeal: false } });
      const now = product.cloud.clock.now();
      const planned = await head.call('survey.submitPlan', {
        cardId,
        version: card.version,
        plan: '增加值班馆员。',
        measures: [{ text: '排班', dueAt: now + DAY, isDone: false }],
      });
      expect(planned.plan).toBe('running');
      const noted = await head.call('survey.notePlan', { cardId, note: '已排班', doneMeasures: [0] });
      expect(noted.plan).toBe('done');

      const next = await nextSession();
      // Both rounds of these weeks stand on the office's desk, the session's own first.
      await office().call('survey.open', { sessionId: next });
      const desk = await office().call('survey.desk', { sessionId: next });
      expect(desk.surveys.map((each) => [each.survey, each.state])).toEqual([
        [`${next}.1`, 'open'],
        [`${sessionId}.2`, 'open'],
      ]);
      expect(desk.brief).toMatch(/^http:.*\/http\/portal\/brief$/);
      expect((await office().call('survey.desk', { sessionId })).surveys.map((each) => each.survey)).toEqual([
        `${sessionId}.1`,
      ]);
      await expect(product.as('p-lin').call('survey.desk', { sessionId })).rejects.toMatchObject({
        code: 'not_allowed',
      });
      const { survey } = (await phones[0]?.me.call('survey.get', { sessionId })) ?? {};
      expect(survey).toMatchObject({ survey: `${sessionId}.2`, state: 'open' });
      expect(survey?.items.map(({ kind, title, slot }) => [kind, title, slot])).toEqual([
        ['rerated', '图书馆延长开放', 3],
        ['rolled', '宿舍热水', 1],
      ]);
      expect(survey?.later.map(({ title }) => title)).toEqual(['操场翻新']);
      for (const phone of phones) {
        expect(await phone.cast(`${sessionId}.2`, 3, 'satisfied')).toBe('counted');
        expect(await phone.cast(`${sessionId}.2`, 1, 'very_satisfied')).toBe('counted');
      }
      await office().call('survey.close', { sessionId, reason: '提前截止' });
      await office().call('survey.announce', { sessionId });
      const after = await head.call('survey.card', { cardId });
      expect(after).toMatchObject({ rerated: 'none', plan: 'rerated_better', may: { plan: false } });
      await expect(
        head.call('survey.notePlan', { cardId, note: '再说一句', doneMeasures: [] }),
      ).rejects.toMatchObject({ code: 'wrong_stage' });
      expect(next).not.toBe(sessionId);
    },
  );

  step('keeps the ledger by department and period, as figures and as a file', [rerated], async () => {
    const range = { from: SESSION_AT - DAY, to: product.cloud.clock.now() + DAY };
    const ledger = await office().call('survey.ledger', range);
    expect(ledger.lines).toMatchObject([
      { departmentId: 'library', questions: 2, judged: 2, red: 1, yellow: 0, plansDone: 1, points: 3 },
      { departmentId: 'logistics', questions: 1, judged: 1, red: 0, yellow: 0, points: 0 },
    ]);
    expect(ledger.periods).toEqual([{ sessionNumber: 1, yellow: 0, red: 1 }]);
    expect(ledger.rules.map(({ version }) => version)).toEqual([1]);
    const file = await office().call('survey.ledgerFile', range);
    const read = (sheet: string) => readSheet(Buffer.from(file.base64, 'base64'), sheet);
    const [, , columns, only] = await read('红黄牌');
    const cell = (title: string) => only?.[columns?.indexOf(title) ?? -1];
    expect(
      ['牌', '承担部门', '有效评价', '不满意', '复核结果', '复核理由', '复评', '扣分', '规则版本'].map(cell),
    ).toEqual(['红牌', '图书馆', RATERS, 7, '维持', '评价如此。', '未亮牌', 3, 1]);
    expect(cell('结果号码')).toMatch(/^[0-9a-f]{64}$/);
    expect((await read('按部门'))[3]?.slice(1, 7)).toEqual(['图书馆', 2, 2, 0, 1, '50.0%']);
    expect((await read('按期'))[3]).toEqual(['第1期', 0, 1]);
    expect((await read('规则'))[3]?.[1]).toContain('红牌每张扣 3 分');
    expect((await read('诉求办理')).length).toBeGreaterThan(2);
  });

  /** The next session, held quickly: its minutes open the second round of the same people. */
  async function nextSession(): Promise<string> {
    await product.cloud.clock.advance(DAY);
    const { sessionId: next } = await office().call('session.create', { reason: '', plan: plan() });
    await office().call('session.publishPreview', { sessionId: next });
    await seedKeys(product, next);
    // The clock is not moved a month, minute by minute: the session comes to the clock.
    await update(sessions, { _id: next }, { startsAt: product.cloud.clock.now() });
    await office().call('hall.open', { sessionId: next });
    await add(product, next, question({ title: '新问题' }));
    await closeAndPublish(product, next);
    await update(surveys, { sessionId }, { opensAt: product.cloud.clock.now() });
    await product.cloud.tick('jobs');
    return next;
  }
});
