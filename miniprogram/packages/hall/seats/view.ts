import { categoryName } from '../../../api/categories';
import type { Output } from '../../../api/dto';
import { clockWords } from '../../../shared/time';

type Inbox = Output<'hall.seatInbox'>;

export interface SeatEntryRow {
  id: string;
  title: string;
  detail: string;
  who: string;
  /** Other questions from seats on the same matter, decided in the same tap. */
  along: string[];
  alongWords: string;
  /** Questions of the queue on the same matter, then the others. */
  heads: { id: string; title: string; isAlike: boolean }[];
}

export interface SeatsView {
  title: string;
  isOpen: boolean;
  waiting: SeatEntryRow[];
  groups: { headId: string; head: string; others: { id: string; title: string }[] }[];
  merged: { id: string; title: string; into: string }[];
  queue: { id: string; title: string; votes: string }[];
}

/** What came from the seats, what seems to be one matter, and the queue. */
export function seatsView(inbox: Inbox): SeatsView {
  const entryOf = (id: string) => inbox.queue.find((entry) => entry.id === id);
  const topics = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const entry = entryOf(id);
      return entry ? [{ id, title: entry.title }] : [];
    });
  return {
    title: `第 ${inbox.number} 期`,
    isOpen: inbox.isOpen,
    waiting: inbox.waiting.map((seat) => entryRow(seat, inbox)),
    groups: inbox.groups.flatMap((ids) => {
      const [head, ...others] = topics(ids);
      return head && others.length > 0 ? [{ headId: head.id, head: head.title, others }] : [];
    }),
    merged: inbox.merged,
    queue: inbox.queue.map(({ id, title, votes, isApproved }) => ({
      id,
      title,
      votes: [votes > 0 ? `${votes} 人也想问` : '', isApproved ? '可上屏' : ''].filter(Boolean).join(' · '),
    })),
  };
}

function entryRow(seat: Inbox['waiting'][number], { queue }: Inbox): SeatEntryRow {
  const name = seat.isHidden ? `${seat.askerName}（不公开姓名）` : seat.askerName;
  const who = [name, seat.askerUnit, categoryName(seat.category), clockWords(seat.at)];
  if (seat.isDoubtful) who.push('内容待核对');
  const alike = new Set(seat.alike);
  const heads = queue.map(({ id, title }) => ({ id, title, isAlike: alike.has(id) }));
  const { length } = seat.alikeSeats;
  return {
    id: seat.id,
    title: seat.title,
    detail: seat.detail,
    who: who.filter(Boolean).join(' · '),
    along: seat.alikeSeats,
    alongWords: length === 0 ? '' : `另有 ${length} 个场内提问是同一件事，一并合并`,
    heads: [...heads.filter(({ isAlike }) => isAlike), ...heads.filter(({ isAlike }) => !isAlike)],
  };
}

/** What a key does in the cockpit. Letters that are typed into a field are no commands. */
export function seatKey(
  key: string,
  { isOpen, hasFindings, isPlain }: { isOpen: boolean; hasFindings: boolean; isPlain: boolean },
): 'first' | 'approve' | 'close' | '' {
  if (!isOpen) return key === 'q' || key === 'Q' ? 'first' : '';
  if (key === 'Escape') return 'close';
  // While a reason is typed or a group is picked, the enter key is theirs.
  return key === 'Enter' && isPlain && !hasFindings ? 'approve' : '';
}
