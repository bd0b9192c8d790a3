import { FIRST_RULE_BOOK } from '../../cloudfunctions/core/rules/rulebook';
import { hasReached } from '../../cloudfunctions/core/session/course';
import type { AnnouncedResults } from '../../cloudfunctions/core/survey/announcement-of-results';
import { SHARDS_PER_SLOT } from '../../cloudfunctions/core/survey/ballot-box';
import { keySetFingerprint, rollFingerprint } from '../../cloudfunctions/core/survey/blind-signature';
import { cardRulesOf, judge } from '../../cloudfunctions/core/survey/card';
import { cardId } from '../../cloudfunctions/core/survey/card-ledger';
import { AGREEING, sumOf } from '../../cloudfunctions/core/survey/closing-key';
import { isCarded } from '../../cloudfunctions/core/survey/new-card';
import { recordDigest } from '../../cloudfunctions/core/survey/opening-record';
import { REMARK_SHARDS } from '../../cloudfunctions/core/survey/remark';
import { ballotDigestOf, boxDigestOf, countedList } from '../../cloudfunctions/core/survey/sealed-box';
import { boxOf, type SealedPart } from '../../cloudfunctions/core/survey/sealed-part';
import { type Survey, surveyId } from '../../cloudfunctions/core/survey/survey';
import { fingerprintOf } from '../../cloudfunctions/platform/ballots/credential-keys';
import { SLOTS_PER_SESSION } from '../../miniprogram/shared/ballot';
import { across, type Fault, type Invariant, ofEach, unless } from './invariant';
import type { View } from './view';

// Nothing here says how anybody or any question was rated: only whether what is kept fits together.

const hasBox = ({ state }: Pick<Survey, 'state'>) => state === 'sealed' || state === 'announced';

/** Sealed, and waiting for observers to open the ratings: there is a box, and no result. */
const awaitsOpening = ({ closing, ...survey }: Pick<Survey, 'state' | 'closing'>) =>
  hasBox(survey) && closing?.opened === null;

const CARD_EVENTS: Readonly<Record<string, string>> = {
  given: 'review',
  appealed: 'appealed',
  upheld: 'final',
  withdrawn: 'withdrawn',
  final: 'final',
  superseded: 'withdrawn',
};

const STATE_EVENTS: Readonly<Record<string, string>> = {
  scheduled: 'scheduled',
  opened: 'open',
  closing: 'closing',
  sealed: 'sealed',
  announced: 'announced',
};

