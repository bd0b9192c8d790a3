import type { DeskPerson, Output } from '../../../api/dto';
import { clockWords } from '../../../shared/time';
import type { Unsettled } from '../door/checks';

type Entry = Output<'hall.unmatched'>['entries'][number];

export interface UnmatchedRow {
  id: string;
  title: string;
  note: string;
  typed: string;
  name: string;
  unit: string;
  /** Who is in the roster under this number by now; empty ids and words where nobody is. */
  candidateId: string;
  candidate: string;
}

/** An entry that found nobody: what was typed and told, and when. */
export function unmatchedRow(entry: Unsettled & Partial<Pick<Entry, 'candidate'>>): UnmatchedRow {
  const { entryId, typed, name, unit, firstAt, candidate } = entry;
  const number = name === '' ? '' : `学工号 ${typed}`;
  return {
    id: entryId,
    title: name || typed,
    note: [unit, number, `${clockWords(firstAt)} 登记`].filter(Boolean).join(' · '),
    typed,
    name,
    unit,
    candidateId: candidate?.personId ?? '',
    candidate: candidate ? [candidate.name, candidate.unit].filter(Boolean).join(' · ') : '',
  };
}

export const foundRow = ({ personId, name, unit, numberEnd, firstAt }: DeskPerson) => ({
  id: personId,
  name,
  note: [unit, `尾号 ${numberEnd}`, firstAt === null ? '' : '已签到'].filter(Boolean).join(' · '),
});
export type FoundRow = ReturnType<typeof foundRow>;
