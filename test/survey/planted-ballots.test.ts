import '../booking/sdk-environment';
import { type BallotEntry, type BallotShard, placeOf } from '../../cloudfunctions/core/survey/ballot-box';
import type { SealedBox } from '../../cloudfunctions/core/survey/sealed-box';
import { boxOf, type SealedPart } from '../../cloudfunctions/core/survey/sealed-part';
import { collection, find, get, put } from '../../cloudfunctions/platform/database/store';
import { boxFile } from '../../dev/recount/box-schema';
import { recount } from '../../dev/recount/check';
import { serialHash } from '../../miniprogram/ballot/receipt';
import { spellingOf } from '../../miniprogram/shared/ballot';
import { reach } from '../booking/inside';
import type { Product } from '../cloud';
import { stopInspected } from '../inspected';
import { Phone } from './phone';
import { add, closeAndPublish, question, seedGuests, startThursday } from './thursday';

const RATERS = 6;
const ballots = collection<BallotShard>('ballots');
const parts = collection<SealedPart>('sealed_boxes');
let product: Product;
let survey: string;
let honest: BallotEntry;

beforeAll(async () => {
  const thursday = await startThursday();
  ({ product } = thursday);
  reach(product.cloud);
  const { sessionId } = thursday;
  survey = `${sessionId}.1`;
  const phones = (await seedGuests(product, RATERS)).map((openid) => new Phone(product, openid));
  for (const phone of phones) await phone.checkIn(sessionId);
  await product.as('p-wu').call('hall.open', { sessionId });
  await add(product, sessionId, question());
  await closeAndPublish(product, sessionId);
  await product.as('p-wu').call('survey.open', { sessionId });
  for (const phone of phones) expect(await phone.cast(survey, 0, 'satisfied')).toBe('counted');
  const held = phones[0]?.wallet?.credentials[0];
  if (!held || !('signature' in held)) throw new Error('no credential');
  honest = { serial: held.serial, signature: held.signature, rating: '5', revision: 1 };
});
afterAll(() => stopInspected(product));

/** Lays something into the box past its door, where its name puts it unless said otherwise. */
async function plant(id: string, entry: unknown, at = placeOf(survey, 0, id)): Promise<void> {
  const shard = await get(ballots, at.shard);
  const cells: Record<string, Record<string, unknown>> = { ...shard?.cells };
  cells[at.cell] = { ...cells[at.cell], [id]: entry };
  await put(ballots, {
    ...(shard ?? { _id: at.shard, survey, slot: Number(at.shard.split(':')[1]), isOpen: true }),
    cells,
  } as BallotShard);
}

/** The same bytes in another spelling: the four bits that are left over may be anything. */
const respelled = (text: string): string => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const twin = [...letters]
    .map((last) => text.slice(0, -1) + last)
    .find((each) => {
      const isSame = Buffer.from(each, 'base64url').equals(Buffer.from(text, 'base64url'));
      return isSame && each !== text;
    });
  if (!twin) throw new Error('no second spelling');
  return twin;
};

test('what was laid into the box past its door is not counted, and is listed with the reason', async () => {
  const idOf = (serial: string) => serialHash(survey, 0, serial);
  const twin = { ...honest, serial: respelled(honest.serial) };
  expect(spellingOf(86).test(twin.serial)).toBe(false);
  await plant(idOf(twin.serial), twin);
  const forged = { ...honest, serial: `${'A'.repeat(85)}A` };
  await plant(idOf(forged.serial), forged);
  await plant('0'.repeat(64), honest);
  const elsewhere = placeOf(survey, 0, idOf(honest.serial));
  await plant(idOf(honest.serial), honest, { ...elsewhere, cell: elsewhere.cell === '0' ? '1' : '0' });
  await plant('1'.repeat(64), { ...honest, at: 1 });
  await plant('2'.repeat(64), 'no ballot at all');
  await plant('3'.repeat(64), honest, { shard: `${survey}:17:00`, cell: '0' });

  await product.as('p-wu').call('survey.close', { sessionId: survey.slice(0, -2), reason: '提前结束' });
  await product.cloud.tick('jobs');
  const box = boxOf(await find(parts, { survey }, { limit: 100 }));
  const whys = box?.leftOut.map(({ why }) => why).sort();
  expect(whys).toEqual(['id', 'place', 'question', 'shape', 'shape', 'signature', 'spelling']);
  expect(box?.slots[0]?.ballots).toHaveLength(RATERS);
  expect(box?.slots[0]?.ratings).toMatchObject({ '2': RATERS, '5': 0 });
  expect(JSON.stringify(box?.leftOut)).not.toContain(honest.signature);
  expect(recount(boxFile.parse(JSON.parse(JSON.stringify(box))))).toEqual([]);
});

test.each<[string, (box: SealedBox) => unknown]>([
  ['a serial', ({ slots: [slot] }) => slot?.ballots[0]?.splice(0, 1, respelled(slot.ballots[0][0]))],
  ['a signature', ({ slots: [slot] }) => slot?.ballots[0]?.splice(1, 1, respelled(slot.ballots[0][1]))],
  ['a serial with padding', ({ slots: [slot] }) => slot?.ballots[0]?.splice(0, 1, `${slot.ballots[0][0]}==`)],
  ['a serial outside ASCII', ({ slots: [slot] }) => slot?.ballots[0]?.splice(0, 1, '票'.repeat(86))],
  ['a key', ({ slots: [slot] }) => slot && Object.assign(slot, { publicKey: `${slot.publicKey}=` })],
  ['a digest', (box) => Object.assign(box, { digest: box.digest.toUpperCase() })],
])('the recount takes no second spelling of %s', async (_label, respell) => {
  const box = boxOf(await find(parts, { survey }, { limit: 100 }));
  if (!box) throw new Error('no box');
  respell(box);
  expect(boxFile.safeParse(JSON.parse(JSON.stringify(box))).success).toBe(false);
});
