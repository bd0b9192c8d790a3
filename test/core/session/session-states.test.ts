import { instantOf } from '../../../cloudfunctions/core/rules/calendar';
import { FIRST_RULE_BOOK } from '../../../cloudfunctions/core/rules/rulebook';
import { figuresOf, newPools } from '../../../cloudfunctions/core/session/pool';
import {
  attachArticle,
  bookingUntil,
  createSession,
  detachArticle,
  draftPushed,
  markLate,
  publishPreview,
  reschedule,
  savePlan,
  stepOf,
} from '../../../cloudfunctions/core/session/session';
import { SESSION_STATUSES, type SessionStatus } from '../../../miniprogram/shared/labels';
import { by, DUE, HOUR, plan, planned, previewed, refusalOf, STARTS } from './december';

// What a session is after each change, and what each change refuses, from every status.

const STATUSES = Object.keys(SESSION_STATUSES) as SessionStatus[];
const codeOf = (work: () => unknown) => refusalOf(work).code;
const input = { number: 16, startsAt: STARTS, reason: '', skipped: [], plan };
const CREATED = DUE - HOUR;

describe('planning', () => {
  test('writes a session that nobody has seen', () => {
    expect(planned()).toEqual({
      _id: 'session-16',
      number: 16,
      month: '2026-12',
      date: '2026-12-03',
      startsAt: STARTS,
      dateReason: '',
      status: 'planned',
      plan,
      previewAt: null,
      isPreviewLate: false,
      article: null,
      isArticleRefused: false,
      rulesVersion: FIRST_RULE_BOOK.version,
      rules: {
        previewLeadHours: FIRST_RULE_BOOK.rules.calendar.previewLeadHours,
        booking: FIRST_RULE_BOOK.rules.booking,
      },
      figures: null,
      version: 1,
      history: [
        {
          at: CREATED,
          actor: 'p-wu',
          what: 'created',
          detail: '2026-12-03',
          requestId: `request-${CREATED}`,
        },
      ],
      notices: [],
      hasNotice: false,
    });
  });

  test('at this very moment is planning in the past, and says which field', () => {
    expect(refusalOf(() => createSession(input, FIRST_RULE_BOOK, by(STARTS)))).toEqual({
      code: 'date_in_past',
      fields: { startsAt: 'date_in_past' },
    });
    expect(codeOf(() => createSession(input, FIRST_RULE_BOOK, by(STARTS - 1)))).toBe('allowed');
  });

  test('off the day of the rule asks for the reason by field', () => {
    const moved = { ...input, startsAt: STARTS + HOUR };
    expect(refusalOf(() => createSession(moved, FIRST_RULE_BOOK, by(DUE)))).toEqual({
      code: 'reason_needed',
      fields: { reason: 'reason_needed' },
    });
  });

  test('quotas that do not add up are refused by field, also when saved and when published', () => {
    const refusal = { code: 'quota_mismatch', fields: { quota: 'quota_mismatch' } };
    const quota = { student: 1, staff: 1 };
    expect(refusalOf(() => planned({ quota }))).toEqual(refusal);
    expect(refusalOf(() => savePlan(planned(), { ...plan, quota }, 1, by(DUE)))).toEqual(refusal);
    const broken = { ...planned(), plan: { ...plan, quota } };
    expect(refusalOf(() => publishPreview(broken, FIRST_RULE_BOOK, by(DUE)))).toEqual(refusal);
  });

  test('reasons of skipped days are each said once', () => {
    const startsAt = instantOf('2026-10-08', 16);
    const skipped = [
      { date: '2026-10-01', reason: '国庆节放假' },
      { date: '2026-10-02', reason: '国庆节放假' },
    ];
    const { entity } = createSession({ ...input, startsAt, skipped, reason: '' }, FIRST_RULE_BOOK, by(0));
    expect(entity.dateReason).toBe('原定 2026-10-01，因国庆节放假顺延');
    const own = createSession({ ...input, startsAt, skipped, reason: '党委会' }, FIRST_RULE_BOOK, by(0));
    expect(own.entity.dateReason).toBe('党委会');
  });
});

