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

interface LateRow {
  id: string;
  name: string;
  note: string;
  /** Brought in by whoever looks: somebody else has to confirm it. */
  isOwn: boolean;
}

export interface AttendanceView {
  /** Brought in after the close: what another member of the office has to confirm. */
  late: LateRow[];
  /** 扫码 480 · 签到台 12 · 补登 1 */
  ways: string;
  /** 其中 470 人经会场网络扫码; empty where the college names no network. */
  network: string;
  /** The busiest minutes, to be held against what the door saw. */
  rush: string;
  /** Who came first, who did not come last; empty on the pages that follow the first. */
  figures: { label: string; value: number }[];
  rows: ArrivalRow[];
  /** Cursor of the page that follows, or empty. */
  next: string;
}

/** Who was there, as the office reads it. */
export function attendanceView({ people, totals, next, late }: Answer): AttendanceView {
  return {
    late: late.map(({ personId, name, at, by, isOwn }) => ({
      id: personId,
      name,
      note: `${clockWords(at)} 到场，${by}补登`,
      isOwn,
    })),
    ways: totals ? `扫码 ${totals.scan} · 签到台 ${totals.desk} · 补登 ${totals.late}` : '',
    network: networkWords(totals),
    rush: totals
      ? totals.perMinute
          .slice(0, 3)
          .map(({ at, people: came }) => `${clockWords(at)} ${came} 人`)
          .join('，')
      : '',
    figures: totals
      ? [
          { label: '已签到', value: totals.checkedIn },
          { label: '预约的', value: totals.booked },
          { label: '直接参加', value: totals.walkIns },
          { label: '预约未到', value: totals.absent },
        ]
      : [],
    rows: people.map(arrivalRow),
    next: next ?? '',
  };
}

const networkWords = (totals: Answer['totals']): string =>
  totals && totals.onNetwork !== null ? `扫码的人里，${totals.onNetwork} 人经会场网络` : '';

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
