import type { Output } from '../../../api/dto';
import { DOORS_OPEN_MINUTES } from '../../../shared/hall';
import { CATEGORIES } from '../../../shared/labels';
import { clockWords, exactWords } from '../../../shared/time';

type Codes = Output<'hall.codes'>['codes'];

/**
 * The code to show `elapsed` milliseconds after the answer arrived, or null when none is left. Only the time that has
 * passed counts: what this device believes the hour to be does not.
 */
export function codeAt(codes: Codes, elapsed: number): { text: string; leftMs: number } | null {
  const code = codes.find(({ showInMs, showForMs }) => elapsed >= showInMs && elapsed < showInMs + showForMs);
  return code ? { text: code.text, leftMs: code.showInMs + code.showForMs - elapsed } : null;
}

/** When check-in opens, as long as it has not: before that a code would only be refused. */
export function opensWords(leftMs: number): string {
  if (leftMs <= 0) return '';
  const minutes = Math.ceil(leftMs / 60_000);
  return minutes > 90 ? `开场前 ${DOORS_OPEN_MINUTES} 分钟开始签到` : `${minutes} 分钟后开始签到`;
}

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
  stage: 'before' | 'live' | 'after';
  current: {
    title: string;
    size: ReturnType<typeof sizeOf>;
    asker: string;
    category: string;
    department: string;
  } | null;
  settled: number;
  next: { key: number; title: string }[];
}

export function screenView(screen: Output<'hall.wall'>): ScreenView {
  const { current, status } = screen;
  const isBefore = status === 'planned' || status === 'previewed';
  return {
    session: `第 ${screen.number} 期`,
    when: isBefore ? exactWords(screen.startsAt) : clockWords(screen.startsAt),
    checkedIn: screen.checkedIn,
    stage: status === 'live' ? 'live' : isBefore ? 'before' : 'after',
    current: current && {
      title: current.title,
      size: sizeOf(current.title),
      asker: current.asker || '提问人不公开',
      category: CATEGORIES[current.category],
      department: current.departmentName,
    },
    settled: screen.settled,
    // A long title needs the wall for itself.
    next: screen.next
      .slice(0, current && sizeOf(current.title) === 'middle' ? 0 : 2)
      .map((title, key) => ({ key, title })),
  };
}
