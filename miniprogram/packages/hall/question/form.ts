import { categoryName } from '../../../api/categories';
import type { DeskQuestion, QuestionForm } from '../../../api/dto';
import { CATEGORY_ID } from '../../../shared/category';
import { LIMITS } from '../../../shared/limits';
import { dateWords, dayEndOf, isoDate } from '../../../shared/time';
import { areFurther, type FurtherDraft, furtherMissing, furtherOf, furtherWords } from './further';

/** What the office has typed for one question; checked before it is sent. */
export interface QuestionDraft {
  title: string;
  detail: string;
  category: string;
  departmentId: string;
  coIds: string[];
  asker: 'named' | 'hidden' | 'none';
  askerId: string;
  askerName: string;
  isPersonal: boolean;
  settled: 'open' | 'on_spot' | 'transferred';
  answer: string;
  answeredBy: string;
  /** What others answered besides. */
  others: FurtherDraft[];
  /** 2026-12-10, or empty. */
  due: string;
  /** The version the office saw when it began; 0 for a question that is new. */
  version: number;
}

export const ASKER_KINDS = [
  { key: 'named', label: '公开姓名' },
  { key: 'hidden', label: '不公开姓名' },
  { key: 'none', label: '不记录提问人' },
] as const;
export const SETTLEMENTS = [
  { key: 'on_spot', label: '现场答复了' },
  { key: 'transferred', label: '会后转办' },
  { key: 'open', label: '还没有答复' },
] as const;

export const blankQuestion = (): QuestionDraft => ({
  title: '',
  detail: '',
  category: '',
  departmentId: '',
  coIds: [],
  asker: 'none',
  askerId: '',
  askerName: '',
  isPersonal: false,
  settled: 'on_spot',
  answer: '',
  answeredBy: '',
  others: [],
  due: '',
  version: 0,
});

const settledOf = ({ state }: DeskQuestion): QuestionDraft['settled'] => {
  if (state === 'transferred') return 'transferred';
  return state === 'recorded' ? 'open' : 'on_spot';
};

export const draftOf = (question: DeskQuestion): QuestionDraft => ({
  title: question.title,
  detail: question.detail,
  category: question.category,
  departmentId: question.departmentId ?? '',
  coIds: question.coDepartmentIds,
  asker: question.asker,
  askerId: question.askerId ?? '',
  askerName: question.askerName,
  isPersonal: question.isPersonal,
  settled: settledOf(question),
  answer: question.answer,
  answeredBy: question.answeredBy,
  others: question.others.map((one) => ({ ...one, departmentId: one.departmentId ?? '' })),
  due: question.dueAt === null ? '' : isoDate(question.dueAt),
  version: question.version,
});

/** Recognises a draft kept on this phone by this version of the app. */
export function isQuestionDraft(value: unknown): value is QuestionDraft {
  if (typeof value !== 'object' || value === null) return false;
  const blank: object = blankQuestion();
  return Object.entries(blank).every(([key, like]) => {
    const kept: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
    if (key === 'others') return areFurther(kept);
    return Array.isArray(like)
      ? Array.isArray(kept) && kept.every((one) => typeof one === 'string')
      : typeof kept === typeof like;
  });
}

const isCategory = (key: string): boolean => CATEGORY_ID.test(key);

/** Field → what to do about it; empty when the form can be sent. */
export function missingIn(draft: QuestionDraft): Record<string, string> {
  const missing: Record<string, string> = {};
  if (draft.title.trim() === '') missing.title = '请写一句话的题目';
  if (!isCategory(draft.category)) missing.category = '请选一个类别';
  if (draft.departmentId === '') missing.departmentId = '请选择牵头部门';
  if (draft.asker !== 'none' && draft.askerId === '') missing.asker = '请找到提问人，或选“不记录提问人”';
  if (draft.settled === 'on_spot') {
    if (draft.answeredBy.trim() === '') missing.answeredBy = '请写谁答复的';
    if (draft.answer.trim() === '') missing.answer = '请写怎么答复的';
  }
  const further = draft.settled === 'open' ? '' : furtherMissing(draft);
  if (further !== '') missing.others = further;
  if (draft.settled === 'transferred' && dayEndOf(draft.due) === null) missing.due = '请选哪天前办结';
  return missing;
}

