import type { ErrorCode, FieldErrors } from '../../cloudfunctions/contract/error';

/** `offline`: the phone has no network. `unreachable`: it has one, but no answer came. */
export type CallCode = ErrorCode | 'offline' | 'unreachable';

interface Details {
  fields?: FieldErrors | undefined;
  requestId?: string;
  cause?: unknown;
}

/** A refusal of the back end, or the lack of any answer. */
export class CallError extends Error {
  readonly code: CallCode;
  readonly fields: FieldErrors;
  /** What the person can quote to the administrator; empty when nothing was answered. */
  readonly requestId: string;
  readonly cause: unknown;

  constructor(code: CallCode, details: Details) {
    super(code);
    this.name = 'CallError';
    this.code = code;
    this.fields = details.fields ?? {};
    this.requestId = details.requestId ?? '';
    this.cause = details.cause;
  }

  /** No answer came, so the command may or may not have been done. */
  get isCut(): boolean {
    return this.code === 'offline' || this.code === 'unreachable';
  }
}
