import type { Fault } from '../../dev/cloud/wire/faults';
import { type Bench, startBench } from './harness';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterEach(() => bench.disturb(null));
afterAll(() => bench.close());

const add = (id: string) =>
  bench.attempt(
    async ({ db }, _id) => {
      await db.collection('heard').add({ data: { _id } });
      return 'added';
    },
    id,
    'o',
  );
const isThere = (id: string) => bench.read('heard').some(({ _id }) => _id === id);

/** Lets that happen to the first insert of a function. */
function strikeOnce(fault: Fault): void {
  let hasStruck = false;
  bench.disturb(({ functionName, action }) => {
    if (hasStruck || functionName !== 'script' || action !== 'database.insertDocument') return null;
    hasStruck = true;
    return fault;
  });
}

test.each([
  ['refused', false],
  ['answer_lost', true],
] as const)(
  'a write that is %s throws in the function, and is in the store: %s',
  async (fault, isWritten) => {
    strikeOnce(fault);
    expect((await add(`one-${fault}`)).error).toBeDefined();
    expect(isThere(`one-${fault}`)).toBe(isWritten);
  },
);

test.each([
  ['killed_before', false],
  ['killed_after', true],
] as const)(
  'a process that is %s its write ends the call, and the write is there: %s',
  async (fault, isWritten) => {
    strikeOnce(fault);
    await expect(add(`one-${fault}`)).rejects.toMatchObject({
      code: 'FUNCTIONS_EXECUTE_FAIL',
      message: expect.stringContaining('killed'),
    });
    expect(isThere(`one-${fault}`)).toBe(isWritten);
    // The next call has a process of its own.
    expect(await add(`next-${fault}`)).toEqual({ value: 'added' });
  },
);
