import { readdirSync, readFileSync } from 'node:fs';
import { openSession, START } from '../booking/crowd';
import { type Product, startProduct } from '../cloud';
import { STAND_INS, stopInspected } from '../inspected';
import { seedReaders } from './crowd';

const MINUTE = 60_000;
const READERS = 220;
jest.setTimeout(30_000);

let product: Product;
beforeEach(async () => {
  // Processes of its own: one that had another life before is not named after the function it runs.
  product = await startProduct({ now: START, fleet: undefined });
});
afterEach(() => stopInspected(product, { apartFrom: STAND_INS }));

/** Processes of the function `jobs` of this cloud, oldest first. */
function jobsProcesses(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^[0-9]+$/.test(name))
    .filter((pid) => isOurs(pid))
    .map((pid) => ({ pid: Number(pid), startedAt: startOf(pid) }))
    .sort((a, b) => a.startedAt - b.startedAt)
    .map(({ pid }) => pid);
}

/** Clock ticks since the machine started: process ids begin again from small ones, this does not. */
function startOf(pid: string): number {
  const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '');
  return Number(afterName.split(' ')[19]);
}

function isOurs(pid: string): boolean {
  try {
    const parent = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return (
      parent === String(process.pid) &&
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('/jobs/index.js')
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
    const [oldest] = jobsProcesses();
    if (oldest !== undefined) process.kill(oldest, 'SIGKILL');
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
