import { HOUR, SESSION_AT } from './crowd';

type Standing = { is: 'confirmed' } | { is: 'waiting' } | { is: 'offered'; until: number };

const CUT_OFF = SESSION_AT - 2 * HOUR;
const AT_ONCE = SESSION_AT - 24 * HOUR;

/**
 * The rules of docs/rules.md, Booking in the simplest form that can be right: a list of people, one after the other.
 */
export class Model {
  private readonly standing = new Map<number, Standing>();
  /** Who waits, in order. */
  private readonly queue: number[] = [];
  private readonly known = new Set<number>();

  constructor(private readonly slots: number) {}

  get left(): number {
    return this.slots - Array.from(this.standing.values()).filter(({ is }) => is !== 'waiting').length;
  }

  book(who: number, now: number): string {
    if (now >= CUT_OFF) return 'booking_closed';
    if (this.standing.has(who)) return 'already_booked';
    this.known.add(who);
    if (this.left > 0 && this.queue.length === 0) this.standing.set(who, { is: 'confirmed' });
    else {
      this.standing.set(who, { is: 'waiting' });
      this.queue.push(who);
    }
    return this.seen(who);
  }

  confirm(who: number, now: number): string {
    if (!this.known.has(who)) return 'not_found';
    const mine = this.standing.get(who);
    if (mine?.is !== 'offered') return 'no_offer';
    if (now >= mine.until) return 'offer_expired';
    this.standing.set(who, { is: 'confirmed' });
    return this.seen(who);
  }

  cancel(who: number, now: number): string {
    if (!this.standing.has(who)) return 'not_found';
    if (now >= CUT_OFF) return 'cancel_closed';
    this.leave(who);
    this.promote(now);
    return 'cancelled';
  }

  tick(now: number): void {
    const over = Array.from(this.standing)
      .filter(([, mine]) => mine.is === 'offered' && mine.until <= now)
      .map(([who]) => who);
    for (const who of over) this.leave(who);
    this.promote(now);
  }

  /** `confirmed`, `offered`, `waitlisted 3`, or `gone`. */
  seen(who: number): string {
    const mine = this.standing.get(who);
    if (!mine) return 'gone';
    return mine.is === 'waiting' ? `waitlisted ${this.queue.indexOf(who) + 1}` : mine.is;
  }

  private leave(who: number): void {
    this.standing.delete(who);
    if (this.queue.includes(who)) this.queue.splice(this.queue.indexOf(who), 1);
  }

  private promote(now: number): void {
    if (now >= CUT_OFF) return;
    while (this.left > 0) {
      const next = this.queue.shift();
      if (next === undefined) return;
      const until = Math.max(Math.min(now + 48 * HOUR, AT_ONCE), now + 2 * HOUR);
      this.standing.set(next, now >= AT_ONCE ? { is: 'confirmed' } : { is: 'offered', until });
    }
  }
}
