import type { z } from 'zod';
import { portalAnswers } from '../../cloudfunctions/contract/portal';
import { canonical } from '../../cloudfunctions/core/canonical';
import { keySetFingerprint, rollFingerprint } from '../../cloudfunctions/core/survey/blind-signature';
import {
  type OpeningRecord,
  RECORD_FORMAT,
  recordDigest,
} from '../../cloudfunctions/core/survey/opening-record';
import type { BoxFile } from './box-schema';
import { hasCanonicalText } from './canonical-text';
import { type Finding, place } from './finding';

const HASH = /^[0-9a-f]{64}$/;

/** The file that the portal gives for `/opening/<survey>`: the record and its digest. */
export const recordFile = portalAnswers.opening
  .refine(({ record }) => hasCanonicalText(record), 'a record that cannot be hashed')
  .refine(
    ({ record: { fingerprints, roll } }) => [...fingerprints, ...roll.lines].every((text) => HASH.test(text)),
    'a fingerprint or a line of the roll that is no hash',
  );
type RecordFile = z.output<typeof recordFile>;

/**
 * A box against what was public before its first ballot: the same questions with the same keys and rules, the same roll.
 * `announced`: the digest as it stood in the message to everybody.
 */
export function compareRecord(box: BoxFile, { digest, record }: RecordFile, announced?: string): Finding[] {
  const wrong = (detail: string): Finding => ({ what: 'opening record', where: 'record', detail });
  const { envelopeKey, receiptKey } = record;
  if (record.format !== RECORD_FORMAT || envelopeKey === undefined || receiptKey === undefined)
    return [wrong(`not ${RECORD_FORMAT}`)];
  const findings: Finding[] = [];
  const found = recordDigest({ ...record, format: RECORD_FORMAT, envelopeKey, receiptKey });
  if (found !== digest) findings.push(wrong(`the content has the digest ${found}`));
  if (announced !== undefined && announced !== found)
    findings.push(wrong(`not the one that was announced, ${announced}`));
  if (box.opening !== found) findings.push(wrong(`the box was opened by another one, ${box.opening}`));
  return [...findings, ...checkRecord(record, wrong), ...differences(box, record, wrong)];
}

type Record = RecordFile['record'];

/** What a record may not be by itself. */
function checkRecord({ questions, roll, fingerprints, keySet }: Record, wrong: (detail: string) => Finding) {
  const findings: Finding[] = [];
  if (new Set(questions.map(({ slot }) => slot)).size < questions.length)
    findings.push(wrong('one slot for two questions'));
  if (new Set(questions.map(({ questionId }) => questionId)).size < questions.length)
    findings.push(wrong('one question in two slots'));
  if (new Set(fingerprints).size < fingerprints.length) findings.push(wrong('two slots have the same key'));
  if (keySetFingerprint(fingerprints) !== keySet) findings.push(wrong('keys are not those of the key set'));
  if (new Set(roll.lines).size !== roll.issued)
    findings.push(wrong(`${new Set(roll.lines).size} lines for ${roll.issued} people with credentials`));
  return findings;
}

function differences(box: BoxFile, record: Record, wrong: (detail: string) => Finding): Finding[] {
  const findings: Finding[] = [];
  const { survey, session, rules, fingerprints, roll } = record;
  for (const [name, inBox, inRecord] of [
    ['survey', box.survey, survey],
    ['session', box.session, session],
    ['rules', box.rules, rules],
    ['keys', box.fingerprints, fingerprints],
    ['roll', box.roll.fingerprint, rollFingerprint(roll.lines)],
    ['number of people with credentials', box.roll.issued, roll.issued],
    ['closing keys', box.closingKeys ?? null, record.closingKeys ?? null],
    ['how they came in', box.roll.came ?? null, roll.came ?? null],
  ] as const)
    if (canonical(inBox) !== canonical(inRecord)) findings.push(wrong(`the box has another ${name}`));
  if (box.slots.length !== record.questions.length) findings.push(wrong('the box has other questions'));
  for (const slot of box.slots) {
    const recorded = record.questions.find((question) => question.slot === slot.slot);
    if (!recorded || !isSameQuestion(slot, recorded, box.version))
      findings.push({ what: 'opening record', where: place(slot), detail: 'not what was to be rated' });
  }
  return findings;
}

/** Only a correction may name another lead department. */
const isSameQuestion = (
  slot: BoxFile['slots'][number],
  recorded: OpeningRecord['questions'][number],
  version: number,
): boolean =>
  slot.questionId === recorded.questionId &&
  slot.isDue === recorded.isDue &&
  slot.publicKey === recorded.publicKey &&
  (version > 1 || slot.departmentId === recorded.departmentId);
