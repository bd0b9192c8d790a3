import type { Action } from '../../cloudfunctions/contract';
import { instantOf } from '../../cloudfunctions/core/rules/calendar';
import { readOptions } from '../../dev/simulate/options';
import { keysOf, report } from '../../dev/simulate/report';
import { simulate } from '../../dev/simulate/simulate';
import { startProduct } from '../cloud';

/** The day before a session and the session's; one request in fifty goes wrong. Another seed looks elsewhere. */
const options = {
  people: 30,
  days: 2,
  seed: Number(process.env.SEED ?? 1),
  faults: 0.02,
  from: '2026-11-04',
  firstSession: '2026-11-05',
};

test('a small college lives through the days of a session, and nothing is lost, twice or half', async () => {
  const product = await startProduct({
    isEmpty: true,
    now: instantOf(options.from, 6),
    env: { CASE_SECRET: 'a secret of the test' },
  });
  try {
    const tally = await simulate(product.cloud, options);
    console.log(report(tally, options));
    expect(tally.findings).toEqual([]);
    expect(keysOf(tally)).toMatchObject({ 'simulate.days': 2, 'simulate.findings': 0 });
    // It was a life: people came to the hall, asked, booked or not, were answered, and faults struck meanwhile.
    const answered = (...actions: Action[]) =>
      actions.some((action) => (tally.lived.get(action)?.answered ?? 0) > 0);
    expect({
      home: answered('session.home'),
      hall: answered('hall.checkIn'),
      question: answered('hall.saveQuestion', 'hall.addQuestion'),
      close: answered('hall.close'),
    }).toEqual({ home: true, hall: true, question: true, close: true });
    expect(tally.struck).toBeGreaterThan(0);
    expect(tally.kept).toBeGreaterThan(0);
  } finally {
    await product.stop();
  }
});

test.each([
  [['--people', '5'], '--people wants'],
  [['--faults', '2'], '--faults wants'],
  [['--from', 'yesterday'], '--from wants'],
  [['--towns', '3'], 'npm run simulate'],
])('is told %p in a sentence', (args, sentence) => {
  expect(() => readOptions(args)).toThrow(sentence);
});
