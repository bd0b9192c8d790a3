import { constants, type KeyObject, verify } from 'node:crypto';
import { canonical } from '../../cloudfunctions/core/canonical';
import { ballotId } from '../../cloudfunctions/core/survey/ballot-box';
import { sumOf } from '../../cloudfunctions/core/survey/closing-key';
import {
  ballotDigestOf,
  boxDigestOf,
  countedDigestOf,
  countedList,
  resultsOf,
} from '../../cloudfunctions/core/survey/sealed-box';
import type { BoxFile } from './box-schema';
import { checkKeys, checkQuestions, readKey } from './check-keys';
import { type Anchors, type Finding, place, type Slot } from './finding';

/**
 * Recounts a sealed box, trusting nothing in it: keys against their fingerprints, every signature against its key,
 * ballots against ratings and roll, tallies, cards and publication against the ballots, the digests against
 * everything, and, where given, all of it against what was published. An empty list means that all of it holds.
 */
export function recount(box: BoxFile, anchors: Anchors = {}): Finding[] {
  return [
    ...checkDigests(box, anchors),
    ...checkKeys(box, anchors),
    ...checkQuestions(box),
    ...box.slots.flatMap((slot) => checkSlot(box, slot)),
    ...checkRoll(box),
    ...checkResults(box),
    ...checkCounted(box, anchors),
  ];
}

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
  const counted = countedDigestOf(box);
  if (counted !== box.countedDigest)
    findings.push({ what: 'counted list', where: 'box', detail: `its ballots have the digest ${counted}` });
  if (box.version <= 1 !== (box.corrects === null))
    findings.push({
      what: 'correction',
      where: 'box',
      detail: 'a later version must name the one before it',
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
  findings.push(...checkRatings(box, slot));
  if (slot.ballots.length > box.roll.issued)
    findings.push({
      what: 'roll',
      where: place(slot),
      detail: `${slot.ballots.length} ballots, but only ${box.roll.issued} people hold credentials`,
    });
  return findings;
}

/** As many ratings as ballots; where observers open them as many sealed ones, and none counted before that. */
function checkRatings({ version, closingKeys }: BoxFile, slot: Slot): Finding[] {
  const wrong = (detail: string): Finding => ({ what: 'ratings', where: place(slot), detail });
  const { ballots, ratings, sealed, invalid = 0 } = slot;
  const rated = sumOf({ ratings, invalid });
  const findings: Finding[] = [];
  if (rated !== (version === 0 ? 0 : ballots.length))
    findings.push(wrong(`${rated} ratings for ${ballots.length} ballots`));
  if ((sealed !== undefined) !== (closingKeys !== undefined))
    findings.push(wrong('sealed to nobody, or not sealed'));
  if (!sealed)
    return invalid === 0 ? findings : [...findings, wrong('nothing is sealed that could not open')];
  if (sealed.length !== ballots.length)
    findings.push(wrong(`${sealed.length} sealed ratings for ${ballots.length} ballots`));
  if (sealed.some((text, at) => text < (sealed[at - 1] ?? '')))
    findings.push(wrong('sealed ratings are not in the order of their own texts'));
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
  const twice = anchors.counted.length - published.size;
  const onlyInBox = [...inBox].filter((id) => !published.has(id)).length;
  const onlyPublished = [...published].filter((id) => !inBox.has(id)).length;
  if (onlyInBox + onlyPublished + twice === 0) return [];
  const detail = `${onlyInBox} only in the box, ${onlyPublished} only in the list, ${twice} twice in the list`;
  return [{ what: 'counted list', where: 'box', detail }];
}

const text = (value: unknown): string => (value === undefined ? 'nothing' : canonical(value));

function isSigned(key: KeyObject, serial: string, signature: string): boolean {
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  return verify('sha384', Buffer.from(serial, 'base64url'), pss, Buffer.from(signature, 'base64url'));
}
