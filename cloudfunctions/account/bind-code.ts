import { randomInt } from 'node:crypto';
import { BIND_CODE_MS, type BindCode, type Proof, proofBy } from '../core/people/bind-proof';
import { voiceOf } from '../platform/call/voice';
import { bindCodes } from '../platform/database/collections';
import { get } from '../platform/database/store';

const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 8;

/** Eight letters that cannot be misread, and what is kept of them. */
export function newBindCode(personId: string, now: number): { code: string; kept: BindCode } {
  const code = Array.from({ length: LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
  return { code, kept: { _id: personId, digest: digestOf(personId, code), until: now + BIND_CODE_MS } };
}

const digestOf = (personId: string, code: string): string => voiceOf(code, `bind-code/${personId}`);

/** How the code that was typed stands for this person, who may be nobody. One round trip. */
export async function proofOf(personId: string | undefined, typed: string, now: number): Promise<Proof> {
  if (personId === undefined) return typed === '' ? 'not_needed' : 'bind_code_wrong';
  const code = typed.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
  return proofBy(await get(bindCodes, personId), code === '' ? '' : digestOf(personId, code), now);
}
