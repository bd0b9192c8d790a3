// Where things are reached without an account: base address of the HTTP functions, in production on the college's own
// domain. Without one no ballot can be cast without an account, and the app says so.
const base = (): string => (process.env.HTTP_BASE_URL ?? '').replace(/\/+$/, '');

/** Where ballots are posted, or empty. */
export const ballotUrl = (): string => process.env.BALLOT_URL ?? (base() && `${base()}/ballot`);

/** Where words are posted, or empty. */
export const remarkUrl = (): string => process.env.REMARK_URL ?? (base() && `${base()}/remark`);

/** Where the public keys of a session are read, or empty. */
export const keysUrl = (session: string): string => base() && `${base()}/portal/keys/${session}`;

/** Where the opening record of a survey is read, or empty. */
export const openingUrl = (survey: string): string => base() && `${base()}/portal/opening/${survey}`;

/** Where the public list of counted ballots is read, or empty. */
export const countedUrl = (survey: string): string => base() && `${base()}/portal/counted/${survey}`;
