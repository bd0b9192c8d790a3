import { ballotId } from '../../../cloudfunctions/core/survey/ballot-box';
import {
  blindedFingerprint,
  decideIssue,
  isBlindedSet,
  issueRecordId,
  keySetFingerprint,
  rollFingerprint,
} from '../../../cloudfunctions/core/survey/blind-signature';
import { serialHash } from '../../../miniprogram/ballot/receipt';
import { keySet } from '../../ballot/signer';

const value = (letter: string) => `${letter.repeat(341)}A`;
const set = (letter: string) => Array.from({ length: 40 }, () => value(letter));

describe('the decision to issue', () => {
  const record = { fingerprint: blindedFingerprint(set('a')) };
  it.each([
    ['issues when nothing was issued', null, set('a'), 'issue'],
    ['repeats for the very same values', record, set('a'), 'repeat'],
    ['refuses other values', record, set('b'), 'refuse'],
    ['refuses the same values in another order', record, [value('b'), ...set('a').slice(1)], 'refuse'],
  ] as const)('%s', (_label, held, blinded, decision) => {
    expect(decideIssue(held, blinded)).toBe(decision);
  });
});

describe('a blinded set', () => {
  it.each([
    ['40 values', set('a'), true],
    ['39 values', set('a').slice(1), false],
    ['41 values', [...set('a'), value('a')], false],
    ['a value too short', [...set('a').slice(1), 'AAAA'], false],
    ['a second spelling of a value', [...set('a').slice(1), `${'a'.repeat(341)}B`], false],
    ['a value that is no base64url', [...set('a').slice(1), `${'+'.repeat(341)}A`], false],
  ])('of %s: %s', (_label, blinded, isWhole) => {
    expect(isBlindedSet(blinded)).toBe(isWhole);
  });
});

describe('fingerprints', () => {
  it('of a key set are the same on the phone and on the server', () => {
    const { pairs, fingerprint } = keySet(2);
    expect(keySetFingerprint(pairs.map((pair) => pair.fingerprint))).toBe(fingerprint);
  });

  it('of a roll do not depend on the order of check-in, and change with every person', () => {
    const roll = ['s1:p1', 's1:p2'];
    expect(rollFingerprint([...roll].reverse())).toBe(rollFingerprint(roll));
    expect(rollFingerprint([...roll, issueRecordId('s1', 'p3')])).not.toBe(rollFingerprint(roll));
  });

  it('of a ballot are the same on the phone and in the box', () => {
    expect(serialHash('2026-11', 7, 'abc')).toBe(ballotId('2026-11', 7, 'abc'));
  });
});
