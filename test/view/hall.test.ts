import type { DeskPerson, DeskQuestion, HallView } from '../../miniprogram/api/dto';
import { attendeesView } from '../../miniprogram/packages/dialogue/attendees/view';
import { attendanceView, withMore } from '../../miniprogram/packages/hall/attendance/view';
import { matching } from '../../miniprogram/packages/hall/door/people';
import {
  batchOf,
  unsettledOf,
  type Waiting,
  withEntry,
  without,
} from '../../miniprogram/packages/hall/door/queue';
import { doneRow, isEnterable, stateLine } from '../../miniprogram/packages/hall/door/view';
import {
  blankQuestion,
  differences,
  draftOf,
  formOf,
  isQuestionDraft,
  missingIn,
  type QuestionDraft,
  takeTheirs,
  toggled,
} from '../../miniprogram/packages/hall/question/form';
import { withOneMore } from '../../miniprogram/packages/hall/question/further';
import { keyAction, movedBefore, roomView, rowOf } from '../../miniprogram/packages/hall/room/view';
import { screenView, sizeOf } from '../../miniprogram/packages/hall/wall/view';
import { codeAt, opensWords } from '../../miniprogram/shared/hall';

const NOW = Date.parse('2026-12-03T16:10:00+08:00');
const HOUR = 3_600_000;

const question = (changes: Partial<DeskQuestion> = {}): DeskQuestion => ({
  id: 'q-1',
  sessionId: 'session-16',
  state: 'queued',
  order: 1,
  title: '宿舍热水',
  detail: '',
  category: 'logistics',
  departmentId: 'logistics',
  coDepartmentIds: [],
  asker: 'named',
  askerId: 'p-lin',
  askerName: '林小满',
  askerUnit: '信息工程系',
  isAskerHere: true,
  isPersonal: false,
  isApproved: false,
  votes: 0,
  answer: '',
  answeredBy: '',
  others: [],
  dueAt: null,
  onSpot: null,
  caseId: null,
  version: 3,
  ...changes,
});

const hall = (questions: DeskQuestion[], changes: Partial<HallView> = {}): HallView => ({
  sessionId: 'session-16',
  number: 16,
  startsAt: NOW - HOUR / 6,
  status: 'live',
  bookingUntil: NOW - 24 * HOUR,
  shows: 'session',
  currentId: null,
  questions,
  checkedIn: 12,
  unsettledIds: [],
  departments: [{ id: 'logistics', name: '后勤保障处' }],
  places: [],
  mayRun: true,
  ...changes,
});

