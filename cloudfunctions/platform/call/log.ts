import type { DomainError } from '../../core/domain-error';
import { AnswerMisfit } from './answer';

// Lines are JSON so that a log service can read them. They carry codes and request ids: never a name, a number,
// a telephone, what somebody typed, or a rating.
const line = (fields: Record<string, unknown>) => JSON.stringify(fields);

/** An expected refusal. */
export function logRefusal(requestId: string, action: string, error: DomainError): void {
  console.info(
    line({
      level: 'info',
      requestId,
      action,
      code: error.code,
      fields: error.fields && Object.keys(error.fields),
    }),
  );
}

/** An unknown failure: the name of the error and where it came from. Messages may quote input, so only SDK ones are kept. */
export function logFailure(requestId: string, action: string, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  const stack =
    error instanceof Error
      ? error.stack
          ?.split('\n')
          .filter((frame) => frame.trim().startsWith('at '))
          .slice(0, 6)
      : undefined;
  const code = typeof error === 'object' && error !== null && 'errCode' in error ? error.errCode : undefined;
  const paths = error instanceof AnswerMisfit ? error.paths : undefined;
  console.error(line({ level: 'error', requestId, action, error: name, code, paths, stack }));
}

/** Something the operators of the system should see, in figures. */
export function logNotice(what: string, figures: Record<string, number | string> = {}): void {
  console.info(line({ level: 'notice', what, ...figures }));
}
