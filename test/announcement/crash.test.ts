import { readdirSync, readFileSync } from 'node:fs';
import { openSession, START } from '../booking/crowd';
import { type Product, startProduct } from '../cloud';
import { STAND_INS, stopInspected } from '../inspected';
import { seedReaders } from './crowd';

const MINUTE = 60_000;
const READERS = 220;
let product: Product;
let earlier: ReadonlySet<number>;
beforeEach(async () => {
  earlier = new Set(runners());
  // Processes of its own, so that all that are new belong to this cloud.
  product = await startProduct({ now: START, fleet: undefined });
});
afterEach(() => stopInspected(product, { apartFrom: STAND_INS }));

/** Processes that run functions, of this cloud and of those kept from earlier files. */
const runners = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .filter((pid) => isOurs(pid))
    .map(Number);

function isOurs(pid: string): boolean {
  try {
    const parent = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return (
      parent === String(process.pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('runner.cjs')
    );
  } catch {
    // It ended while we looked.
    return false;
  }
}

/** Runs the timer and kills its process when at least this many more messages have reached phones. */
async function tickAndKillAt(messages: number): Promise<void> {
  const reached = product.cloud.weixin.sent.length + messages;
  const stopListening = product.cloud.weixin.events.on(() => {
    if (product.cloud.weixin.sent.length < reached) return;
    stopListening();
    for (const pid of runners()) if (!earlier.has(pid)) process.kill(pid, 'SIGKILL');
  });
  await expect(product.cloud.tick('jobs')).rejects.toThrow();
}

const recipients = () => product.cloud.weixin.sent.map((message) => message.openid).sort();
const states = () => product.cloud.read('deliveries').map((delivery) => delivery.state);

test('a preview for everybody reaches everybody once, though its process is killed twice while it is sent', async () => {
  const readers = await seedReaders(product, READERS);
  await openSession(product);
  for (const messages of [1, 97]) {
    await tickAndKillAt(messages);
    expect(recipients().length).toBeLessThan(READERS);
    await product.cloud.weixin.settled();
    // Without a timer firing: the lock of the killed process runs out, the leases of its deliveries do not.
    product.cloud.state.clock.move(product.cloud.clock.now() + 2 * MINUTE);
  }
  await product.cloud.tick('jobs');
  await product.cloud.weixin.settled();
  product.cloud.state.clock.move(product.cloud.clock.now() + 11 * MINUTE);
  await product.cloud.tick('jobs');
  await product.cloud.weixin.settled();

  expect(recipients()).toEqual(readers);
  expect(new Set(states())).toEqual(new Set(['sent']));
  // A process killed between the outcome and the credit leaves one too many, which WeChat's 43101 corrects next time;
  // never one too few, which would keep a message from somebody. Twenty were under way at each kill.
  const credits = product.cloud.read('mailboxes').map((mailbox) => JSON.stringify(mailbox.credits));
  expect(credits.filter((credit) => credit === '{"preview":1}').length).toBeLessThanOrEqual(40);
  expect(credits.filter((credit) => !/^\{"preview":[01]\}$/.test(credit))).toEqual([]);
  const inbox = await product.as('reader-account-0007').call('announcement.inbox', {});
  expect(inbox.messages.filter((message) => message.kind === 'preview')).toHaveLength(1);
});
