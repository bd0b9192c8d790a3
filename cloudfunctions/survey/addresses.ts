// Where things are reached without an account: base address of the HTTP functions, in production on the college's own
// domain. Without one no ballot can be cast without an account, and the app says so.
const base = (): string => (process.env.HTTP_BASE_URL ?? '').replace(/\/+$/, '');

/** Where ballots are posted, or empty. */
export const ballotUrl = (): string => process.env.BALLOT_URL ?? (base() && `${base()}/ballot`);

/** Where words are posted, or empty. */
export const remarkUrl = (): string => process.env.REMARK_URL ?? (base() && `${base()}/remark`);

/** Where the public list of counted ballots is read, or empty. */
export const countedUrl = (survey: string): string => base() && `${base()}/portal/counted/${survey}`;
