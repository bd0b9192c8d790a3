/** Base address of the college's web, without a slash at the end; empty where the college has no domain. */
export const webBase = (): string => (process.env.HTTP_BASE_URL ?? '').replace(/\/+$/, '');

/** Whole address of a page of the portal; empty where there is none. */
export const portalPage = (page: string): string => (webBase() === '' ? '' : `${webBase()}/portal${page}`);
