import type { RemarkAnswer } from '../../miniprogram/shared/remark';
import { isSignedBy, readKey } from '../ballot/signature';
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
  if (!isSignedBy(readKey(paper.remarkKey), serial, signature)) return 'signature_invalid';
  const id = remarkId(survey, serial);
  // The same words again change nothing, and the database says so: read as kept, because the shard is open.
  const kept = await writeText(remarkShardOf(survey, id), id, text);
  return kept ? 'counted' : 'again';
}
