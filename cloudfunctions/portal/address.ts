// Where the portal is. Pages link by path from the root of the host: the gateway may or may not hand its own prefix
// through, and an address without its last slash would turn links relative to the page into others.

const base = (): string => (process.env.HTTP_BASE_URL ?? '').replace(/\/+$/, '');

/** Path before every page, without a slash at the end: what a deployment routes to this function. */
const rootPath = (): string => `${base() === '' ? '' : new URL(base()).pathname.replace(/\/$/, '')}/portal`;

/** Path of a page of the portal: `pathTo('/sessions/16')`. */
export const pathTo = (page: string): string => `${rootPath()}${page}`;

/** Whole address of a page for readers elsewhere, or its path where the college has no domain. */
export const addressOf = (page: string): string => (base() === '' ? pathTo(page) : `${base()}/portal${page}`);

/** The same origin as an absolute address, or empty where the college has no domain. */
export const hasDomain = (): boolean => base() !== '';

/** The page that was asked for, without the prefix of the route and the slash at the end: '' is the first page. */
export const pageOf = (path: string): string =>
  path.replace(/^(?:\/[a-z0-9-]+)*?\/portal(?=\/|$)/, '').replace(/\/+$/, '');
