import * as z from 'zod';
import { type Action, contract, type Input, type Output } from '../../cloudfunctions/contract';
import { dayOf } from '../../cloudfunctions/core/rules/calendar';
import { cutInPieces } from '../../miniprogram/shared/pieces';
import type { Cloud } from '../cloud';
import { chance } from '../demo/chance';
import type { Promises } from './promises';
import type { Tally } from './tally';

/** What came of a call: the answer, or why there is none. `lost`: nobody knows whether it was done. */
export type Said<A extends Action> = { data: Output<A>; code: null } | { data: null; code: string };

export interface Resident {
  number: string;
  name: string;
  kind: 'student' | 'staff';
  unit: string;
  /** Of the phone that the person holds now. */
  openid: string;
  isBound: boolean;
}

/** One department with the accounts that work in it. */
export interface DepartmentDesk {
  id: string;
  name: string;
  handler: Resident;
  head: Resident;
}

const answer = z.union([
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string() }) }),
]);

/** Nobody who works as the pages do is ever told so. */
const NEVER_TOLD = ['invalid_input', 'unknown_action', 'not_bound'];
/** An answer that may be asked for again under the same request id. */
const AGAIN = ['lost', 'internal', 'busy', 'upload_incomplete'];

/** The college that lives: who is there, and the one way in which anybody of it speaks with the product. */
export class World {
  readonly random: () => number;
  residents: Resident[] = [];
  departments: DepartmentDesk[] = [];
  office: Resident[] = [];
  leaders: Resident[] = [];
  operator: Resident | undefined;
  observer: Resident | undefined;
  admin: Resident | undefined;
  /** The day of the first session where it is not left to the rule. */
  firstSession: string | null = null;
  /** When the timer was fired last. */
  lastFired = 0;
  private requests = 0;

  constructor(
    readonly cloud: Cloud,
    readonly seed: number,
    readonly tally: Tally,
    readonly promises: Promises,
  ) {
    this.random = chance(seed);
  }

  get now(): number {
    return this.cloud.clock.now();
  }

  happens(share: number): boolean {
    return this.random() < share;
  }

  among<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.random() * list.length)];
  }

  /** Something is not as it should be; said once, however often it is seen. */
  found(what: string): void {
    if (this.tally.findings.some((known) => known.what === what)) return;
    this.tally.findings.push({ day: dayOf(this.now), what });
  }

  /** A request id, as phones make them; the same for the same seed. */
  requestId(): string {
    return `lived-${this.seed}-${String(++this.requests).padStart(7, '0')}`;
  }

  /**
   * Somebody gives a command or asks, as the pages do: what is lost or failed is sent again under its id, mostly; now
   * and then a thumb taps twice.
   */
  async say<A extends Action>(who: Pick<Resident, 'openid'>, action: A, input: Input<A>): Promise<Said<A>> {
    const requestId = this.requestId();
    const isCommand = contract[action].kind === 'command';
    if (isCommand) this.tally.commands++;
    if (isCommand && this.happens(0.02)) return this.tapTwice(who.openid, action, input, requestId);
    for (let tries = 1; ; tries++) {
      const said = await this.once(who.openid, action, input, requestId);
      if (isCommand && said.code === null && this.happens(0.03)) {
        const names = namesOf(said.data);
        this.repeats.push(async () => {
          const again = await this.once(who.openid, action, input, requestId);
          if (again.code === null && namesOf(again.data) !== names)
            this.found(`${action}: the same request id gave ${names}, and later ${namesOf(again.data)}`);
        });
      }
      // Some give up and never learn what came of it.
      if (said.code === null || !AGAIN.includes(said.code) || tries === 5 || this.happens(0.1)) return said;
    }
  }

  /** Commands that a phone sends once more hours later, as after a lift without network. They are answered as before. */
  private repeats: (() => Promise<void>)[] = [];

  async repeatLate(): Promise<void> {
    for (const repeat of this.repeats.splice(0)) await repeat();
  }

  /** The same command twice at once. Both may be let through; both then say the same. */
  private async tapTwice<A extends Action>(
    openid: string,
    action: A,
    input: Input<A>,
    requestId: string,
  ): Promise<Said<A>> {
    const [first, second] = await Promise.all([
      this.once(openid, action, input, requestId),
      this.once(openid, action, input, requestId),
    ]);
    if (first.code === null && second.code === null && namesOf(first.data) !== namesOf(second.data))
      this.found(
        `${action}: one request id, two answers: ${namesOf(first.data)} and ${namesOf(second.data)}`,
      );
    return first.code === null ? first : second;
  }

  /** One call, as it is, and what it says. */
  async once<A extends Action>(
    openid: string,
    action: A,
    input: Input<A>,
    requestId: string,
  ): Promise<Said<A>> {
    const struck = this.tally.struck;
    const said = await this.raw(openid, action, input, requestId);
    const isDisturbed = this.tally.struck > struck;
    this.tally.call(action, said.code);
    if (said.code === null) {
      const parsed = contract[action].output.safeParse(said.data);
      if (parsed.success) return { data: parsed.data as Output<A>, code: null };
      this.found(`${action} answered what its contract does not know`);
      return { data: null, code: 'misfit' };
    }
    if (NEVER_TOLD.includes(said.code)) this.found(`${action} told somebody who meant well: ${said.code}`);
    if ((said.code === 'internal' || said.code === 'lost') && !isDisturbed)
      this.found(
        `${action} failed (${said.code}) though nothing had gone wrong on the way: ${this.lastLine()}`,
      );
    return { data: null, code: said.code };
  }

  /** Whatever anybody sends, well or ill meant: the answer's data, or the code of the refusal. */
  async raw(
    openid: string,
    action: string,
    input: unknown,
    requestId: string,
  ): Promise<{ data: unknown; code: null } | { data: null; code: string }> {
    this.acting = action;
    const texts = cutInPieces(JSON.stringify({ action, requestId, input }));
    const events =
      texts.length === 1
        ? [{ action, requestId, input }]
        : texts.map((text, part) => ({ action, requestId, piece: { part, parts: texts.length, text } }));
    let data: unknown;
    for (const event of events) {
      try {
        const said = answer.parse(await this.cloud.call(action.split('.')[0] ?? '', event, { openid }));
        if (!said.ok) return { data: null, code: said.error.code };
        data = said.data;
      } catch (error) {
        if (codeOf(error) === null) throw error;
        return { data: null, code: 'lost' };
      }
    }
    return { data, code: null };
  }

  /** What a function printed last: the reason why it failed. */
  lastLine(): string {
    return (
      this.cloud
        .logs()
        .filter(({ text }) => text.includes('internal') || text.includes('rror'))
        .at(-1)?.text ?? ''
    );
  }

  /** What is being done, for the count of what it costs. */
  acting = '';
}

/** What an answer calls the thing it made, and nothing of how it stands: two answers to one command call it the same. */
function namesOf(data: unknown): string {
  if (typeof data !== 'object' || data === null) return '';
  return Object.entries(data)
    .filter(
      ([key, value]) => /^(id|number|receiptCode|sessionId|ledgerId)$/.test(key) && typeof value === 'string',
    )
    .map(([key, value]) => `${key} ${value}`)
    .join(', ');
}

/** The code of a CloudError, by its shape: the cloud may have been loaded apart from this file, as tests do. */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
