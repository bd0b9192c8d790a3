import { createPublicKey, verify } from 'node:crypto';
import { receiptText } from '../../../miniprogram/shared/box-receipt';
import { PROXY_LEAKS, type ProxyLeak } from './leak';

/** What passed a proxy that ends TLS: who sent it, and every byte of both ways. */
export interface Passed {
  address: string;
  request: string;
  reply: string;
}

/** What the proxy could recognise if it saw it: serials and words of the phones, ids of the public list, the public key. */
export interface Recognisable {
  secrets: readonly string[];
  survey: string;
  counted: readonly string[];
  receiptKey: string;
}

/** Everything that a proxy finds in what it carries, in words; nothing when it sees addresses and no ballots. */
export function lookThrough(passed: readonly Passed[], known: Recognisable): string[] {
  const lengths = (of: (one: Passed) => string) =>
    new Set(passed.map((one) => Buffer.byteLength(of(one)))).size;
  const findings: string[] = [];
  if (lengths(({ request }) => request) > 1)
    findings.push(`requests of ${lengths(({ request }) => request)} lengths`);
  if (lengths(({ reply }) => reply) > 1) findings.push(`answers of ${lengths(({ reply }) => reply)} lengths`);
  const open = passed.filter(({ request }) =>
    known.secrets.some((secret) => spelled(request).includes(secret)),
  );
  if (open.length > 0) findings.push(`${open.length} requests are open: each holds a serial or words`);
  const named = passed.filter((one) => namedBallot(one, known) !== null);
  if (named.length > 0) findings.push(`${named.length} times an answer names the ballot of an address`);
  const beginnings = new Set(passed.map(({ request }) => beginning(request)));
  if (beginnings.size < passed.length)
    findings.push(`${passed.length - beginnings.size} envelopes begin alike`);
  return findings;
}

/** As it is, and what base64 in it says. */
const spelled = (text: string): string =>
  [
    text,
    ...(text.match(/[A-Za-z0-9_-]{40,}/g) ?? []).map((part) => Buffer.from(part, 'base64url').toString()),
  ].join('\n');

/** The first bytes of an envelope: there is nothing but chance in them. */
const beginning = (request: string): string => /"envelope":"([^"]{60})/.exec(request)?.[1] ?? request;

/** A ballot of the public list for which the signature in an answer holds. */
function namedBallot({ reply }: Passed, { counted, receiptKey, survey }: Recognisable): string | null {
  const key = createPublicKey({ key: Buffer.from(receiptKey, 'base64url'), format: 'der', type: 'spki' });
  for (const part of reply.match(/[A-Za-z0-9_-]{342}/g) ?? []) {
    const signature = Buffer.from(part, 'base64url');
    const found = counted.find((id) =>
      verify('sha256', Buffer.from(receiptText(survey, id, 1)), key, signature),
    );
    if (found !== undefined) return found;
  }
  return null;
}

/** A tight town shows nothing; a leaky one what it was made for. */
export function isProxyTownAsExpected(findings: readonly string[], leak: ProxyLeak): boolean {
  const { foundBy } = PROXY_LEAKS[leak];
  return foundBy === null ? findings.length === 0 : findings.some((finding) => foundBy.test(finding));
}