describe('the plan', () => {
  test.each(STATUSES)('of a session that is %s', (status) => {
    const session = { ...previewed(), status };
    const code = codeOf(() => savePlan(session, plan, session.version, by(DUE)));
    expect(code).toBe(['planned', 'previewed'].includes(status) ? 'allowed' : 'wrong_stage');
  });

  test('saved, is the plan from then on', () => {
    const { entity, event } = savePlan(planned(), { ...plan, venue: '图书馆' }, 1, by(DUE));
    expect(entity).toMatchObject({ plan: { venue: '图书馆' }, version: 2, notices: [] });
    expect(entity.history.map(({ what }) => what)).toEqual(['created', 'saved']);
    expect(event).toMatchObject({ what: 'saved', detail: '', at: DUE });
  });

  test('may be incomplete before the preview, not after it', () => {
    const bare = { ...plan, venue: '', chair: { name: '', title: '' }, attendees: [] };
    expect(codeOf(() => savePlan(planned(), bare, 1, by(DUE)))).toBe('allowed');
    expect(refusalOf(() => savePlan(previewed(), bare, 2, by(DUE)))).toEqual({
      code: 'preview_incomplete',
      fields: { venue: 'text_empty', 'chair.name': 'text_empty', attendees: 'list_empty' },
    });
  });

  test.each([
    ['split', null, { student: 10, staff: 10 }, 'wrong_stage'],
    ['joined', { student: 10, staff: 10 }, null, 'wrong_stage'],
    ['moved from side to side', { student: 10, staff: 10 }, { student: 12, staff: 8 }, 'allowed'],
  ])('whose queues are %s after the preview', (_label, before, after, code) => {
    const session = previewed(DUE, { quota: before });
    const refusal = refusalOf(() => savePlan(session, { ...plan, quota: after }, 2, by(DUE)));
    expect(refusal).toEqual(code === 'allowed' ? { code } : { code, fields: { quota: 'quota_fixed' } });
  });

  test('may split its queues before the preview', () => {
    const split = { ...plan, quota: { student: 10, staff: 10 } };
    expect(codeOf(() => savePlan(planned(), split, 1, by(DUE)))).toBe('allowed');
  });
});

describe('another day', () => {
  test.each(STATUSES)('of a session that is %s', (status) => {
    const code = codeOf(() => reschedule({ ...previewed(), status }, STARTS + HOUR, '检修', by(DUE)));
    expect(code).toBe(['planned', 'previewed'].includes(status) ? 'allowed' : 'wrong_stage');
  });

  test.each([
    ['a millisecond ahead', 1, 'allowed'],
    ['at this moment', 0, 'date_in_past'],
    ['a millisecond ago', -1, 'date_in_past'],
  ])('%s', (_label, ahead, code) => {
    const refusal = refusalOf(() => reschedule(planned(), DUE + ahead, '检修', by(DUE)));
    expect(refusal).toEqual(code === 'allowed' ? { code } : { code, fields: { startsAt: code } });
  });

  test('keeps its month and what was said of it before', () => {
    const { entity } = reschedule(previewed(), instantOf('2027-01-05', 16), '检修', by(DUE));
    expect(entity).toMatchObject({ month: '2026-12', date: '2027-01-05', hasNotice: true, version: 3 });
    expect(entity.notices).toEqual([
      previewed().notices[0],
      {
        kind: 'session_changed',
        to: 'bookers',
        subject: 'session-16.3',
        at: DUE,
        facts: {
          sessionId: 'session-16',
          sessionNumber: 16,
          startsAt: instantOf('2027-01-05', 16),
          venue: '报告厅',
          reason: '检修',
          differences: [{ what: 'time', from: '12月3日 周四 16:00', to: '1月5日 周二 16:00' }],
        },
      },
    ]);
  });

  test.each([
    ['exactly the notice away', DUE, false],
    ['a millisecond less', DUE + 1, true],
  ])('is in time when the preview went out %s before', (_label, previewAt, isLate) => {
    const session = { ...previewed(), previewAt };
    const { entity } = reschedule(session, STARTS, '检修', by(DUE));
    expect(entity.isPreviewLate).toBe(isLate);
  });

  test('takes no mark of a late preview back, and gives a plan none', () => {
    const late = { ...previewed(), isPreviewLate: true };
    expect(reschedule(late, STARTS + 240 * HOUR, '检修', by(DUE)).entity.isPreviewLate).toBe(true);
    expect(reschedule(planned(), STARTS - HOUR, '检修', by(DUE)).entity.isPreviewLate).toBe(false);
  });
});

