import { createPrivateKey, type KeyObject } from 'node:crypto';
import { fingerprintOfKey, readKey } from './signature';
import { readSurvey } from './store';

/** What this process knows of a survey. `closed`: nothing will change any more, and its keys are gone. */
export type SurveyPaper = { state: 'unknown' } | { state: 'closed' } | OpenPaper;

export interface OpenPaper {
  state: 'open' | 'closing';
  /** Of each question that is rated, by slot. */
  keys: ReadonlyMap<number, KeyObject>;
  /** Takes ratings that observers open, and no others. */
  areRatingsSealed: boolean;
  /** Of the credential for words; null where none are taken. */
  remarkKey: KeyObject | null;
  /** Opens envelopes. */
  envelope: { key: KeyObject; fingerprint: string };
  /** Signs receipts. */
  receiptKey: KeyObject;
}

// An open survey's questions and keys do not change, and whether it is still open is asked of the shard itself at
// every write; so what was read once may be kept. A process lives for minutes and meets one or two surveys.
const known = new Map<string, SurveyPaper>();

/** The paper of a survey; `wasRead` when that took a round trip. */
export async function surveyPaper(survey: string): Promise<{ paper: SurveyPaper; wasRead: boolean }> {
  const remembered = known.get(survey);
  if (remembered) return { paper: remembered, wasRead: false };
  const found = await readSurvey(survey);
  if (!found || found.state === 'scheduled') return { paper: { state: 'unknown' }, wasRead: true };
  if (found.state === 'sealed' || found.state === 'announced') {
    const paper: SurveyPaper = { state: 'closed' };
    known.set(survey, paper);
    return { paper, wasRead: true };
  }
  const [pair] = found.boxKeys;
  // Opened before envelopes there were: nothing can be put in.
  if (!pair) return { paper: { state: 'unknown' }, wasRead: true };
  const paper: OpenPaper = {
    state: found.state,
    keys: new Map(found.ballotSlots.map(({ slot, publicKey }) => [slot, readKey(publicKey)])),
    areRatingsSealed: found.areRatingsSealed ?? false,
    remarkKey: found.remarkKey ? readKey(found.remarkKey) : null,
    envelope: { key: readPrivate(pair.envelopePrivate), fingerprint: fingerprintOfKey(pair.envelopeKey) },
    receiptKey: readPrivate(pair.receiptPrivate),
  };
  if (found.state === 'open') known.set(survey, paper);
  return { paper, wasRead: true };
}

const readPrivate = (text: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'pkcs8' });
