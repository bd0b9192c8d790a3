import { book } from '../../cloudfunctions/core/session/booking';
import type { Session } from '../../cloudfunctions/core/session/session';
import { LIMITS } from '../../miniprogram/shared/limits';
import { openSession, START, form as wanted } from '../booking/crowd';
import { send } from '../case/people';
import { type Product, startProduct } from '../cloud';
import { somebody } from '../core/session/december';

// Every list is read to its end. Three entries share each instant, so that a page ends between entries that only their
// ids tell apart; none is left out and none is shown twice.
const MANY = 2 * LIMITS.pageSize + 5;
const PAGES = [LIMITS.pageSize, LIMITS.pageSize, 5];
const INDEXES = Array.from({ length: MANY }, (_none, index) => index);
const two = (index: number) => String(index).padStart(2, '0');
/** Three to an instant, all of them past. */
const sharedInstant = (index: number) => START - 3_600_000 - Math.floor(index / 3) * 1000;

let product: Product;
let sessionId: string;

beforeAll(async () => {
  product = await startProduct({ now: START, env: { CASE_SECRET: 'a secret of the test' } });
  sessionId = await openSession(product, { speakingSlots: 2, quota: { student: 1, staff: 1 } });
  await Promise.all([seedRecords(), seedWaitlists(), seedCases()]);
});
afterAll(() => product?.stop());

async function seedRecords(): Promise<void> {
  const { cloud } = product;
  await cloud.seed(
    'audit',
    INDEXES.map((index) => ({
      _id: `audit-${two(index)}`,
      // Newer than what was done to get here, which is logged as well.
      at: sharedInstant(index) + 365 * 86_400_000,
      actor: 'p-shen',
      what: 'role_granted',
      detail: '',
    })),
  );
  await cloud.seed(
    'messages',
    INDEXES.map((index) => ({
      _id: `message-${two(index)}`,
      at: sharedInstant(index),
      kind: 'preview',
      to: 'p-he',
      title: '预告',
      body: '',
      opens: { page: 'session', id: sessionId },
      fanOut: 'done',
    })),
  );
  await cloud.seed(
    'deliveries',
    INDEXES.map((index) => ({
      _id: `delivery-${two(index)}`,
      at: sharedInstant(index),
      messageId: `message-${two(index)}`,
      personId: 'p-he',
      kind: 'preview',
      title: '预告',
      state: 'failed',
      tries: 1,
      dueAt: 0,
      reason: '',
      msgId: '',
    })),
  );
}

/** Two waitlists on one page: every third who waits is staff. */
async function seedWaitlists(): Promise<void> {
  const session = product.cloud.read('sessions').find(({ _id }) => _id === sessionId) as unknown as Session;
  await product.cloud.seed(
    'bookings',
    INDEXES.map((index) => {
      const kind = index % 3 === 2 ? 'staff' : 'student';
      const person = { ...somebody, _id: `waits-${two(index)}`, kind } as const;
      const by = { actor: person._id, now: START, requestId: `waits-${two(index)}` };
      const { entity } = book(session, person, wanted(), { ticket: index, hold: 0 }, unvoiced(index), by);
      return JSON.parse(JSON.stringify(entity));
    }),
  );
}

const unvoiced = (index: number) => ({ code: 'ABC234', voice: `voice-${index}` });

/** As many cases as one that was really sent, each public, promised and long overdue. */
async function seedCases(): Promise<void> {
  const { caseId } = await send(product, 'p-lin');
  const sent = product.cloud.read('cases').find(({ _id }) => _id === caseId);
  const copies = INDEXES.map((index) => {
    const number = `20261101-00${two(index)}`;
    const key = `${sharedInstant(index)}:${number}`;
    return {
      ...sent,
      _id: `case-${two(index)}`,
      number,
      askerId: 'p-zhou',
      receiptSelector: `receipt-${two(index)}`,
      isPublic: true,
      published: { title: '热水', text: '热水', reply: '' },
      isOnOverdueList: true,
      dueKey: key,
      commitment: { text: '在修', dueAt: START, state: 'open', doneAt: null, key },
    };
  });
  await product.cloud.seed('cases', copies);
  await product.cloud.seed(
    'case_joins',
    copies.map(({ _id, dueKey }) => ({
      _id: `${_id}:p-he`,
      caseId: _id,
      personId: 'p-he',
      voice: _id,
      hasJoined: false,
      isFollowing: true,
      key: dueKey,
    })),
  );
}

