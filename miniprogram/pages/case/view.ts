import type { CaseView } from '../../api/dto';
import type { CaseAction } from '../../shared/case';
import { LEVELS, RATINGS } from '../../shared/rating';
import type { DepartmentNames } from '../../view/case';
import { type CasePageView, casePageView } from '../../view/case-page';

export interface AskerCaseView extends CasePageView {
  caseId: string;
  isFollowing: boolean;
  has: Partial<Record<CaseAction, boolean>>;
  /** The one thing that is expected of the person now. */
  main: 'judge' | 'answer' | 'join' | 'handle' | 'none';
  /** Said to be solved, and free to say otherwise. */
  canReopen: boolean;
}

export const LEVEL_CHOICES = LEVELS.map((key) => ({ key, label: RATINGS[key] }));

/** What an asker or a reader can do on the page; the server says which buttons there are. */
export function askerCaseView(view: CaseView, names: DepartmentNames, now: number): AskerCaseView {
  const has: Partial<Record<CaseAction, boolean>> = {};
  for (const action of view.actions) has[action] = true;
  const isAsked = view.question !== '';
  const isStaff = !['asker', 'public'].includes(view.viewer);
  const isSettled = view.closing === 'asker_solved';
  const main = isStaff
    ? 'handle'
    : has.judge && !isSettled
      ? 'judge'
      : has.answer && isAsked
        ? 'answer'
        : has.join
          ? 'join'
          : 'none';
  return {
    ...casePageView(view, names, now),
    caseId: view.id,
    isFollowing: view.isFollowing,
    has,
    main,
    canReopen: has.judge === true && isSettled,
  };
}