describe('the hall on the office’s desk', () => {
  const late = question({ id: 'q-1', askerName: '周一鸣', isAskerHere: false });
  const here = question({ id: 'q-2', asker: 'hidden' });

  test('whoever is here is called before whoever has not come, and a hidden name is marked', () => {
    const view = roomView(hall([late, here]), NOW);
    expect(view.nextId).toBe('q-2');
    expect(view.nextLabel).toBe('请下一位：林小满（不公开姓名）');
    expect(view.queue.map(({ who }) => who)).toEqual([
      '周一鸣 · 信息工程系 · 还没签到 · 后勤保障',
      '林小满（不公开姓名） · 信息工程系 · 已签到 · 后勤保障',
    ]);
  });

  const current = { currentId: 'q-1' };
  test.each([
    ['before the session it begins', hall([late], { status: 'previewed' }), 'begin'],
    ['with nobody speaking the next is called', hall([late]), 'next'],
    ['who speaks is recorded', hall([question({ state: 'called' })], current), 'record'],
    ['a question left open is recorded', hall([question({ state: 'recorded' })], current), 'record'],
    ['after the answer the next is called', hall([question({ state: 'on_spot' }), here], current), 'next'],
    ['with an empty queue there is nothing to press', hall([question({ state: 'on_spot' })], current), ''],
    ['afterwards minutes are made', hall([], { status: 'closed' }), 'minutes'],
  ])('%s', (_what, given, main) => {
    expect(roomView(given, NOW).main).toBe(main);
  });

  test('a leader reads along: no button at the bottom, and no name where the asker is hidden', () => {
    const hidden = question({
      asker: 'hidden',
      askerId: null,
      askerName: '',
      askerUnit: '',
      isAskerHere: null,
    });
    const view = roomView(hall([hidden], { mayRun: false }), NOW);
    expect(view).toMatchObject({ mayRun: false, main: '' });
    expect(view.queue[0]?.who).toBe('不公开姓名 · 后勤保障');
    expect(rowOf(view, 'q-1')).toBe(view.queue[0]);
  });

  test.each([
    ['n', false, false, 'next'],
    ['R', false, false, 'record'],
    ['Enter', false, false, ''],
    ['n', true, false, ''],
    ['Enter', true, false, 'call'],
    ['Enter', true, true, ''],
    ['Escape', true, true, 'close'],
  ])('the key %s, with a sheet open: %p and findings: %p, does %p', (key, isSheetOpen, hasFindings, todo) => {
    const view = roomView(hall([question({ state: 'called' }), here], { currentId: 'q-1' }), NOW);
    expect(keyAction(key, { isSheetOpen, hasFindings, view })).toBe(todo);
    const before = roomView(hall([here], { status: 'previewed' }), NOW);
    expect(keyAction('n', { isSheetOpen: false, hasFindings, view: before })).toBe('');
  });

  const MINUTE = 60_000;
  test.each<[string, Partial<HallView>, string, string]>([
    [
      'while booking',
      { status: 'previewed', startsAt: NOW + 72 * HOUR, bookingUntil: NOW + 1 },
      '预约中',
      '',
    ],
    ['booked up', { status: 'previewed', startsAt: NOW + HOUR + 1, bookingUntil: NOW }, '预约已截止', ''],
    [
      'doors open',
      { status: 'previewed', startsAt: NOW + HOUR },
      '签到中 · 距开场 60 分钟',
      '离开场还有 60 分钟',
    ],
    ['at the hour', { status: 'previewed', startsAt: NOW }, '签到中 · 待开场', ''],
    ['just begun', { startsAt: NOW - 29 * MINUTE }, '进行中', '开场才 30 分钟'],
    ['half an hour in', { startsAt: NOW - 30 * MINUTE }, '进行中', ''],
    ['closed', { status: 'closed', startsAt: NOW - HOUR }, '整理纪要', ''],
  ])(
    '%s it is called by status and clock, and an early tap is asked about',
    (_what, changes, status, early) => {
      const view = roomView(hall([], changes), NOW);
      expect(view.status).toBe(status);
      if (early) expect(view.early).toBe(early);
    },
  );

  test('what was asked and not answered can be called, and counts beside what waits for approval', () => {
    const open = question({ id: 'q-3', state: 'recorded' });
    const view = roomView(hall([late, question({ id: 'q-2', isApproved: true }), open]), NOW);
    expect(view.unapproved).toBe(1);
    expect(rowOf(view, 'q-3')).toMatchObject({ isQueued: false, isApproved: false });
  });

  test('what keeps it from closing says why', () => {
    const open = [question({ id: 'q-1', state: 'recorded' }), here];
    const { unsettled } = roomView(hall(open, { unsettledIds: ['q-1', 'q-2'] }), NOW);
    expect(unsettled.map(({ why }) => why)).toEqual(['还没有答复，也没有转办', '人在会场，还没有发言']);
  });

  test.each([
    ['q-1', -1, undefined],
    ['q-2', -1, 'q-1'],
    ['q-1', 1, 'q-3'],
    ['q-2', 1, null],
    ['q-3', 1, undefined],
    ['q-9', 1, undefined],
  ] as const)('moving %s by %i stands it before %s', (id, by, before) => {
    expect(movedBefore([{ id: 'q-1' }, { id: 'q-2' }, { id: 'q-3' }], id, by)).toBe(before);
  });
});

