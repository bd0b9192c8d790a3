import { canonical } from '../../cloudfunctions/core/canonical';
import { ballotDigestOf, boxDigestOf } from '../../cloudfunctions/core/survey/sealed-box';
import type { BoxFile } from './box-schema';
import { type Finding, place } from './finding';

/**
 * A later version against the one before it. A correction may say another lead department, and what follows from that;
 * ballots, ratings, questions, rules and the roll stay as they were.
 */
export function compareVersions(box: BoxFile, before: BoxFile): Finding[] {
  const wrong = (detail: string): Finding => ({ what: 'correction', where: 'box', detail });
  const findings: Finding[] = [];
  if (box.survey !== before.survey) return [wrong(`the version before is of ${before.survey}`)];
  if (box.version !== before.version + 1)
    findings.push(wrong(`version ${box.version} does not follow version ${before.version}`));
  if (box.corrects?.digest !== boxDigestOf(before))
    findings.push(wrong('it names another version than this one before it'));
  if (ballotDigestOf(box) !== ballotDigestOf(before))
    findings.push({ what: 'ballot digest', where: 'box', detail: 'not the ballots of the version before' });
  for (const part of [
    'session',
    'opening',
    'rules',
    'roll',
    'fingerprints',
    'closingKeys',
    'leftOut',
  ] as const)
    if (canonical(box[part] ?? null) !== canonical(before[part] ?? null))
      findings.push(wrong(`${part} is not what it was; a correction may change the lead department only`));
  if (box.slots.length !== before.slots.length) findings.push(wrong('it has other questions'));
  for (const [index, slot] of box.slots.entries()) {
    const { departmentId: _now, ...asked } = slot;
    const { departmentId: _before, ...askedBefore } = before.slots[index] ?? slot;
    if (canonical(asked) !== canonical(askedBefore))
      findings.push({
        what: 'correction',
        where: place(slot),
        detail: 'more than the lead department was changed',
      });
  }
  return findings;
}
