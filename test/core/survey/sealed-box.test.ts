import { constants, createPrivateKey, sign } from 'node:crypto';
import { canonical, digestOf } from '../../../cloudfunctions/core/canonical';
import { FIRST_RULE_BOOK } from '../../../cloudfunctions/core/rules/rulebook';
import {
  ballotId,
  emptyShards,
  gather,
  placeOf,
  shownTurnout,
} from '../../../cloudfunctions/core/survey/ballot-box';
import { cardRulesOf } from '../../../cloudfunctions/core/survey/card';
import {
  type BoxHead,
  correct,
  countedList,
  keySetOf,
  type SealedBox,
  seal,
} from '../../../cloudfunctions/core/survey/sealed-box';
import { boxFile } from '../../../dev/recount/box-schema';
import { recount } from '../../../dev/recount/check';
import type { Anchors, Finding } from '../../../dev/recount/finding';
import type { RatingCode } from '../../../miniprogram/shared/rating';
import { keySet, seededRandom } from '../../ballot/signer';

const SURVEY = '2026-11';
const { pairs, keys } = keySet(3);
const wanted: RatingCode[][] = [
  [...'11112222334455'] as RatingCode[], // 14 ratings, 4 dissatisfied
  [...'5444433322'] as RatingCode[], // 10, 5
  [], // not due
];
const head: BoxHead = {
  survey: SURVEY,
  session: SURVEY,
  opening: 'ef'.repeat(32),
  rules: cardRulesOf(FIRST_RULE_BOOK),
  roll: { fingerprint: 'ab'.repeat(32), issued: 15 },
  fingerprints: pairs.map(({ fingerprint }) => fingerprint),
  questions: pairs.map(({ publicKey }, slot) => ({
    slot,
    questionId: `q${slot}`,
    departmentId: slot === 1 ? 'logistics' : 'teaching',
    isDue: slot !== 2,
    publicKey,
  })),
};

/** A frozen box with the wanted ratings; who signs does not matter here, so the signer signs in the open. */
async function frozenShards() {
  const shards = emptyShards(SURVEY, [0, 1]);
  const random = seededRandom(42);
  for (const [slot, ratings] of wanted.entries()) {
    const privateKey = createPrivateKey({
      key: Buffer.from(pairs[slot]?.privateKey ?? '', 'base64url'),
      format: 'der',
      type: 'pkcs8',
    });
    for (const rating of ratings) {
      const prepared = Buffer.from(await random(64));
      const pss = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
      const entry = {
        serial: prepared.toString('base64url'),
        signature: sign('sha384', prepared, pss).toString('base64url'),
        rating,
        revision: 1,
      };
      const id = ballotId(SURVEY, slot, entry.serial);
      const place = placeOf(SURVEY, slot, id);
      const cell = shards.find(({ _id }) => _id === place.shard)?.cells[place.cell];
      if (cell) cell[id] = entry;
    }
  }
  return shards;
}

const copy = (box: SealedBox): SealedBox => JSON.parse(JSON.stringify(box));
const names = (findings: readonly Finding[]) => [...new Set(findings.map(({ what }) => what))].sort();
const count = (box: SealedBox, anchors?: Anchors) => recount(boxFile.parse(copy(box)), anchors);

