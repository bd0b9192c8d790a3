import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { type Action, contract } from '../../../cloudfunctions/contract';
import type { ActionContract } from '../../../cloudfunctions/contract/action';
import { AGREEMENT_VERSION } from '../../../miniprogram/shared/agreement';
import { ROLES } from '../../../miniprogram/shared/labels';
import { form as bookingForm, openSession, START } from '../../booking/crowd';
import { form as caseForm } from '../../case/people';
import { type Product, type Somebody, startProduct } from '../../cloud';
import { sampleInput } from './sample-input';

// A command is remembered by person, action and request id. The commands are those of the contract, so a new one is
// tried as well.

const root = path.resolve(__dirname, '../../..');
const commands = Object.entries<ActionContract>(contract)
  .filter(([, { kind }]) => kind === 'command')
  .map(([action, { input }]) => ({ action, schema: input }))
  // Last, because whoever has done it may do nothing else.
  .sort((one, two) => Number(one.action === 'account.unbind') - Number(two.action === 'account.unbind'));

/** Where the smallest input is not made of the smallest fields. */
const INPUTS: Partial<Record<Action, object>> = {
  'account.importRoster': { csv: '学号,姓名' },
  'case.draftReply': { caseId: 'a', text: 'a', outcome: 'solved' },
  'booking.create': { sessionId: 'a', form: { wish: 'listen' } },
};
const inputs = new Map<string, unknown>(Object.entries(INPUTS));
const inputOf = ({ action, schema }: (typeof commands)[number]) => inputs.get(action) ?? sampleInput(schema);

/** By receipt code, or for an anonymous item: no account is kept, so it is told apart by action and id alone. */
const WITHOUT_ACCOUNT = ['case.answer', 'case.judge', 'case.withdraw', 'case.uploadPicture', 'case.complain'];

const databaseFile = z.object({ collections: z.array(z.object({ name: z.string() })) });
const collections = readdirSync(path.join(root, 'cloudfunctions/database')).flatMap((file) => {
  const text = readFileSync(path.join(root, 'cloudfunctions/database', file), 'utf8');
  return databaseFile.parse(JSON.parse(text)).collections.map(({ name }) => name);
});

let product: Product;
let me: Somebody;
let other: Somebody;
let sessionId: string;

beforeAll(async () => {
  product = await startProduct({ now: START, env: { CASE_SECRET: 'a secret of the test' } });
  const roles = Object.keys(ROLES).map((role) =>
    role === 'head' || role === 'handler' ? { role, departmentId: 'logistics' } : { role },
  );
  const facts = { kind: 'staff', unit: '活动办公室', roles, hasLeft: false, absentFrom: null };
  await product.cloud.seed(
    'people',
    ['me', 'other'].map((who) => ({
      ...facts,
      _id: `p-${who}`,
      openid: `account-${who}`,
      number: who,
      name: who,
    })),
  );
  me = product.as('account-me');
  other = product.as('account-other');
  sessionId = await openSession(product, { seats: 100, speakingSlots: 20 });
});
afterAll(() => product?.stop());

const stored = () =>
  Object.fromEntries(
    collections.filter((name) => name !== 'locks').map((name) => [name, product.cloud.read(name)]),
  );

const answer = z.object({
  ok: z.boolean(),
  error: z.object({ code: z.string(), message: z.string(), requestId: z.string() }).optional(),
});
const codeOf = (said: unknown): string => answer.parse(said).error?.code ?? 'ok';

const send = (who: Somebody, command: (typeof commands)[number], requestId: string) =>
  who.callRaw({ action: command.action, requestId, input: inputOf(command) });

test('every command has an input that its schema takes', () => {
  const refused = commands.filter((command) => !command.schema.safeParse(inputOf(command)).success);
  expect(refused.map(({ action }) => action)).toEqual([]);
});

