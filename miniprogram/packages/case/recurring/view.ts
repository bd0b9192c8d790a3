import { categoryName } from '../../../api/categories';
import type { Output } from '../../../api/dto';
import { type DepartmentNames, holderName } from '../../../view/case';

const SHOWN = 3;

function stateOf({ state, sessionId }: Output<'case.recurring'>['matters'][number]): string {
  if (state === 'dismissed') return '不列入';
  if (state === 'proposed') return '';
  return sessionId === null ? '已选中，下期排期时列入议题' : '已列入下期议题';
}

export interface RecurringView {
  matters: {
    id: string;
    title: string;
    about: string;
    voices: string;
    state: string;
    isOpen: boolean;
    /** The newest. */
    cases: { id: string; title: string }[];
    more: string;
  }[];
}

/** Matters that came again and again lately, loudest first as the server gives them. */
export const recurringView = (answer: Output<'case.recurring'>, names: DepartmentNames): RecurringView => ({
  matters: answer.matters.map((matter) => ({
    id: matter.matterId,
    title: matter.title,
    about: `${categoryName(matter.category)} · ${holderName(matter.departmentId, names)}`,
    voices: `${matter.voices} 人次`,
    state: stateOf(matter),
    isOpen: matter.state === 'proposed',
    cases: matter.cases.slice(-SHOWN).map(({ id, number, title }) => ({ id, title: `${number} ${title}` })),
    more: matter.cases.length > SHOWN ? `还有 ${matter.cases.length - SHOWN} 件` : '',
  })),
});
