const minute = 60_000;
const hour = 3_600_000;
const day = 86_400_000;
/** Timers of the service follow Beijing time, which has no summer time. */
const zone = 8 * hour;

const ranges = [
  [0, 59],
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
  [1970, 2099],
] as const;

type Fields = [Set<number>, Set<number>, Set<number>, Set<number>, Set<number>, Set<number>, Set<number>];

/** 秒 分 时 日 月 星期 年; 星期 0 is Sunday; where both 日 and 星期 are given, either will do (docs/platform.md, Functions). */
export class Cron {
  private readonly seconds: number[];
  private readonly fields: Fields;
  private readonly hasDay: boolean;
  private readonly hasWeekday: boolean;

  /** @throws Error naming the part that is wrong */
  constructor(readonly text: string) {
    const parts = text.trim().split(/\s+/);
    if (parts.length !== 7) throw new Error(`"${text}": a timer has seven fields`);
    const field = (at: number) => parse(parts[at] ?? '', at, text);
    this.fields = [field(0), field(1), field(2), field(3), field(4), field(5), field(6)];
    this.seconds = [...this.fields[0]].sort((a, b) => a - b);
    this.hasDay = parts[3] !== '*';
    this.hasWeekday = parts[5] !== '*';
  }

  /** The first instant after `after` (ms) at which the timer fires; undefined if it never does again. */
  next(after: number): number | undefined {
    const start = Math.floor(after / 1000) * 1000 + 1000 + zone;
    for (let date = Math.floor(start / day) * day; date < start + 8 * 366 * day; date += day) {
      if (!this.hasDate(date)) continue;
      for (let at = Math.max(date, Math.floor(start / minute) * minute); at < date + day; at += minute) {
        const [hours, minutes] = [Math.floor((at - date) / hour), Math.floor((at % hour) / minute)];
        if (!this.fields[2].has(hours)) {
          at = date + (hours + 1) * hour - minute;
          continue;
        }
        if (!this.fields[1].has(minutes)) continue;
        const second = this.seconds.find((one) => at + one * 1000 >= start);
        if (second !== undefined) return at + second * 1000 - zone;
      }
    }
    return undefined;
  }

  private hasDate(date: number): boolean {
    const when = new Date(date);
    if (!this.fields[4].has(when.getUTCMonth() + 1) || !this.fields[6].has(when.getUTCFullYear()))
      return false;
    const isDay = this.fields[3].has(when.getUTCDate());
    const isWeekday = this.fields[5].has(when.getUTCDay());
    return this.hasDay && this.hasWeekday ? isDay || isWeekday : isDay && isWeekday;
  }
}

function parse(part: string, at: number, text: string): Set<number> {
  const [least, most] = ranges[at] ?? [0, 0];
  const values = new Set<number>();
  for (const item of part.split(',')) {
    const [, from, to, step] = /^(\*|\d+)(?:-(\d+))?(?:\/(\d+))?$/.exec(item) ?? [];
    const first = from === '*' ? least : Number(from);
    const last = to !== undefined ? Number(to) : from === '*' || step !== undefined ? most : first;
    const by = step === undefined ? 1 : Number(step);
    if (from === undefined || first < least || last > most || first > last || by < 1) {
      throw new Error(`"${text}": ${item} is not a value from ${least} to ${most}`);
    }
    for (let value = first; value <= last; value += by) values.add(value);
  }
  return values;
}
