import { constants, createPrivateKey, randomBytes, sign } from 'node:crypto';
import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { ballotId, type GatheredSlot } from '../../cloudfunctions/core/survey/ballot-box';
import { blindedFingerprint, rollFingerprint } from '../../cloudfunctions/core/survey/blind-signature';
import { cardRulesOf } from '../../cloudfunctions/core/survey/card';
import { openingRecord, recordDigest } from '../../cloudfunctions/core/survey/opening-record';
import { opened, seal } from '../../cloudfunctions/core/survey/sealed-box';
import type { SurveyQuestion } from '../../cloudfunctions/core/survey/survey';
import { fingerprintOf, makeKey } from '../../dev/observer/key-file';
import { openRatings } from '../../dev/observer/open-ratings';
import { makeShares } from '../../dev/observer/share-file';
import { boxFile } from '../../dev/recount/box-schema';
import { readSlotKey } from '../../miniprogram/ballot/public-key';
import { sealRating } from '../../miniprogram/ballot/sealed-rating';
import { doubleKeys } from './box-double';
import { keySet } from './signer';

const SURVEY = '2026-11.1';
const RATERS = 3;

/**
 * A survey of two questions and three raters as it lies on an observer's machine when two have opened it: box, record and
 * share files agree. Slips are signed in the open: how a signature came about makes no difference to a recount.
 */
export function smallBox() {
  const { pairs } = keySet(2);
  const keyFiles = [makeKey(), makeKey(), makeKey()].sort((left, right) =>
    fingerprintOf(left.publicKey) < fingerprintOf(right.publicKey) ? -1 : 1,
  );
  const closingKeys = keyFiles.map(({ publicKey }) => publicKey);
  const sealTo = closingKeys.map((key, at) => readSlotKey(at, key));
  const gathered = pairs.map(({ privateKey }, slot): GatheredSlot => {
    const key = createPrivateKey({
      key: Buffer.from(privateKey, 'base64url'),
      format: 'der',
      type: 'pkcs8',
    });
    const ballots = Array.from({ length: RATERS }, () => {
      const serial = randomBytes(64);
      const padding = constants.RSA_PKCS1_PSS_PADDING;
      const rating = sealRating({ survey: SURVEY, slot }, sealTo, new Uint8Array(randomBytes(32)), '2');
      return {
        serial: serial.toString('base64url'),
        signature: sign('sha384', serial, { key, padding, saltLength: 48 }).toString('base64url'),
        sealed: Buffer.from(rating).toString('base64url'),
      };
    });
    const idOf = ({ serial }: { serial: string }) => ballotId(SURVEY, slot, serial);
    return { slot, ballots: ballots.sort((left, right) => (idOf(left) < idOf(right) ? -1 : 1)) };
  });
  const lines = Array.from({ length: RATERS }, (_none, at) => blindedFingerprint([String(at)]));
  const fingerprints = pairs.map(({ fingerprint }) => fingerprint);
  const rules = cardRulesOf(FIRST_RULE_BOOK);
  const questions = pairs.map(({ publicKey }, slot) => ({
    slot,
    questionId: `q${slot}`,
    departmentId: `d${slot}`,
    isDue: true,
    publicKey,
  }));
  const record = openingRecord({
    survey: SURVEY,
    session: '2026-11',
    items: questions.map(({ publicKey: _key, ...question }) => ({ ...NOTHING_ASKED, ...question })),
    keys: pairs.map(({ publicKey }) => publicKey),
    fingerprints,
    remarkKey: '',
    ...doubleKeys,
    rules,
    lines,
    closesAt: 0,
    addresses: { ballot: '', remark: '', counted: '' },
    closingKeys,
  });
  const unopened = seal(
    {
      survey: SURVEY,
      session: '2026-11',
      opening: recordDigest(record),
      rules,
      roll: { fingerprint: rollFingerprint(lines), issued: RATERS },
      fingerprints,
      closingKeys,
      questions,
    },
    gathered,
  );
  const file = boxFile.parse(JSON.parse(JSON.stringify(unopened)));
  const shares = keyFiles.slice(0, 2).flatMap((key) => makeShares(file, key) ?? []);
  const box = opened(unopened, openRatings(file, shares).counts);
  return { box, record: { digest: recordDigest(record), record }, shares, keyFiles };
}

const NOTHING_ASKED: Omit<SurveyQuestion, 'slot' | 'questionId' | 'departmentId' | 'isDue'> = {
  kind: 'first',
  title: '食堂',
  asked: '',
  answered: '',
  answeredBy: '',
  departmentName: '',
  coDepartmentNames: [],
  category: 'logistics',
  outcome: 'on_spot',
  progress: '',
  caseId: null,
  promisedFor: null,
};
