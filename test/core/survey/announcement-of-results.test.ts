import { FIRST_RULE_BOOK } from '../../../cloudfunctions/core/rules/rulebook';
import {
  announce,
  ratingInWords,
  shownItem,
  shownTotal,
} from '../../../cloudfunctions/core/survey/announcement-of-results';
import { ballotId } from '../../../cloudfunctions/core/survey/ballot-box';
import { cardRulesOf } from '../../../cloudfunctions/core/survey/card';
import { moderate, openRemarks, type Remark } from '../../../cloudfunctions/core/survey/remark';
import { correct, countedList, type SealedBox, seal } from '../../../cloudfunctions/core/survey/sealed-box';
import { boxOf, partsOf, textOf } from '../../../cloudfunctions/core/survey/sealed-part';
import {
  type Candidate,
  type Survey,
  scheduledSurvey,
  withSlots,
} from '../../../cloudfunctions/core/survey/survey';
import type { RatingCode } from '../../../miniprogram/shared/rating';
import { by, refusalOf } from '../session/december';

describe('a question in figures or words', () => {
  const nothing = { valid: null, dissatisfied: null, cannotJudge: null, levels: null };
  const levels = {
    very_satisfied: 1,
    satisfied: 2,
    fairly_satisfied: 3,
    dissatisfied: 4,
    very_dissatisfied: 5,
  };

  test('hidden and not due say why, and no figure', () => {
    expect(shownItem({ kind: 'hidden' })).toEqual({ ...nothing, band: '样本不足，不公布' });
    expect(shownItem({ kind: 'not_due' })).toEqual({ ...nothing, band: '承诺期限未到，下次评价' });
  });

  test('a band says how many rated, and both ends', () => {
    expect(shownItem({ kind: 'band', valid: 20, dissatisfied: { from: 2, to: 3 } })).toEqual({
      ...nothing,
      valid: 20,
      band: '不满意 2 至 3 人（共 20 人评价）',
    });
  });

  test('exact figures stand in the order of the levels', () => {
    const exact = { kind: 'exact', valid: 15, dissatisfied: 9, cannotJudge: 4, levels } as const;
    expect(shownItem(exact)).toEqual({
      valid: 15,
      dissatisfied: 9,
      cannotJudge: 4,
      levels: [1, 2, 3, 4, 5],
      band: '',
    });
  });

  test.each([
    ['exact', 15, 9, '', '15 人评价，不满意 9 人'],
    ['without one of two figures', 15, null, '不满意 2 至 3 人', '不满意 2 至 3 人'],
    ['without the other', null, 9, '样本不足，不公布', '样本不足，不公布'],
    ['without both', null, null, '样本不足，不公布', '样本不足，不公布'],
  ])('in one line, %s', (_label, valid, dissatisfied, band, line) => {
    expect(ratingInWords({ valid, dissatisfied, band })).toBe(line);
  });
});

test.each([
  ['exact', 0, 40, { from: 3, to: 3 }, 3, ''],
  ['as a band', 0, 40, { from: 3, to: 4 }, null, '不满意 3 至 4 人（共 40 人评价）'],
  ['exact, with questions left out', 2, 40, { from: 3, to: 3 }, 3, '另有 2 个问题样本不足，未计入'],
  [
    'as a band, with one left out',
    1,
    40,
    { from: 3, to: 4 },
    null,
    '不满意 3 至 4 人（共 40 人评价）；另有 1 个问题样本不足，未计入',
  ],
  ['with nothing to show', 1, null, null, null, '另有 1 个问题样本不足，未计入'],
  ['without a count', 0, null, { from: 3, to: 4 }, null, ''],
  ['without its dissatisfied', 0, 40, null, null, ''],
])('a department %s', (_label, leftOut, valid, dissatisfied, shown, band) => {
  expect(shownTotal('后勤处', { questions: 5, leftOut, valid, dissatisfied })).toEqual({
    name: '后勤处',
    questions: 5,
    valid,
    dissatisfied: shown,
    band,
  });
});

