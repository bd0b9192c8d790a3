import { instantOf, isoDate } from './time';

/** A semester or a school year: `from` is its first instant, `to` the first that no longer belongs to it. */
export interface Term {
  /** 2026-1, 2026-2; a school year is 2026. */
  key: string;
  name: string;
  from: number;
  to: number;
}

const at = (year: number, month: number): number =>
  instantOf(`${year}-${String(month).padStart(2, '0')}-01`, '00:00') ?? 0;

/** School years are cut where nobody is at school: on 1 August and on 1 February. */
const SUMMER = 8;
const WINTER = 2;

/** The semester in which an instant lies: 2026—2027 学年第一学期. */
export function semesterOf(instant: number): Term {
  const [year = 0, month = 0] = isoDate(instant).split('-').map(Number);
  const first = month >= SUMMER ? year : year - 1;
  const isFirst = month >= SUMMER || month < WINTER;
  return {
    key: `${first}-${isFirst ? 1 : 2}`,
    name: `${first}—${first + 1} 学年第${isFirst ? '一' : '二'}学期`,
    from: isFirst ? at(first, SUMMER) : at(first + 1, WINTER),
    to: isFirst ? at(first + 1, WINTER) : at(first + 1, SUMMER),
  };
}

/** The school year in which an instant lies: 2026—2027 学年. */
export function schoolYearOf(instant: number): Term {
  const first = Number(semesterOf(instant).key.split('-')[0]);
  return {
    key: String(first),
    name: `${first}—${first + 1} 学年`,
    from: at(first, SUMMER),
    to: at(first + 1, SUMMER),
  };
}

/** This term and so many before it, newest first. */
export function termsBefore(termOf: (instant: number) => Term, now: number, count: number): Term[] {
  const terms = [termOf(now)];
  for (let last = terms[0]; last && terms.length < count; last = terms[terms.length - 1])
    terms.push(termOf(last.from - 1));
  return terms;
}
