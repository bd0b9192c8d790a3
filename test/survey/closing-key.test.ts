import { randomBytes } from 'node:crypto';
import { type KeyFile, makeKey } from '../../dev/observer/key-file';
import { openRatings } from '../../dev/observer/open-ratings';
import { makeShares, readShareFile, type ShareFile } from '../../dev/observer/share-file';
import { type BoxFile, boxFile } from '../../dev/recount/box-schema';
import { recount } from '../../dev/recount/check';
import { compareOpening } from '../../dev/recount/compare-opening';
import { compareRecord, recordFile } from '../../dev/recount/compare-record';
import { ballotText } from '../../miniprogram/ballot/caster';
import { openingFault } from '../../miniprogram/ballot/opening-record';
import { readSlotKey } from '../../miniprogram/ballot/public-key';
import { countedDigest, serialHash } from '../../miniprogram/ballot/receipt';
import { checkCode } from '../../miniprogram/shared/check-code';
import type { Rating } from '../../miniprogram/shared/rating';
import { type Product, seedPeople } from '../cloud';
import { expectNoFindings } from '../inspected';
import { step } from '../story';
import { Phone, post } from './phone';
import {
  add,
  closeAndPublish,
  DAY,
  HOUR,
  MINUTE,
  person,
  question,
  SESSION_AT,
  seedGuests,
  startThursday,
} from './thursday';

const RATERS = 14;
const OBSERVERS = ['p-pan', 'staff-union', 'discipline-office'];
let product: Product;
let sessionId: string;
let survey: string;
let phones: Phone[];
let closingKeys: string[];
let keys: Record<string, KeyFile>;
let box: BoxFile;

/** The rule is on before the session is planned. */
const withRule = (started: Product) =>
  started.as('p-shen').call('account.changeRule', {
    version: 1,
    change: { path: 'survey.areOpenedByObservers', value: 1 },
    reason: '评价由观察员开封',
  });

const start = step('a session under the rule, and three observers with keys of their own', [], async () => {
  ({ product, sessionId } = await startThursday({ hasKeys: true, before: withRule }));
  survey = `${sessionId}.1`;
  phones = (await seedGuests(product, RATERS)).map((openid) => new Phone(product, openid));
  await seedPeople(
    product.cloud,
    OBSERVERS.slice(1).map((id) => person(id, `见证人之${id}`, [{ role: 'observer' }])),
  );
  keys = Object.fromEntries(OBSERVERS.map((who) => [who, makeKey()]));
});
afterAll(() => product?.stop());

/** A ballot as a phone of this survey makes it; the same secret gives the same text. */
function sealed(phone: Phone, rating: Rating, revision = 1, secret = randomBytes(32)): string {
  if (!phone.wallet) throw new Error('no wallet');
  const seal = { keys: closingKeys.map((key, at) => readSlotKey(at, key)), secret: new Uint8Array(secret) };
  return ballotText(survey, phone.wallet, 0, rating, revision, seal);
}

const withSealed = (text: string, change: (sealed: string) => string): string => {
  const ballot: { sealed: string } = JSON.parse(text);
  return JSON.stringify({ ...ballot, sealed: change(ballot.sealed) });
};

const sharesOf = (who: string): ShareFile => {
  const shares = makeShares(box, keys[who] ?? makeKey());
  if (!shares) throw new Error('not a key of this box');
  return shares;
};

/** The box as an observer fetches it. */
async function fetchBox(who: string): Promise<BoxFile> {
  let text = '';
  for (let part = 0, parts = 1; part < parts; part++) {
    const piece = await product.as(who).call('survey.sealedBox', { survey, part });
    parts = piece.parts;
    text += piece.text;
  }
  return boxFile.parse(JSON.parse(text));
}

