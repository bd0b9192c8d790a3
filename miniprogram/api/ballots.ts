import type { BoxKeys, Caster } from '../ballot/caster';
import { countedDigest, type Receipt } from '../ballot/receipt';
import { sendTo } from '../ballot/transport';
import type { BallotAnswer } from '../shared/ballot';
import type { Rating } from '../shared/rating';
import { type BallotRound, ballotRound, ballotRounds, keepBallotRound } from './ballot-rounds';
import { CallError } from './call-error';
import { dropChoices, dropWords, forgetClosed } from './choices';
import { serverNow } from './server-time';
import { vault } from './vault';
import { readPublic, readThroughWeixin, sendThroughWeixin } from './without-account';

/** How far the ballots of one survey are. */
export interface Casting {
  /** Still to be sent. */
  left: number;
  /** Counted by the box, as far as this phone has heard. */
  counted: number;
  /** Which questions, from 1 on, will not be counted, and why; `again`: the close came before an answer did. */
  refused: { number: number; answer: BallotAnswer }[];
}

/** With these nothing can be sealed, so nothing is sent. */
const NO_KEYS: BoxKeys = { envelopeKey: '', receiptKey: '' };

type Listener = (survey: string) => void;
const listeners = new Set<Listener>();

/** Tells whenever a ballot was counted or refused. @returns how to stop listening */
export function watchCasting(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Queues ratings by slot, or changes them, and sends them in the background. Once this has answered they are in
 * storage and will be sent, now or the next time the app is opened.
 *
 * @returns slots that were changed too often to be changed again (REVISIONS_MAX)
 * @throws CredentialError wrong_state without credentials on this phone
 */
export async function castRatings(
  round: BallotRound,
  ratings: Readonly<Record<number, Rating>>,
): Promise<number[]> {
  const caster = casterOf(round);
  keepBallotRound(round);
  const spent = await caster.choose(ratings);
  tell(round.survey);
  send(caster, round.survey);
  return spent;
}

/**
 * Goes on with what was left unsent; called whenever the app is shown. What has closed meanwhile is tried once more and
 * then forgotten, and choices that were never sent are forgotten with it.
 */
export function resumeCasting(): void {
  forgetClosed(serverNow());
  for (const survey of vault.unsent()) {
    const round = ballotRound(survey);
    if (round && round.receipt === null) send(casterOf(round), survey);
  }
}

/** How far the ballots of a round are. */
export function castingOf(round: BallotRound): Casting {
  const { queue } = casterOf(round);
  const sent = vault.castSlots(round.sessionId);
  return {
    left: Object.keys(queue.pending).length,
    counted: round.slots.filter((slot) => sent.includes(slot)).length,
    refused: round.slots.flatMap((slot, index) => {
      const answer = queue.refused[slot];
      return answer === undefined ? [] : [{ number: index + 1, answer }];
    }),
  };
}

/**
 * Looks for the own ballots in the public list and then forgets them. The list is fetched as everybody fetches it;
 * which lines are one's own stays on the phone.
 *
 * @returns null while the box is not sealed yet
 * @throws CallError offline, unreachable
 */
export async function settleRound(round: BallotRound): Promise<Receipt | null> {
  if (round.receipt) return round.receipt;
  const path = `/counted/${round.survey}`;
  const list = round.countedUrl === '' ? await readThroughWeixin(path) : await readPublic(round.countedUrl);
  if (list === null) return null;
  const counted = countedIds(list, round.survey);
  if (counted === null) return null;
  const settled = vault.settle(round.sessionId, round.survey, round.slots, counted);
  const receipt = { ...settled, listDigest: countedDigest(round.survey, counted) };
  keepBallotRound({ ...round, receipt });
  dropChoices(round.survey);
  dropWords(round.survey);
  return receipt;
}

/**
 * Looks for the own ballots of all sealed surveys among these; quietly later when there is no network now.
 *
 * @returns the rounds it has found out about just now, with their receipts
 */
export async function settleRounds(sealed: (round: BallotRound) => boolean): Promise<BallotRound[]> {
  const settled: BallotRound[] = [];
  for (const round of ballotRounds().filter((round) => round.receipt === null && sealed(round))) {
    try {
      const receipt = await settleRound(round);
      if (receipt) settled.push({ ...round, receipt });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
    }
  }
  return settled;
}

/**
 * Are this phone's credentials stamped with the keys that are public? Read without an account, so that nobody could
 * be shown keys of their own.
 *
 * @returns null where that cannot be asked
 */
export async function hasPublicKeys(round: BallotRound): Promise<boolean | null> {
  const fingerprint = vault.keySet(round.sessionId);
  if (fingerprint === null || round.countedUrl === '') return null;
  const url = round.countedUrl.replace(/\/counted\/[^/]*$/, `/keys/${round.sessionId}`);
  const published = await readPublic(url);
  if (typeof published !== 'object' || published === null || !('keySet' in published)) return null;
  return published.keySet === fingerprint;
}

/** Are this phone's credentials of a session made with the keys of this fingerprint? */
export const isKeySetOf = (sessionId: string, keySet: string): boolean => vault.keySet(sessionId) === keySet;

function casterOf({ sessionId, survey, ballotUrl, closingKeys }: BallotRound): Caster {
  const post = ballotUrl === '' ? sendThroughWeixin : sendTo(ballotUrl);
  const isOver = () => isClosed(survey, serverNow());
  // The rate page may have heard of them after this caster began.
  const keys = () => ballotRound(survey)?.boxKeys ?? NO_KEYS;
  const onProgress = () => tell(survey);
  return vault.caster(sessionId, survey, { keys, send: post, closingKeys, isOver, onProgress });
}

/** By what this phone last heard of the survey. */
function isClosed(survey: string, now: number): boolean {
  const closesAt = ballotRound(survey)?.closesAt;
  return typeof closesAt === 'number' && closesAt <= now;
}

function send(caster: Caster, survey: string): void {
  void caster.run().then(() => tell(survey));
}

function tell(survey: string): void {
  for (const listener of listeners) listener(survey);
}

/** The ids in a public list as it came; null when it is none of this survey. */
export function countedIds(list: unknown, survey: string): string[] | null {
  if (typeof list !== 'object' || list === null || !('ids' in list) || !('survey' in list)) return null;
  const { ids } = list;
  if (list.survey !== survey || !Array.isArray(ids)) return null;
  return ids.every((id): id is string => typeof id === 'string' && /^[0-9a-f]{64}$/.test(id)) ? ids : null;
}
