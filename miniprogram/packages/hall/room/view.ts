import { categoryName } from '../../../api/categories';
import type { DeskQuestion, HallView } from '../../../api/dto';
import { ON_SPOT_STATES, QUESTION_STATES } from '../../../shared/hall';
import { stageWords } from '../../../shared/session-stage';
import { dateWords, momentWords } from '../../../shared/time';

export interface RoomRow {
  id: string;
  title: string;
  /** Who asks, whether they are here, and how many want it. */
  who: string;
  state: string;
  /** How it was settled, in one line; empty while it is not. */
  result: string;
  isApproved: boolean;
  isPersonal: boolean;
  /** Has its turn come, or not yet? Decides what can be done with it. */
  isQueued: boolean;
  /** What was asked and what was said, for whoever only reads. */
  detail: string;
  answer: string;
  caseId: string;
}

/** One place at the table. */
export interface PlaceRow {
  key: string;
  name: string;
  title: string;
  /** The office, and that it is the chair's. */
  about: string;
  isChair: boolean;
  isPresent: boolean;
}

export interface RoomView {
  title: string;
  status: string;
  when: string;
  checkedIn: number;
  /** How long it has been on; empty while it is not. */
  elapsed: string;
  /** What the walls show. */
  shows: HallView['shows'];
  /** The office runs the hall; a leader reads along. */
  mayRun: boolean;
  /** Before, during and after: decides which buttons stand there. */
  stage: 'before' | 'live' | 'after';
  current: RoomRow | null;
  queue: RoomRow[];
  /** Asked, and neither answered nor transferred. */
  open: RoomRow[];
  done: RoomRow[];
  skipped: RoomRow[];
  /** Whom the button at the bottom calls; empty when the queue is. */
  nextId: string;
  nextLabel: string;
  /** How early it is to begin, or to end: asked about first. Empty when it is not. */
  early: string;
  /** How many wait in the queue whose words nobody has approved. */
  unapproved: number;
  /** The button at the bottom: who speaks now is recorded before the next is called. */
  main: 'begin' | 'record' | 'next' | 'minutes' | '';
  /** Who was planned and who sits there besides. */
  places: PlaceRow[];
  presence: string;
  /** From the beginning until the minutes are out it can be ticked who is there. */
  canTick: boolean;
  /** What keeps the session from being closed. */
  unsettled: { id: string; title: string; why: string }[];
}

/** The Thursday on the office's desk. */
export function roomView(hall: HallView, now: number): RoomView {
  const departments = new Map(hall.departments.map(({ id, name }) => [id, name]));
  const row = (question: DeskQuestion) => roomRow(question, departments, question.id === hall.currentId);
  const of = (...states: DeskQuestion['state'][]) =>
    hall.questions.filter(({ state, id }) => states.includes(state) && id !== hall.currentId);
  const current = hall.questions.find(({ id }) => id === hall.currentId);
  const queue = of('queued');
  // Whoever is here comes before whoever has not come yet.
  const next = queue.find(({ isAskerHere }) => isAskerHere !== false) ?? queue[0];
  return {
    title: `第 ${hall.number} 期`,
    status: stageWords(hall, now >= hall.bookingUntil, now),
    when: momentWords(hall.startsAt, now),
    checkedIn: hall.checkedIn,
    elapsed:
      hall.status === 'live' && now > hall.startsAt
        ? `已进行 ${Math.floor((now - hall.startsAt) / 60_000)} 分钟`
        : '',
    shows: hall.shows,
    mayRun: hall.mayRun,
    stage: hall.status === 'live' ? 'live' : isBefore(hall) ? 'before' : 'after',
    current: current ? row(current) : null,
    queue: queue.map(row),
    open: of('called', 'recorded').map(row),
    done: of('on_spot', 'transferred').map(row),
    skipped: of('skipped').map(row),
    nextId: next?.id ?? '',
    nextLabel: next ? `请下一位：${askerWords(next)}` : '',
    early: earlyWords(hall, now),
    unapproved: queue.filter(({ isApproved, isPersonal }) => !isApproved && !isPersonal).length,
    main: mainOf(hall, current, next),
    places: placeRows(hall.places),
    presence: presenceLine(hall.places),
    canTick: hall.mayRun && (hall.status === 'live' || hall.status === 'closed'),
    unsettled: hall.questions
      .filter(({ id }) => hall.unsettledIds.includes(id))
      .map((question) => ({ id: question.id, title: question.title, why: whyOpen(question) })),
  };
}

export const placeRows = (places: HallView['places']): PlaceRow[] =>
  places.map((place, at) => ({
    ...place,
    key: `${at}:${place.name}`,
    about: `${place.title}${place.isChair ? ' · 主持' : ''}`,
  }));

