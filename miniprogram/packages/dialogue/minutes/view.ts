import type { PublishedMinutes } from '../../../api/dto';
import { CASE_STATUSES, OUTCOMES } from '../../../shared/case';
import { ON_SPOT_STATES, QUESTION_OUTCOMES } from '../../../shared/hall';
import { CATEGORIES } from '../../../shared/labels';
import { dateWords, exactWords } from '../../../shared/time';

type Item = PublishedMinutes['items'][number];

/** One step of what came of a question: 诉求, 结果, 评价. */
export interface ChainStep {
  label: string;
  text: string;
  url: string;
}

interface MinutesItemView {
  id: string;
  number: number;
  title: string;
  about: string;
  body: string;
  answer: string;
  by: string;
  chain: ChainStep[];
  colour: string;
  cardUrl: string;
}

export interface MinutesView {
  title: string;
  held: string;
  published: string;
  isLate: boolean;
  preface: string;
  figures: { value: number; label: string }[];
  items: MinutesItemView[];
  leftOut: string;
  /** Only when there are several. */
  revisions: { revision: number; line: string; isShown: boolean }[];
}

/** The minutes as everybody reads them, each item with everything that came of it. */
export function minutesView(minutes: PublishedMinutes): MinutesView {
  const { figures, revisions } = minutes;
  const late = minutes.isLate ? '，晚于规定' : '';
  return {
    title: `第 ${minutes.number} 期对话纪要`,
    held: exactWords(minutes.startsAt),
    published: `${dateWords(minutes.publishedAt)}发布，对话后第 ${minutes.delayDays} 天${late}`,
    isLate: minutes.isLate,
    preface: minutes.preface,
    figures: [
      { value: figures.attended, label: '人到场' },
      { value: figures.questions, label: '个问题' },
      { value: figures.solvedOnSpot, label: '当场解决' },
      { value: figures.transferred, label: '会后办理' },
    ],
    items: minutes.items.map((item, index) => itemView(item, index, minutes.sessionId)),
    leftOut: minutes.leftOut > 0 ? `另有 ${minutes.leftOut} 个问题涉及个人，不公开内容。` : '',
    revisions:
      revisions.length > 1
        ? revisions.map(({ revision, at, reason }) => ({
            revision,
            line: `第 ${revision} 版 · ${dateWords(at)}${reason ? ` · 更正：${reason}` : ' · 首次发布'}`,
            isShown: revision === minutes.revision,
          }))
        : [],
  };
}

function itemView(item: Item, index: number, sessionId: string): MinutesItemView {
  const departments = [item.departmentName, ...item.coDepartmentNames].filter(Boolean).join('、');
  return {
    id: item.questionId,
    number: index + 1,
    title: item.title,
    about: [CATEGORIES[item.category], departments].filter(Boolean).join(' · '),
    // Nobody wrote more than the question's own words: they stand above already.
    body: item.body === item.title ? '' : item.body,
    answer: item.answer,
    by: item.answeredBy,
    chain: chainOf(item, sessionId),
    colour: item.card?.colour ?? '',
    cardUrl: item.card ? `/packages/dialogue/card/card?id=${item.card.id}` : '',
  };
}

/** 现场答复 → 诉求 → 办理结果 → 评价: as far as it has come. */
export function chainOf(item: Item, sessionId: string): ChainStep[] {
  const spot = item.onSpot ? `（${ON_SPOT_STATES[item.onSpot]}）` : '';
  const chain: ChainStep[] = [
    {
      label: '对话',
      text: `${QUESTION_OUTCOMES[item.outcome]}${item.outcome === 'on_spot' ? spot : ''}`,
      url: '',
    },
  ];
  if (item.case) {
    const url = `/pages/case/case?id=${item.case.id}`;
    chain.push({ label: '诉求', text: item.case.number, url });
    chain.push({ label: '办理', text: caseWords(item.case), url });
  }
  if (item.rating)
    chain.push({
      label: '评价',
      text: item.rating,
      url: `/packages/dialogue/results/results?id=${sessionId}`,
    });
  return chain;
}

const textOf = (words: Readonly<Record<string, string>>, key: string): string => words[key] ?? '';

function caseWords({ status, outcome, dueAt }: NonNullable<Item['case']>): string {
  if (outcome !== null) return textOf(OUTCOMES, outcome);
  const due = dueAt === null ? '' : `，${dateWords(dueAt)}前办结`;
  return `${textOf(CASE_STATUSES, status)}${due}`;
}
