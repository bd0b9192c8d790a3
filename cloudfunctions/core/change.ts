/** One line of an entity's append-only history. Persisted; changing the shape needs a migration. */
export interface Change<What extends string = string> {
  /** Milliseconds since the epoch. */
  at: number;
  /** A person id, or 'system'. */
  actor: string;
  what: What;
  /** In words, for people; never what somebody typed into a form. */
  detail: string;
  /** The command that caused it: a repeat with the same id has happened already. */
  requestId: string;
}

/** Who does something, when, and under which request id. */
export interface Act {
  /** A person id, or 'system'. */
  actor: string;
  /** Milliseconds since the epoch. */
  now: number;
  requestId: string;
}

export const SYSTEM = 'system';

/** The line that an act leaves in the history. */
export const change = <What extends string>(act: Act, what: What, detail = ''): Change<What> => ({
  at: act.now,
  actor: act.actor,
  what,
  detail,
  requestId: act.requestId,
});

/** Has this command already changed the entity? */
export const hasHappened = (entity: { history: readonly Change[] }, requestId: string): boolean =>
  entity.history.some((event) => event.requestId === requestId);
