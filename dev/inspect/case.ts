import { DRAWN_PLACES } from '../../cloudfunctions/core/case/anonymous';
import type { Case } from '../../cloudfunctions/core/case/case';
import { INITIAL_CATEGORIES, isChoosable } from '../../cloudfunctions/core/case/categories';
import { derived } from '../../cloudfunctions/core/case/derived';
import { caseJoinId } from '../../cloudfunctions/core/case/join';
import { caseRulesOf, FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { OTHER } from '../../miniprogram/shared/category';
import { across, type Fault, type Invariant, ofEach, unless } from './invariant';
import type { View } from './view';

type Status = Case['status'];

/** Which states a line of the history can leave a case in; other lines leave it as it was. */
const STATUS_EVENTS: Partial<Record<Case['history'][number]['what'], readonly Status[]>> = {
  submitted: ['submitted'],
  accepted: ['accepted'],
  assigned: ['assigned', 'in_progress'],
  taken: ['in_progress'],
  return_upheld: ['accepted', 'assigned', 'in_progress'],
  replied: ['replied'],
  reopened: ['accepted', 'in_progress'],
  solved: ['closed'],
  closed: ['closed'],
  withdrawn: ['closed'],
  merged: ['closed'],
  leaver_closed: ['closed'],
  department_dissolved: ['submitted', 'accepted', 'assigned', 'in_progress', 'replied', 'closed'],
};

/** Days of counters that `jobs` keeps (case/numbering). */
const KEPT_DAYS = 400;
const DAY_MS = 86_400_000;
const NUMBER = /^(\d{4})(\d{2})(\d{2})-(\d{4,})$/;

export const caseInvariants: readonly Invariant[] = [
  ofEach('complaint-decided', 'complaints', ({ state, decidedAt, decidedBy, decision }) =>
    unless([
      state === 'open' ? decidedAt === null && decidedBy === null : decidedAt !== null && decision !== '',
      '处理结果与状态不一致',
    ]),
  ),

  ofEach('case-owner', 'cases', ({ isOpen, status, assignedTo, responsibleId }) =>
    unless(
      [!isOpen || status !== 'assigned' || assignedTo !== null, '已交办，没有承办部门'],
      [!isOpen || status !== 'in_progress' || responsibleId !== null, '正在办理，没有负责的部门'],
      [
        !isOpen ||
          (status !== 'submitted' && status !== 'accepted') ||
          (assignedTo === null && responsibleId === null),
        '尚在活动办公室，却已交给部门',
      ],
    ),
  ),

  ofEach('case-history', 'cases', ({ status, history }) => {
    const last = history.filter(({ what }) => STATUS_EVENTS[what] !== undefined).at(-1);
    return unless(
      [history[0]?.what === 'submitted', '历史记录不从提出开始'],
      [
        last === undefined || (STATUS_EVENTS[last.what]?.includes(status) ?? false),
        `状态 ${status} 与历史记录不一致`,
      ],
    );
  }),

  ofEach('case-deadline', 'cases', ({ baseDueAt, dueAt, pauses, extraDays, pause, status }) =>
    unless(
      [dueAt >= baseDueAt, '办理时限早于最初的时限'],
      [pauses.length > 0 || extraDays > 0 || dueAt === baseDueAt, '没有暂停和延期，办理时限却有变动'],
      [pauses.every(({ at, until }) => at <= until), '暂停计时的结束早于开始'],
      [pause === null || (status !== 'closed' && status !== 'replied'), '已有结果，仍在暂停计时'],
    ),
  ),

  ofEach('case-result', 'cases', (entity) => {
    const { status, closing, closedAt, reply, mergedInto, commitment } = entity;
    const isClosed = status === 'closed';
    return unless(
      [isClosed === (closing !== null) && isClosed === (closedAt !== null), '办结方式、办结时间与状态不一致'],
      [status !== 'replied' || reply !== null, '已答复，没有答复内容'],
      [(reply === null) === (entity.firstReplyAt === null), '答复与首次答复时间不一致'],
      [(mergedInto !== null) === (closing === 'merged'), '合并去向与办结方式不一致'],
      [commitment === null || reply !== null, '有承诺，没有答复'],
    );
  }),

  ofEach('case-publicity', 'cases', ({ isPublic, published, isProtected, history }) => {
    const last = history.filter(({ what }) => what === 'published' || what === 'unpublished').at(-1);
    return unless(
      [!isPublic || published !== null, '已公开，没有公开的文字'],
      [!isPublic || !isProtected, '保密举报不得公开'],
      [last === undefined || (last.what === 'published') === isPublic, '公开情况与历史记录不一致'],
    );
  }),

  ofEach('case-anonymity', 'cases', ({ identity, askerId, phone, receiptSelector, receiptHash }) =>
    unless(
      [identity !== 'anonymous' || (askerId === null && phone === ''), '匿名诉求留有提出人或联系方式'],
      [(receiptSelector === null) === (receiptHash === null), '回执码只存了一半'],
    ),
  ),

  ofEach('case-supervision', 'cases', ({ supervisions, history }) =>
    unless(
      [new Set(supervisions.map(({ orderId }) => orderId)).size === supervisions.length, '督办编号重复'],
      [
        history.filter(({ what }) => what === 'supervision_ordered').length === supervisions.length,
        '督办与历史记录条数不一致',
      ],
    ),
  ),

  across('case-derived', ['cases', 'rulebooks'], async function* (view) {
    const books = new Map((await view.all('rulebooks')).map((book) => [book.version, book]));
    books.set(FIRST_RULE_BOOK.version, books.get(FIRST_RULE_BOOK.version) ?? FIRST_RULE_BOOK);
    for await (const entity of view.each('cases')) {
      const book = books.get(entity.rulesVersion);
      if (!book) {
        yield { id: entity._id, what: `所用规则第 ${entity.rulesVersion} 版不存在` };
        continue;
      }
      const right = Object.entries(derived(entity, caseRulesOf(book)));
      const stored = new Map<string, unknown>(Object.entries(entity));
      // The flag of the notices is an invariant of its own.
      const wrong = right.filter(
        ([field, value]) =>
          field !== 'hasNotice' && JSON.stringify(stored.get(field)) !== JSON.stringify(value),
      );
      if (wrong.length === 0) continue;
      yield {
        id: entity._id,
        what: `${wrong.map(([field]) => field).join('、')} 与诉求内容不一致`,
        mend: {
          how: 'set',
          collection: 'cases',
          id: entity._id,
          unchanged: { version: entity.version },
          set: Object.fromEntries(wrong),
          does: '按诉求内容重算列表和定时所用的字段',
        },
      };
    }
  }),

  across('case-merges', ['cases'], async function* (view) {
    const into = new Map<string, string>();
    for await (const { _id, mergedInto } of view.each('cases', ['mergedInto']))
      if (mergedInto !== null) into.set(_id, mergedInto.id);
    for (const start of into.keys()) {
      const seen = new Set<string>();
      let at: string | undefined = start;
      while (at !== undefined && !seen.has(at)) {
        seen.add(at);
        at = into.get(at);
      }
      if (at === start) yield { id: start, what: '合并形成循环' };
    }
  }),

  across('case-joins', ['cases', 'case_joins'], joinFaults),

  ofEach('case-join-ids', 'case_joins', ({ _id, caseId, personId, isFollowing }) =>
    unless(
      [
        personId === null ? _id.startsWith(`${caseId}:`) : _id === caseJoinId(caseId, personId),
        '编号与诉求、关注人不一致',
      ],
      [personId !== null || !isFollowing, '匿名诉求的一票没有人关注'],
    ),
  ),

  across('case-counters', ['case_days', 'cases'], counterFaults),

  across('case-index', ['case_index', 'cases'], indexFaults),

  ofEach('topic-list', 'case_topics', ({ topics, categories = INITIAL_CATEGORIES }) =>
    unless(
      [new Set(categories.map(({ id }) => id)).size === categories.length, '类别编号重复'],
      [new Set(categories.map(({ name }) => name)).size === categories.length, '类别名称重复'],
      [isChoosable(categories, OTHER), '没有“其他”类别'],
      [topics.every(({ category }) => categories.some(({ id }) => id === category)), '主题的类别不在列表中'],
      [new Set(topics.map(({ id }) => id)).size === topics.length, '主题编号重复'],
      [
        new Set(topics.map(({ category, name }) => `${category} ${name}`)).size === topics.length,
        '同一类别里有同名主题',
      ],
    ),
  ),

  across(
    'categories',
    ['case_topics', 'cases', 'bookings', 'questions', 'seat_questions'],
    async function* (view) {
      const [list] = await view.all('case_topics');
      const known = new Set((list?.categories ?? INITIAL_CATEGORIES).map(({ id }) => id));
      const what = '类别不在列表中';
      for (const name of ['cases', 'questions', 'seat_questions'] as const)
        for await (const { _id, category } of view.each(name, ['category']))
          if (!known.has(category)) yield { id: _id, what };
      for await (const { _id, form } of view.each('bookings', ['form']))
        if (form?.category && !known.has(form.category)) yield { id: _id, what };
    },
  ),

  across('case-topics', ['cases', 'case_topics'], async function* (view) {
    const topics = (await view.all('case_topics')).flatMap((list) => list.topics);
    const categories = new Map(topics.map(({ id, category }) => [id, category]));
    for await (const { _id, category, topic } of view.each('cases', ['category', 'topic'])) {
      if (topic && categories.get(topic.id) !== category)
        yield { id: _id, what: '主题不在列表中，或者属于另一个类别' };
    }
  }),

  ofEach('matters', 'matters', ({ _id, cases, state, sessionId }) =>
    unless(
      [cases.length > 0 && new Set(cases.map(({ id }) => id)).size === cases.length, '所含诉求为空或重复'],
      [sessionId === null || state === 'on_agenda', '未列入话题，却记有期次'],
      [_id !== '', '没有编号'],
    ),
  ),

  ofEach('ledger-files', 'ledgers', ({ state, fileId, done, total }) =>
    unless(
      [(state === 'done') === (fileId !== ''), '台账文件与进度状态不一致'],
      [done <= total, '已写条数多于总条数'],
    ),
  ),
];

/** Voices: whoever joined, and the askers of cases that were merged into it. What is being counted is left alone. */
async function* joinFaults(view: View): AsyncGenerator<Fault> {
  const joined = new Map<string, number>();
  const counting = new Set<string>();
  const fields = ['caseId', 'hasJoined', 'countingSince'];
  for await (const { caseId, hasJoined, countingSince } of view.each('case_joins', fields)) {
    if (hasJoined) joined.set(caseId, (joined.get(caseId) ?? 0) + 1);
    if (countingSince) counting.add(caseId);
  }
  for await (const { _id, joins, version, forgottenAt } of view.each('cases', [
    'joins',
    'version',
    'forgottenAt',
  ])) {
    const counted = joined.get(_id) ?? 0;
    if (counted === joins || counting.has(_id) || forgottenAt !== undefined) continue;
    yield {
      id: _id,
      what: `同样遇到的人数记为 ${joins}，实为 ${counted}`,
      mend: {
        how: 'set',
        collection: 'cases',
        id: _id,
        unchanged: { version, joins },
        set: { joins: counted },
        does: '按关注记录重算人数',
      },
    };
  }
}

async function* counterFaults(view: View): AsyncGenerator<Fault> {
  const highest = new Map<string, number>();
  for await (const { _id, number } of view.each('cases', ['number'])) {
    const [, year, month, day, place] = NUMBER.exec(number) ?? [];
    if (place === undefined) yield { id: _id, what: '诉求编号格式不对' };
    else {
      const key = `${year}-${month}-${day}`;
      // What anonymous items have drawn says nothing of the counter.
      const inOrder = Number(place) < DRAWN_PLACES.from ? Number(place) : 0;
      highest.set(key, Math.max(highest.get(key) ?? 0, inOrder));
    }
  }
  const days = new Map((await view.all('case_days', ['issued', 'rules'])).map((day) => [day._id, day]));
  const newest = [...highest.keys(), ...days.keys()].sort().at(-1) ?? '';
  const rules = [...days.values()].sort((left, right) => (left._id < right._id ? 1 : -1))[0]?.rules;
  for (const [day, issued] of highest) {
    const counter = days.get(day);
    // Counters that old are removed, and nobody is given a number of theirs any more.
    if (!counter && Date.parse(newest) - Date.parse(day) >= KEPT_DAYS * DAY_MS) continue;
    const what = `当日编号已用到 ${issued}，计数${counter ? `只到 ${counter.issued}` : '不存在'}`;
    if (!counter)
      yield {
        id: day,
        what,
        mend: {
          how: 'add',
          collection: 'case_days',
          document: { _id: day, issued, recent: {}, rules: rules ?? caseRulesOf(FIRST_RULE_BOOK) },
          does: '补建当日计数',
        },
      };
    else if (counter.issued < issued)
      yield {
        id: day,
        what,
        mend: {
          how: 'set',
          collection: 'case_days',
          id: day,
          unchanged: { issued: counter.issued },
          set: { issued },
          does: '把计数提高到已用的最大编号',
        },
      };
  }
}

/** The newest so many published cases stand in the index (case/search-index). */
const INDEXED = 4000;

async function* indexFaults(view: View): AsyncGenerator<Fault> {
  const parts = await view.all('case_index');
  const state = parts.find(({ _id }) => _id === 'state');
  const published: { id: string; number: string; title: string }[] = [];
  for await (const { _id, number, isPublic, published: words } of view.each('cases', [
    'number',
    'isPublic',
    'published',
  ]))
    if (isPublic) published.push({ id: _id, number, title: words?.title ?? '' });
  if (state?.isStale) return;
  const wanted = published.sort((left, right) => (left.number < right.number ? 1 : -1)).slice(0, INDEXED);
  const titles = new Map(wanted.map(({ id, title }) => [id, title]));
  const entries = parts.flatMap((part) => part.entries);
  const indexed = new Set(entries.map(({ id }) => id));
  const wrong = unless(
    [
      wanted.every(({ id }) => indexed.has(id)),
      `有 ${wanted.filter(({ id }) => !indexed.has(id)).length} 件公开诉求不在检索中`,
    ],
    [entries.every(({ id }) => titles.has(id)), '检索中有未公开的诉求'],
    [entries.every(({ id, title }) => (titles.get(id) ?? title) === title), '检索中的标题与公开的标题不同'],
    [entries.length === indexed.size, '检索中同一件诉求出现两次'],
  );
  if (wrong.length === 0) return;
  const does = '标记检索需要重建，由定时任务重建';
  yield {
    id: 'state',
    what: wrong.join('；'),
    mend: state
      ? {
          how: 'set',
          collection: 'case_index',
          id: 'state',
          unchanged: { isStale: false },
          set: { isStale: true },
          does,
        }
      : {
          how: 'add',
          collection: 'case_index',
          document: { _id: 'state', entries: [], isStale: true },
          does,
        },
  };
}