export const surveyInvariants: readonly Invariant[] = [
  ofEach('survey-state', 'surveys', (survey) => {
    const { _id, state, history, items, ballotSlots } = survey;
    const last = history.filter(({ what }) => STATE_EVENTS[what] !== undefined).at(-1);
    const due = items.filter(({ isDue }) => isDue).map(({ slot }) => slot);
    const isScheduled = state === 'scheduled';
    return unless(
      [_id === surveyId(survey.sessionId, survey.round), '编号与期次、轮次不一致'],
      [last !== undefined && STATE_EVENTS[last.what] === state, `状态 ${state} 与历史记录不一致`],
      [isScheduled || survey.isRollFrozen, '已开始，名单没有冻结'],
      [
        isScheduled || String(due) === String(ballotSlots.map(({ slot }) => slot)),
        '开放评价的问题与到期的问题不一致',
      ],
      [new Set(items.map(({ slot }) => slot)).size === items.length, '两个问题使用同一序号的凭证'],
      [hasBox(survey) === (survey.sealedAt !== null), '封箱时间与状态不一致'],
      [(state === 'announced') === (survey.announcedAt !== null), '通报时间与状态不一致'],
      [!hasBox(survey) || awaitsOpening(survey) || survey.resultVersion >= 1, '已封箱，没有结果版本'],
      [
        (survey.areRatingsSealed ?? false) === (survey.closing !== undefined),
        '观察员开封的标记与开封记录不一致',
      ],
      [!survey.closing || isOpenedByTwo(survey), '开封结果与观察员的确认不一致'],
      [
        (state !== 'open' && state !== 'closing') ||
          survey.hasShards === (due.length > 0 || survey.remarkKey !== ''),
        '票箱标记与状态不一致',
      ],
    );
  }),

  across('survey-shards', ['surveys', 'ballots', 'remark_shards', 'box_keys'], shardFaults),

  across('survey-keys', ['surveys', 'credential_keys'], async function* (view) {
    const withKeys = new Set<string>();
    for await (const { session } of view.each('credential_keys', ['session'])) withKeys.add(session);
    for (const { _id, sessionId, round, hasKeys } of await view.all('surveys', [
      'sessionId',
      'round',
      'hasKeys',
    ]))
      if (round === 1 && !hasKeys && withKeys.has(sessionId))
        yield { id: _id, what: '名单已冻结，签发密钥没有销毁' };
  }),

  ofEach('key-sets', 'session_keys', ({ keys, fingerprints, keySet }) =>
    unless(
      [keys.length === SLOTS_PER_SESSION && fingerprints.length === SLOTS_PER_SESSION, '公钥数目不对'],
      [keySetFingerprint(fingerprints) === keySet, '公钥指纹与公布的不一致'],
    ),
  ),

  ofEach('observer-keys', 'observer_keys', ({ publicKey, fingerprint }) =>
    unless([fingerprintOf(Buffer.from(publicKey, 'base64url')) === fingerprint, '开封公钥与指纹不一致']),
  ),

  across('survey-roll', ['surveys', 'issue_records', 'sessions'], rollFaults),

  across('sealed-boxes', ['surveys', 'sealed_boxes', 'results', 'counted_lists'], boxFaults),

  across('survey-sessions', ['sessions', 'surveys'], async function* (view) {
    const firsts = new Map<string, Survey['state']>();
    for (const { sessionId, round, state } of await view.all('surveys', ['sessionId', 'round', 'state']))
      if (round === 1) firsts.set(sessionId, state);
    for (const session of await view.all('sessions', ['status'])) {
      const state = firsts.get(session._id);
      const isRight = hasReached(session, 'announced')
        ? state === 'announced'
        : !hasReached(session, 'surveying') || (state !== undefined && state !== 'scheduled');
      if (!isRight) yield { id: session._id, what: `期次为 ${session.status}，满意度调查没有到这一步` };
    }
  }),

  across('opening-records', ['surveys', 'opening_records'], openingFaults),

  ofEach('remark-state', 'remarks', ({ state, reason }) =>
    unless([(state === 'hidden') === (reason !== ''), '留言的处理理由与状态不一致']),
  ),

  ofEach('card-state', 'cards', (card) => {
    const { _id, state, history, appeal } = card;
    const first = cardId(card.surveyId, card.questionId);
    const last = history.filter(({ what }) => CARD_EVENTS[what] !== undefined).at(-1);
    return unless(
      [
        _id === (card.resultVersion === 1 ? first : `${first}.v${card.resultVersion}`),
        '编号与调查、问题不一致',
      ],
      [last !== undefined && CARD_EVENTS[last.what] === state, `状态 ${state} 与历史记录不一致`],
      [card.version === history.length, '版本与历史记录条数不一致'],
      [state !== 'appealed' || appeal?.decision === null, '正在复核，复核结论与状态不一致'],
    );
  }),

  across('cards-and-results', ['cards', 'results', 'surveys', 'rulebooks'], cardFaults),
];

/** Results are there exactly when two holders of a key have confirmed the same counts. */
function isOpenedByTwo({ closing, resultVersion }: Survey): boolean {
  if (!closing?.opened) return resultVersion === 0;
  const { by } = closing.opened;
  const words = closing.confirmations.filter(({ personId }) => by.includes(personId));
  const isHolder = (id: string) => closing.holders.some(({ personId }) => personId === id);
  return (
    resultVersion >= 1 &&
    by.every(isHolder) &&
    words.length === AGREEING &&
    new Set(words.map(({ digest }) => digest)).size === 1
  );
}

