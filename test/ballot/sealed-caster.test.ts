import { newQueue, readQueue, writeQueue } from '../../miniprogram/ballot/cast-queue';
import { Caster, type CasterPorts } from '../../miniprogram/ballot/caster';
import type { Wallet } from '../../miniprogram/ballot/wallet';
import { doubleKeys, opened, sealedReply } from './box-double';
import { keySet, trueRandom } from './signer';

const SURVEY = 'session-1.1';
const closingKeys = keySet(3).pairs.map(({ publicKey }) => publicKey);
const wallet: Wallet = {
  version: 1,
  session: 'session-1',
  keySet: '',
  credentials: [0, 1].map((slot) => ({
    slot,
    state: 'issued',
    serial: String(slot).repeat(86),
    secret: 'A'.repeat(43),
    signature: String(slot).repeat(342),
  })),
};

/** A phone whose ratings observers open, and what it sent and kept. */
function phone(answerTo: (nth: number) => string) {
  const sent: Record<string, string>[] = [];
  let kept = writeQueue(newQueue(SURVEY));
  const ports: CasterPorts = {
    keys: () => doubleKeys,
    closingKeys,
    random: trueRandom,
    wait: async () => undefined,
    save: (_wallet, queue) => {
      kept = writeQueue(queue);
    },
    send: async (body) => {
      sent.push(opened(body).inside);
      const answer = answerTo(sent.length);
      if (answer === 'lost') throw new Error('no network');
      return sealedReply(body, answer);
    },
  };
  const start = (queue = readQueue(kept)) => new Caster(wallet, queue, ports);
  return { sent, start, kept: () => readQueue(kept) };
}

it('a ballot whose answer was lost is sent again as it was, also by an app that was killed', async () => {
  const { sent, start, kept } = phone((nth) => (nth < 3 ? 'lost' : 'counted'));
  const first = start();
  await first.choose({ 0: 'dissatisfied' });
  const running = first.run();
  first.stop();
  await running;
  await start().run();
  expect(sent.length).toBeGreaterThanOrEqual(3);
  expect(new Set(sent.map(({ sealed }) => sealed)).size).toBe(1);
  expect(sent.every(({ rating }) => rating === undefined)).toBe(true);
  // From here on the phone cannot say what is in it either.
  expect(kept()).toMatchObject({ pending: {}, secrets: {} });
});

it('each rating and each change has a secret of its own', async () => {
  const { sent, start, kept } = phone(() => 'counted');
  const caster = start();
  await caster.choose({ 0: 'satisfied', 1: 'satisfied' });
  expect(new Set(Object.values(kept().secrets)).size).toBe(2);
  await caster.run();
  await caster.choose({ 0: 'satisfied' });
  await caster.run();
  expect(new Set(sent.map(({ sealed }) => sealed)).size).toBe(3);
});

it('what is refused is forgotten with its secret', async () => {
  const { start, kept } = phone(() => 'survey_closed');
  const caster = start();
  await caster.choose({ 1: 'satisfied' });
  await caster.run();
  expect(kept()).toMatchObject({ pending: {}, secrets: {}, refused: { 1: 'survey_closed' } });
});

it('a queue from before ratings could be sealed is read', () => {
  const { secrets: _secrets, ...old } = newQueue(SURVEY);
  expect(readQueue(JSON.stringify(old))).toEqual(newQueue(SURVEY));
});
