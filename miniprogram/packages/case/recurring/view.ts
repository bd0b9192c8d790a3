import type { Output } from '../../../api/dto';
import { CATEGORIES } from '../../../shared/labels';
import { type DepartmentNames, holderName } from '../../../view/case';

const STATES = { proposed: '', on_agenda: '已列入下期议题', dismissed: '不列入' } as const;

export interface RecurringView {
  matters: {
    id: string;
    title: string;
    about: string;
    voices: string;
    state: string;
    isOpen: boolean;
    cases: { id: string; title: string }[];
  }[];
}

/** Matters that came again and again in the last 90 days, loudest first as the server gives them. */
export const recurringView = (answer: Output<'case.recurring'>, names: DepartmentNames): RecurringView => ({
  matters: answer.matters.map((matter) => ({
    id: matter.matterId,
    title: matter.title,
    about: `${CATEGORIES[matter.category]} · ${holderName(matter.departmentId, names)}`,
    voices: `90 天内 ${matter.voices} 人次`,
    state: STATES[matter.state],
    isOpen: matter.state === 'proposed',
    cases: matter.cases.map(({ id, number, title }) => ({ id, title: `${number} ${title}` })),
  })),
});
