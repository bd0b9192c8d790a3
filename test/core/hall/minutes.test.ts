import { DomainError } from '../../../cloudfunctions/core/domain-error';
import {
  delayDays,
  draftItems,
  isReminderDue,
  type Minutes,
  newMinutes,
  publish,
} from '../../../cloudfunctions/core/hall/minutes';
import { type Question, queuedQuestion } from '../../../cloudfunctions/core/hall/question';

const NOW = Date.UTC(2026, 11, 3, 8);
const DAY = 86_400_000;
const act = (now = NOW) => ({ actor: 'p-wu', now, requestId: `r-${now}` });
const question = (id: string, changes: Partial<Question> = {}): Question => ({
  ...queuedQuestion(
    {
      id,
      sessionId: 'session-16',
      sessionNumber: 16,
      origin: id,
      order: Number(id.slice(2)),
      title: `题目${id}`,
      detail: '',
      category: 'other',
      departmentId: 'library',
      askerId: null,
      isUnnamed: false,
    },
    act(),
  ),
  state: 'on_spot',
  answer: '好的',
  ...changes,
});
const figures = { attended: 9, questions: 2, solvedOnSpot: 2, transferred: 0 };
const nameOf = (id: string) => ({ library: '图书馆', logistics: '后勤保障处' })[id] ?? '';
const draft = (questions: Question[]): Minutes =>
  newMinutes(
    { sessionId: 'session-16', number: 16, startsAt: NOW, dueAt: NOW + 7 * DAY, questions, nameOf, figures },
    act(),
  );
const release = (minutes: Minutes, open: string[] = [], correction: string | null = null, now = NOW + DAY) =>
  publish(minutes, minutes, open, correction, [], act(now));

function refusalOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'done';
}

describe('minutes', () => {
  it('are drafted from what was asked, in that order, and from nothing else', () => {
    const { items } = draft([question('q-2'), question('q-1'), question('q-3', { state: 'skipped' })]);
    expect(items.map(({ questionId }) => questionId)).toEqual(['q-1', 'q-2']);
  });

  it('keep what the office wrote and take up what was added', () => {
    const [first] = draft([question('q-1')]).items;
    const items = draftItems(
      [question('q-1'), question('q-2')],
      first ? [{ ...first, body: '改过' }] : [],
      nameOf,
    );
    expect(items.map(({ body }) => body)).toEqual(['改过', '题目q-2']);
  });

  it.each([
    ['its asker keeps it out', { isKeptOut: true }],
    ['it is personal', { isPersonal: true }],
  ])('leave an item out when %s, whatever the draft says', (_label, changes) => {
    const items = draftItems([question('q-1', changes)], draft([question('q-1')]).items, nameOf);
    expect(items[0]?.isLeftOut).toBe(true);
    const published = release({ ...draft([]), items });
    expect(published.revisions[0]?.items).toEqual([]);
  });

  it.each([
    ['a finding that nobody looked at', () => release(draft([]), ['finding']), 'redaction_open'],
    ['a second first publication', () => release(release(draft([]))), 'already_published'],
    ['a correction of a draft', () => release(draft([]), [], '笔误'), 'wrong_stage'],
    ['a correction', () => release(release(draft([])), [], '笔误'), 'done'],
  ])('%s', (_label, run, expected) => {
    expect(refusalOf(run)).toBe(expected);
  });

  it('keep every revision with its reason', () => {
    const corrected = release(release(draft([question('q-1')])), [], '笔误', NOW + 2 * DAY);
    expect(corrected.revisions.map(({ revision, reason }) => [revision, reason])).toEqual([
      [1, ''],
      [2, '笔误'],
    ]);
    expect(corrected.publishedAt).toBe(NOW + DAY);
  });

  it.each([
    ['at the last moment', 7 * DAY, false],
    ['a moment later', 7 * DAY + 1, true],
  ])('published %s are late: %s', (_label, after, isLate) => {
    expect(release(draft([]), [], null, NOW + after).isLate).toBe(isLate);
    expect(isReminderDue(draft([]), NOW + after)).toBe(isLate);
  });

  it('count the delay in days of the calendar', () => {
    expect(delayDays(NOW, NOW + 15 * 3_600_000)).toBe(1);
  });
});
