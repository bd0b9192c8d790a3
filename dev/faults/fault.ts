import type { Cloud } from '../cloud';
import { CloudError } from '../cloud';
import type { Between, Outgoing } from '../cloud/wire/between';

/** In which ways a request of a function fails. */
export const KINDS = {
  refused: 'is answered with an error and not performed',
  late: 'is performed after the phone has asked again',
  lost: 'is performed, and its answer does not arrive',
  killed: 'is performed, and the process of the function is killed',
} as const;
export type Kind = keyof typeof KINDS;

/** The request with this place among all that a command makes, counted from 0. */
export interface Fault {
  readonly at: number;
  readonly kind: Kind;
}

/** What can go wrong with a command that makes these requests. A lost answer to a question is a refused question. */
export const faultsOf = (requests: readonly Outgoing[]): Fault[] =>
  requests.flatMap(({ changes }, at) =>
    (changes ? (['refused', 'late', 'lost', 'killed'] as const) : (['refused', 'late'] as const)).map(
      (kind) => ({ at, kind }),
    ),
  );

const broken = (what: string) => new CloudError('SYS_ERR', `${what}: the line broke`);
const PATIENCE_MS = 4_000;

/** Stands between a cloud and its functions: notes every request, and fails the one that is to fail. */
export class Saboteur {
  readonly requests: Outgoing[] = [];
  private fault: Fault | null = null;
  private release: (() => void) | null = null;
  private announce: () => void = () => undefined;

  constructor(private readonly cloud: Cloud) {
    const between: Between = (request, perform) => this.pass(request, perform);
    cloud.state.between = between;
  }

  /** From now on requests are counted from 0 again, and this one fails. Resolves when a late one is being held. */
  arm(fault: Fault | null): Promise<void> {
    this.requests.length = 0;
    this.fault = fault;
    return new Promise((resolve) => {
      this.announce = resolve;
    });
  }

  /** Nothing fails any more; what was held goes on. */
  rest(): void {
    this.fault = null;
    this.release?.();
    this.release = null;
  }

  private async pass<T>(request: Outgoing, perform: () => Promise<T>): Promise<T> {
    const at = this.requests.push(request) - 1;
    if (this.fault?.at !== at) return perform();
    const { kind } = this.fault;
    this.fault = null;
    if (kind === 'refused') throw broken(request.what);
    if (kind === 'late') return this.late(request, perform);
    const answer = await perform();
    // What is answered to the function has been committed, and so has this.
    await this.cloud.state.store.disk.durable();
    if (kind === 'lost') throw broken(request.what);
    this.cloud.state.gateway.killRunning();
    return answer;
  }

  /** A question is held with its answer, which has grown old then; a change before it is made. */
  private async late<T>({ changes }: Outgoing, perform: () => Promise<T>): Promise<T> {
    if (changes) {
      await this.held();
      return perform();
    }
    const answer = await perform();
    await this.held();
    return answer;
  }

  private held(): Promise<void> {
    return new Promise((resolve) => {
      // The one that asks again may itself wait for the one that is held.
      const timer = setTimeout(resolve, PATIENCE_MS);
      this.release = () => {
        clearTimeout(timer);
        resolve();
      };
      this.announce();
    });
  }
}
