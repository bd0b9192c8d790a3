import { ensure } from '../../core/domain-error';
import { auditedAct, saidOf } from '../../core/people/audited-acts';
import { HOUR_MS } from '../../core/rules/calendar';
import { audit } from '../database/collections';
import { _, add, get, remove } from '../database/store';
import type { Caller } from './caller';
import { REPEATED_MS } from './request';

interface Act {
  readonly action: string;
  readonly input: unknown;
  readonly isCommand: boolean;
  readonly caller: Caller;
  readonly requestId: string;
  readonly now: number;
}

/** An act that stands in the audit log. */
export interface LoggedAct {
  /** It was refused and nothing came of it: the entry goes, unless an earlier call of the same command wrote it. */
  takeBack(): Promise<void>;
}

/**
 * Writes an act of staff into the audit log (core/people/audited-acts) before anything is shown or changed, so that a
 * call that dies leaves an entry for what may have happened and never an act without one. A look is logged once an
 * hour, by person and thing. One round trip, none for what is not logged; null then; one more for a repeated command.
 *
 * @throws DomainError conflict where the id is another's, another act's or too old to be a repeat: the door has
 *   forgotten it by then, and the entry of long ago would pass for one of today
 */
export async function logAct({
  action,
  input,
  isCommand,
  caller,
  requestId,
  now,
}: Act): Promise<LoggedAct | null> {
  const act = auditedAct(action);
  if (!act) return null;
  const { _id: actor } = await caller.boundPerson();
  const said = saidOf(act, isRecord(input) ? input : {});
  const hour = Math.floor(now / HOUR_MS);
  const _id = isCommand ? requestId : ['look', actor, act.what, said.about?.id ?? 'all', hour].join(':');
  const isNew = (await add(audit, { _id, at: now, actor, what: act.what, ...said })) === 'added';
  if (isCommand && !isNew) {
    const earlier = await get(audit, _id);
    const isRepeat = earlier?.actor === actor && earlier.what === act.what && earlier.at > now - REPEATED_MS;
    ensure(isRepeat, 'conflict');
  }
  return {
    async takeBack() {
      if (isNew) await remove(audit, { _id, link: _.exists(false) });
    },
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