/** What is sent; null while something is missing. */
export function formOf(draft: QuestionDraft): QuestionForm | null {
  if (Object.keys(missingIn(draft)).length > 0 || !isCategory(draft.category)) return null;
  return {
    title: draft.title.trim(),
    detail: draft.detail.trim(),
    category: draft.category,
    departmentId: draft.departmentId,
    coDepartmentIds: draft.coIds.filter((id) => id !== draft.departmentId),
    asker: draft.asker,
    askerId: draft.asker === 'none' ? null : draft.askerId,
    isPersonal: draft.isPersonal,
    settlement: settlementOf(draft),
  };
}

function settlementOf(draft: QuestionDraft): QuestionForm['settlement'] {
  const { settled, answer, answeredBy, due } = draft;
  const said = { answer: answer.trim(), answeredBy: answeredBy.trim(), ...furtherOf(draft) };
  if (settled === 'on_spot') return { kind: 'on_spot', ...said };
  const dueAt = dayEndOf(due);
  return settled === 'transferred' && dueAt !== null ? { kind: 'transferred', ...said, dueAt } : null;
}

/** One more co-department, or one less; the lead is none, and there are five at most. */
export function toggled(draft: QuestionDraft, id: string): string[] {
  const without = draft.coIds.filter((one) => one !== id);
  if (without.length < draft.coIds.length || id === draft.departmentId) return without;
  return [...without, id].slice(0, LIMITS.coDepartmentsMax);
}

/** A field that somebody else changed while this one was being typed. */
export interface Difference {
  field: keyof QuestionDraft;
  label: string;
  theirs: string;
  mine: string;
}

const LABELS: Partial<Record<keyof QuestionDraft, string>> = {
  title: '题目',
  detail: '详情',
  category: '类别',
  departmentId: '牵头部门',
  coIds: '协办部门',
  asker: '提问人',
  askerId: '提问人是谁',
  isPersonal: '个人事项',
  settled: '怎么处理',
  answer: '答复',
  answeredBy: '答复人',
  others: '其他答复',
  due: '办理期限',
};

/** What is new on the server since `base`, where it is not what stands here anyway. */
export function differences(
  base: QuestionDraft,
  theirs: QuestionDraft,
  mine: QuestionDraft,
  nameOf: (departmentId: string) => string,
): Difference[] {
  const words = (draft: QuestionDraft, field: keyof QuestionDraft): string => {
    if (field === 'departmentId') return nameOf(draft.departmentId);
    if (field === 'coIds') return draft.coIds.map(nameOf).join('、');
    if (field === 'askerId') return draft.askerName;
    if (field === 'isPersonal') return draft.isPersonal ? '是' : '不是';
    if (field === 'category') return isCategory(draft.category) ? categoryName(draft.category) : '';
    if (field === 'asker') return ASKER_KINDS.find(({ key }) => key === draft.asker)?.label ?? '';
    if (field === 'settled') return SETTLEMENTS.find(({ key }) => key === draft.settled)?.label ?? '';
    if (field === 'due') return draft.due;
    if (field === 'others') return furtherWords(draft.others, nameOf);
    const value = draft[field];
    return typeof value === 'string' ? value : '';
  };
  const fields: (keyof QuestionDraft)[] = [
    'title',
    'detail',
    'category',
    'departmentId',
    'coIds',
    'asker',
    'askerId',
    'isPersonal',
    'settled',
    'answer',
    'answeredBy',
    'others',
    'due',
  ];
  return fields.flatMap((field) => {
    const [was, their, my] = [base, theirs, mine].map((draft) => JSON.stringify(draft[field]));
    if (their === was || their === my) return [];
    const label = LABELS[field] ?? '';
    return [{ field, label, theirs: words(theirs, field) || '（空）', mine: words(mine, field) || '（空）' }];
  });
}

/** Theirs for one field; the rest stays as it was typed. */
export const takeTheirs = (
  mine: QuestionDraft,
  theirs: QuestionDraft,
  field: keyof QuestionDraft,
): QuestionDraft => ({
  ...mine,
  [field]: theirs[field],
  ...(field === 'askerId' ? { askerName: theirs.askerName, asker: theirs.asker } : {}),
});

/** 12月10日 周四 for the row of the picker. */
export const dueWords = (due: string): string => {
  const at = dayEndOf(due);
  return at === null ? '请选择' : `${dateWords(at)}前`;
};
