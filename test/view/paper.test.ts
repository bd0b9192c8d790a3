import {
  numbersOf,
  paperBatches,
  paperRows,
  paperSummary,
  sendable,
} from '../../miniprogram/packages/hall/paper/numbers';
import type { DeskAnswer } from '../../miniprogram/shared/survey';

// A paper list of the desk, typed in afterwards in one go.

const START = Date.parse('2026-12-03T16:00:00+08:00');
const HOUR = 3_600_000;

test.each([
  ['20240215\n20240216', ['20240215', '20240216']],
  [' 20240215, 20240216；20240217、20240218 ', ['20240215', '20240216', '20240217', '20240218']],
  ['２０２４０２１５', ['20240215']],
  ['20240215 20240215', ['20240215']],
  ['T001 林小满 123', ['T001']],
  ['', []],
  ['1234 123', ['1234']],
  [`${'1'.repeat(20)} ${'1'.repeat(21)}`, ['1'.repeat(20)]],
])('%j is sent as %j', (text, numbers) => {
  expect(sendable(numbersOf(text))).toEqual(numbers);
});

const idsOf = (count: number) =>
  new Map(Array.from({ length: count }, (_none, at) => [`N${1000 + at}`, `paper-entry-${at}`]));

test.each([
  [49, [49]],
  [50, [50]],
  [51, [50, 1]],
])('%i numbers go in batches of %j', (count, sizes) => {
  expect(paperBatches(idsOf(count), START, START).map(({ length }) => length)).toEqual(sizes);
});

test.each([
  ['before the start they came now', START - HOUR, 0],
  ['at the start they came now', START, 0],
  ['afterwards they came at the start', START + HOUR, HOUR],
  ['no entry is older than a day', START + 30 * HOUR, 24 * HOUR],
])('%s', (_words, now, ageMs) => {
  expect(paperBatches(idsOf(1), START, now)[0]?.[0]).toEqual({
    entryId: 'paper-entry-0',
    number: 'N1000',
    ageMs,
  });
});

test('each line says what became of it, and the first line counts them', () => {
  const result = (answer: DeskAnswer, name = '') => ({
    entryId: '',
    answer,
    personId: null,
    name,
    unit: '',
    firstAt: answer === 'already' ? START - HOUR / 4 : null,
    wish: null,
  });
  const numbers = numbersOf('1001 1002 1003 1004 1005 1001 号码 1006');
  const results = new Map([
    ['1001', result('checked_in', '林小满')],
    ['1002', result('already', '周子航')],
    ['1003', result('unknown')],
    ['1004', result('late_waits')],
    ['1005', result('closed')],
  ]);
  expect(
    paperRows(numbers, results).map(({ number, name, words, isGood }) => [number, name, words, isGood]),
  ).toEqual([
    ['1001', '林小满', '签到成功', true],
    ['1002', '周子航', '15:45 已经签到过', true],
    ['1003', '', '名册中没有找到，已列入待核对', false],
    ['1004', '', '已记下，待另一名工作人员确认', true],
    ['1005', '', '签到已结束', false],
    ['1001', '', '重复，上面已有', true],
    ['号码', '', '不是学工号，请改正', false],
    ['1006', '', '未发出，请重试', false],
  ]);
  expect(paperSummary(numbers, results)).toBe(
    '签到成功 1 · 已经签到过 1 · 待另一人确认 1 · 待核对 1 · 重复 1 · 未登记 3',
  );
});
