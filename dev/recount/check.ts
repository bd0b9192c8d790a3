import { constants, createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { ballotId } from '../../cloudfunctions/core/survey/ballot-box';
import { canonical } from '../../cloudfunctions/core/survey/canonical';
import {
  ballotDigestOf,
  boxDigestOf,
  countedList,
  keySetOf,
  resultsOf,
} from '../../cloudfunctions/core/survey/sealed-box';
import type { BoxFile } from './box-schema';

/** What was published elsewhere and is not taken from the file: the preview, the results page, the notice board. */
export interface Anchors {
  /** Digest as announced: that of the whole box, or the one over ballots and ratings alone. */
  digest?: string;
  /** Fingerprint of the key set as printed in the preview. */
  keySet?: string;
  /** The published list of counted ballots. */
  counted?: readonly string[];
}

/** What is wrong, by name. `what` is the part of the box that does not hold. */
export interface Finding {
  what:
    | 'digest'
    | 'ballot digest'
    | 'key'
    | 'key set'
    | 'signature'
    | 'double serial'
    | 'order'
    | 'ratings'
    | 'roll'
    | 'tally'
    | 'card'
    | 'publication'
    | 'correction'
    | 'counted list';
  /** Where: a question slot and, for a ballot, the beginning of its id. */
  where: string;
  detail: string;
}

/**
 * Recounts a sealed box, trusting nothing in it: keys against their fingerprints, every signature against its key,
 * ballots against ratings and roll, tallies, cards and publication against the ballots, the digests against
 * everything, and, where given, all of it against what was published. An empty list means that all of it holds.
 */
export function recount(box: BoxFile, anchors: Anchors = {}): Finding[] {
  return [
    ...checkDigests(box, anchors),
    ...checkKeys(box, anchors),
    ...box.slots.flatMap((slot) => checkSlot(box, slot)),
    ...checkRoll(box),
    ...checkResults(box),
    ...checkCounted(box, anchors),
  ];
}

type Slot = BoxFile['slots'][number];
const place = (slot: Slot, ballot?: string) =>
  `question ${slot.questionId} (slot ${slot.slot})${ballot ? `, ballot ${ballot.slice(0, 12)}…` : ''}`;

function checkDigests(box: BoxFile, anchors: Anchors): Finding[] {
  const findings: Finding[] = [];
  const digest = boxDigestOf(box);
  if (digest !== box.digest)
    findings.push({ what: 'digest', where: 'box', detail: `the content has the digest ${digest}` });
  const ballots = ballotDigestOf(box);
  if (anchors.digest !== undefined && anchors.digest !== digest && anchors.digest !== ballots)
    findings.push({ what: 'digest', where: 'box', detail: `not the announced one, ${anchors.digest}` });
  if (ballots !== box.ballotDigest)
    findings.push({
      what: 'ballot digest',
      where: 'box',
      detail: 'ballots or ratings are not the sealed ones',
    });
  if ((box.version === 1) !== (box.corrects === null))
    findings.push({
      what: 'correction',
      where: 'box',
      detail: 'a later version must name the one before it',
    });
  return findings;
}

function checkKeys(box: BoxFile, anchors: Anchors): Finding[] {
  const findings: Finding[] = [];
  for (const slot of box.slots) {
    const fingerprint = createHash('sha256').update(Buffer.from(slot.publicKey, 'base64url')).digest('hex');
    if (fingerprint !== box.fingerprints[slot.slot])
      findings.push({
        what: 'key',
        where: place(slot),
        detail: `not the published key; it has ${fingerprint}`,
      });
  }
  if (anchors.keySet !== undefined && anchors.keySet !== keySetOf(box))
    findings.push({
      what: 'key set',
      where: 'box',
      detail: `not the one of the preview; it has ${keySetOf(box)}`,
    });
  return findings;
}

function checkSlot(box: BoxFile, slot: Slot): Finding[] {
  const findings: Finding[] = [];
  const key = readKey(slot.publicKey);
  let before = '';
  for (const [serial, signature] of slot.ballots) {
    const id = ballotId(box.survey, slot.slot, serial);
    if (!key || !isSigned(key, serial, signature))
      findings.push({
        what: 'signature',
        where: place(slot, id),
        detail: 'not signed by the key of this question',
      });
    if (id === before)
      findings.push({ what: 'double serial', where: place(slot, id), detail: 'one credential, two ballots' });
    else if (id < before)
      findings.push({
        what: 'order',
        where: place(slot, id),
        detail: 'ballots are not in the order of their ids',
      });
    before = id;
  }
  const rated = Object.values(slot.ratings).reduce((sum, count) => sum + count, 0);
  if (rated !== slot.ballots.length)
    findings.push({
      what: 'ratings',
      where: place(slot),
      detail: `${rated} ratings for ${slot.ballots.length} ballots`,
    });
  if (slot.ballots.length > box.roll.issued)
    findings.push({
      what: 'roll',
      where: place(slot),
      detail: `${slot.ballots.length} ballots, but only ${box.roll.issued} people hold credentials`,
    });
  return findings;
}

/** Credentials are given to those who came in; more of them than people were not given in the hall. */
function checkRoll({ roll: { issued, came } }: BoxFile): Finding[] {
  if (!came) return [];
  const people = came.scan + came.desk + came.late;
  if (issued <= people) return [];
  const detail = `${issued} people hold credentials, but only ${people} came in`;
  return [{ what: 'roll', where: 'box', detail }];
}

function checkResults(box: BoxFile): Finding[] {
  const wanted = resultsOf(box.slots, box.rules);
  const stated = typeof box.results === 'object' && box.results !== null ? box.results : {};
  const findings: Finding[] = [];
  const statedList = (name: string): unknown[] => {
    const list: unknown = Reflect.get(stated, name);
    return Array.isArray(list) ? list : [];
  };
  box.slots.forEach((slot, index) => {
    const [tally, verdict] = [statedList('tallies')[index], statedList('verdicts')[index]];
    if (text(tally) !== text(wanted.tallies[index]))
      findings.push({ what: 'tally', where: place(slot), detail: `counted ${text(wanted.tallies[index])}` });
    if (verdict !== wanted.verdicts[index])
      findings.push({
        what: 'card',
        where: place(slot),
        detail: `by the rule it is ${wanted.verdicts[index]}`,
      });
  });
  if (text(Reflect.get(stated, 'published')) !== text(wanted.published))
    findings.push({ what: 'publication', where: 'box', detail: 'not what may be published of these counts' });
  return findings;
}

function checkCounted(box: BoxFile, anchors: Anchors): Finding[] {
  if (anchors.counted === undefined) return [];
  const [inBox, published] = [new Set(countedList(box)), new Set(anchors.counted)];
  const onlyInBox = [...inBox].filter((id) => !published.has(id)).length;
  const onlyPublished = [...published].filter((id) => !inBox.has(id)).length;
  if (onlyInBox + onlyPublished === 0) return [];
  const detail = `${onlyInBox} only in the box, ${onlyPublished} only in the list`;
  return [{ what: 'counted list', where: 'box', detail }];
}

const text = (value: unknown): string => (value === undefined ? 'nothing' : canonical(value));

function readKey(publicKey: string): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' });
  } catch {
    return null; // every ballot under it is then reported as unsigned
  }
}

function isSigned(key: KeyObject, serial: string, signature: string): boolean {
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  return verify('sha384', Buffer.from(serial, 'base64url'), pss, Buffer.from(signature, 'base64url'));
}