describe('a question as it is recorded', () => {
  const further = { departmentId: 'logistics', answeredBy: '于海涛', answer: '换灯。' };
  const longAnswer = (length: number) => ({ ...further, answer: '长'.repeat(length) });
  const whole: QuestionDraft = {
    ...blankQuestion(),
    title: '图书馆周末开放',
    category: 'logistics',
    departmentId: 'library',
    answeredBy: '徐立峰',
    answer: '开到十一点。',
  };

  test.each<[string, Partial<QuestionDraft>, string[]]>([
    ['a whole one', {}, []],
    ['no title', { title: ' ' }, ['title']],
    ['no category', { category: 'nonsense' }, ['category']],
    ['no lead', { departmentId: '' }, ['departmentId']],
    ['an asker nobody has found', { asker: 'hidden' }, ['asker']],
    ['answered by nobody', { answeredBy: '', answer: '' }, ['answeredBy', 'answer']],
    ['transferred without a date', { settled: 'transferred' }, ['due']],
    ['transferred with a day that is none', { settled: 'transferred', due: '2026-02-30' }, ['due']],
    ['transferred', { settled: 'transferred', due: '2026-12-10', answer: '', answeredBy: '' }, []],
    ['open', { settled: 'open', answer: '', answeredBy: '' }, []],
    ['a further answer by nobody', { others: [{ ...further, answeredBy: ' ' }] }, ['others']],
    ['a further answer without words', { others: [{ ...further, answer: '' }] }, ['others']],
    ['as many words as the minutes hold', { answer: '长'.repeat(2000), others: [longAnswer(600)] }, []],
    ['one word more', { answer: '长'.repeat(2000), others: [longAnswer(601)] }, ['others']],
    ['open, whatever was begun', { settled: 'open', others: [{ ...further, answer: '' }] }, []],
  ])('%s', (_what, changes, missing) => {
    const draft = { ...whole, ...changes };
    expect(Object.keys(missingIn(draft))).toEqual(missing);
    expect(formOf(draft) === null).toBe(missing.length > 0);
  });

  test('a due date is the end of that day’s work, and nobody’s id goes with nobody', () => {
    const form = formOf({ ...whole, settled: 'transferred', due: '2026-12-10', askerId: 'p-lin' });
    expect(form).toMatchObject({
      askerId: null,
      settlement: { kind: 'transferred', dueAt: Date.parse('2026-12-10T17:30:00+08:00') },
    });
  });

  test('each further answer goes with the department that leads or helps, and with nobody’s otherwise', () => {
    const others = [
      further,
      { ...further, departmentId: 'teaching' },
      { ...further, departmentId: 'library' },
    ];
    const settlement = formOf({ ...whole, coIds: ['logistics'], others })?.settlement;
    expect(settlement?.others?.map(({ departmentId }) => departmentId)).toEqual([
      'logistics',
      null,
      'library',
    ]);
    expect(formOf(whole)?.settlement).not.toHaveProperty('others');
  });

  test('one more answer is that of the first helper that has not answered, up to four', () => {
    const draft = { ...whole, coIds: ['logistics', 'teaching'], others: [further] };
    expect(withOneMore(draft)[1]?.departmentId).toBe('teaching');
    expect(withOneMore({ ...draft, others: [1, 2, 3].map(() => further) })).toHaveLength(4);
    expect(withOneMore({ ...draft, others: [1, 2, 3, 4].map(() => further) })).toHaveLength(4);
  });

  test('the lead is no co-department, and five are the most', () => {
    const draft = { ...whole, coIds: ['a', 'b', 'c', 'd', 'e'] };
    expect(toggled(draft, 'f')).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(toggled(draft, 'b')).toEqual(['a', 'c', 'd', 'e']);
    expect(toggled({ ...draft, coIds: [] }, 'library')).toEqual([]);
  });

  test('a second editor sees only what is new, and takes it field by field', () => {
    const base = draftOf(question());
    const theirs = draftOf(question({ title: '三号楼热水', departmentId: 'library', version: 4 }));
    const mine = { ...base, title: '热水', answer: '修', departmentId: 'library' };
    const found = differences(base, theirs, mine, (id) => `${id}!`);
    expect(found).toEqual([{ field: 'title', label: '题目', theirs: '三号楼热水', mine: '热水' }]);
    expect(takeTheirs(mine, theirs, 'title')).toMatchObject({ title: '三号楼热水', answer: '修' });
  });

  test.each([
    ['a draft', blankQuestion(), true],
    ['an older version’s', { title: 'x' }, false],
    ['ids that are no text', { ...blankQuestion(), coIds: [1] }, false],
    ['further answers', { ...blankQuestion(), others: [further] }, true],
    ['further answers without words', { ...blankQuestion(), others: [{ answeredBy: '于海涛' }] }, false],
    ['nothing', null, false],
  ])('%s is recognised or dropped', (_what, value, isOne) => {
    expect(isQuestionDraft(value)).toBe(isOne);
  });
});

