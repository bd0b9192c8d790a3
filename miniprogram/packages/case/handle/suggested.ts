import type { Output } from '../../../api/dto';
import { URGENCIES } from '../../../shared/case';

export interface SuggestedView {
  /** Where it comes from. */
  from: string;
  /** Empty: left to whoever accepts the case. */
  departmentId: string;
  urgency: string;
  /** 后勤保障处 · 一般 */
  words: string;
  because: string;
}

type Departments = readonly { key: string; label: string }[];

/** Where the topic usually goes, and where earlier cases that are alike went. */
export function suggestedViews(
  { usual, suggestion, tried, hits }: Output<'case.suggestion'>,
  departments: Departments,
): SuggestedView[] {
  const ofTopic =
    usual && viewOf('主题通常：', usual, `“${usual.topic}”的通常去向，由管理员设定。`, departments);
  const ofEarlier =
    suggestion &&
    viewOf(
      '参考以往：',
      suggestion,
      [
        `相似的 ${suggestion.of} 件已办结诉求中，${suggestion.agree} 件由其办理。`,
        tried === 0 ? '' : `近期 ${tried} 件中，参考与实际一致的有 ${hits} 件。`,
      ].join(''),
      departments,
    );
  return [ofTopic, ofEarlier].filter((view) => view !== null);
}

/** Null: nothing to say, or a department that is no longer there. */
function viewOf(
  from: string,
  { departmentId, urgency }: { departmentId: string | null; urgency: keyof typeof URGENCIES | null },
  because: string,
  departments: Departments,
): SuggestedView | null {
  const department = departments.find(({ key }) => key === departmentId);
  if (departmentId !== null && department === undefined) return null;
  const words = [department?.label, urgency === null ? undefined : URGENCIES[urgency]];
  return {
    from,
    departmentId: departmentId ?? '',
    urgency: urgency ?? '',
    words: words.filter((word) => word !== undefined).join(' · '),
    because,
  };
}
