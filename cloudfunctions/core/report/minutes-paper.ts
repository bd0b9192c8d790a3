import { CASE_STATUSES, OUTCOMES } from '../../../miniprogram/shared/case';
import type { Category } from '../../../miniprogram/shared/category';
import { ON_SPOT_STATES, QUESTION_OUTCOMES } from '../../../miniprogram/shared/hall';
import { presentWords } from '../../../miniprogram/shared/present-words';
import { CARD_COLOURS } from '../../../miniprogram/shared/survey';
import type { PublishedMinutes } from '../../contract/hall';
import { digestOf } from '../canonical';
import { chineseDay, chineseMoment } from '../date-words';
import type { Paper, PaperBlock } from './paper';

type Item = PublishedMinutes['items'][number];

/** One revision of the minutes as a paper, from what everybody reads of it. */
export function minutesPaper(
  minutes: PublishedMinutes,
  now: number,
  categoryOf: (category: Category) => string,
): Paper {
  const { number, revision, revisions, figures, present, leftOut, privacyCorrections } = minutes;
  const current = revisions.find((version) => version.revision === revision);
  const isOld = revision < revisions.length;
  return {
    title: `第${number}期“四点”对话纪要`,
    facts: [
      ['对话时间', chineseMoment(minutes.startsAt)],
      ...presentWords(present).map(({ label, names }): [string, string] => [label, names]),
      ['参会', `${figures.attended}人`],
      [
        '问题',
        `${figures.questions}个，其中现场解决${figures.solvedOnSpot}个，会后办理${figures.transferred}个`,
      ],
      ['首次发布', `${chineseDay(minutes.publishedAt)}${minutes.isLate ? '（晚于规定）' : ''}`],
      [
        '版本',
        `第${revision}版，${chineseDay(current?.at ?? minutes.publishedAt)}${isOld ? '，已更正' : ''}`,
      ],
      ['更正原因', current?.reason ?? ''],
    ],
    blocks: [
      { text: minutes.preface },
      ...minutes.items.flatMap((item, index) => itemBlocks(item, index, categoryOf(item.category))),
      ...(leftOut > 0 ? [{ note: `另有${leftOut}个问题涉及个人，不公开内容。` }] : []),
      ...privacyCorrections.map(({ at, reason }) => ({ note: `隐私更正：${chineseDay(at)}，${reason}` })),
      { note: `办理情况和评价截至${chineseMoment(now)}。` },
    ],
    digest: { of: `第${revision}版文字`, value: textDigest(minutes) },
    fileName: `第${number}期四点对话纪要_第${revision}版.docx`,
  };
}

/** What came of an item goes on changing; the digest is of what the revision itself says, and stays the same. */
const textDigest = ({ number, startsAt, revision, preface, items }: PublishedMinutes): string =>
  digestOf({
    number,
    startsAt,
    revision,
    preface,
    items: items.map(({ title, body, answer }) => ({ title, body, answer })),
  });

function itemBlocks(item: Item, index: number, category: string): PaperBlock[] {
  const departments = [
    item.departmentName && `牵头：${item.departmentName}`,
    item.coDepartmentNames.length > 0 && `协办：${item.coDepartmentNames.join('、')}`,
  ].filter((words) => typeof words === 'string' && words !== '');
  const about = [category, ...departments].join('；');
  const by = item.answeredBy ? `（${item.answeredBy}）` : '';
  return [
    { heading: `${index + 1}. ${item.title}` },
    { note: about },
    // Nobody wrote more than the heading.
    ...(item.body === item.title ? [] : [{ text: `问题：${item.body}` }]),
    ...(item.answer.includes('\n')
      ? [`答复${by}：`, ...item.answer.split('\n')].map((text) => ({ text }))
      : item.answer
        ? [{ text: `答复${by}：${item.answer}` }]
        : []),
    { note: `结果：${resultOf(item)}` },
  ];
}

const wordOf = (words: Readonly<Record<string, string>>, key: string): string => words[key] ?? '';

function resultOf({ outcome, onSpot, case: opened, rating, card }: Item): string {
  const spot = onSpot ? `（${ON_SPOT_STATES[onSpot]}）` : '';
  const due = opened?.dueAt ? `，${chineseDay(opened.dueAt)}前办结` : '';
  const handled =
    opened &&
    (opened.outcome === null
      ? `${wordOf(CASE_STATUSES, opened.status)}${due}`
      : wordOf(OUTCOMES, opened.outcome));
  return [
    `${QUESTION_OUTCOMES[outcome]}${outcome === 'on_spot' ? spot : ''}`,
    opened && `诉求${opened.number}，${handled}`,
    rating,
    card && CARD_COLOURS[card.colour],
  ]
    .filter((words) => typeof words === 'string' && words !== '')
    .join('；');
}
