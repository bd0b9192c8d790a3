import {
  afterSending,
  LEASE_MS,
  pauseAfter,
  reasonInWords,
} from '../../../cloudfunctions/core/message/delivery';
import { outcomeOf } from '../../../cloudfunctions/core/message/weixin-outcome';

const NOW = 1_000_000;
const refused = (code: string) => ({ kind: 'not_sent', code }) as const;

test('a sent one is done', () => {
  expect(afterSending({ kind: 'sent', msgId: '1' }, 1, NOW)).toMatchObject({ state: 'sent', reason: '' });
});

test.each([
  ['40003', 'refused'],
  ['41030', 'refused'],
  ['40037', 'template_misfit'],
  ['47003', 'template_misfit'],
])('%p stays refused at the first try', (code, outcome) => {
  expect(outcomeOf(code)).toBe(outcome);
  expect(afterSending(refused(code), 1, NOW)).toMatchObject({ state: 'failed', reason: code });
});

test('who has not agreed, or has used the agreement up, is no failure', () => {
  expect(afterSending(refused('43101'), 1, NOW)).toMatchObject({ state: 'unwanted', reason: '43101' });
});

test.each(['40001', '40125', '40164', '48001', '-604101', 'not_configured'])(
  '%p says nothing of the message: it waits, and the try does not count',
  (code) => {
    expect(afterSending(refused(code), 3, NOW)).toEqual({
      state: 'waiting',
      dueAt: NOW,
      reason: code,
      tries: 2,
    });
    expect(pauseAfter(code)).toBeGreaterThan(pauseAfter('no_answer'));
  },
);

test.each(['-1', '45009', '43108'])('%p is tried three times, later each time', (code) => {
  const first = afterSending(refused(code), 1, NOW);
  const second = afterSending(refused(code), 2, NOW);
  expect(first).toMatchObject({ state: 'waiting', dueAt: NOW + 60_000 });
  expect(second.dueAt).toBeGreaterThan(first.dueAt);
  expect(afterSending(refused(code), 3, NOW).state).toBe('failed');
});

test('no answer waits for the event until the lease ends', () => {
  expect(afterSending(refused('no_answer'), 1, NOW)).toEqual({
    state: 'unconfirmed',
    dueAt: NOW + LEASE_MS,
    reason: 'no_answer',
    tries: 1,
  });
});

test('the office reads reasons in words, unknown ones by their code', () => {
  expect(reasonInWords('43101')).toBe('对方未订阅，或订阅次数已用完');
  expect(reasonInWords('12345')).toBe('微信返回 12345');
  expect(reasonInWords('')).toBe('');
});