/** What makes an id known: remembered in `requests`, by the case that was sent, by the scan that let somebody in. */
const FIRST = {
  'a mailbox that was read': (who: Somebody, requestId: string) =>
    who.call('announcement.read', { upTo: 0 }, requestId),
  'preferences that were set': (who: Somebody, requestId: string) =>
    who.call('account.optOut', { kinds: [] }, requestId),
  'a case that was sent': (who: Somebody, requestId: string) =>
    who.call('case.submit', { ...caseForm, title: requestId }, requestId),
  'an anonymous case': (who: Somebody, requestId: string) =>
    who.call(
      'case.submit',
      { ...caseForm, identity: 'anonymous', receiptSeed: '0123456789abcdef'.repeat(2) },
      requestId,
    ),
  'a check-in': (who: Somebody, requestId: string) =>
    product.cloud.seed('attendance', [
      {
        _id: `elsewhere-${requestId}`,
        personId: who === me ? 'p-me' : 'p-other',
        sessionId: 'elsewhere',
        entryId: requestId,
        voice: requestId,
        method: 'scan',
      },
    ]),
} as const;
const ACTION_OF: Record<keyof typeof FIRST, Action> = {
  'a mailbox that was read': 'announcement.read',
  'preferences that were set': 'account.optOut',
  'a case that was sent': 'case.submit',
  'an anonymous case': 'case.submit',
  'a check-in': 'hall.checkIn',
};
const firsts = Object.keys(FIRST) as (keyof typeof FIRST)[];

describe.each(firsts)('an id that stands for %s', (first) => {
  test.each([
    ['somebody else', () => other],
    ['the same person', () => me],
  ])(
    'by %s is a conflict in every other command: nothing is shown, nothing is changed',
    async (whose, who) => {
      const requestId = randomUUID();
      await FIRST[first](who(), requestId);
      // The same three again are no conflict, and of what is anonymous nobody knows whose it was.
      const isOwnCommand = (action: string) =>
        action === ACTION_OF[first] && (whose === 'the same person' || first === 'an anonymous case');
      const tried = commands.filter(({ action }) => !isOwnCommand(action));
      const before = stored();
      const answers = new Map<string, unknown>();
      for (const command of tried) answers.set(command.action, await send(me, command, requestId));
      const conflict = { ok: false, error: { code: 'conflict', message: 'conflict', requestId } };
      expect(Object.fromEntries(answers)).toEqual(
        Object.fromEntries(tried.map(({ action }) => [action, conflict])),
      );
      expect(stored()).toEqual(before);
    },
  );
});

test('a named case takes no id of an anonymous one, and an anonymous one none of a named', async () => {
  const anonymous = (seed: string) =>
    ({ ...caseForm, identity: 'anonymous', receiptSeed: seed.repeat(32) }) as const;
  const id = randomUUID();
  await other.call('case.submit', anonymous('a'), id);
  await expect(me.call('case.submit', caseForm, id)).rejects.toMatchObject({ code: 'conflict' });
  await expect(me.call('case.submit', anonymous('b'), id)).rejects.toMatchObject({ code: 'conflict' });
  const named = randomUUID();
  await other.call('case.submit', caseForm, named);
  const before = stored();
  await expect(me.call('case.submit', anonymous('b'), named)).rejects.toMatchObject({ code: 'conflict' });
  expect(stored()).toEqual(before);
});

