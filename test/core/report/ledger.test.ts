import type { Case } from '../../../cloudfunctions/core/case/case';
import { chineseMoment } from '../../../cloudfunctions/core/date-words';
import { asText, LEDGER_COLUMNS, ledgerTitle } from '../../../cloudfunctions/core/report/ledger';
import { FIRST_CATEGORIES } from '../../../miniprogram/shared/category';
import {
  ASKER,
  closed,
  DAY,
  HEAD,
  HOUR,
  inProgress,
  LEADER,
  lived,
  MONDAY,
  reply,
  submitted,
} from '../case/samples';

const NAMES: Readonly<Record<string, string>> = { logistics: '后勤保障处', network: '网络中心' };
const CATEGORIES: Readonly<Record<string, string>> = { ...FIRST_CATEGORIES, c1: '国际交流' };
const wordsOf = ({ title, text, reply: answer }: Case) => ({ title, text, reply: answer?.text ?? '' });
const rowOf = (entity: Case, asker = '', now = MONDAY) =>
  Object.fromEntries(
    LEDGER_COLUMNS.map(({ title, value }) => [
      title,
      value({
        index: 7,
        now,
        entity,
        words: wordsOf(entity),
        asker,
        departmentOf: (id) => NAMES[id ?? ''] ?? '',
        categoryOf: (id) => CATEGORIES[id] ?? '',
      }),
    ]),
  );

test('the ledger has these columns, in this order', () => {
  expect(LEDGER_COLUMNS.map(({ title }) => title)).toEqual([
    '序号',
    '编号',
    '来源',
    '类别',
    '主题',
    '时限类别',
    '标题',
    '内容',
    '提出人',
    '牵头部门',
    '协办部门',
    '经办人',
    '提出时间',
    '办理时限',
    '首次答复时间',
    '是否按时',
    '办理结果',
    '答复内容',
    '承诺日期',
    '提出人意见',
    '满意度',
    '延期次数',
    '退回次数',
    '重办次数',
    '督办',
    '状态',
    '办结方式',
  ]);
});

test('a case nobody has touched has empty cells, not noughts of time', () => {
  expect(rowOf(submitted())).toMatchObject({
    序号: { number: 7 },
    编号: { text: '20261123-0001' },
    主题: null,
    提出时间: { instant: MONDAY },
    首次答复时间: null,
    是否按时: null,
    办理结果: null,
    答复内容: null,
    承诺日期: null,
    提出人意见: { text: '未表示' },
    满意度: null,
    牵头部门: null,
    协办部门: null,
    经办人: null,
    延期次数: { number: 0 },
    督办: null,
    办结方式: null,
  });
});

test('the topic stands by the name that it had when it was chosen', () => {
  expect(rowOf(submitted({ topic: { id: 't1', name: '宿舍热水' } }))).toMatchObject({
    类别: { text: '后勤保障' },
    主题: { text: '宿舍热水' },
  });
});

test('a case that was solved says by whom, when and how', () => {
  const entity = closed();
  expect(rowOf(entity)).toMatchObject({
    牵头部门: { text: '后勤保障处' },
    协办部门: { text: '网络中心' },
    经办人: { text: entity.handlerName },
    首次答复时间: { instant: entity.firstReplyAt },
    是否按时: { text: '按时' },
    办理结果: { text: expect.any(String) },
    答复内容: { text: '锅炉已检修,今晚起恢复。' },
    提出人意见: { text: '已解决' },
    满意度: { text: '满意' },
    办结方式: { text: '提出人确认解决' },
  });
});

test('an answer after the deadline is late, and one that did not help is said so', () => {
  const entity = inProgress();
  const late = lived(entity, reply, HEAD, entity.dueAt + 1);
  expect(rowOf(late)).toMatchObject({ 是否按时: { text: '超期' } });
  const again = lived(
    late,
    { do: 'judge', isSolved: false, reason: '仍然没有', satisfaction: null },
    ASKER,
    entity.dueAt + HOUR,
  );
  expect(rowOf(again)).toMatchObject({ 提出人意见: { text: '未解决' }, 重办次数: { number: 1 } });
});

test.each([
  ['named', '林小满', '林小满'],
  ['named', '', '（已离校）'],
  ['hidden', '', '（隐藏姓名）'],
] as const)('the asker of a %s case called %p stands as %s', (identity, name, shown) => {
  expect(rowOf(submitted({ identity }), name).提出人).toEqual({ text: shown });
});

test('a promise stands with its day in Shanghai', () => {
  const promisedFor = Date.UTC(2026, 11, 31, 16);
  const entity = lived(
    inProgress(),
    { ...reply, do: 'draftReply', text: '改造', outcome: 'promised', promisedFor, pictures: [] },
    HEAD,
  );
  expect(rowOf(entity).承诺日期).toEqual({ text: '2027年1月1日' });
});

test('of several supervision orders the last one stands there', () => {
  const once = lived(inProgress(), { do: 'supervise', text: '请加快', dueAt: MONDAY + 3 * DAY }, LEADER);
  expect(once.supervisions).toHaveLength(1);
  expect(rowOf(once).督办).toEqual({ text: expect.stringMatching(/.+/) });
});

test.each([
  ['=1+1', "'=1+1"],
  ['+86', "'+86"],
  ['-1', "'-1"],
  ['@cmd', "'@cmd"],
  ['\tx', "'\tx"],
  ['\rx', "'\rx"],
  ['1=1', '1=1'],
  ['热水', '热水'],
  ['', ''],
])('%p is written as %p, so that no spreadsheet takes it for a formula', (typed, written) => {
  expect(asText(typed)).toBe(written);
});

test.each(['标题', '内容', '答复内容'])('%s is made text', (column) => {
  const entity = { ...closed(), title: '=1', text: '=1', reply: { ...closed().reply, text: '=1' } } as Case;
  expect(rowOf(entity)[column]).toEqual({ text: "'=1" });
});

test('the title names the last day that is in it', () => {
  const from = Date.UTC(2026, 7, 31, 16);
  expect(ledgerTitle(from, Date.UTC(2026, 10, 30, 16))).toBe('诉求办理台账 2026年9月1日—2026年11月30日');
});

test.each([
  ['in the morning of Shanghai', Date.UTC(2026, 10, 23, 2, 5), '2026年11月23日 10:05'],
  ['at the last minute of a day', Date.UTC(2026, 10, 23, 15, 59, 59), '2026年11月23日 23:59'],
  ['at midnight', Date.UTC(2026, 10, 23, 16), '2026年11月24日 00:00'],
])('a moment %s', (_label, at, words) => {
  expect(chineseMoment(at)).toBe(words);
});

test('how often it was handed back, extended and begun again stands in figures', () => {
  const asked = {
    departmentId: 'logistics',
    ground: 'not_ours',
    text: '',
    at: 1,
    decision: 'rejected',
  } as const;
  const row = rowOf({ ...inProgress(), returns: [asked, asked], extensions: 1, reopenings: 3 });
  expect([row.延期次数, row.退回次数, row.重办次数]).toEqual([{ number: 1 }, { number: 2 }, { number: 3 }]);
});

test.each([
  ['while there is time', 0, null],
  ['on its last instant', 0, null],
  ['a minute late', 60_000, '超期未答复（1 天）'],
  ['three days late', 3 * 86_400_000, '超期未答复（3 天）'],
])('a case without an answer %s is filed as that', (_label, lateMs, words) => {
  const entity = submitted();
  const row = rowOf(entity, '', entity.dueAt + lateMs);
  expect(row.是否按时).toEqual(words === null ? null : { text: words });
});