/** Shards are there, and open, exactly while ballots can come. */
async function* shardFaults(view: View): AsyncGenerator<Fault> {
  const ballots = new Map<string, { all: number; open: number }>();
  const words = new Map<string, { all: number; open: number }>();
  const count = (into: typeof ballots, survey: string, isOpen: boolean) => {
    const { all, open } = into.get(survey) ?? { all: 0, open: 0 };
    into.set(survey, { all: all + 1, open: open + (isOpen ? 1 : 0) });
  };
  // Without the cells: no ballot is read.
  for await (const { survey, isOpen } of view.each('ballots', ['survey', 'isOpen']))
    count(ballots, survey, isOpen);
  for await (const { survey, isOpen } of view.each('remark_shards', ['survey', 'isOpen']))
    count(words, survey, isOpen);
  const keys = new Set<string>();
  for await (const { _id } of view.each('box_keys', ['_id'])) keys.add(_id);
  const fields = ['state', 'hasShards', 'ballotSlots', 'remarkKey'];
  for (const { _id, state, hasShards, ballotSlots, remarkKey } of await view.all('surveys', fields)) {
    const box = ballots.get(_id) ?? { all: 0, open: 0 };
    const texts = words.get(_id) ?? { all: 0, open: 0 };
    if (state === 'open') {
      const [wanted, wantedWords] = [
        ballotSlots.length * SHARDS_PER_SLOT,
        remarkKey === '' ? 0 : REMARK_SHARDS,
      ];
      if (
        box.all !== wanted ||
        box.open !== wanted ||
        texts.all !== wantedWords ||
        texts.open !== wantedWords
      )
        yield { id: _id, what: '正在评价，票箱不完整或没有打开' };
    }
    if (hasBox({ state }) && !hasShards && box.all + texts.all > 0)
      yield { id: _id, what: '已封箱，开箱前的票箱没有清空' };
    if (state === 'open' && (ballotSlots.length > 0 || remarkKey !== '') && !keys.has(_id))
      yield { id: _id, what: '正在评价，票箱没有钥匙，票打不开' };
    if (hasBox({ state }) && !hasShards && keys.has(_id))
      yield { id: _id, what: '已封箱，票箱的钥匙没有销毁' };
    if (hasBox({ state }) && box.open + texts.open > 0) yield { id: _id, what: '已封箱，票箱仍能投入' };
  }
}

/** The roll of the first round is who was given credentials; the answers go when the results are out. */
async function* rollFaults(view: View): AsyncGenerator<Fault> {
  const rolls = new Map<string, string[]>();
  const withAnswers = new Set<string>();
  for await (const { session, fingerprint, answer } of view.each('issue_records', [
    'session',
    'fingerprint',
    'answer',
  ])) {
    const roll = rolls.get(session) ?? [];
    rolls.set(session, roll);
    roll.push(fingerprint);
    if (answer.length > 0) withAnswers.add(session);
  }
  const forgotten = new Set(
    (await view.all('sessions', ['namesForgottenAt']))
      .filter(({ namesForgottenAt }) => namesForgottenAt !== undefined)
      .map(({ _id }) => _id),
  );
  for (const survey of await view.all('surveys')) {
    // Who held credentials is no longer known when the names of a session are over.
    if (forgotten.has(survey.sessionId)) continue;
    if (survey.round !== 1 || survey.state === 'scheduled') continue;
    const roll = rolls.get(survey.sessionId) ?? [];
    if (survey.eligible !== roll.length || survey.rollFingerprint !== rollFingerprint(roll))
      yield { id: survey._id, what: '领取凭证的名单与公布的人数或指纹不一致' };
    if (survey.state === 'announced' && !survey.hasAnswers && withAnswers.has(survey.sessionId))
      yield { id: survey._id, what: '已通报，签发记录没有清空' };
  }
}

/** A survey that was opened has its record, and no record is anything but what its digest says. */
async function* openingFaults(view: View): AsyncGenerator<Fault> {
  const kept = new Set<string>();
  for await (const { _id, record } of view.each('opening_records')) {
    kept.add(_id);
    if (_id !== `${record.survey}:${recordDigest(record)}`) yield { id: _id, what: '开箱记录与摘要不一致' };
  }
  for (const { _id, openingDigest } of await view.all('surveys', ['openingDigest']))
    if (openingDigest !== '' && !kept.has(`${_id}:${openingDigest}`))
      yield { id: _id, what: '已开始评价，没有开箱记录' };
}