describe('the desk at the door', () => {
  const waiting = (changes: Partial<Waiting> = {}): Waiting => ({
    entryId: 'desk-1',
    personId: 'p-lin',
    number: '',
    code: '',
    name: '林小满',
    unit: '信息工程系',
    at: NOW,
    ...changes,
  });

  test('a second tap on one person is no second entry; another way of naming somebody is', () => {
    const queue = withEntry([waiting()], waiting({ entryId: 'desk-2' }));
    expect(queue).toHaveLength(1);
    expect(withEntry(queue, waiting({ entryId: 'desk-3', personId: '', number: '20240101' }))).toHaveLength(
      2,
    );
  });

  test.each([
    ['just now', NOW, 0],
    ['an hour ago', NOW - HOUR, HOUR],
    ['by a clock that was set back since', NOW + HOUR, 0],
    ['two days ago', NOW - 48 * HOUR, 24 * HOUR],
  ])('an entry made %s is sent with its age', (_what, at, ageMs) => {
    expect(batchOf([waiting({ at })], NOW)).toEqual([{ entryId: 'desk-1', personId: 'p-lin', ageMs }]);
  });

  test('fifty go at once, and what came meanwhile stays', () => {
    const queue = Array.from({ length: 51 }, (_none, at) =>
      waiting({ entryId: `desk-${at}`, personId: `p-${at}` }),
    );
    const sent = batchOf(queue, NOW);
    expect(sent).toHaveLength(50);
    const answers = sent.map(({ entryId }) => ({
      entryId,
      answer: 'checked_in' as const,
      personId: null,
      name: '',
      unit: '',
      firstAt: null,
      wish: null,
    }));
    expect(without(queue, answers).map(({ entryId }) => entryId)).toEqual(['desk-50']);
  });

  test('what the server finds nobody for is not done: it goes on as typed, told and timed', () => {
    const queue = [
      waiting(),
      waiting({
        entryId: 'desk-2',
        personId: '',
        number: '20259001',
        name: '程新宇',
        told: { name: '程新宇', unit: '艺术系' },
      }),
    ];
    const said = { personId: null, name: '', unit: '', firstAt: null, wish: null };
    const answers = [
      { ...said, entryId: 'desk-1', answer: 'checked_in' as const },
      { ...said, entryId: 'desk-2', answer: 'unknown' as const },
    ];
    expect(unsettledOf(queue, answers)).toEqual([
      { entryId: 'desk-2', typed: '20259001', name: '程新宇', unit: '艺术系', firstAt: NOW },
    ]);
    expect(stateLine(0, false, true, 1)).toBe('全部已同步，1 人待核对');
  });

  const known: DeskPerson[] = [
    {
      personId: 'p-lin',
      name: '林小满',
      unit: '',
      kind: 'student',
      numberEnd: '101',
      wish: 'speak',
      code: 'LIN234',
      firstAt: null,
    },
    {
      personId: 'p-zhou',
      name: '周一鸣',
      unit: '',
      kind: 'student',
      numberEnd: '215',
      wish: null,
      code: '',
      firstAt: null,
    },
  ];
  test.each([
    ['林', ['p-lin']],
    ['小满', []],
    ['lin234', ['p-lin']],
    ['20240215', ['p-zhou']],
    ['15', []],
  ])('without network %s finds %j', (typed, ids) => {
    expect(matching(known, typed).map(({ personId }) => personId)).toEqual(ids);
  });

  test.each([
    [0, false, true, '全部已同步'],
    [0, true, true, '没有网络，照常登记，会存在这台手机上'],
    [2, false, true, '2 人待同步，正在发送'],
    [2, true, true, '没有网络，2 人已存在这台手机上，连上后自动同步'],
    [0, false, false, '全部已同步。存储空间已满，断网时存不下登记，请先清理微信的存储空间。'],
    [0, true, false, '没有网络，存储空间也满了，现在不能登记。请清理微信的存储空间，或者换一台手机。'],
    [2, false, false, '2 人待同步，正在发送'],
    [2, true, false, '没有网络，2 人还没有发出，也没有存下。请不要关闭小程序，连上后自动同步。'],
  ])('with %i waiting, cut: %s, and room: %s the line says what is safe', (count, isCut, canKeep, line) => {
    expect(stateLine(count, isCut, canKeep)).toBe(line);
  });

  test('whom the server does not know is named as the desk typed it', () => {
    const result = {
      entryId: 'desk-1',
      answer: 'unknown' as const,
      personId: null,
      name: '',
      unit: '',
      firstAt: null,
      wish: null,
    };
    expect(doneRow(result, waiting({ name: '20249999' }))).toMatchObject({ name: '20249999', isGood: false });
    expect(isEnterable('20249999')).toBe(true);
    expect(isEnterable('林小满')).toBe(false);
  });
});