describe('a repeat that comes late, after somebody did otherwise, changes nothing', () => {
  const RULES = { grant: { role: 'observer' }, reason: '换届' } as const;
  const caseOf = async () => {
    const { caseId } = await other.call('case.submit', caseForm);
    await me.call('case.accept', { caseId, urgency: 'ordinary', leadId: 'logistics', coIds: [] });
    await me.call('case.publish', { caseId, title: '热水', text: '三号楼没有热水。', reply: '' });
    return caseId;
  };
  const words = { departmentId: 'logistics', title: '热水' } as const;
  const answers: Record<
    string,
    () => Promise<[first: (id: string) => Promise<unknown>, otherwise: () => Promise<unknown>]>
  > = {
    'account.optOut': async () => [
      (id) => me.call('account.optOut', { kinds: ['preview'] }, id),
      () => me.call('account.optOut', { kinds: [] }),
    ],
    'account.grantRole': async () => [
      (id) => me.call('account.grantRole', { personId: 'p-gao', ...RULES }, id),
      () => me.call('account.revokeRole', { personId: 'p-gao', ...RULES }),
    ],
    'account.revokeRole': async () => [
      (id) => me.call('account.revokeRole', { personId: 'p-gao', ...RULES }, id),
      () => me.call('account.grantRole', { personId: 'p-gao', ...RULES }),
    ],
    'account.unbind': async () => [
      (id) => product.as('p-zhou').call('account.unbind', {}, id),
      () =>
        product
          .as('p-zhou')
          .call('account.bind', { agreement: AGREEMENT_VERSION, number: '20240215', name: '周一鸣' }),
    ],
    'account.erase': async () => [
      (id) => product.as('p-he').call('account.erase', {}, id),
      () =>
        product
          .as('p-he')
          .call('account.bind', { agreement: AGREEMENT_VERSION, number: '20250308', name: '何思源' }),
    ],
    'account.bind': async () => [
      (id) =>
        product
          .as('newcomer')
          .call('account.bind', { agreement: AGREEMENT_VERSION, number: '20260001', name: '陈新雨' }, id),
      () => product.as('newcomer').call('account.unbind', {}),
    ],
    'case.join': async () => {
      const caseId = await caseOf();
      return [
        (id) => me.call('case.join', { caseId }, id),
        () => me.call('case.join', { caseId, hasJoined: false }),
      ];
    },
    'case.follow': async () => {
      const caseId = await caseOf();
      return [
        (id) => me.call('case.follow', { caseId, isFollowing: true }, id),
        () => me.call('case.follow', { caseId, isFollowing: false }),
      ];
    },
    'case.saveCannedAnswer': async () => {
      const { id: answerId } = await me.call('case.saveCannedAnswer', {
        ...words,
        answerId: null,
        text: '一',
      });
      return [
        (id) => me.call('case.saveCannedAnswer', { ...words, answerId, text: '二' }, id),
        () => me.call('case.saveCannedAnswer', { ...words, answerId, text: '三' }),
      ];
    },
    'announcement.retry': async () => {
      const failed = { _id: `d-${randomUUID()}`, state: 'failed', tries: 3, dueAt: 0, reason: '' };
      await product.cloud.seed('deliveries', [failed]);
      return [
        (id) => me.call('announcement.retry', { deliveryId: failed._id }, id),
        () => me.call('announcement.retry', { deliveryId: failed._id }),
      ];
    },
  };
  test.each(Object.keys(answers))('%s', async (action) => {
    const requestId = randomUUID();
    const [first, otherwise] = (await answers[action]?.()) ?? [];
    const said = await first?.(requestId);
    expect(await first?.(requestId)).toEqual(said);
    await otherwise?.();
    const before = stored();
    await first?.(requestId);
    expect(stored()).toEqual(before);
  });
});

describe('two who use one id at the same moment', () => {
  test('of two bookings one is made', async () => {
    const requestId = randomUUID();
    const book = (who: string) =>
      product.as(who).callRaw({
        action: 'booking.create',
        requestId,
        input: { sessionId, form: bookingForm() },
      });
    const codes = (await Promise.all(['p-lin', 'p-zhou', 'p-he'].map(book))).map(codeOf);
    expect(codes.sort()).toEqual(['conflict', 'conflict', 'ok']);
    expect(product.cloud.read('bookings')).toHaveLength(1);
  });

  test.each(
    commands.filter(({ action }) => !WITHOUT_ACCOUNT.includes(action)).map((each) => [each.action, each]),
  )('%s: one at most is let through', async (action, command) => {
    const requestId = randomUUID();
    const codes = (await Promise.all([send(me, command, requestId), send(other, command, requestId)])).map(
      codeOf,
    );
    // A code that is scanned is wrong for both before anything could be remembered: test/hall/check-in.
    if (action !== 'hall.checkIn') expect(codes).toContain('conflict');
    expect(codes.filter((code) => code === 'ok').length).toBeLessThanOrEqual(1);
  });
});