async function* boxFaults(view: View): AsyncGenerator<Fault> {
  // A round without a key set was rated before the college had credentials: there are counts, and no box.
  const rated = (await view.all('surveys')).filter((survey) => hasBox(survey) && survey.keySet !== '');
  const surveys = new Map(rated.map((survey) => [survey._id, survey]));
  const results = new Map<string, AnnouncedResults>();
  for await (const result of view.each('results')) results.set(result._id, result);
  const lists = new Map<string, { digest: string; length: number }>();
  for await (const { _id, digest, ids } of view.each('counted_lists'))
    lists.set(_id, { digest, length: ids.length });
  // Parts of one box lie side by side in the order of ids, so that one box at a time is in memory.
  let parts: SealedPart[] = [];
  const checked = new Set<string>();
  for await (const part of view.each('sealed_boxes')) {
    const [first] = parts;
    if (first && (first.survey !== part.survey || first.version !== part.version)) {
      yield* faultsOfBox(parts, surveys, results, lists, checked);
      parts = [];
    }
    parts.push(part);
  }
  if (parts.length > 0) yield* faultsOfBox(parts, surveys, results, lists, checked);
  for (const { _id, resultVersion } of surveys.values()) {
    if (!checked.has(`${_id}.v${resultVersion}`)) yield { id: _id, what: '已封箱，没有封存的票箱' };
    if (resultVersion > 0 && !results.has(`${_id}.v${resultVersion}`))
      yield { id: _id, what: '已封箱，没有这一版的结果' };
  }
}

function* faultsOfBox(
  parts: readonly SealedPart[],
  surveys: ReadonlyMap<string, Survey>,
  results: ReadonlyMap<string, AnnouncedResults>,
  lists: ReadonlyMap<string, { digest: string; length: number }>,
  checked: Set<string>,
): Generator<Fault> {
  const [{ survey: surveyName, version } = { survey: '', version: 0 }] = parts;
  const id = `${surveyName}.v${version}`;
  checked.add(id);
  const box = boxOf(parts);
  const survey = surveys.get(surveyName);
  if (!box) yield { id, what: '封存的票箱缺页' };
  if (!box || !survey) return;
  const result = results.get(id);
  const list = lists.get(surveyName);
  const most = Math.max(0, ...box.slots.map(({ ballots }) => ballots.length));
  const wrong = unless(
    [boxDigestOf(box) === box.digest && ballotDigestOf(box) === box.ballotDigest, '封条号码与箱内不一致'],
    [parts.every(({ digest }) => digest === box.digest), '各页封条号码不一致'],
    [
      version !== Math.min(1, survey.resultVersion) || survey.boxDigest === box.digest,
      '封条号码与公布的不一致',
    ],
    [result === undefined || result.boxDigest === box.digest, '结果与票箱的封条号码不一致'],
    [
      list !== undefined && list.digest === box.ballotDigest && list.length === countedList(box).length,
      '已计票清单与票箱不一致',
    ],
    [
      box.slots.every((slot) => {
        const counted = sumOf({ ratings: slot.ratings, invalid: slot.invalid ?? 0 });
        const sealed = slot.sealed?.length ?? slot.ballots.length;
        return slot.ballots.length === sealed && counted === (version === 0 ? 0 : slot.ballots.length);
      }),
      '评价数与票数不一致',
    ],
    [most <= survey.eligible, '票数多于有资格评价的人数'],
  );
  for (const what of wrong) yield { id, what };
}

/** Cards follow from the announced results by the rule, and no card is missing. */
async function* cardFaults(view: View): AsyncGenerator<Fault> {
  const books = new Map((await view.all('rulebooks')).map((book) => [book.version, book]));
  const results = new Map((await view.all('results')).map((result) => [result._id, result]));
  const given = new Set<string>();
  for await (const card of view.each('cards')) {
    given.add(card._id);
    const result = results.get(`${card.surveyId}.v${card.resultVersion}`);
    const item = result?.items.find(({ questionId }) => questionId === card.questionId);
    if (!result || !item) yield { id: card._id, what: '亮牌没有对应的结果' };
    else if (item.verdict !== card.colour) yield { id: card._id, what: '亮牌颜色与结果不一致' };
    else if (item.valid !== null && item.dissatisfied !== null) {
      const book = books.get(result.rulesVersion) ?? FIRST_RULE_BOOK;
      if (judge({ valid: item.valid, dissatisfied: item.dissatisfied }, cardRulesOf(book)) !== card.colour)
        yield { id: card._id, what: '亮牌颜色与规则不一致' };
    }
  }
  for (const { _id, state, resultVersion } of await view.all('surveys', ['state', 'resultVersion'])) {
    if (state !== 'announced') continue;
    for (const item of results.get(`${_id}.v${resultVersion}`)?.items ?? []) {
      const first = cardId(_id, item.questionId);
      const versions = Array.from({ length: resultVersion }, (_none, at) =>
        at === 0 ? first : `${first}.v${at + 1}`,
      );
      if (isCarded(item) && !versions.some((card) => given.has(card)))
        yield { id: first, what: '结果达到亮牌条件，没有亮牌记录' };
    }
  }
}
