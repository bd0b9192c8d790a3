/** The cloud's time: the machine's, moved by an offset that is kept with the data. */
export class Clock {
  private readonly listeners = new Set<(now: number) => void>();
  private readonly followers = new Set<(now: number) => Promise<void>>();

  constructor(
    private offset: number,
    private readonly keep: (offsetMs: number) => void,
  ) {}

  get offsetMs(): number {
    return this.offset;
  }

  now(): number {
    return Date.now() + this.offset;
  }

  /** Moves the clock without firing anything. */
  move(to: number): void {
    this.offset = Math.round(to - Date.now());
    this.keep(this.offset);
    for (const listener of this.listeners) listener(this.now());
  }

  onMove(listener: (now: number) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Whoever does something of their own after each minute that timers were fired for; the clock waits for them. */
  afterTimers(follower: (now: number) => Promise<void>): void {
    this.followers.add(follower);
  }

  async timersFired(): Promise<void> {
    for (const follower of this.followers) await follower(this.now());
  }
}
