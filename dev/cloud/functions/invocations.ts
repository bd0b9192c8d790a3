import { randomBytes, randomUUID } from 'node:crypto';

/** Who is calling, as the gateway knows it. No openid: an HTTP function or a timer. */
export interface Caller {
  openid?: string;
  /** Of the phone that called, IPv4 or IPv6. */
  address?: string;
  /** e.g. wx_client, or wx_client,scf for a call made by a function that a phone called. */
  source: string;
}

export interface Invocation extends Caller {
  requestId: string;
  token: string;
  functionName: string;
}

/** The running invocations by their one-time tokens: how a nested call and a write find their caller. */
export class Invocations {
  private readonly running = new Map<string, Invocation>();

  begin(functionName: string, caller: Caller): Invocation {
    const invocation = {
      ...caller,
      functionName,
      requestId: randomUUID(),
      token: randomBytes(16).toString('hex'),
    };
    this.running.set(invocation.token, invocation);
    return invocation;
  }

  end(invocation: Invocation): void {
    this.running.delete(invocation.token);
  }

  /** What a timer has running: a function that was not uploaded from WeChat DevTools has no token to show there. */
  ofTimer(): Invocation | undefined {
    return Array.from(this.running.values()).find(({ source }) => source === 'timer');
  }

  byToken(token: string | undefined): Invocation | undefined {
    return token === undefined ? undefined : this.running.get(token);
  }
}