describe('the screen of the hall', () => {
  const codes = [
    { text: 'one', showInMs: 0, showForMs: 4_000 },
    { text: 'two', showInMs: 4_000, showForMs: 15_000 },
  ];
  test.each([
    [0, 'one', 4_000],
    [3_999, 'one', 1],
    [4_000, 'two', 15_000],
    [18_999, 'two', 1],
  ])('%i ms after the answer it shows %s', (elapsed, text, leftMs) => {
    expect(codeAt(codes, elapsed)).toEqual({ text, leftMs });
  });
  test.each([-1, 19_000])('at %i ms there is no code', (elapsed) => {
    expect(codeAt(codes, elapsed)).toBeNull();
  });

  test.each([
    [0, ''],
    [1, '1 分钟后开始签到'],
    [90 * 60_000, '90 分钟后开始签到'],
    [91 * 60_000, '开场前 60 分钟开始签到'],
  ])('%i ms before check-in opens it says so', (left, words) => {
    expect(opensWords(left)).toBe(words);
  });

  test.each([
    [12, 'huge'],
    [13, 'large'],
    [24, 'large'],
    [25, 'middle'],
  ])('a title of %i characters stands %s', (length, size) => {
    expect(sizeOf('字'.repeat(length))).toBe(size);
  });

  const openings = [
    { number: 15, round: 1, digest: '1a2b3c4d5e6f'.padEnd(64, '0') },
    { number: 14, round: 2, digest: '778899aabbcc'.padEnd(64, '0') },
  ];

  test.each([
    ['before the questions', 'previewed', 2],
    ['while they are asked', 'live', 0],
    ['after them', 'minuted', 2],
  ] as const)('%s it holds the codes to compare with phones', (_when, status, codes) => {
    expect(screenView({ ...asked, status, openings }).codes).toEqual(
      ['第 15 期 1a2b 3c4d 5e6f', '第 14 期第 2 轮 7788 99aa bbcc'].slice(0, codes),
    );
  });

  test('a session that was called off says so, and why, and shows nothing else', () => {
    const off = screenView({ ...asked, status: 'cancelled', calledOffReason: '受台风影响', openings });
    expect(off).toMatchObject({ stage: 'off', reason: '受台风影响', current: null, codes: [] });
  });

  const asked: Parameters<typeof screenView>[0] = {
    shows: 'session',
    number: 16,
    startsAt: NOW,
    status: 'live',
    venue: '图书馆报告厅',
    calledOffReason: '',
    chair: '党委书记郑国栋',
    answerers: [],
    checkedIn: 3,
    booked: 5,
    current: {
      title: '热水',
      asker: '',
      category: 'logistics',
      departmentName: '后勤保障处',
      coDepartmentNames: ['学生处'],
      answerer: '后勤保障处处长徐立峰',
      votes: 6,
      calledAt: NOW,
    },
    settled: 0,
    next: [
      { title: '选课', votes: 0 },
      { title: '食堂', votes: 2 },
    ],
    outcomes: [],
    record: null,
    announcement: null,
    openings: [],
  };

  test('a hidden asker has no name on it', () => {
    const view = screenView(asked);
    expect(view.current).toMatchObject({
      asker: '提问人不公开',
      department: '后勤保障处、学生处',
      facts: '后勤保障处处长徐立峰答复 · 6 人也想问',
    });
    expect(view.next.map(({ title }) => title)).toEqual(['选课', '食堂（2 人也想问）']);
  });
});