/** 已勾选 3 / 9 位, so that a table nobody looked at yet is seen. */
export const presenceLine = (places: HallView['places']): string =>
  `已勾选 ${places.filter(({ isPresent }) => isPresent).length} / ${places.length} 位`;

function mainOf(
  hall: HallView,
  current: DeskQuestion | undefined,
  next: DeskQuestion | undefined,
): RoomView['main'] {
  if (!hall.mayRun) return '';
  if (hall.status !== 'live') return isBefore(hall) ? 'begin' : 'minutes';
  const isDone = current?.state === 'on_spot' || current?.state === 'transferred';
  if (current && !isDone) return 'record';
  return next ? 'next' : '';
}

/** Before the hour it may be a slip of the thumb; so may be an end in the first half hour. */
function earlyWords({ status, startsAt }: HallView, now: number): string {
  const minutes = Math.ceil((startsAt - now) / 60_000);
  if (minutes > 0) return `离开场还有 ${minutes} 分钟`;
  return status === 'live' && minutes > -SHORTEST_MINUTES ? `开场才 ${1 - minutes} 分钟` : '';
}

const SHORTEST_MINUTES = 30;

const isBefore = ({ status }: HallView) => status === 'planned' || status === 'previewed';

const whyOpen = ({ state }: DeskQuestion): string =>
  state === 'queued' ? '人在会场，还没有发言' : '还没有答复，也没有转办';

/** The office reads the name of a hidden asker, and that it must not be said aloud; a leader reads no name at all. */
function askerWords(question: DeskQuestion): string {
  if (question.asker === 'hidden' && question.askerName === '') return '不公开姓名';
  if (question.asker === 'none' || question.askerName === '') return '没有留提问人';
  return question.asker === 'hidden' ? `${question.askerName}（不公开姓名）` : question.askerName;
}

function roomRow(
  question: DeskQuestion,
  departments: ReadonlyMap<string, string>,
  isCurrent: boolean,
): RoomRow {
  const here = question.isAskerHere === null ? '' : question.isAskerHere ? '已签到' : '还没签到';
  const who = [askerWords(question), question.askerUnit, here, categoryName(question.category)];
  if (question.votes > 0) who.push(`${question.votes} 人也想问`);
  if (question.isPersonal) who.push('个人事项');
  const state = stateWord(question, isCurrent);
  return {
    id: question.id,
    title: question.title,
    who: who.filter(Boolean).join(' · '),
    state,
    result: resultWords(question, departments),
    isApproved: question.isApproved,
    isPersonal: question.isPersonal,
    isQueued: question.state === 'queued',
    detail: question.detail,
    answer: question.answer,
    caseId: question.caseId ?? '',
  };
}

function stateWord({ state }: DeskQuestion, isCurrent: boolean): string {
  if (state === 'queued') return '';
  // Called, and somebody else was called before anything was written down.
  return state === 'called' && !isCurrent ? '问过，待记录' : QUESTION_STATES[state];
}

function resultWords(question: DeskQuestion, departments: ReadonlyMap<string, string>): string {
  const lead = departments.get(question.departmentId ?? '') ?? '';
  if (question.state === 'on_spot') {
    const said = question.onSpot ? `，${ON_SPOT_STATES[question.onSpot]}` : '';
    return `${question.answeredBy}答复${said}`;
  }
  if (question.state !== 'transferred') return '';
  return question.dueAt === null ? `转${lead}` : `转${lead}，${dateWords(question.dueAt)}前办结`;
}

/** What a key does on a computer: N the next, R the record, Enter the button of the open sheet, Esc closes it. */
export function keyAction(
  key: string,
  { isSheetOpen, hasFindings, view }: { isSheetOpen: boolean; hasFindings: boolean; view: RoomView },
): 'next' | 'record' | 'call' | 'close' | '' {
  if (isSheetOpen) {
    if (key === 'Escape') return 'close';
    return key === 'Enter' && view.stage === 'live' && !hasFindings ? 'call' : '';
  }
  if (view.stage !== 'live') return '';
  if (key === 'n' || key === 'N') return view.nextId === '' ? '' : 'next';
  return (key === 'r' || key === 'R') && view.current ? 'record' : '';
}

/** One question of the room, wherever it stands. */
export const rowOf = ({ current, queue, open, done, skipped }: RoomView, id: string): RoomRow | null =>
  [current, ...queue, ...open, ...done, ...skipped].find((row) => row?.id === id) ?? null;

/** Moving one place: the id it then stands before, null for the end, undefined where it cannot move. */
export function movedBefore(
  queue: readonly { id: string }[],
  id: string,
  by: -1 | 1,
): string | null | undefined {
  const at = queue.findIndex((one) => one.id === id);
  if (at < 0) return undefined;
  if (by === -1) return queue[at - 1]?.id;
  return at + 1 < queue.length ? (queue[at + 2]?.id ?? null) : undefined;
}
