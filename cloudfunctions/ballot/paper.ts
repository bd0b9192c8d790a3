import type { KeyObject } from 'node:crypto';
import { readKey } from './signature';
import { readSurvey } from './store';

/** What this process knows of a survey. `closed`: nothing will change any more. */
export type SurveyPaper =
  | { state: 'unknown' }
  | { state: 'closed' }
  | { state: 'open' | 'closing'; keys: ReadonlyMap<number, KeyObject> };

// An open survey's questions and keys do not change, and whether it is still open is asked of the shard itself at
// every write; so what was read once may be kept. A process lives for minutes and meets one or two surveys.
const known = new Map<string, SurveyPaper>();

/** The paper of a survey; `wasRead` when that took a round trip. */
export async function surveyPaper(survey: string): Promise<{ paper: SurveyPaper; wasRead: boolean }> {
  const held = known.get(survey);
  if (held) return { paper: held, wasRead: false };
  const found = await readSurvey(survey);
  if (!found || found.state === 'scheduled') return { paper: { state: 'unknown' }, wasRead: true };
  if (found.state === 'sealed' || found.state === 'announced') {
    const paper: SurveyPaper = { state: 'closed' };
    known.set(survey, paper);
    return { paper, wasRead: true };
  }
  const keys = new Map(found.ballotSlots.map(({ slot, publicKey }) => [slot, readKey(publicKey)]));
  const paper: SurveyPaper = { state: found.state, keys };
  if (found.state === 'open') known.set(survey, paper);
  return { paper, wasRead: true };
}
