import { constants, createPublicKey, verify } from 'node:crypto';
import type { RemarkAnswer } from '../../miniprogram/shared/remark';
import type { RemarkRequest } from '../contract/remark';
import { remarkId, remarkShardOf } from '../core/survey/remark';
import { readPaper, writeText } from './store';

/**
 * Keeps one remark: one conditional update of a shard that exists and is open, after a look at the survey. Two round
 * trips.
 */
export async function keepRemark({ survey, serial, signature, text }: RemarkRequest): Promise<RemarkAnswer> {
  const paper = await readPaper(survey);
  if (!paper || paper.state === 'scheduled' || !paper.remarkKey) return 'survey_unknown';
  if (paper.state !== 'open') return 'survey_closed';
  if (!isSignedBy(paper.remarkKey, serial, signature)) return 'signature_invalid';
  const id = remarkId(survey, serial);
  // The same words again change nothing, and the database says so: read as kept, because the shard is open.
  const kept = await writeText(remarkShardOf(survey, id), id, text);
  return kept ? 'counted' : 'again';
}

/** RSASSA-PSS of RFC 9474's suite, with the key of REMARK_SLOT. */
function isSignedBy(publicKey: string, serial: string, signature: string): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' });
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  return verify('sha384', Buffer.from(serial, 'base64url'), pss, Buffer.from(signature, 'base64url'));
}