describe('a survey whose ratings observers open', () => {
  const office = () => product.as('p-wu');
  const openings = async (who: string) => (await product.as(who).call('survey.closingKeys', {})).openings;

  const minuted = step('people come in, and the minutes are published', [start], async () => {
    for (const phone of phones) await phone.checkIn(sessionId);
    await office().call('hall.open', { sessionId });
    await add(product, sessionId, question());
    await closeAndPublish(product, sessionId);
  });

  const registered = step('does not open before three observers have a key', [minuted], async () => {
    const register = (who: string, publicKey = keys[who]?.publicKey ?? '') =>
      product.as(who).call('survey.registerClosingKey', { publicKey, label: who });
    const small = 'A'.repeat(392);
    await expect(register('p-pan', small)).rejects.toMatchObject({ code: 'closing_key_malformed' });
    await expect(register('p-wu', keys['p-pan']?.publicKey)).rejects.toMatchObject({ code: 'not_allowed' });
    await register('p-pan');
    await register('staff-union');
    await expect(office().call('survey.open', { sessionId })).rejects.toMatchObject({
      code: 'closing_keys_missing',
    });
    await expect(register('discipline-office', keys['p-pan']?.publicKey)).rejects.toMatchObject({
      code: 'closing_key_malformed',
    });
    // Everybody reads the label: it names a body, not a person.
    await expect(
      product
        .as('discipline-office')
        .call('survey.registerClosingKey', { publicKey: makeKey().publicKey, label: '见证人之staff-union' }),
    ).rejects.toMatchObject({ code: 'redaction_open', fields: { label: 'redaction_open' } });
    // A key that is made anew takes the place of the own old one.
    await register('discipline-office', makeKey().publicKey);
    await register('discipline-office');
    await seedPeople(product.cloud, [person('a-fourth', '第四人', [{ role: 'observer' }])]);
    await expect(register('a-fourth', makeKey().publicKey)).rejects.toMatchObject({
      code: 'closing_keys_full',
    });
    const seen = await product.as('staff-union').call('survey.closingKeys', {});
    expect(seen.keys.map(({ label }) => label).sort()).toEqual([...OBSERVERS].sort());
    expect(seen.keys.find(({ isOwn }) => isOwn)?.label).toBe('staff-union');
  });

  const opened = step('opens with the three keys in its public record', [registered], async () => {
    await office().call('survey.open', { sessionId });
    const { survey: view } = await product.as('guest-0').call('survey.get', { sessionId });
    closingKeys = view?.closing?.keys ?? [];
    const reply = await product.cloud.http('portal', { method: 'GET', path: `/opening/${survey}` });
    const published: unknown = JSON.parse(String(reply.body));
    if (!view) throw new Error('no survey');
    const told = {
      survey,
      session: sessionId,
      digest: view.openingDigest,
      keySet: view.keySet,
      envelopeKey: view.envelopeKey,
      receiptKey: view.receiptKey,
      eligible: view.eligible,
      addresses: { ballot: view.ballotUrl, remark: view.remarkUrl, counted: view.countedUrl },
      questions: view.items,
      line: phones[0]?.line ?? '',
      closingKeys,
    };
    expect(openingFault(published, told)).toBeNull();
    const page = await product.cloud.http('portal', { method: 'GET', path: '/sessions/1' });
    expect(String(page.body)).toContain(checkCode(view.openingDigest));
    const other = [...closingKeys.slice(0, 2), makeKey().publicKey];
    for (const shown of [[], other, [...closingKeys].reverse(), closingKeys.map(() => closingKeys[0] ?? '')])
      expect(openingFault(published, { ...told, closingKeys: shown })).toBe('closing');
  });

  const rated = step('takes sealed ratings of one length, and no open one', [opened], async () => {
    const [first, second, third] = phones;
    if (!first || !second || !third) throw new Error('no phones');
    expect(await first.cast(survey, 0, 'satisfied')).toBe('malformed');
    for (const [at, phone] of phones.slice(0, 12).entries()) {
      const text = sealed(phone, at < 7 ? 'dissatisfied' : 'satisfied');
      expect(text).toHaveLength(sealed(first, 'cannot_judge').length);
      expect(await post(product, text)).toBe('counted');
      // Sent again because the answer was lost.
      expect(await post(product, text)).toBe('counted');
    }
    expect(
      await post(
        product,
        withSealed(sealed(first, 'satisfied'), (text) => text.slice(1)),
      ),
    ).toBe('malformed');
    // Whoever reads the box lays a copy of another's rating into it; and a phone seals what nobody can open.
    const copied = sealed(first, 'very_satisfied', 2);
    expect(await post(product, copied)).toBe('counted');
    const stolen: { sealed: string } = JSON.parse(copied);
    expect(
      await post(
        product,
        withSealed(sealed(phones[12] ?? first, 'satisfied'), () => stolen.sealed),
      ),
    ).toBe('counted');
    const garbage = (text: string) => `${text.slice(0, 100)}${'A'.repeat(900)}${text.slice(1000)}`;
    expect(await post(product, withSealed(sealed(phones[13] ?? first, 'satisfied'), garbage))).toBe(
      'counted',
    );
  });

  const closed = step(
    'cuts ratings from slips at the close, and shows nobody a result',
    [rated],
    async () => {
      // In no copy of the open box does a rating stand beside a serial.
      const copy = JSON.stringify(product.cloud.read('ballots'));
      expect(copy).not.toContain('"rating"');
      await office().call('survey.close', { sessionId, reason: '提前结束' });
      expect(product.cloud.read('ballots')).toEqual([]);
      expect(product.cloud.read('results')).toEqual([]);
      await product.cloud.tick('jobs');
      expect((await office().call('survey.desk', { sessionId })).results).toEqual([]);
      await expect(office().call('survey.announce', { sessionId })).rejects.toMatchObject({
        code: 'results_not_ready',
      });
      const list = await product.cloud.http('portal', { method: 'GET', path: `/counted/${survey}` });
      const held = phones[0]?.wallet?.credentials[0];
      const own = held && 'serial' in held ? serialHash(survey, 0, held.serial) : '';
      expect(String(list.body)).toContain(own);

      box = await fetchBox('p-pan');
      expect(box.version).toBe(0);
      expect(box.closingKeys).toEqual(closingKeys);
      const [slot] = box.slots;
      expect(slot?.ballots).toHaveLength(14);
      expect(slot?.sealed).toHaveLength(14);
      expect(slot?.sealed).toEqual([...(slot?.sealed ?? [])].sort());
      expect(Object.values(slot?.ratings ?? {}).some((count) => count > 0)).toBe(false);
      // Witnesses are told digests that stay as they are when the ratings are opened.
      const { ids }: { ids: string[] } = JSON.parse(String(list.body));
      expect(box.countedDigest).toBe(countedDigest(survey, ids));
      const codes = `票箱核对码 ${checkCode(box.ballotDigest)}，计票名单核对码 ${checkCode(box.countedDigest)}`;
      const told = product.cloud.read('messages').filter(({ kind }) => kind === 'box_sealed');
      expect(told.map(({ to }) => to)).toEqual(expect.arrayContaining(['guest-0', ...OBSERVERS]));
      for (const { body } of told) expect(body).toContain(codes);
      // Whoever holds a key is told that the ratings wait, and nobody else; the office's desk says so as well.
      expect(waiting().sort()).toEqual([...OBSERVERS].sort());
      expect((await office().call('session.desk', {})).openings).toEqual([
        { sessionId, number: 1, confirmed: 0 },
      ]);
      await expectNoFindings(product);
    },
  );

  step('one observer alone opens nothing', [closed], () => {
    const { counts, unopened } = openRatings(box, [sharesOf('p-pan')]);
    expect(counts[0]?.invalid).toBe(14);
    expect(unopened.every(({ why }) => why === 'share' || why === 'twin')).toBe(true);
  });

  step('any two of the three find the same', [closed], () => {
    const pairs = [
      ['p-pan', 'staff-union'],
      ['discipline-office', 'p-pan'],
      ['staff-union', 'discipline-office'],
      OBSERVERS,
    ];
    for (const pair of pairs) {
      const found = openRatings(box, pair.map(sharesOf));
      expect(found.wrong).toEqual([]);
      expect(found.counts).toEqual([
        { slot: 0, ratings: { '0': 0, '1': 1, '2': 5, '3': 0, '4': 6, '5': 0 }, invalid: 2 },
      ]);
      expect(found.unopened.map(({ why }) => why).sort()).toEqual(['share', 'twin']);
    }
  });

  step('a share file that was cut short, changed or forged opens nothing and is named', [closed], () => {
    const shares = sharesOf('staff-union');
    const cut = { ...shares, slots: shares.slots.map((slot) => ({ ...slot, keys: slot.keys.slice(1) })) };
    expect(readShareFile(cut)).toBeNull();
    const typed = JSON.stringify(shares).replace(
      // The first key that opens something: ratings are in the order of their own bytes.
      /"(.)([\w-]{42})"/,
      (_all, letter, rest) => `"${letter === 'A' ? 'B' : 'A'}${rest}"`,
    );
    expect(readShareFile(JSON.parse(typed))).toBeNull();
    expect(readShareFile(JSON.parse(JSON.stringify(shares)))).toEqual(shares);
    // Whoever forges a share makes the sum right as well.
    const wrong = openRatings(box, [sharesOf('p-pan'), JSON.parse(typed)]).wrong;
    expect(wrong).toMatchObject([{ number: shares.number, what: 'forged', slot: 0 }]);
    // Kept back: with the third observer's file it shows.
    const keptBack = {
      ...shares,
      slots: shares.slots.map((slot) => ({ ...slot, keys: slot.keys.map(() => '-') })),
    };
    const all = openRatings(box, [sharesOf('p-pan'), keptBack, sharesOf('discipline-office')]);
    expect(all.wrong).toHaveLength(12);
    expect(all.wrong[0]).toMatchObject({ number: shares.number, what: 'kept_back' });
    expect(openRatings(box, [shares, shares]).wrong).toEqual([{ number: shares.number, what: 'same' }]);
    expect(openRatings({ ...box, ballotDigest: '0'.repeat(64) }, [shares]).wrong).toMatchObject([
      { what: 'box' },
    ]);
    expect(makeShares(box, makeKey())).toBeNull();
  });

  /** Who was told that ratings wait: at the seal, or once more. */
  const waiting = (subject = survey) =>
    product.cloud
      .read('messages')
      .filter(({ _id }) => String(_id).startsWith(`box_waits:${subject}:`))
      .map(({ to }) => String(to));

  const confirm = (who: string, counts: Parameters<typeof countsFor>[0]) =>
    product.as(who).call('survey.confirmOpening', { survey, counts: countsFor(counts) });
  const countsFor = (changed: 'right' | 'wrong' | 'short' | 'lost') => {
    const { counts } = openRatings(box, [sharesOf('p-pan'), sharesOf('staff-union')]);
    if (changed === 'lost') return null;
    if (changed === 'short') return counts.slice(1);
    if (changed === 'wrong')
      return counts.map((count) => ({ ...count, ratings: { ...count.ratings, '2': 9, '4': 2 } }));
    return counts;
  };

  const confirmed = step('two who say the same open it, and until then nobody', [closed], async () => {
    await expect(confirm('p-pan', 'short')).rejects.toMatchObject({ code: 'counts_do_not_fit' });
    await expect(confirm('a-fourth', 'right')).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(confirm('p-wu', 'right')).rejects.toMatchObject({ code: 'not_allowed' });
    expect(await confirm('p-pan', 'wrong')).toEqual({ state: 'waiting' });
    expect(await confirm('p-pan', 'wrong')).toEqual({ state: 'waiting' });
    // On the morning of the second day whoever has said nothing is told once more, and once only.
    const morning = SESSION_AT + 2 * DAY - 7 * HOUR;
    product.cloud.state.clock.move(morning - MINUTE);
    await product.cloud.tick('jobs');
    expect(waiting(`${survey}:again`)).toEqual([]);
    product.cloud.state.clock.move(morning);
    for (let minute = 0; minute < 2; minute++) await product.cloud.tick('jobs');
    expect(waiting(`${survey}:again`).sort()).toEqual(['discipline-office', 'staff-union']);
    expect((await office().call('session.desk', {})).openings).toMatchObject([{ confirmed: 1 }]);
    expect(await confirm('staff-union', 'right')).toEqual({ state: 'differs' });
    expect((await office().call('survey.desk', { sessionId })).results).toEqual([]);
    expect((await openings('staff-union'))[0]).toMatchObject({ isOpened: false, version: 0 });
    // The third observer agrees with the one who counted right.
    expect(await confirm('discipline-office', 'right')).toEqual({ state: 'opened' });
    await expect(confirm('p-pan', 'right')).rejects.toMatchObject({ code: 'wrong_stage' });
  });

  step('then result and card follow by the usual rules', [confirmed], async () => {
    expect((await office().call('session.desk', {})).openings).toEqual([]);
    const { results } = await office().call('survey.announce', { sessionId });
    expect(results[0]).toMatchObject({
      version: 1,
      counted: 14,
      closing: { isOpened: true, isVoid: false, invalid: 2 },
      items: [{ verdict: 'yellow', valid: 12, dissatisfied: 6 }],
    });
    const after = await fetchBox('p-pan');
    expect(after).toMatchObject({ version: 1, corrects: null, ballotDigest: box.ballotDigest });
    // Anybody with box, record and two share files counts it again.
    const reply = await product.cloud.http('portal', { method: 'GET', path: `/opening/${survey}` });
    const record = recordFile.parse(JSON.parse(String(reply.body)));
    const shares = [sharesOf('p-pan'), sharesOf('discipline-office')];
    expect(recount(box)).toEqual([]);
    expect(recount(after)).toEqual([]);
    expect(after.countedDigest).toBe(box.countedDigest);
    expect(compareRecord(after, record, record.digest)).toEqual([]);
    expect(compareOpening(after, shares)).toEqual([]);
    const moved = structuredClone(after);
    Object.assign(moved.slots[0]?.ratings ?? {}, { '2': 6, '4': 5 });
    expect(compareOpening(moved, shares).map(({ what }) => what)).toEqual(['ratings']);
    const { closingKeys: _keys, ...rest } = record.record;
    const found = compareRecord(after, { ...record, record: rest }, record.digest);
    expect(found.map(({ detail }) => detail)).toContain('the box has another closing keys');
    const [slot] = after.slots;
    if (!slot) throw new Error('no question');
    const inOrder = slot.sealed ?? [];
    for (const sealed of [inOrder.slice(1), [...inOrder].reverse(), undefined])
      expect(recount({ ...after, slots: [{ ...slot, sealed }] }).map(({ what }) => what)).toContain(
        'ratings',
      );
    await expectNoFindings(product);
  });
});