describe('a sealed box in pieces', () => {
  const slot = (number: number) => ({
    slot: number,
    questionId: `q-${number}`,
    departmentId: 'd',
    ballots: [],
  });
  const box = (slots: number[]) =>
    ({ survey: 's.1', version: 2, digest: 'd', slots: slots.map(slot) }) as unknown as SealedBox;

  test.each([[[]], [[0]], [[0, 7, 38]]])('of questions %p is whole again, in any order', (slots) => {
    const parts = partsOf(box(slots));
    expect(parts.map(({ part, parts: count }) => [part, count])).toEqual(
      parts.map((_part, index) => [index, slots.length + 1]),
    );
    expect(boxOf([...parts].reverse())).toEqual(box(slots));
    expect(JSON.parse(parts.map(textOf).join(''))).toEqual(box(slots));
  });

  test('has names that sort, and a head of its own', () => {
    const parts = partsOf(box([0, 12]));
    expect(parts.map(({ _id }) => _id)).toEqual(['s.1.v2', 's.1.v2:00', 's.1.v2:12']);
    expect(parts.map(({ head, slot: held }) => [head !== null, held !== null])).toEqual([
      [true, false],
      [false, true],
      [false, true],
    ]);
    expect(parts[0]?.head).toEqual({ survey: 's.1', version: 2, digest: 'd' });
  });

  test.each([0, 1, 2])('without piece %d it is none', (missing) => {
    expect(boxOf(partsOf(box([0, 1])).filter(({ part }) => part !== missing))).toBeNull();
  });

  test('of nothing is none', () => {
    expect(boxOf([])).toBeNull();
  });
});

describe('words of raters', () => {
  const shard = (texts: Record<string, string>) => ({ _id: 's.1:00', survey: 's.1', isOpen: false, texts });
  const shards = [shard({ c: '丙', a: '甲' }), shard({ b: '乙' })];

  test.each([
    ['just as many as a rate is shown for', 3, ['a', 'b', 'c']],
    ['one fewer', 4, []],
  ])('of %s', (_label, smallest, ids) => {
    expect(openRemarks(shards, 's', smallest).map(({ _id }) => _id)).toEqual(ids);
  });

  const remark: Remark = {
    _id: 'a',
    survey: 's.1',
    sessionId: 's',
    text: '甲',
    state: 'waiting',
    reason: '',
  };
  test('wait to be read, and are shown or not with a reason', () => {
    expect(openRemarks(shards, 's', 3)[0]).toEqual(remark);
    expect(moderate(remark, true, '不该留下')).toEqual({ ...remark, state: 'shown' });
    expect(moderate(remark, false, '点名')).toEqual({ ...remark, state: 'hidden', reason: '点名' });
    expect(moderate(remark, true, '').state).toBe('shown');
    expect(refusalOf(() => moderate(remark, false, ''))).toEqual({
      code: 'reason_needed',
      fields: { reason: 'reason_needed' },
    });
  });
});

