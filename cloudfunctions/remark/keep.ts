import type { RemarkAnswer } from '../../miniprogram/shared/remark';
import type { OpenPaper } from '../ballot/paper';
import { isSignedBy } from '../ballot/signature';
import type { RemarkRequest } from '../contract/remark';
import { remarkId, remarkShardOf } from '../core/survey/remark';
import { readText, writeText } from './store';

/**
 * Keeps one remark: one conditional update of a shard that exists and is open. Two round trips at most, as for a ballot:
 * when nothing was changed, either the same words are there already, or the shard is shut.
 */
export async function keepRemark(
  { survey, serial, signature, text }: RemarkRequest,
  { state, remarkKey }: OpenPaper,
  wasRead: boolean,
): Promise<{ answer: RemarkAnswer }> {
  if (!remarkKey) return { answer: 'survey_unknown' };
  if (!isSignedBy(remarkKey, serial, signature)) return { answer: 'signature_invalid' };
  const id = remarkId(survey, serial);
  const shard = remarkShardOf(survey, id);
  const isClosing = state === 'closing';
  if (!isClosing && (await writeText(shard, id, text))) return { answer: 'counted' };
  if (!isClosing && wasRead) return { answer: 'again' };
  const found = await readText(shard, id);
  if (found.text === text) return { answer: 'counted' };
  return { answer: found.isOpen ? 'again' : 'survey_closed' };
}
