import { CallError } from '../../miniprogram/api/call-error';
import { lookEvery, stopLooking } from '../../miniprogram/api/looking';

// A page of the hall that looks again by itself.

const EVERY = 8_000;
const START = Date.parse('2026-12-03T16:10:00+08:00');

beforeEach(() => jest.useFakeTimers({ now: START }));
afterEach(() => jest.useRealTimers());

function page(data: { phase?: string; isSending?: boolean } = {}) {
  const seen: unknown[] = [];
  let asked = 0;
  let answer: () => { data: number; at: number; isStale: boolean } = () => ({
    data: asked,
    at: START,
    isStale: false,
  });
  const screen = {
    data: { phase: 'ready', isSending: false, ...data },
    setData: (part: Record<string, unknown>) => seen.push(part.view),
  };
  const begin = () =>
    lookEvery(
      screen,
      EVERY,
      async () => {
        asked++;
        return answer();
      },
      (view) => ({ view }),
    );
  return {
    screen,
    seen,
    begin,
    asked: () => asked,
    answers: (next: typeof answer) => {
      answer = next;
    },
  };
}

test('it asks each time, also when it was begun twice, and not once it is hidden', async () => {
  const { screen, seen, begin, asked } = page();
  begin();
  begin();
  await jest.advanceTimersByTimeAsync(EVERY - 1);
  expect(asked()).toBe(0);
  await jest.advanceTimersByTimeAsync(1 + EVERY);
  expect(seen).toEqual([1, 2]);
  stopLooking(screen);
  await jest.advanceTimersByTimeAsync(5 * EVERY);
  expect(asked()).toBe(2);
});

test.each([[{ phase: 'trouble' }], [{ isSending: true }]])('it does not ask with %j', async (data) => {
  const { begin, asked } = page(data);
  begin();
  await jest.advanceTimersByTimeAsync(EVERY);
  expect(asked()).toBe(0);
});

test('an old answer, one that comes while something is sent, and one that fails change nothing', async () => {
  const { screen, seen, begin, answers } = page();
  begin();
  answers(() => ({ data: 7, at: START, isStale: true }));
  await jest.advanceTimersByTimeAsync(EVERY);
  answers(() => {
    screen.data.isSending = true;
    return { data: 8, at: START, isStale: false };
  });
  await jest.advanceTimersByTimeAsync(EVERY);
  screen.data.isSending = false;
  answers(() => {
    throw new CallError('offline', {});
  });
  await jest.advanceTimersByTimeAsync(EVERY);
  expect(seen).toEqual([]);
  answers(() => ({ data: 9, at: START, isStale: false }));
  await jest.advanceTimersByTimeAsync(EVERY);
  expect(seen).toEqual([9]);
});