const as = (who: string) => product.as(who);
const LISTS: Record<
  string,
  (cursor: { cursor?: string }) => Promise<{ ids: string[]; next: string | null }>
> = {
  'the audit log': async (cursor) => {
    const { entries, next } = await as('p-shen').call('account.auditLog', cursor);
    return { ids: entries.map(({ id }) => id).filter((id) => id.startsWith('audit-')), next };
  },
  'an inbox': async (cursor) => {
    const { messages, next } = await as('p-he').call('announcement.inbox', cursor);
    return { ids: messages.map(({ id }) => id), next };
  },
  'what failed to be sent': async (cursor) => {
    const { deliveries, next } = await as('p-wu').call('announcement.deliveries', {
      state: 'failed',
      ...cursor,
    });
    return { ids: deliveries.map(({ id }) => id), next };
  },
  'who has booked': async (cursor) => {
    const { bookings, next } = await as('p-wu').call('booking.list', { sessionId, wish: 'speak', ...cursor });
    return { ids: bookings.map(({ personId }) => personId), next };
  },
  'one’s own cases': async (cursor) => {
    const { cases, next } = await as('p-zhou').call('case.mine', cursor);
    return { ids: cases.map(({ id }) => id), next };
  },
  'cases one follows': async (cursor) => {
    const { cases, next } = await as('p-he').call('case.followed', cursor);
    return { ids: cases.map(({ id }) => id), next };
  },
  'published cases': async (cursor) => {
    const { cases, next } = await as('nobody').call('case.public', cursor);
    return { ids: cases.map(({ id }) => id), next };
  },
  'the public list of what is overdue': async (cursor) => {
    const { cases, next } = await as('nobody').call('case.overdue', cursor);
    return { ids: cases.map(({ id }) => id), next };
  },
  'the tracker of promises': async (cursor) => {
    const { commitments, next } = await as('nobody').call('case.commitments', { state: 'open', ...cursor });
    return { ids: commitments.map(({ caseId }) => caseId), next };
  },
};

test.each(Object.keys(LISTS))('%s is read to its end, each entry once', async (name) => {
  const pages: string[][] = [];
  for (let next: string | null | undefined; next !== null; ) {
    const page = await LISTS[name]?.(next === undefined ? {} : { cursor: next });
    if (!page) throw new Error('no such list');
    pages.push(page.ids);
    next = page.next;
    if (pages.length > PAGES.length) break;
  }
  expect(pages.map(({ length }) => length)).toEqual(PAGES);
  expect(new Set(pages.flat()).size).toBe(MANY);
});

test('places on two waitlists go on counting from page to page', async () => {
  const positions: Record<string, Array<number | null>> = { student: [], staff: [] };
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { bookings, next }: { bookings: { kind: string; position: number | null }[]; next: string | null } =
      await as('p-wu').call('booking.list', { sessionId, wish: 'speak', ...(cursor && { cursor }) });
    for (const { kind, position } of bookings) positions[kind]?.push(position);
    cursor = next;
  }
  expect(positions.staff).toEqual(Array.from({ length: 15 }, (_none, index) => index + 1));
  expect(positions.student).toEqual(Array.from({ length: 30 }, (_none, index) => index + 1));
});

test.each([
  ['account.auditLog', 'p-shen', {}],
  ['announcement.inbox', 'p-he', {}],
  ['case.public', 'nobody', {}],
  ['case.overdue', 'nobody', {}],
  ['case.mine', 'p-zhou', {}],
  ['session.list', 'nobody', {}],
  ['booking.list', 'p-wu', { wish: 'speak' }],
])('%s refuses a place that it did not give', async (action, who, input) => {
  const needed = action === 'booking.list' ? { ...input, sessionId } : input;
  const answer = await as(who).callRaw({ action, input: { ...needed, cursor: 'elsewhere' } });
  expect(answer).toMatchObject({
    ok: false,
    error: { code: 'invalid_input', fields: { cursor: 'cursor_malformed' } },
  });
});
