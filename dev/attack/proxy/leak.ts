/** Towns whose phones send through a proxy of the college, and what the proxy must find out of each (null: nothing). */
export const PROXY_LEAKS = {
  none: { what: 'the product', foundBy: null },
  plain_bodies: { what: 'ballots and remarks as they are, over TLS that the proxy ends', foundBy: /holds/ },
  remark_length: { what: 'envelopes as long as what is in them', foundBy: /requests of \d+ lengths/ },
  plain_answers: { what: 'envelopes, but receipts in plain words', foundBy: /an answer names/ },
  same_secret: { what: 'envelopes whose secret is drawn once', foundBy: /begin alike/ },
} as const;
export type ProxyLeak = keyof typeof PROXY_LEAKS;
export const ALL_PROXY_LEAKS = Object.keys(PROXY_LEAKS).filter(
  (name): name is ProxyLeak => name in PROXY_LEAKS,
);
