import type { Output } from '../../../api/dto';
import { URGENCIES } from '../../../shared/case';

export interface SuggestedView {
  departmentId: string;
  urgency: string;
  /** 后勤保障处 · 一般 */
  words: string;
  /** How many of those that are alike, and how good such suggestions were. */
  because: string;
}

/** Where earlier cases that are alike went. Null: nothing to say, or a department that is no longer there. */
export function suggestedView(
  { suggestion, tried, hits }: Output<'case.suggestion'>,
  departments: readonly { key: string; label: string }[],
): SuggestedView | null {
  const department = departments.find(({ key }) => key === suggestion?.departmentId);
  if (suggestion === null || department === undefined) return null;
  const { departmentId, urgency, agree, of } = suggestion;
  return {
    departmentId,
    urgency,
    words: `${department.label} · ${URGENCIES[urgency]}`,
    because: [
      `相似的 ${of} 件已办结诉求中，${agree} 件由其办理。`,
      tried === 0 ? '' : `近期 ${tried} 件中，参考与实际一致的有 ${hits} 件。`,
    ].join(''),
  };
}
