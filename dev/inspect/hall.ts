import { attendanceId, NOBODY } from '../../cloudfunctions/core/hall/attendance';
import { isSolvedOnSpot, type Question, wasAsked } from '../../cloudfunctions/core/hall/question';
import { hasReached } from '../../cloudfunctions/core/session/course';
import { across, type Fault, type Invariant, ofEach, unless } from './invariant';
import type { View } from './view';

export const hallInvariants: readonly Invariant[] = [
  across('hall-closing', ['halls', 'sessions'], async function* (view) {
    const sessions = new Map(
      (await view.all('sessions', ['status'])).map((session) => [session._id, session]),
    );
    for await (const { _id, closing } of view.each('halls', ['closing'])) {
      const session = sessions.get(_id);
      if (!session) continue;
      const isClosed = hasReached(session, 'closed');
      if (isClosed && closing === 'open') yield { id: _id, what: '期次已结束，会场仍为进行中' };
      if (!isClosed && closing === 'done') yield { id: _id, what: '会场已结束，期次仍在进行' };
    }
  }),

  ofEach('attendance-ids', 'attendance', ({ _id, sessionId, personId }) =>
    unless([
      personId === NOBODY
        ? _id.startsWith(`${attendanceId(sessionId, NOBODY)}-`)
        : _id === attendanceId(sessionId, personId),
      '编号与期次、参会人不一致',
    ]),
  ),

  across('issued-to-attendants', ['issue_records', 'attendance'], async function* (view) {
    const present = await view.ids('attendance');
    for await (const { _id } of view.each('issue_records', ['_id']))
      if (!present.has(_id)) yield { id: _id, what: '领取过评价凭证，没有签到记录' };
  }),

  ofEach('desk-signed', 'attendance', ({ method, desk }) =>
    unless(
      [method !== 'scan' || !desk, '扫码签到，却记着签到台'],
      [!desk || desk.by !== desk.confirmedBy, '补登与确认是同一人'],
    ),
  ),

  ofEach('late-entries', 'late_entries', ({ _id, sessionId, personId }) =>
    unless([_id === attendanceId(sessionId, personId), '编号与期次、参会人不一致']),
  ),

  ofEach('unmatched-entries', 'unmatched_entries', ({ state, personId, reason, typed, name, tryAt }) =>
    unless(
      [(state === 'joined') === (personId !== null), '待核对登记的状态与参会人不一致'],
      [(state === 'discarded') === (reason !== ''), '待核对登记的状态与作废原因不一致'],
      [state === 'open' || (typed === '' && name === '' && tryAt === null), '已核对的登记仍留有号码或姓名'],
    ),
  ),

  across('one-voice', ['attendance', 'issue_records'], async function* (view) {
    const personOf = new Map<string, string>();
    for (const from of ['attendance', 'issue_records'] as const)
      for await (const { _id, voice } of view.each(from, ['voice'])) {
        const other = personOf.get(voice);
        if (other === undefined) personOf.set(voice, _id);
        else if (other !== _id) yield { id: _id, what: `与 ${other} 用的是同一个微信账号` };
      }
  }),

  ofEach('question-state', 'questions', (question) => {
    const { state, onSpot, caseId, hasTransfer, voters, voices, asker, askerId } = question;
    const isOnSpot = state === 'on_spot';
    return unless(
      [isOnSpot === (onSpot !== null && onSpot !== 'objected'), '现场答复的确认情况与状态不一致'],
      [onSpot !== 'waiting' || question.answerBy !== null, '等待提问人确认，没有确认期限'],
      [(state === 'transferred') === (caseId !== null || hasTransfer), '转办情况与诉求不一致'],
      [!hasTransfer || caseId === null, '诉求已经生成，仍标记为待生成'],
      [!wasAsked(question) || question.departmentId !== null, '已经提出，没有牵头部门'],
      [(asker === 'none') === (askerId === null), '提问人身份与提问人不一致'],
      [new Set(voters).size === voters.length, '同一人投票两次'],
      [new Set(voices).size === voices.length, '同一账号投票两次'],
      [
        question.version === question.history.length + (question.forgottenAt === undefined ? 0 : 1),
        '版本与历史记录条数不一致',
      ],
    );
  }),

  ofEach('question-merged', 'questions', ({ state, mergedInto, seatId, origin, _id, forgottenAt }) =>
    unless(
      [(state === 'merged') === (typeof mergedInto === 'string'), '合并状态与主问题不一致'],
      [seatId === undefined || origin === _id || forgottenAt !== undefined, '场内提问却记着预约'],
    ),
  ),

  ofEach('seat-state', 'seat_questions', (seat) => {
    const isTaken = seat.state === 'approved' || seat.state === 'grouped';
    return unless(
      [seat.slot.startsWith(`${attendanceId(seat.sessionId, seat.personId)}:`), '次序与期次、提问人不一致'],
      [!isTaken || seat.questionId !== null, '已列入或合并，没有对应的问题'],
      [seat.state !== 'filed' || seat.pending === 'case' || seat.caseId !== null, '转为诉求，没有生成诉求'],
      [(seat.state === 'set_aside') === (seat.reason !== ''), '未采用的原因与状态不一致'],
      [seat.state !== 'unasked' || seat.lookAt !== null, '等待选择，没有期限'],
      [seat.state !== 'dropped' || (seat.title === '' && seat.detail === ''), '已删除，仍留有文字'],
      [seat.version === seat.history.length, '版本与历史记录条数不一致'],
    );
  }),

  ofEach('question-votes', 'questions', ({ _id, votes, voters, version, isVoteClosed, forgottenAt }) =>
    isVoteClosed || votes === voters.length || forgottenAt !== undefined
      ? []
      : [
          {
            what: `票数记为 ${votes}，实为 ${voters.length}`,
            mend: {
              how: 'set',
              collection: 'questions',
              id: _id,
              unchanged: { version, votes },
              set: { votes: voters.length },
              does: '按投票人重算票数',
            },
          },
        ],
  ),

  across('questions-and-cases', ['questions', 'cases'], async function* (view) {
    const caseOf = new Map<string, string>();
    for await (const { _id, caseId } of view.each('questions', ['caseId']))
      if (caseId) caseOf.set(_id, caseId);
    const askedIn = new Map<string, string>();
    for await (const { _id, questionId } of view.each('cases', ['questionId']))
      if (questionId !== null) askedIn.set(_id, questionId);
    for (const [question, caseId] of caseOf)
      if (askedIn.has(caseId) && askedIn.get(caseId) !== question)
        yield { id: question, what: '转成的诉求记着另一个问题' };
      else if (!askedIn.has(caseId)) yield { id: question, what: '转成的诉求没有记着这个问题' };
  }),

  across('session-figures', ['sessions', 'attendance', 'questions'], figureFaults),

  ofEach('minutes-revisions', 'minutes', ({ state, publishedAt, revisions }) =>
    unless(
      [revisions.every(({ revision }, index) => revision === index + 1), '各版编号不连续'],
      [(state === 'published') === (publishedAt !== null && revisions.length > 0), '发布情况与状态不一致'],
    ),
  ),

  across('minutes-of-own-questions', ['minutes', 'questions'], async function* (view) {
    const sessionOf = new Map<string, string>();
    for await (const { _id, sessionId } of view.each('questions', ['sessionId']))
      sessionOf.set(_id, sessionId);
    for await (const { _id, items, revisions } of view.each('minutes', ['items', 'revisions']))
      if (
        [...items, ...revisions.flatMap((revision) => revision.items)].some(({ questionId }) =>
          isElsewhere(questionId, _id),
        )
      )
        yield { id: _id, what: '纪要写了其他期次的问题' };
    function isElsewhere(questionId: string, minutes: string): boolean {
      return (sessionOf.get(questionId) ?? minutes) !== minutes;
    }
  }),

  across('minutes-of-sessions', ['sessions', 'minutes'], async function* (view) {
    const published = new Set<string>();
    for await (const { _id, state } of view.each('minutes', ['state']))
      if (state === 'published') published.add(_id);
    for (const session of await view.all('sessions', ['status']))
      if (hasReached(session, 'minuted') && !published.has(session._id))
        yield { id: session._id, what: '已进入纪要发布之后的阶段，没有已发布的纪要' };
  }),
];

