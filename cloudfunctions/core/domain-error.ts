import type { ErrorCode, FieldErrors } from '../contract/error';

/** An expected refusal: a code of the closed list, with the fields it belongs to. Logged at info, never retried. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldErrors | undefined;

  constructor(code: ErrorCode, fields?: FieldErrors) {
    super(code);
    this.name = 'DomainError';
    this.code = code;
    this.fields = fields;
  }
}

/** Precondition of a transition: throws the coded refusal unless it holds. */
export function ensure(holds: boolean, code: ErrorCode, fields?: FieldErrors): asserts holds {
  if (!holds) throw new DomainError(code, fields);
}
