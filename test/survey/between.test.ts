import '../booking/sdk-environment';
import { issueLate } from '../../cloudfunctions/hall/issue';
import { sessionKeys } from '../../cloudfunctions/platform/ballots/session-keys';
import { surveys } from '../../cloudfunctions/platform/database/collections';
import { get, update } from '../../cloudfunctions/platform/database/store';
import { openSurvey } from '../../cloudfunctions/survey/open';
import { reach } from '../booking/inside';
import type { Product } from '../cloud';
import { type Wire, wireTo } from './cut-off';
import { Phone } from './phone';
import { add, closeAndPublish, question, seedGuests, startThursday } from './thursday';

// The opening freezes the roll while somebody is being signed for. Each half of the guard is tried alone: one call is
// held in the middle while the other runs to its end.
const GUESTS = 8;
let product: Product;
let wire: Wire;
let sessionId: string;
let phones: Phone[];

beforeEach(async () => {
  ({ product, sessionId } = await startThursday());
  wire = await wireTo(product.cloud);
  reach(wire);
  phones = (await seedGuests(product, GUESTS)).map((openid) => new Phone(product, openid));
  const office = product.as('p-wu');
  await office.call('hall.deskCheckIn', {
    sessionId,
    entries: phones.map(({ who }) => ({ entryId: `desk-${who}`, personId: who, ageMs: 0 })),
  });
  await office.call('hall.open', { sessionId });
  await add(product, sessionId, question({ title: '食堂', departmentId: 'logistics' }));
});
afterEach(async () => {
  await product?.stop();
  await wire?.stop();
});

const phone = (index: number): Phone => {
  const found = phones[index];
  if (!found) throw new Error('no such guest');
  return found;
};
const issued = () => product.cloud.read('issue_records').map(({ _id }) => _id);
const planned = async () => {
  const survey = await get(surveys, `${sessionId}.1`);
  if (!survey) throw new Error('no survey');
  return survey;
};
const fetch = async ({ me, blind }: Phone, blinded: string[]) =>
  me.call('hall.fetchCredentials', {
    sessionId,
    blinded: blinded.length > 0 ? blinded : await blind(sessionId),
  });

test('whoever is being signed for while the roll is frozen gets nothing, and is not on the roll', async () => {
  const early = phone(0);
  early.accept((await fetch(early, await early.blind(sessionId))).issue?.signatures ?? []);
  await closeAndPublish(product, sessionId);
  const late = await phone(1).blind(sessionId);
  // Looked (not frozen) and read the keys: what comes next is the record.
  const held = wire.hold(2);
  const asking = issueLate({ _id: phone(1).who, voice: 'voice-1' }, sessionId, late);
  const release = await held;
  await product.as('p-wu').call('survey.open', { sessionId });
  release();
  expect(await asking).toEqual({ signatures: null, how: 'closed' });
  expect(issued()).toHaveLength(1);
  expect(await planned()).toMatchObject({ state: 'open', eligible: 1 });
});

test('from the freeze on nobody is signed for, though the survey is not open yet', async () => {
  const early = phone(0);
  await fetch(early, await early.blind(sessionId));
  await closeAndPublish(product, sessionId);
  const act = { actor: 'p-wu', now: product.cloud.state.clock.now(), requestId: 'open-it-slowly' };
  // Four reads of the survey's own, the freeze, and then the roll is about to be read.
  const survey = await planned();
  const held = wire.hold(5);
  const opening = openSurvey(survey, act);
  const release = await held;
  expect(await planned()).toMatchObject({ state: 'scheduled', isRollFrozen: true });
  const late = fetch(phone(1), await phone(1).blind(sessionId));
  await expect(late).rejects.toMatchObject({ code: 'credentials_closed' });
  release();
  expect(await opening).toMatchObject({ state: 'open', eligible: 1 });
  expect(issued()).toHaveLength(1);
});

test('a set of which two keys are alike opens nothing and keeps its private keys', async () => {
  await closeAndPublish(product, sessionId);
  const set = await get(sessionKeys, sessionId);
  if (!set) throw new Error('no keys');
  const [first = ''] = set.keys;
  await update(sessionKeys, { _id: sessionId }, { keys: [first, first, ...set.keys.slice(2)] });
  const open = () => product.as('p-wu').call('survey.open', { sessionId });
  await expect(open()).rejects.toMatchObject({ code: 'keys_not_ready' });
  expect((await planned()).state).toBe('scheduled');
  expect(product.cloud.read('credential_keys').length).toBeGreaterThan(0);
  await update(sessionKeys, { _id: sessionId }, { keys: set.keys });
  await open();
  expect((await planned()).state).toBe('open');
  expect(product.cloud.read('credential_keys')).toEqual([]);
});

test('words of fewer raters than a rate is shown for are read by nobody, not even by the office', async () => {
  for (const guest of phones)
    guest.accept((await fetch(guest, await guest.blind(sessionId))).issue?.signatures ?? []);
  await closeAndPublish(product, sessionId);
  const office = product.as('p-wu');
  await office.call('survey.open', { sessionId });
  const survey = `${sessionId}.1`;
  for (const guest of phones.slice(0, 4))
    expect(await guest.remark(survey, `只有我写：${guest.who}`)).toBe('counted');
  await office.call('survey.close', { sessionId, reason: '提前截止' });
  expect((await office.call('survey.remarks', { sessionId })).remarks).toEqual([]);
  expect(JSON.stringify(product.cloud.read('remarks'))).not.toContain('只有我写');
  expect(product.cloud.read('remark_shards')).toEqual([]);
});