describe('the sealed box', () => {
  let shards: Awaited<ReturnType<typeof frozenShards>>;
  let box: SealedBox;
  beforeAll(async () => {
    shards = await frozenShards();
    box = seal(head, gather(shards));
  });

  it('holds verdicts by the rule, and what may be published of them', () => {
    expect(box.results.verdicts).toEqual(['none', 'yellow', 'not_due']);
    expect(box.results.published.questions.map(({ kind }) => kind)).toEqual(['exact', 'exact', 'not_due']);
    expect(box.slots[2]?.ballots).toEqual([]);
  });

  it('is the same in whatever order the shards and the ballots came', () => {
    const shuffled = [...shards].reverse().map((shard) => ({
      ...shard,
      cells: Object.fromEntries(Object.entries(shard.cells).reverse()),
    }));
    expect(seal(head, gather(shuffled))).toEqual(box);
  });

  it('does not say which serial gave which rating', () => {
    for (const slot of box.slots) {
      expect(Object.keys(slot).sort()).toEqual(
        ['ballots', 'departmentId', 'isDue', 'publicKey', 'questionId', 'ratings', 'slot'].sort(),
      );
      for (const ballot of slot.ballots) expect(ballot).toHaveLength(2);
    }
  });

  it('lists counted ballots by hash only, over all questions, sorted', () => {
    const list = countedList(box);
    expect(list).toHaveLength(24);
    expect(list).toEqual([...list].sort());
    for (const id of list) expect(id).toMatch(/^[0-9a-f]{64}$/);
  });

  it('takes no ballots of a question that is not in it', () => {
    const gathered = [{ slot: 7, ballots: gather(shards)[0]?.ballots ?? [] }];
    expect(() => seal(head, gathered)).toThrow(RangeError);
  });

  it('holds when recounted, also against what was published', () => {
    expect(count(box)).toEqual([]);
    const anchors = { digest: box.digest, keySet: keySetOf(box), counted: countedList(box) };
    expect(count(box, anchors)).toEqual([]);
    expect(count(box, { digest: box.ballotDigest })).toEqual([]);
  });

  it('is corrected by a new version that names the old one and leaves every ballot as it was', () => {
    const corrected = correct(box, 'q1', 'affairs', '牵头部门登记有误');
    expect(corrected).toMatchObject({
      version: 2,
      corrects: { digest: box.digest, reason: '牵头部门登记有误' },
    });
    expect(corrected.ballotDigest).toBe(box.ballotDigest);
    expect(corrected.digest).not.toBe(box.digest);
    expect(corrected.results.published.departments.affairs?.questions).toBe(1);
    expect(count(corrected)).toEqual([]);
    expect(() => correct(box, 'q9', 'affairs', 'x')).toThrow(RangeError);
  });

  const alter: [label: string, change: (box: SealedBox) => void, names: Finding['what'][]][] = [
    [
      'a rating moved from one level to another',
      ({ slots: [slot] }) => slot && Object.assign(slot.ratings, { '1': 3, '5': 3 }),
      ['ballot digest', 'card', 'digest', 'publication', 'tally'],
    ],
    [
      'a rating added',
      ({ slots: [slot] }) => slot && Object.assign(slot.ratings, { '1': 5 }),
      ['ballot digest', 'digest', 'publication', 'ratings', 'tally'],
    ],
    [
      'a signature changed',
      ({ slots: [slot] }) => {
        const [ballot] = slot?.ballots ?? [];
        if (ballot) ballot[1] = `${ballot[1].slice(0, -2)}${ballot[1].endsWith('AA') ? 'BA' : 'AA'}`;
      },
      ['ballot digest', 'digest', 'signature'],
    ],
    [
      'a ballot taken out with its rating',
      ({ slots: [slot] }) => {
        slot?.ballots.pop();
        if (slot) slot.ratings['1'] -= 1;
      },
      ['ballot digest', 'card', 'counted list', 'digest', 'publication', 'tally'],
    ],
    [
      'a ballot put in twice with a rating',
      ({ slots: [slot] }) => {
        const last = slot?.ballots.at(-1);
        if (slot && last) slot.ballots.push(last);
        if (slot) slot.ratings['5'] += 1;
      },
      ['ballot digest', 'card', 'counted list', 'digest', 'double serial', 'publication', 'tally'],
    ],
    [
      'ballots put into another order',
      ({ slots: [slot] }) => slot?.ballots.reverse(),
      ['ballot digest', 'digest', 'order'],
    ],
    [
      'more ballots than people, by a smaller roll',
      ({ roll }) => Object.assign(roll, { issued: 12 }),
      ['digest', 'roll'],
    ],
    [
      'a key of its own',
      ({ slots: [slot] }) => slot && Object.assign(slot, { publicKey: pairs[2]?.publicKey }),
      ['ballot digest', 'digest', 'key', 'signature'],
    ],
    ['a card taken away', ({ results }) => results.verdicts.splice(1, 1, 'none'), ['card', 'digest']],
    [
      'a softer rule',
      ({ rules }) => Object.assign(rules, { yellow: { numerator: 5, denominator: 10 } }),
      ['card', 'digest'],
    ],
    [
      'a promise declared due',
      ({ slots }) => slots[2] && Object.assign(slots[2], { isDue: true }),
      ['card', 'digest', 'publication'],
    ],
    [
      'one question in two slots',
      ({ slots }) => slots[1] && Object.assign(slots[1], { questionId: 'q0' }),
      ['digest', 'question'],
    ],
    [
      'one slot for two questions',
      ({ slots }) => slots[1] && slots[0] && Object.assign(slots[1], { slot: 0 }),
      ['ballot digest', 'counted list', 'digest', 'key', 'order', 'question'],
    ],
    [
      'one key for two slots',
      ({ fingerprints }) => fingerprints.splice(2, 1, fingerprints[0] ?? ''),
      ['ballot digest', 'digest', 'key'],
    ],
    [
      'a correction without the version before',
      (altered) => Object.assign(altered, { version: 2 }),
      ['correction', 'digest'],
    ],
  ];
  it.each(alter)('altered by %s fails by name', (_label, change, wanted) => {
    const altered = copy(box);
    change(altered);
    expect(names(count(altered))).toEqual(wanted);
  });

  it('altered and sealed anew fails against what was announced', () => {
    const gathered = gather(shards);
    const [first] = gathered;
    first?.ballots.pop();
    const altered = seal(head, gathered);
    expect(count(altered)).toEqual([]);
    const anchors = { digest: box.digest, keySet: keySetOf(box), counted: countedList(box) };
    expect(names(count(altered, anchors))).toEqual(['counted list', 'digest']);
    const foreign = keySet(3);
    const fingerprints = foreign.pairs.map(({ fingerprint }) => fingerprint);
    expect(names(count(seal({ ...head, fingerprints }, []), { keySet: keySetOf(box) }))).toContain('key set');
  });

  it.each([
    ['no object', []],
    ['another format', { format: 'something else' }],
  ])('is not taken for a box when it is %s', (_label, file) => {
    expect(boxFile.safeParse(file).success).toBe(false);
  });

  it('has as many keys as the test believes', () => {
    expect(keys).toHaveLength(3);
  });
});

describe('the canonical text', () => {
  it('does not depend on the order of fields, drops what has no value, keeps Chinese', () => {
    expect(canonical({ b: [1, null], a: '红牌', c: undefined })).toBe('{"a":"红牌","b":[1,null]}');
    expect(digestOf({ a: 1, b: 2 })).toBe(digestOf({ b: 2, a: 1 }));
  });

  it.each([[1.5], [Number.NaN], [2 ** 60], [() => 1]])('has none for %s', (value) => {
    expect(() => canonical({ value })).toThrow(RangeError);
  });
});

describe('turnout before the close', () => {
  it.each([
    [[], 0],
    [[9], 0],
    [[10, 3], 10],
    [[412, 419, 400], 410],
  ])('of %j is shown as %d', (perSlot, shown) => {
    expect(shownTurnout(perSlot)).toBe(shown);
  });
});
