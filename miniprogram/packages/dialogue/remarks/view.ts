import type { Output } from '../../../api/dto';
import { REMARK_STATES } from '../../../shared/remark';

interface RemarkRow {
  id: string;
  text: string;
  state: string;
  reason: string;
  isWaiting: boolean;
  isShown: boolean;
  isHidden: boolean;
}

export interface RemarksView {
  /** May decide what is shown. */
  isOffice: boolean;
  lead: string;
  emptyHeading: string;
  emptyText: string;
  rows: RemarkRow[];
}

/** What was said, in no order; for the office with what it has decided. */
export function remarksView({ remarks, isOffice }: Output<'survey.remarks'>): RemarksView {
  const waiting = remarks.filter(({ state }) => state === 'waiting').length;
  return {
    isOffice,
    lead: isOffice
      ? `共 ${remarks.length} 条，待审 ${waiting} 条。只能决定公不公开，不能改字；次序是打乱的。`
      : '参会师生不记名写下的话，次序是打乱的。',
    emptyHeading: isOffice ? '暂无留言' : '暂无公开的留言',
    emptyText: isOffice
      ? '封箱后才打开；不足规定条数的都不打开，以免从人数推断是谁写的。'
      : '结果通报后，活动办公室看过的话会在这里。',
    rows: remarks.map(({ id, text, state, reason }) => ({
      id,
      text,
      state: REMARK_STATES[state],
      reason,
      isWaiting: state === 'waiting',
      isShown: state === 'shown',
      isHidden: state === 'hidden',
    })),
  };
}
