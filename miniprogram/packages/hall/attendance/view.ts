import type { Output } from '../../../api/dto';
import { PERSON_KINDS, WISHES } from '../../../shared/labels';
import { CHECK_IN_METHODS } from '../../../shared/survey';
import { clockWords } from '../../../shared/time';

type Answer = Output<'hall.attendance'>;

interface ArrivalRow {
  id: string;
  name: string;
  /** 信息工程系 · 学生 */
  who: string;
  /** 预约发言 · 扫码签到 */
  how: string;
  time: string;
  spoken: string;
}

export interface AttendanceView {
  /** Who came first, who did not come last; empty on the pages that follow the first. */
  figures: { label: string; value: number }[];
  rows: ArrivalRow[];
  /** Cursor of the page that follows, or empty. */
  next: string;
}

/** Who was there, as the office reads it. */
export function attendanceView({ people, totals, next }: Answer): AttendanceView {
  return {
    figures: totals
      ? [
          { label: '已签到', value: totals.checkedIn },
          { label: '预约的', value: totals.booked },
          { label: '直接参加', value: totals.walkIns },
          { label: '约了没来', value: totals.absent },
        ]
      : [],
    rows: people.map(arrivalRow),
    next: next ?? '',
  };
}

/** The page that follows beneath those that are shown; somebody who is in both stands once. */
export function withMore(shown: AttendanceView, answer: Answer): AttendanceView {
  const more = attendanceView(answer);
  const known = new Set(shown.rows.map(({ id }) => id));
  return {
    ...shown,
    rows: [...shown.rows, ...more.rows.filter(({ id }) => !known.has(id))],
    next: more.next,
  };
}

function arrivalRow(person: Answer['people'][number]): ArrivalRow {
  const who = [person.unit, PERSON_KINDS[person.kind]].filter(Boolean).join(' · ');
  const wish = person.wish === null ? '直接参加' : `预约${WISHES[person.wish]}`;
  const how = `${wish} · ${CHECK_IN_METHODS[person.method]}`;
  const time = clockWords(person.firstAt);
  return {
    id: person.personId,
    name: person.name,
    who,
    how,
    time,
    spoken: [person.name, who, `${time} ${how}`].join('，'),
  };
}