describe('the preview', () => {
  test.each(STATUSES)('of a session that is %s', (status) => {
    const code = codeOf(() => publishPreview({ ...planned(), status }, FIRST_RULE_BOOK, by(DUE)));
    expect(code).toBe(status === 'planned' ? 'allowed' : 'wrong_stage');
  });

  test.each([
    ['a millisecond before the start', STARTS - 1, 'allowed'],
    ['at the start', STARTS, 'date_in_past'],
  ])('%s', (_label, now, code) => {
    expect(codeOf(() => publishPreview(planned(), FIRST_RULE_BOOK, by(now)))).toBe(code);
  });

  test('tells everybody where, when and how many may speak', () => {
    expect(previewed().notices).toEqual([
      {
        kind: 'preview',
        to: 'everyone',
        subject: 'session-16.2',
        at: DUE,
        facts: { sessionId: 'session-16', sessionNumber: 16, startsAt: STARTS, venue: '报告厅', slots: 20 },
      },
    ]);
    expect(previewed().hasNotice).toBe(true);
  });

  test('says in the history that it came late, and only then', () => {
    expect(previewed(DUE).history[1]).toMatchObject({ what: 'previewed', detail: '' });
    expect(previewed(DUE + 1).history[1]).toMatchObject({ what: 'previewed', detail: '晚于规定时间' });
    const marked = { ...planned(), isPreviewLate: true };
    expect(publishPreview(marked, FIRST_RULE_BOOK, by(DUE)).entity.isPreviewLate).toBe(true);
  });

  test('that is late is marked once', () => {
    const late = markLate(planned(), by(DUE + 1));
    expect(late?.event).toMatchObject({ what: 'preview_late', detail: '' });
    expect(late?.entity).toMatchObject({ isPreviewLate: true, status: 'planned', version: 2 });
    expect(late && markLate(late.entity, by(DUE + 2))).toBeNull();
  });
});

describe('the article of the preview', () => {
  const article = { url: 'https://mp.weixin.qq.com/s/abc', title: '预告', foundBy: 'office' as const };

  test('is attached, taken off, and then kept away', () => {
    const refused = { ...previewed(), isArticleRefused: true };
    const attached = attachArticle(refused, article, by(DUE));
    expect(attached.entity).toMatchObject({ article, isArticleRefused: false });
    expect(attached.event).toMatchObject({ what: 'article_attached', detail: article.url });
    const taken = detachArticle(attached.entity, by(DUE));
    expect(taken.entity).toMatchObject({ article: null, isArticleRefused: true });
    expect(taken.event).toMatchObject({ what: 'article_detached', detail: article.url });
    expect(detachArticle(taken.entity, by(DUE)).event.detail).toBe('');
  });

  test('put among the drafts, it is written down with the id of the draft', () => {
    const { entity, event } = draftPushed(previewed(), 'media-1', by(DUE));
    expect(event).toMatchObject({ what: 'draft_pushed', detail: 'media-1' });
    expect(entity).toEqual({ ...previewed(), version: 3, history: [...previewed().history, event] });
  });
});

test.each([
  ['planned', 0],
  ['previewed', 1],
  ['live', 2],
  ['closed', 3],
  ['minuted', 3],
  ['surveying', 3],
  ['announced', 4],
] as const)('%s fills %p of the four dots', (status, dots) => {
  const session = { ...previewed(), status };
  expect(stepOf(session, DUE)).toBe(dots);
  expect(stepOf(session, bookingUntil(session) - 1)).toBe(dots);
  expect(stepOf(session, bookingUntil(session))).toBe(status === 'previewed' ? 2 : dots);
});

test('figures add up over the pools of one wish, and leave the other out', () => {
  const pools = newPools('s', { ...plan, speakingSlots: 5, quota: { student: 3, staff: 2 } }).map((pool) => ({
    ...pool,
    left: 1,
    waiting: 4,
    offers: 1,
  }));
  expect(figuresOf(pools, 'speak')).toEqual({ left: 2, waiting: 8, offered: 2, confirmed: 1 });
  expect(figuresOf(pools, 'listen')).toEqual({ left: 1, waiting: 4, offered: 1, confirmed: 298 });
  expect(newPools('s', plan).map(({ _id, capacity, left }) => [_id, capacity, left])).toEqual([
    ['s:speak:any', 20, 20],
    ['s:listen:any', 300, 300],
  ]);
});
