import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { asciiBytes } from '../../../miniprogram/shared/ascii';
import { HALL_CODE, hallLink, type TimedCode } from '../../../miniprogram/shared/hall';
import { DomainError } from '../domain-error';

// The code on the hall's screen: `4D/session/step/mac`. A step is 15 s of the server's clock; neither the phone's nor
// the screen's clock matters. The secret is one per session and never leaves the server.

export { HALL_CODE, hallLink };

/** base64url characters of the code's authenticator: 96 bits, unguessable within a session. */
const MAC_LENGTH = 16;
const SHAPE = /^4D\/([A-Za-z0-9:_.-]{1,80})\/([0-9a-z]{1,10})\/([A-Za-z0-9_-]{16})$/;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Number of the 15-second step that `now` (milliseconds) lies in. */
export const stepAt = (now: number): number => Math.floor(now / HALL_CODE.periodMs);

/** What the screen shows during a step. */
export function hallCode(secret: string, sessionId: string, step: number): string {
  const name = `${sessionId}/${step.toString(36)}`;
  return `4D/${name}/${authenticator(secret, `four-point-dialogue/hall/1|${name}`)}`;
}

function authenticator(secret: string, words: string): string {
  const mac = hmac(sha256, asciiBytes(secret), asciiBytes(words));
  let text = '';
  for (let at = 0; at < MAC_LENGTH; at++) text += ALPHABET.charAt((mac[at] ?? 0) & 63);
  return text;
}

/** The present code and those that follow, so that the screen lives through some minutes without network. */
export function upcomingCodes(secret: string, sessionId: string, now: number, count: number): TimedCode[] {
  const first = stepAt(now);
  return Array.from({ length: count }, (_, ahead) => {
    const startsIn = (first + ahead) * HALL_CODE.periodMs - now;
    return {
      text: hallCode(secret, sessionId, first + ahead),
      showInMs: Math.max(0, startsIn),
      showForMs: HALL_CODE.periodMs + Math.min(0, startsIn),
    };
  });
}

/**
 * Takes a scanned code, or throws:
 * - `code_malformed`: not a code of ours, or forged;
 * - `code_other_session`: a code of another session, genuine or not;
 * - `code_expired`: first shown `acceptedMs` ago or longer, 20 s unless said — or not shown yet, which only a forged
 *   clock could explain.
 */
export function ensureHallCode(
  secret: string,
  sessionId: string,
  code: string,
  now: number,
  acceptedMs: number = HALL_CODE.acceptedMs,
): void {
  const [, of, stepText, mac] = SHAPE.exec(code) ?? [];
  if (of === undefined || stepText === undefined || mac === undefined)
    throw new DomainError('code_malformed');
  if (of !== sessionId) throw new DomainError('code_other_session');
  const step = Number.parseInt(stepText, 36);
  if (!isSame(hallCode(secret, sessionId, step), code)) throw new DomainError('code_malformed');
  const age = now - step * HALL_CODE.periodMs;
  if (age < 0 || age >= acceptedMs) throw new DomainError('code_expired');
}

const TICKET = /^4T\/([A-Za-z0-9:_.-]{1,80})\/([0-9a-z]{1,10})\/([A-Za-z0-9_-]{16})$/;

/**
 * What a code is exchanged for at once, because opening the mini program and binding take longer than a code lives: good
 * for one account until an instant, in nobody else's hands and for no other session.
 */
export const hallTicket = (secret: string, sessionId: string, account: string, until: number): string => {
  const name = `${sessionId}/${until.toString(36)}`;
  return `4T/${name}/${authenticator(secret, `four-point-dialogue/ticket/1|${name}|${account}`)}`;
};

/** Is this a ticket, whoever made it? What is not is taken for a code. */
export const isHallTicket = (text: string): boolean => text.startsWith('4T/');

/**
 * Takes a ticket back, or throws: `code_malformed` when it is forged or another account's, `code_other_session`,
 * `code_expired` when its time is over.
 */
export function ensureHallTicket(
  secret: string,
  sessionId: string,
  account: string,
  ticket: string,
  now: number,
): void {
  const [, of, untilText = ''] = TICKET.exec(ticket) ?? [];
  if (of === undefined) throw new DomainError('code_malformed');
  if (of !== sessionId) throw new DomainError('code_other_session');
  const until = Number.parseInt(untilText, 36);
  if (!isSame(hallTicket(secret, sessionId, account, until), ticket)) throw new DomainError('code_malformed');
  if (now >= until) throw new DomainError('code_expired');
}

/** Compares without stopping at the first difference. */
function isSame(left: string, right: string): boolean {
  let difference = left.length ^ right.length;
  for (let at = 0; at < left.length; at++) difference |= left.charCodeAt(at) ^ right.charCodeAt(at);
  return difference === 0;
}
