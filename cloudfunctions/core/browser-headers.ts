const EVERY_ANSWER: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
};

const policyOf = (...sources: string[]): string =>
  ["default-src 'none'", ...sources, "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"].join(
    '; ',
  );

/**
 * What every answer over HTTP tells a browser, be it data or a refusal: it is what its type says and nothing else; it
 * runs, loads and submits nothing; nobody frames it; nobody is told the address from which somebody came; and the next
 * time it is asked for over TLS only. The campus portal reads the data from its own pages and frames nothing of ours.
 * Sources: Content Security Policy Level 3, Referrer Policy and RFC 6797.
 */
export const DATA_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': policyOf(),
  ...EVERY_ANSWER,
};

/**
 * The same for the page of the wall: its script, its style and what it follows come from this address alone, pictures are
 * its own, and nothing that stands in the page runs.
 */
export const WALL_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': policyOf(
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    'img-src data:',
  ),
  ...EVERY_ANSWER,
};
