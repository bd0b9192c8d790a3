import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Role } from '../../../miniprogram/shared/labels';
import type { Answer, Input, Output } from '../../contract';
import type { ActionContract, AreaContract, OutputOf, ParsedInputOf } from '../../contract/action';
import { DomainError } from '../../core/domain-error';
import { type Beside, type Caller, currentCaller, requireRole } from './caller';
import { logFailure, logRefusal } from './log';
import { markDone, type Remembered, rememberRequest } from './request';

export type { Answer, Input, Output };

/** What a use case is given besides its input. */
export interface Context {
  readonly caller: Caller;
  /** Milliseconds since the epoch, read once per call. */
  readonly now: number;
  /** The phone's id of this command; the same id again means the same command again. */
  readonly requestId: string;
  /** For a handler that `runs` once: these same three have been carried out before, so say only how things stand. */
  readonly isDone: boolean;
}

export interface Handler<C extends ActionContract> {
  /** 'anyone' looks without binding; 'bound' needs an identity; otherwise one of the roles, read now. */
  readonly may: 'anyone' | 'bound' | readonly Role[];
  /** Where the command is remembered: `by_account` unless said. */
  readonly remembers?: (input: ParsedInputOf<C>) => Remembered;
  /** What is to be read in the round trip that reads the person. */
  readonly beside?: Beside;
  /** 'once' where a late repeat would change something again: its end is marked, for one round trip more. */
  readonly runs?: 'once';
  readonly run: (input: ParsedInputOf<C>, context: Context) => Promise<OutputOf<C>>;
}

export type Handlers<A extends AreaContract> = { readonly [K in keyof A]: Handler<A[K]> };

const envelope = z.strictObject({
  action: z.string().max(60),
  requestId: z
    .string()
    .regex(/^[A-Za-z0-9-]{8,64}$/)
    .optional(),
  input: z.unknown(),
});

/**
 * The door of a function: parse → who is calling → may they → is the request known → one use case → answer. Refusals are answered with their
 * code and fields; an unknown failure is logged once with the request id and answered as `internal`.
 */
export function serve<A extends AreaContract>(contract: A, handlers: Handlers<A>) {
  return async (event: unknown): Promise<Answer> => {
    let requestId: string = randomUUID();
    let action = '';
    try {
      const request = parse(envelope, withoutPlatformFields(event));
      action = request.action;
      const isKnown = Object.keys(contract).includes(action);
      const spec = isKnown ? contract[action] : undefined;
      const handler: Handler<ActionContract> | undefined = isKnown ? handlers[action] : undefined;
      if (!spec || !handler) throw new DomainError('unknown_action');
      if (spec.kind === 'command' && !request.requestId)
        throw new DomainError('invalid_input', { requestId: 'missing' });
      requestId = request.requestId ?? requestId;
      const input = parse(spec.input, request.input ?? {});
      const isCommand = spec.kind === 'command';
      const caller = currentCaller(
        isCommand ? { requestId, beside: handler.beside, input: request.input } : undefined,
      );
      if (handler.may === 'bound') await caller.boundPerson();
      else if (handler.may !== 'anyone') await requireRole(caller, handler.may);
      const now = Date.now();
      const how = handler.remembers?.(input) ?? 'by_account';
      const isDone = isCommand && (await rememberRequest({ caller, action, requestId, now }, how));
      const data = await handler.run(input, { caller, now, requestId, isDone });
      if (isCommand && handler.runs === 'once' && !isDone) await markDone(requestId);
      return { ok: true, data, now };
    } catch (error) {
      if (error instanceof DomainError) {
        logRefusal(requestId, action, error);
        return {
          ok: false,
          error: { code: error.code, message: error.code, requestId, fields: error.fields },
        };
      }
      logFailure(requestId, action, error);
      return { ok: false, error: { code: 'internal', message: 'internal', requestId } };
    }
  };
}

/** @throws DomainError invalid_input with the code of each wrong field, by its dotted path */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const names =
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of names)
      fields[path.join('.') || 'input'] ??= issue.code === 'custom' ? issue.message : issue.code;
  }
  throw new DomainError('invalid_input', fields);
}

/** The platform adds `userInfo` and `tcbContext` to what the phone sent; they are neither input nor to be trusted. */
function withoutPlatformFields(event: unknown): unknown {
  if (typeof event !== 'object' || event === null) return event;
  const { userInfo: _userInfo, tcbContext: _tcbContext, ...rest } = event as Record<string, unknown>;
  return rest;
}
