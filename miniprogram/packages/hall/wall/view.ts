import type { Output } from '../../../api/dto';
import { openingWords } from '../../../shared/check-code';
import { clockWords, exactWords } from '../../../shared/time';

/** How large a title may stand: the shorter, the larger, and never more than five lines. */
export function sizeOf(title: string): 'huge' | 'large' | 'middle' {
  const { length } = [...title];
  if (length <= 12) return 'huge';
  return length <= 24 ? 'large' : 'middle';
}

export interface ScreenView {
  session: string;
  when: string;
  checkedIn: number;
  stage: 'before' | 'live' | 'after' | 'off';
  /** Why it does not take place, or empty. */
  reason: string;
  current: {
    title: string;
    size: ReturnType<typeof sizeOf>;
    asker: string;
    category: string;
    department: string;
    /** Who answers, and how many asked for it; empty where there is nothing to say. */
    facts: string;
  } | null;
  settled: number;
  next: { key: number; title: string }[];
  /** 开箱核对码 of the surveys that opened last, to be compared with phones; none while questions are asked. */
  codes: string[];
}

export function screenView(screen: Output<'hall.wall'>): ScreenView {
  const { current, status } = screen;
  const isBefore = status === 'planned' || status === 'previewed';
  return {
    session: `第 ${screen.number} 期`,
    when: isBefore ? exactWords(screen.startsAt) : clockWords(screen.startsAt),
    checkedIn: screen.checkedIn,
    stage: status === 'cancelled' ? 'off' : status === 'live' ? 'live' : isBefore ? 'before' : 'after',
    reason: screen.calledOffReason,
    current:
      status === 'cancelled'
        ? null
        : current && {
            title: current.title,
            size: sizeOf(current.title),
            asker: current.asker || '提问人不公开',
            category: current.category,
            department: [current.departmentName, ...current.coDepartmentNames].filter(Boolean).join('、'),
            facts: [
              current.answerer && `${current.answerer}答复`,
              current.votes > 0 && `${current.votes} 人也想问`,
            ]
              .filter(Boolean)
              .join(' · '),
          },
    settled: screen.settled,
    // A long title needs the wall for itself.
    next: screen.next
      .slice(0, current && sizeOf(current.title) === 'middle' ? 0 : 2)
      .map(({ title, votes }, key) => ({ key, title: votes > 0 ? `${title}（${votes} 人也想问）` : title })),
    codes: status === 'live' || status === 'cancelled' ? [] : screen.openings.map(openingWords),
  };
}