async function* figureFaults(view: View): AsyncGenerator<Fault> {
  const attended = new Map<string, number>();
  for await (const { sessionId } of view.each('attendance', ['sessionId']))
    attended.set(sessionId, (attended.get(sessionId) ?? 0) + 1);
  const asked = new Map<string, Pick<Question, 'state' | 'onSpot'>[]>();
  for await (const { sessionId, state, onSpot } of view.each('questions', ['sessionId', 'state', 'onSpot']))
    asked.set(sessionId, [...(asked.get(sessionId) ?? []), { state, onSpot }]);
  for (const { _id, figures, version } of await view.all('sessions', ['figures', 'version'])) {
    if (figures === null) continue;
    const questions = asked.get(_id) ?? [];
    const counted = {
      attended: attended.get(_id) ?? 0,
      questions: questions.filter(wasAsked).length,
      solvedOnSpot: questions.filter(isSolvedOnSpot).length,
    };
    const wrong = unless(
      [figures.attended === counted.attended, `参会人数记为 ${figures.attended}，实为 ${counted.attended}`],
      [
        figures.questions === counted.questions,
        `提出问题记为 ${figures.questions}，实为 ${counted.questions}`,
      ],
      [
        figures.solvedOnSpot === counted.solvedOnSpot,
        `现场解决记为 ${figures.solvedOnSpot}，实为 ${counted.solvedOnSpot}`,
      ],
    );
    if (wrong.length === 0) continue;
    yield {
      id: _id,
      what: wrong.join('；'),
      mend: {
        how: 'set',
        collection: 'sessions',
        id: _id,
        unchanged: { version },
        set: { figures: counted },
        does: '按签到和问题重算本期数字',
      },
    };
  }
}
