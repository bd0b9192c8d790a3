import { ensureHallCode, hallCode, stepAt, upcomingCodes } from '../../../cloudfunctions/core/hall/code';
import {
  draftItems,
  isDueSoon,
  isReminderDue,
  type Minutes,
  newMinutes,
  publish,
  saved,
} from '../../../cloudfunctions/core/hall/minutes';
import { type Question, queuedQuestion } from '../../../cloudfunctions/core/hall/question';
import type { Notice } from '../../../cloudfunctions/core/message/message';
import { HALL_CODE } from '../../../miniprogram/shared/hall';
import { by, refusalOf } from '../session/december';

const NOW = Date.UTC(2026, 11, 3, 8);
const DAY = 86_400_000;
const figures = { attended: 9, questions: 2, solvedOnSpot: 2, transferred: 0 };
const question = (changes: Partial<Question> = {}): Question => ({
  ...queuedQuestion(
    {
      id: 'q-1',
      sessionId: 'session-16',
      sessionNumber: 16,
      origin: 'q-1',
      order: 1,
      title: '热水',
      detail: '三号楼没有热水',
      category: 'logistics',
      departmentId: 'logistics',
      askerId: null,
      isUnnamed: false,
    },
    by(NOW),
  ),
  state: 'on_spot',
  answer: '今晚恢复',
  ...changes,
});
const nameOf = () => '';
const draft = (questions: readonly Question[] = [question()]): Minutes =>
  newMinutes(
    { sessionId: 'session-16', number: 16, startsAt: NOW, dueAt: NOW + 7 * DAY, questions, nameOf, figures },
    by(NOW),
  );
const notice: Notice = {
  kind: 'minutes',
  to: 'everyone',
  subject: 'session-16',
  at: NOW,
  facts: { sessionId: 'session-16', sessionNumber: 16, startsAt: NOW, venue: '' },
};
const release = (minutes: Minutes, correction: string | null = null, told: Notice[] = [], now = NOW + DAY) =>
  publish(minutes, minutes, [], correction, told, by(now));

describe('a draft of the minutes', () => {
  test('says what was asked and answered, and is told to nobody', () => {
    expect(draft()).toEqual({
      _id: 'session-16',
      sessionNumber: 16,
      startsAt: NOW,
      state: 'draft',
      preface: '2026年12月3日，第16期四点对话举行。现将师生提问和答复整理如下。',
      items: [
        {
          questionId: 'q-1',
          title: '热水',
          body: '三号楼没有热水',
          answer: '今晚恢复',
          isLeftOut: false,
          leftOutReason: '',
        },
      ],
      savedAt: NOW,
      savedBy: 'p-wu',
      dueAt: NOW + 7 * DAY,
      publishedAt: null,
      isLate: false,
      isReminded: false,
      revisions: [],
      figures,
      hasFollowUp: false,
      notices: [],
      hasNotice: false,
      version: 1,
      history: [{ at: NOW, actor: 'p-wu', what: 'drafted', detail: '', requestId: `request-${NOW}` }],
    });
  });

  test.each([
    ['nothing against it', {}, false, ''],
    ['a personal matter', { isPersonal: true }, true, '个人事项'],
    ['kept out by its asker', { isKeptOut: true }, true, '提问人要求不公开'],
    ['both', { isPersonal: true, isKeptOut: true }, true, '提问人要求不公开'],
  ])('with %s', (_label, changes, isLeftOut, leftOutReason) => {
    const asked = question(changes);
    expect(draftItems([asked], [], nameOf)).toMatchObject([{ isLeftOut, leftOutReason }]);
    // What the office wrote before stays, but not against the asker's wish.
    const [item] = draftItems([question()], [], nameOf);
    if (!item) throw new Error('no item');
    expect(draftItems([asked], [{ ...item, answer: '改过' }], nameOf)).toMatchObject([
      { isLeftOut, leftOutReason, answer: '改过' },
    ]);
    const why = { ...item, isLeftOut: true, leftOutReason: '重复' };
    expect(draftItems([asked], [why], nameOf)).toMatchObject([{ isLeftOut: true, leftOutReason: '重复' }]);
  });

  test('without details says the title', () => {
    expect(draftItems([question({ detail: '' })], [], nameOf)).toMatchObject([{ body: '热水' }]);
  });

  test('saved is one version on, without a line in the history', () => {
    const next = saved(draft(), '前言', [], by(NOW + 5));
    expect(next).toEqual({ ...draft(), preface: '前言', items: [], savedAt: NOW + 5, version: 2 });
  });
});

