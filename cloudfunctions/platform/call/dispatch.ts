import { randomUUID } from 'node:crypto';
import type { Role } from '../../../miniprogram/shared/labels';
import type { Answer } from '../../contract';
import type { ActionContract, AreaContract, OutputOf, ParsedInputOf } from '../../contract/action';
import { DomainError } from '../../core/domain-error';
import { fitted } from './answer';
import { logAct } from './audit-trail';
import { type Beside, type Caller, currentCaller, requireRole } from './caller';
import { parse, readEnvelope, readWhole } from './envelope';
import { logFailure, logRefusal } from './log';
import { forgetPieces, takePiece } from './pieces';
import { markDone, type Remembered, rememberRequest } from './request';
import { areWordsForMembers } from './words-for-members';

export type { Answer };

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

/** 'anyone' looks without binding; 'bound' needs an identity; otherwise one of the roles, read at each call. */
export type May = 'anyone' | 'bound' | readonly Role[];

export interface Handler<C extends ActionContract> {
  readonly may: May;
  /** Where the command is remembered: `by_account` unless said. */
  readonly remembers?: (input: ParsedInputOf<C>) => Remembered;
  /** What is to be read in the round trip that reads the person. */
  readonly beside?: Beside;
  /**
   * Where the input may be larger than one call carries, so that it may come in pieces; asked with the first of them,
   * and refuses whoever sends too many.
   */
  readonly inPieces?: (caller: Caller, now: number) => Promise<void>;
  /** 'once' where a late repeat would change something again: its end is marked, for one round trip more. */
  readonly runs?: 'once';
  /** A command about the own account alone, which a visitor may give (core/people/person.ts). */
  readonly isForVisitors?: true;
  /** Its answer carries what members of the college wrote: bound people only, where the college has it so. */
  readonly showsWords?: true;
  readonly run: (input: ParsedInputOf<C>, context: Context) => Promise<OutputOf<C>>;
}

export type Handlers<A extends AreaContract> = { readonly [K in keyof A]: Handler<A[K]> };

/**
 * The door of a function: envelope → who is calling → may they → parse → is the request known → is it to be logged → one
 * use case → parse its answer. Nothing of an input is read in depth for somebody who may not give it. Refusals are answered with their code
 * and fields; an unknown failure, and an answer that does not fit its schema, is logged once with the request id and
 * answered as `internal`.
 */
export function serve<A extends AreaContract>(contract: A, handlers: Handlers<A>) {
  const main = async (event: unknown): Promise<Answer> => {
    let requestId: string = randomUUID();
    let action = '';
    try {
      const request = readEnvelope(event);
      action = request.action;
      const isKnown = Object.keys(contract).includes(action);
      const spec = isKnown ? contract[action] : undefined;
      const handler: Handler<ActionContract> | undefined = isKnown ? handlers[action] : undefined;
      if (!spec || !handler) throw new DomainError('unknown_action');
      if (spec.kind === 'command' && !request.requestId)
        throw new DomainError('invalid_input', { requestId: 'missing' });
      requestId = request.requestId ?? requestId;
      const isCommand = spec.kind === 'command';
      const caller = currentCaller(
        isCommand
          ? {
              requestId,
              beside: handler.beside,
              isForVisitors: handler.isForVisitors ?? false,
              input: request.input,
            }
          : undefined,
      );
      await admit(caller, handler.showsWords && areWordsForMembers() ? 'bound' : handler.may);
      const now = Date.now();
      const isInPieces = request.piece !== undefined;
      const rawInput = isInPieces ? await putTogether(request, handler, caller, now) : request.input;
      if (isInPieces && rawInput === undefined) return { ok: true, data: null, now };
      const input = parse(spec.input, rawInput ?? {});
      const how = handler.remembers?.(input) ?? 'by_account';
      const isDone = isCommand && (await rememberRequest({ caller, action, requestId, now }, how));
      const logged = isDone ? null : await logAct({ action, input, isCommand, caller, requestId, now });
      const given = await handler
        .run(input, { caller, now, requestId, isDone })
        .catch(async (error: unknown) => {
          // What failed for an unknown reason may have happened, and stays in the log.
          if (error instanceof DomainError) await logged?.takeBack();
          throw error;
        });
      const data = fitted(spec.output, given);
      if (isCommand && handler.runs === 'once' && !isDone) await markDone(requestId);
      if (isInPieces) await forgetPieces(requestId);
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
  return Object.assign(main, { rights: rightsOf(contract, handlers) });
}

/** The input when its last piece is there, undefined before. @throws DomainError invalid_input, upload_incomplete */
async function putTogether(
  { action, requestId, piece }: ReturnType<typeof readEnvelope>,
  { inPieces }: Handler<ActionContract>,
  caller: Caller,
  now: number,
): Promise<unknown> {
  if (!piece || requestId === undefined || !inPieces)
    throw new DomainError('invalid_input', { piece: 'not_taken' });
  if (piece.part === 0) await inPieces(caller, now);
  const whole = await takePiece(requestId, piece, now);
  return whole === null ? undefined : readWhole(whole, { action, requestId });
}

/** Who may do what in one function, as docs/rights.md tells it. */
export type Rights = Readonly<Record<string, { kind: ActionContract['kind']; may: May }>>;

const rightsOf = <A extends AreaContract>(contract: A, handlers: Handlers<A>): Rights =>
  Object.fromEntries(
    Object.entries(contract).map(([action, { kind }]) => [
      action,
      { kind, may: handlers[action]?.may ?? [] },
    ]),
  );

/** @throws DomainError not_bound, not_allowed */
async function admit(caller: Caller, may: May): Promise<void> {
  if (may === 'bound') await caller.boundPerson();
  else if (may !== 'anyone') await requireRole(caller, may);
}
