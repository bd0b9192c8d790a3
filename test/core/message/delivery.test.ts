import { afterSending, LEASE_MS, reasonInWords } from '../../../cloudfunctions/core/message/delivery';

const NOW = 1_000_000;
const refused = (code: number) => ({ kind: 'refused', code }) as const;

test('a sent one is done', () => {
  expect(afterSending({ kind: 'sent', msgId: '1' }, 1, NOW)).toMatchObject({ state: 'sent', reason: '' });
});

test.each([43101, 40003, 40037, 47003, 41030])('%p stays refused at the first try', (code) =>
  expect(afterSending(refused(code), 1, NOW)).toMatchObject({ state: 'failed', reason: String(code) }),
);

test.each([-1, 45009])('%p is tried three times, later each time', (code) => {
  const first = afterSending(refused(code), 1, NOW);
  const second = afterSending(refused(code), 2, NOW);
  expect(first).toMatchObject({ state: 'waiting', dueAt: NOW + 60_000 });
  expect(second.dueAt).toBeGreaterThan(first.dueAt);
  expect(afterSending(refused(code), 3, NOW).state).toBe('failed');
});

test('no answer waits for the event until the lease ends', () => {
  expect(afterSending({ kind: 'silent' }, 1, NOW)).toEqual({
    state: 'unconfirmed',
    dueAt: NOW + LEASE_MS,
    reason: 'no_answer',
  });
});

test('the office reads reasons in words, unknown ones by their code', () => {
  expect(reasonInWords('43101')).toBe('对方没有剩余的订阅次数');
  expect(reasonInWords('12345')).toBe('微信返回 12345');
  expect(reasonInWords('')).toBe('');
});
