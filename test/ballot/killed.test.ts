import { type BallotShard, gather } from '../../cloudfunctions/core/survey/ballot-box';
import type { Fault } from '../../dev/cloud/wire/faults';
import { boxKeysOf } from '../../dev/sealed-post';
import { isReceiptOf } from '../../miniprogram/ballot/box-receipt';
import { newQueue } from '../../miniprogram/ballot/cast-queue';
import { Caster, type CasterPorts } from '../../miniprogram/ballot/caster';
import { readRsaKey } from '../../miniprogram/ballot/public-key';
import { serialHash, settleAgainst } from '../../miniprogram/ballot/receipt';
import { castable } from '../../miniprogram/ballot/wallet';
import type { Rating } from '../../miniprogram/shared/rating';
import { openSurvey, phone, post, SURVEY } from './box-cloud';
import { trueRandom } from './signer';

type Town = Awaited<ReturnType<typeof openSurvey>>;
let town: Town;
beforeAll(async () => {
  town = await openSurvey(2);
});
afterEach(() => town.cloud.disturb(null));
afterAll(() => town.stop());

/** What befalls the first write of a ballot. */
function strikeOnce(fault: Fault): { readonly struck: number } {
  const seen = { struck: 0 };
  town.cloud.disturb(({ functionName, action, collection }) => {
    const isWrite = functionName === 'ballot' && collection === 'ballots' && /modify|update/i.test(action);
    if (seen.struck > 0 || !isWrite) return null;
    seen.struck++;
    return fault;
  });
  return seen;
}

/** A phone in the hand of somebody who rates one question, and what it heard and sent. */
async function rate(rating: Rating) {
  let wallet = await phone(town);
  const statuses: number[] = [];
  const ports: CasterPorts = {
    keys: () => boxKeysOf(town.cloud, SURVEY),
    random: trueRandom,
    wait: async () => undefined,
    save: (held) => {
      wallet = held;
    },
    send: async (body) => {
      const reply = await post(town.cloud, body);
      statuses.push(reply.status);
      return reply.text;
    },
  };
  const caster = new Caster(wallet, newQueue(SURVEY), ports);
  await caster.choose({ 0: rating });
  await caster.run();
  return { wallet, queue: caster.queue, statuses };
}

const entriesOf = (serial: string) =>
  gather(town.cloud.read('ballots') as unknown as BallotShard[])
    .flatMap(({ ballots }) => ballots)
    .filter((ballot) => ballot.serial === serial);

test.each([
  ['killed after it wrote the ballot', 'killed_after'],
  ['killed before it wrote the ballot', 'killed_before'],
  ['left without the answer to its write', 'answer_lost'],
] as const)(
  'a function that is %s: the phone casts again, counts once and keeps a receipt',
  async (_what, fault) => {
    const seen = strikeOnce(fault);
    const { wallet, queue, statuses } = await rate('dissatisfied');
    expect(seen.struck).toBe(1);
    // A process that has to read the survey first may say "again" where it finds the ballot there.
    expect(statuses.length).toBeGreaterThan(1);

    const serial = castable(wallet, 0)?.serial ?? '';
    expect(entriesOf(serial)).toEqual([expect.objectContaining({ serial, rating: '4' })]);
    expect(queue).toMatchObject({ pending: {}, refused: {} });
    const kept = queue.receipts[0];
    const id = serialHash(SURVEY, 0, serial);
    expect(kept?.revision).toBe(1);
    const key = readRsaKey(boxKeysOf(town.cloud, SURVEY).receiptKey);
    const receipt = { survey: SURVEY, id, revision: 1, signature: kept?.signature ?? '' };
    expect(isReceiptOf(key, receipt)).toBe(true);
    // Left out of the list after all, it is what the phone can show; counted, there is nothing to show.
    expect(settleAgainst(wallet, SURVEY, [0], [], queue).receipt.missing).toEqual([receipt]);
    expect(settleAgainst(wallet, SURVEY, [0], [id], queue).receipt.missing).toBeUndefined();
  },
);

test('a change whose function dies after the write is the change that counts, and its receipt names it', async () => {
  const { wallet, queue } = await rate('satisfied');
  const seen = strikeOnce('killed_after');
  const caster = new Caster(wallet, queue, {
    keys: () => boxKeysOf(town.cloud, SURVEY),
    random: trueRandom,
    wait: async () => undefined,
    save: () => undefined,
    send: async (body) => (await post(town.cloud, body)).text,
  });
  await caster.choose({ 0: 'very_dissatisfied' });
  await caster.run();
  expect(seen.struck).toBe(1);
  expect(entriesOf(castable(wallet, 0)?.serial ?? '')).toEqual([expect.objectContaining({ rating: '5' })]);
  expect(caster.queue.receipts[0]?.revision).toBe(2);
});
