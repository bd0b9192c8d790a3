import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AnswerMisfit, fitted } from '../../../cloudfunctions/platform/call/answer';
import { type Product, startProduct } from '../../cloud';

describe('an answer at the door', () => {
  const schema = z.object({ name: z.string(), grants: z.array(z.object({ role: z.string() })) });
  const fits = { name: '林', grants: [{ role: 'office' }] };
  const carriesMore = { ...fits, openid: 'o-1', grants: [{ role: 'office', by: 'p-1' }] };
  const withStrictness = (value: string | undefined, run: () => unknown) => {
    const before = process.env.STRICT_ANSWERS;
    if (value === undefined) delete process.env.STRICT_ANSWERS;
    else process.env.STRICT_ANSWERS = value;
    try {
      return run();
    } finally {
      if (before === undefined) delete process.env.STRICT_ANSWERS;
      else process.env.STRICT_ANSWERS = before;
    }
  };
  const pathsOf = (answer: unknown) => {
    try {
      fitted(schema, answer);
    } catch (error) {
      if (error instanceof AnswerMisfit) return error.paths;
      throw error;
    }
    return [];
  };

  test('is stripped of what its schema does not name, at every depth', () => {
    expect(withStrictness(undefined, () => fitted(schema, carriesMore))).toEqual(fits);
  });

  test('fails in tests for what its schema does not name, with the paths and no value', () => {
    expect(withStrictness('1', () => pathsOf(carriesMore))).toEqual(['grants.*.by', 'openid']);
    expect(withStrictness('1', () => pathsOf({ ...fits, phone: undefined }))).toEqual([]);
  });

  test.each([undefined, '1'])(
    'fails everywhere for what is missing or of another kind (%s)',
    (strictness) => {
      const wrong = { name: 1, grants: [{ role: 'office' }, {}] };
      expect(withStrictness(strictness, () => pathsOf(wrong))).toEqual(['name', 'grants.*.role']);
    },
  );
});

describe('an input at the door', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.stop());

  const large = { sessionId: 'session-1', reason: '啊'.repeat(30_000), secretly: { deep: ['x'] } };
  const give = (who: string, input: unknown, action = 'session.reschedule') =>
    product.as(who).callRaw({ action, requestId: randomUUID(), input });

  test.each([
    ['somebody unknown', 'nobody-we-know', 'not_bound'],
    ['a student', 'p-lin', 'not_allowed'],
    ['the office', 'p-wu', 'invalid_input'],
  ])('of 30,000 characters from %s (%s) is refused: %s', async (_label, who, code) => {
    expect(await give(who, large)).toMatchObject({ ok: false, error: { code } });
  });

  test.each([
    ['too long as a whole', { reason: ['x'.repeat(50_000), 'x'.repeat(50_001)] }],
    ['in too many parts', { reason: Array.from({ length: 5_001 }, () => 0) }],
    [
      'in too many parts at depth',
      { a: Array.from({ length: 80 }, () => Array.from({ length: 80 }, () => 0)) },
    ],
  ])('%s is refused before anybody is looked up', async (_label, input) => {
    const { result, count } = await product.cloud.countRoundTrips(() => give('p-wu', input));
    expect(result).toMatchObject({ error: { code: 'invalid_input', fields: { input: 'too_big' } } });
    expect(count).toBe(0);
  });

  test('with very many unknown fields is refused with a few of them', async () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`${at}-${'x'.repeat(200)}`, at]));
    const said = z
      .object({ error: z.object({ fields: z.record(z.string(), z.string()) }) })
      .parse(await give('p-wu', many));
    expect(Object.keys(said.error.fields).length).toBeLessThanOrEqual(20);
    expect(Math.max(...Object.keys(said.error.fields).map((name) => name.length))).toBeLessThanOrEqual(80);
  });
});
