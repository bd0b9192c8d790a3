import { categoryName } from '../../../api/categories';
import type { PublishedMinutes } from '../../../api/dto';
import { CASE_STATUSES, OUTCOMES } from '../../../shared/case';
import { ON_SPOT_STATES, QUESTION_OUTCOMES } from '../../../shared/hall';
import { presentWords } from '../../../shared/present-words';
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
  /** Which revision is shown. */
  revision: number;
  held: string;
  published: string;
  isLate: boolean;
  preface: string;
  figures: { value: number; label: string }[];
  items: MinutesItemView[];
  leftOut: string;
  /** What was blacked out for privacy: when, where and why. */
  privacy: { key: number; line: string }[];
  /** Shown on top of a revision that is not the newest; empty on the newest. */
  old: string;
  /** There is an earlier revision to compare with. */
  canCompare: boolean;
  /** Which revision the file is of. */
  file: string;
  /** Who led the session and who came to answer, one a line. */
  present: string[];
  /** Only when there are several. */
  revisions: { revision: number; line: string; isShown: boolean }[];
}

/** The minutes as everybody reads them, each item with everything that came of it. */
export function minutesView(minutes: PublishedMinutes): MinutesView {
  const { figures, revisions } = minutes;
  const late = minutes.isLate ? '，晚于规定' : '';
  return {
    title: `第 ${minutes.number} 期对话纪要`,
    revision: minutes.revision,
    held: exactWords(minutes.startsAt),
    published: `${dateWords(minutes.publishedAt)}发布，${
      minutes.delayDays === 0 ? '对话当天' : `对话后第 ${minutes.delayDays} 天`
    }${late}`,
    old: minutes.revision < revisions.length ? `旧版 · 第 ${minutes.revision} 版，已更正` : '',
    canCompare: minutes.revision > 1,
    file: `第 ${minutes.revision} 版，可打印归档`,
    present: presentWords(minutes.present).map(({ label, names }) => `${label}：${names}`),
    isLate: minutes.isLate,
    preface: minutes.preface,
    figures: [
      { value: figures.attended, label: '人到场' },
      { value: figures.questions, label: '个问题' },
      { value: figures.solvedOnSpot, label: '现场解决' },
      { value: figures.transferred, label: '会后办理' },
    ],
    items: minutes.items.map((item, index) => itemView(item, index, minutes.sessionId)),
    leftOut: minutes.leftOut > 0 ? `另有 ${minutes.leftOut} 个问题涉及个人，不公开内容。` : '',
    privacy: minutes.privacyCorrections.map(({ at, reason, places }, key) => ({
      key,
      line: `${dateWords(at)} · ${places.map(placeWords).join('、') || '纪要之外'} · 隐私更正：${reason}`,
    })),
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

const FIELD_WORDS = {
  preface: '开头',
  title: '题目',
  body: '问题',
  answer: '答复',
  reason: '更正原因',
} as const;

const placeWords = ({ item, field }: PublishedMinutes['privacyCorrections'][number]['places'][number]) =>
  item === 0 ? FIELD_WORDS[field] : `第 ${item} 项${FIELD_WORDS[field]}`;

function itemView(item: Item, index: number, sessionId: string): MinutesItemView {
  const departments = [
    item.departmentName && `牵头 ${item.departmentName}`,
    item.coDepartmentNames.length > 0 && `协办 ${item.coDepartmentNames.join('、')}`,
  ].filter(Boolean);
  return {
    id: item.questionId,
    number: index + 1,
    title: item.title,
    // A department says more than its category, and mostly the same word.
    about: departments.length > 0 ? departments.join('，') : categoryName(item.category),
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
