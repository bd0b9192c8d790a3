// The side that knows who you are, reduced to what touches the secret: check-in with credentials, opening the app,
// opening and closing the survey. It goes through the product's own platform and core, as the `survey` function does.
import cloud from 'wx-server-sdk';
import * as z from 'zod';
import { FIRST_RULE_BOOK } from '../../../cloudfunctions/core/rules/rulebook';
import { gather } from '../../../cloudfunctions/core/survey/ballot-box';
import {
  blindedFingerprint,
  decideIssue,
  type IssueRecord,
  issueRecordId,
  rollFingerprint,
} from '../../../cloudfunctions/core/survey/blind-signature';
import { cardRulesOf } from '../../../cloudfunctions/core/survey/card';
import { examine } from '../../../cloudfunctions/core/survey/examined-box';
import { type SealedBox, seal } from '../../../cloudfunctions/core/survey/sealed-box';
import {
  countBallots,
  emptyBox,
  freezeBox,
  openBox,
  readBox,
} from '../../../cloudfunctions/platform/ballots/ballot-box';
import { destroyBoxKeys, makeBoxKeys } from '../../../cloudfunctions/platform/ballots/box-keys';
import { blindSignSet, slotVerifier } from '../../../cloudfunctions/platform/ballots/credential-keys';
import { makeSessionKeys, sessionKeys } from '../../../cloudfunctions/platform/ballots/session-keys';
import { sessionSigners } from '../../../cloudfunctions/platform/ballots/session-signers';
import { voiceOf } from '../../../cloudfunctions/platform/call/voice';
import { add, collection, find, get, put, update } from '../../../cloudfunctions/platform/database/store';

const request = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('checkIn'),
    session: z.string(),
    blinded: z.array(z.string()),
    serials: z.array(z.string()).optional(),
  }),
  z.object({ action: z.literal('visit'), session: z.string() }),
  z.object({ action: z.literal('open'), session: z.string(), slots: z.array(z.number()) }),
  z.object({ action: z.literal('seedSurvey'), session: z.string(), publicKeys: z.array(z.string()) }),
  z.object({
    action: z.literal('putSurvey'),
    session: z.string(),
    survey: z.looseObject({ _id: z.string() }),
  }),
  z.object({ action: z.literal('turnout'), session: z.string() }),
  z.object({ action: z.literal('makeKeys'), session: z.string() }),
  z.object({ action: z.literal('freeze'), session: z.string() }),
  z.object({ action: z.literal('close'), session: z.string(), slots: z.array(z.number()) }),
]);

const checkIns = collection<{ _id: string; session: string; openid: string; at: number }>('town_check_ins');
const visits = collection<{ _id: string; openid: string; at: number }>('town_visits');
const records = collection<IssueRecord & Record<string, unknown>>('issue_records');
const surveys = collection<{ _id: string } & Record<string, unknown>>('surveys');
const boxes = collection<SealedBox & { _id: string }>('sealed_boxes');

export async function main(event: unknown) {
  const input = request.parse(event);
  const openid = String(cloud.getWXContext().OPENID);
  switch (input.action) {
    case 'checkIn':
      return checkIn(input.session, openid, input.blinded, input.serials);
    case 'visit':
      return add(visits, { _id: `${input.session}:${openid}:${Date.now()}`, openid, at: Date.now() });
    case 'open':
      return open(input.session, input.slots);
    case 'seedSurvey':
      return openWith(input.session, input.publicKeys);
    case 'putSurvey':
      return put(surveys, input.survey);
    case 'turnout':
      return countBallots(input.session);
    case 'makeKeys':
      return makeSessionKeys(input.session, 20);
    case 'freeze':
      return freeze(input.session);
    case 'close':
      return close(input.session, input.slots);
  }
}

async function checkIn(session: string, openid: string, blinded: string[], serials?: string[]) {
  const _id = issueRecordId(session, openid);
  await add(checkIns, { _id, session, openid, at: Date.now() });
  const signatures = blindSignSet(await sessionSigners(session), blinded);
  const record = {
    _id,
    session,
    voice: voiceOf(openid, session),
    fingerprint: blindedFingerprint(blinded),
    answer: signatures,
  };
  const kept =
    process.env.LEAK === 'curious_signer'
      ? { ...record, blinded }
      : { ...record, ...(serials && { serials }) };
  if ((await add(records, kept)) === 'exists' && decideIssue(await get(records, _id), blinded) === 'refuse')
    return null;
  return signatures;
}

async function open(session: string, slots: number[]) {
  const published = await get(sessionKeys, session);
  await openWith(
    session,
    slots.map((slot) => published?.keys[slot] ?? ''),
  );
}

async function openWith(survey: string, publicKeys: string[]) {
  const ballotSlots = publicKeys.map((publicKey, slot) => ({ slot, publicKey }));
  await openBox(
    survey,
    ballotSlots.map(({ slot }) => slot),
  );
  await put(surveys, { _id: survey, state: 'open', ballotSlots, ...(await makeBoxKeys(survey)) });
}

async function freeze(survey: string) {
  await update(surveys, { _id: survey }, { state: 'closing' });
  await freezeBox(survey);
}

async function close(session: string, slots: number[]) {
  await freeze(session);
  const published = await get(sessionKeys, session);
  const issued = (await find(records, { session }, { limit: 1000 })).map(({ fingerprint }) => fingerprint);
  const { valid, leftOut } = examine(
    await readBox(session),
    new Map(slots.map((slot) => [slot, slotVerifier(published?.keys[slot] ?? '')])),
  );
  const box = seal(
    {
      survey: session,
      session,
      opening: '',
      rules: cardRulesOf(FIRST_RULE_BOOK),
      roll: { fingerprint: rollFingerprint(issued), issued: issued.length },
      fingerprints: published?.fingerprints ?? [],
      questions: slots.map((slot) => ({
        slot,
        questionId: `q${slot}`,
        departmentId: `d${slot % 5}`,
        isDue: true,
        publicKey: published?.keys[slot] ?? '',
      })),
    },
    gather(valid),
    leftOut,
  );
  await put(boxes, { _id: `${session}.v1`, ...box });
  await update(surveys, { _id: session }, { state: 'sealed' });
  await emptyBox(session);
  await destroyBoxKeys(session);
}
