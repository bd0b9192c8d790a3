/**
 * The hall of one session; `_id` is the session's. Kept apart from the session because the secret of the screen's
 * codes must not travel with it. Persisted in `halls`; changing the shape needs a migration.
 */
export interface Hall {
  _id: string;
  /** Hexadecimal, 32 bytes: what the codes of the screen are made with. Never leaves the server. */
  secret: string;
  /** The question on the big screen, or null. */
  currentId: string | null;
  /**
   * `open` until the office closes the session; `marking` while those who came and those who did not are being
   * recorded, which `jobs` goes on with when the closing call dies; then `done`. Indexed.
   */
  closing: 'open' | 'marking' | 'done';
  /** Who closed it: the actor of what is marked afterwards. */
  closedBy: string;
}