describe('who came', () => {
  const arrival = {
    personId: 'p-lin',
    name: '林小满',
    unit: '信息工程系',
    kind: 'student',
    firstAt: NOW - HOUR / 2,
    method: 'scan',
    wish: 'speak',
  } as const;
  const ways = { scan: 1, desk: 1, late: 1, onNetwork: null, perMinute: [{ at: NOW, people: 2 }] };
  const totals = { checkedIn: 3, booked: 1, walkIns: 2, absent: 4, ...ways };
  const late = [{ personId: 'p-he', name: '何思源', at: NOW, by: '吴', isOwn: false }];
  const first = attendanceView({ people: [arrival], totals, next: 'c', late });

  test('says how many came by which way, when most, and who waits to be confirmed', () => {
    expect([first.ways, first.rush]).toEqual(['扫码 1 · 签到台 1 · 补登 1', '16:10 2 人']);
    expect(first.network).toBe('');
    const named = attendanceView({ people: [], totals: { ...totals, onNetwork: 1 }, next: null, late: [] });
    expect(named.network).toBe('扫码的人里，1 人经会场网络');
    expect(first.late).toEqual([{ id: 'p-he', name: '何思源', note: '16:10 到场，吴补登', isOwn: false }]);
  });

  test('is told with unit, booking, way and time, beneath the totals', () => {
    expect(first.figures.map(({ label, value }) => `${label}${value}`)).toEqual([
      '已签到3',
      '预约的1',
      '直接参加2',
      '预约未到4',
    ]);
    expect(first.rows[0]).toMatchObject({
      who: '信息工程系 · 学生',
      how: '预约发言 · 扫码签到',
      time: '15:40',
    });
  });

  test('goes on where the first page ended, and nobody stands there twice', () => {
    const other = { ...arrival, personId: 'p-he', wish: null, method: 'desk' } as const;
    const more = withMore(first, { people: [arrival, other], totals: null, next: null, late: [] });
    expect(more.rows.map(({ how }) => how)).toEqual(['预约发言 · 扫码签到', '直接参加 · 签到台登记']);
    expect([more.next, more.figures]).toEqual(['', first.figures]);
  });

  test.each([
    ['nobody is named until somebody agrees', [], '暂无参会师生公开姓名', []],
    [
      'those who agreed stand by unit, and two of one name are two',
      [
        { name: '林小满', unit: '财务处' },
        { name: '林小满', unit: '财务处' },
      ],
      '其中 2 人愿意公开姓名',
      ['财务处 林小满、林小满'],
    ],
  ])('%s', (_what, people, named, units) => {
    const view = attendeesView({ number: 16, checkedIn: 667, people, isListed: null });
    expect(view).toMatchObject({ named, wasHere: false, isListed: false });
    expect(
      view.units.map(({ unit, names }) => `${unit} ${names.map(({ name }) => name).join('、')}`),
    ).toEqual(units);
  });
});