describe('publishing', () => {
  test('leaves a revision without what was left out, and what is to be told', () => {
    const minutes = draft([question(), question({ _id: 'q-2', title: '隐私', isPersonal: true })]);
    const published = release({ ...minutes, version: 4 }, null, [notice]);
    expect(published).toMatchObject({
      state: 'published',
      publishedAt: NOW + DAY,
      isLate: false,
      savedAt: NOW + DAY,
      hasFollowUp: true,
      notices: [notice],
      hasNotice: true,
      version: 5,
    });
    expect(published.revisions).toMatchObject([
      { revision: 1, at: NOW + DAY, reason: '', items: [{ questionId: 'q-1' }] },
    ]);
    expect(JSON.stringify(published.revisions)).not.toContain('隐私');
    expect(published.items).toHaveLength(2);
    expect(published.history.map(({ what, detail }) => [what, detail])).toEqual([
      ['drafted', ''],
      ['published', ''],
    ]);
  });

  test('tells nobody where nobody is to be told, and keeps what was not relayed yet', () => {
    expect(release(draft())).toMatchObject({ notices: [], hasNotice: false });
    expect(release({ ...draft(), notices: [notice], hasNotice: true })).toMatchObject({
      notices: [notice],
      hasNotice: true,
    });
  });

  test('again, it is a correction with its reason, and keeps its first hour', () => {
    const corrected = release(release(draft()), '更正数字', [], NOW + 9 * DAY);
    expect(corrected).toMatchObject({ publishedAt: NOW + DAY, isLate: false, version: 3 });
    expect(corrected.revisions.map(({ revision, reason }) => [revision, reason])).toEqual([
      [1, ''],
      [2, '更正数字'],
    ]);
    expect(corrected.history.at(-1)).toMatchObject({ what: 'corrected', detail: '更正数字' });
  });

  test.each([
    ['a draft', null, 'allowed'],
    ['a draft as a correction', '更正', 'wrong_stage'],
  ])('%s', (_label, correction, code) => {
    expect(refusalOf(() => release(draft(), correction)).code).toBe(code);
  });

  test('twice as the first time is refused', () => {
    expect(refusalOf(() => release(release(draft()))).code).toBe('already_published');
  });

  test('with findings that nobody has looked at is refused, each by name', () => {
    const open = () => publish(draft(), draft(), ['f1', 'f2'], null, [], by(NOW));
    expect(refusalOf(open)).toEqual({
      code: 'redaction_open',
      fields: { f1: 'redaction_open', f2: 'redaction_open' },
    });
  });

  test.each([
    ['at the last moment', NOW + 7 * DAY, false],
    ['a millisecond later', NOW + 7 * DAY + 1, true],
  ])('%s is late, for good: %3$p', (_label, now, isLate) => {
    const published = release(draft(), null, [], now);
    expect(published.isLate).toBe(isLate);
    expect(release(published, '更正').isLate).toBe(isLate);
    expect(isReminderDue(draft(), now)).toBe(isLate);
  });

  test.each([
    ['a millisecond more than a day before', NOW + 6 * DAY - 1, false],
    ['a day before', NOW + 6 * DAY, true],
    ['at the last moment', NOW + 7 * DAY, true],
    ['once it is late', NOW + 7 * DAY + 1, false],
  ])('%s the office hears that it is due: %3$p', (_label, now, isSoon) => {
    expect(isDueSoon(draft(), now)).toBe(isSoon);
    expect(isDueSoon({ ...draft(), isDueTold: true }, now)).toBe(false);
    expect(isDueSoon(release(draft()), now)).toBe(false);
  });

  test('the office is reminded once, of a draft', () => {
    const late = NOW + 8 * DAY;
    expect(isReminderDue({ ...draft(), isReminded: true }, late)).toBe(false);
    expect(isReminderDue(release(draft()), late)).toBe(false);
  });
});

describe('codes of the screen', () => {
  const { periodMs, acceptedMs } = HALL_CODE;
  const step = stepAt(NOW);
  const check = (code: string, now: number) =>
    refusalOf(() => ensureHallCode('s', 'session-16', code, now)).code;
  const code = hallCode('s', 'session-16', step);

  test('are told from now on, each for its own fifteen seconds', () => {
    const now = step * periodMs + 4_000;
    const codes = upcomingCodes('s', 'session-16', now, 3);
    expect(codes.map(({ showInMs, showForMs }) => [showInMs, showForMs])).toEqual([
      [0, periodMs - 4_000],
      [periodMs - 4_000, periodMs],
      [2 * periodMs - 4_000, periodMs],
    ]);
    expect(codes.map(({ text }) => text)).toEqual(
      [0, 1, 2].map((ahead) => hallCode('s', 'session-16', step + ahead)),
    );
  });

  test.each([
    ['a millisecond before it is shown', -1, 'code_expired'],
    ['as it is shown', 0, 'allowed'],
    ['just before it ends', acceptedMs - 1, 'allowed'],
    ['as it ends', acceptedMs, 'code_expired'],
  ])('%s', (_label, after, outcome) => {
    expect(check(code, step * periodMs + after)).toBe(outcome);
  });

  test.each([
    ['nothing', ''],
    ['a link', 'https://example.com'],
    ['ours with something behind', `${code}x`],
    ['ours with something before', `x${code}`],
    ['ours, forged at the end', `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`],
    ['ours, forged at the beginning', code.replace(/.(.{15})$/, (_all, rest) => `_${rest}`)],
    ['without an authenticator', code.replace(/.{16}$/, '')],
  ])('%s is no code', (_label, forged) => {
    expect(check(forged, step * periodMs)).toBe(forged === code ? 'allowed' : 'code_malformed');
  });
});