describe('what is announced of a sealed box', () => {
  const NOW = Date.UTC(2026, 11, 18, 13);
  const asked = (questionId: string, departmentId: string, changes: Partial<Candidate> = {}): Candidate => ({
    slot: null,
    kind: 'first',
    questionId,
    title: `标题 ${questionId}`,
    asked: '',
    answered: '',
    answeredBy: '',
    departmentId,
    departmentName: '当时的名称',
    coDepartmentNames: [],
    category: 'other',
    outcome: 'on_spot',
    progress: '',
    caseId: null,
    promisedFor: null,
    ...changes,
  });
  const seed = {
    sessionId: 'session-16',
    sessionNumber: 16,
    round: 2,
    heldWith: 'session-17',
    opensAt: NOW,
    closesAt: NOW + 1,
    keySet: '',
    rulesVersion: 1,
  };
  const survey: Survey = {
    ...scheduledSurvey(seed, by(NOW)),
    items: withSlots(
      [
        asked('red', 'logistics', { kind: 'rerated' }),
        asked('fine', 'teaching'),
        asked('unanimous', 'teaching'),
        asked('few', 'logistics'),
        asked('later', 'library', { kind: 'rolled', promisedFor: NOW + 1 }),
      ],
      0,
      NOW,
    ),
  };
  const ratings: Record<string, string> = {
    // 13 of a level, 7 of them dissatisfied, and one who cannot judge.
    red: '11223344445550',
    fine: '11122233345',
    unanimous: '1111111111',
    few: '1155',
    later: '',
  };
  const gathered = survey.items.map(({ slot, questionId }) => ({
    slot,
    ballots: Array.from(ratings[questionId] ?? '', (rating, at) => ({
      serial: `${questionId}-${at}`,
      signature: 'signature',
      rating: rating as RatingCode,
    })),
  }));
  const box = seal(
    {
      survey: survey._id,
      session: survey.sessionId,
      opening: 'cd',
      rules: { ...cardRulesOf(FIRST_RULE_BOOK), version: 4 },
      roll: { fingerprint: 'ab', issued: 30 },
      fingerprints: [],
      questions: survey.items.map((item) => ({ ...item, publicKey: 'key' })),
    },
    gathered,
  );
  const names = new Map([
    ['logistics', '后勤处'],
    ['teaching', '教务处'],
  ]);
  const results = announce(survey, box, names, NOW);

  test('every question stands with its words, its verdict and what may be shown of it', () => {
    const shown = results.items.map(({ questionId, title, kind, verdict, valid, dissatisfied, band }) => [
      questionId,
      title,
      kind,
      verdict,
      valid,
      dissatisfied,
      band,
    ]);
    expect(shown).toEqual([
      ['red', '标题 red', 'rerated', 'red', 13, 7, ''],
      ['fine', '标题 fine', 'first', 'none', 11, 2, ''],
      ['unanimous', '标题 unanimous', 'first', 'none', 10, null, '不满意 0 至 1 人（共 10 人评价）'],
      ['few', '标题 few', 'first', 'hidden', null, null, '样本不足，不公布'],
      ['later', '标题 later', 'rolled', 'not_due', null, null, '承诺期限未到，下次评价'],
    ]);
    expect(results.items[0]).toMatchObject({ cannotJudge: 1, levels: [2, 2, 2, 4, 3] });
  });

  test('a department goes by its name of now, and by its id where it has none', () => {
    expect(results.items.map(({ departmentId, departmentName }) => [departmentId, departmentName])).toEqual([
      ['logistics', '后勤处'],
      ['teaching', '教务处'],
      ['teaching', '教务处'],
      ['logistics', '后勤处'],
      ['library', 'library'],
    ]);
    expect(results.departments.map(({ name, questions }) => [name, questions])).toEqual([
      ['后勤处', 1],
      ['教务处', 2],
      ['library', 0],
    ]);
  });

  test('the whole says how many could rate, how many did, and by which rules and which box', () => {
    expect(results).toMatchObject({
      _id: 'session-16.2.v1',
      surveyId: 'session-16.2',
      sessionId: 'session-16',
      sessionNumber: 16,
      round: 2,
      version: 1,
      reason: '',
      at: NOW,
      ballotDigest: box.ballotDigest,
      boxDigest: box.digest,
      rulesVersion: 4,
      eligible: 30,
      turnout: 14,
      counted: 14 + 11 + 10 + 4,
      total: { name: '全部问题', questions: 3, valid: 34, dissatisfied: null },
    });
  });

  test('a question that the survey does not know stands without words', () => {
    expect(announce({ ...survey, items: [] }, box, names, NOW).items[0]).toMatchObject({
      questionId: 'red',
      title: '',
      kind: 'first',
      verdict: 'red',
    });
  });

  test('a box that nobody used announces nobody', () => {
    const empty = announce(survey, { ...box, slots: [] }, names, NOW);
    expect(empty).toMatchObject({ items: [], turnout: 0, counted: 0 });
  });

  test('a correction is the next version, with its reason, and the ballots are the same', () => {
    const corrected = announce(survey, correct(box, 'red', 'teaching', '牵头部门有误'), names, NOW);
    expect(corrected).toMatchObject({
      _id: 'session-16.2.v2',
      version: 2,
      reason: '牵头部门有误',
      ballotDigest: box.ballotDigest,
    });
    expect(corrected.items[0]).toMatchObject({ departmentName: '教务处', verdict: 'red' });
    expect(corrected.departments.map(({ name, questions }) => [name, questions])).toEqual([
      ['教务处', 3],
      ['后勤处', 0],
      ['library', 0],
    ]);
  });

  test('the box is the same in whatever order its questions are given', () => {
    const questions = survey.items.map((item) => ({ ...item, publicKey: 'key' }));
    const head = { ...box, questions: [...questions.slice(2), ...questions.slice(0, 2)] };
    expect(seal(head, gathered).slots.map(({ slot }) => slot)).toEqual([0, 1, 2, 3, 4]);
  });

  test('a box of one question can be corrected, and one that has not the question cannot', () => {
    const single = { ...box, slots: box.slots.slice(0, 1) };
    expect(correct(single, 'red', 'teaching', '').slots).toMatchObject([{ departmentId: 'teaching' }]);
    expect(() => correct(single, 'fine', 'logistics', '')).toThrow(RangeError);
  });

  test('the box of any questions counts each ballot once, in the order of the ids', () => {
    const ids = gathered.flatMap(({ slot, ballots }) =>
      ballots.map(({ serial }) => ballotId(survey._id, slot, serial)),
    );
    expect(countedList(box)).toEqual([...ids].sort());
  });
});
