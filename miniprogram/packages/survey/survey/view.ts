import type { SurveyResults, SurveyView } from '../../../api/dto';
import { REMARK_SLOT } from '../../../shared/remark';
import { CARD_COLOURS, SURVEY_STATES, VERDICTS } from '../../../shared/survey';
import { exactWords, leftWords, momentWords } from '../../../shared/time';

export interface SurveyDeskAnswer {
  /** The session's own survey first, then rounds of earlier people held in the same weeks. */
  surveys: SurveyView[];
  /** None of a survey until its box is sealed: before that nobody sees anything. */
  results: SurveyResults[];
  brief: string;
}

interface ResultRow {
  id: string;
  title: string;
  department: string;
  departmentId: string;
  words: string;
  /** Empty without a card. */
  colour: '' | 'yellow' | 'red';
  cardWord: string;
  cardId: string;
}

/** One survey on the desk. */
export interface RoundDesk {
  survey: string;
  /** Whose people rate. */
  sessionId: string;
  title: string;
  state: string;
  step: number;
  /** Opening and closing, in words and exactly. */
  opens: { words: string; exact: string } | null;
  closes: { words: string; exact: string; left: string } | null;
  closesAt: number;
  figures: { value: string; label: string }[];
  later: string[];
  /** How many questions could not be asked, in words. */
  leftOut: string;
  fingerprints: { label: string; value: string }[];
  rows: ResultRow[];
  /** The one thing to do now, if any. */
  main: 'open' | 'close' | 'seal' | 'announce' | 'results' | '';
  mainLabel: string;
  hint: string;
  isAnnounced: boolean;
  isSealed: boolean;
  isSeparateDomain: boolean;
}

export interface SurveyDeskView {
  rounds: RoundDesk[];
  /** The round whose button stands at the bottom: the first that is not over. */
  lead: number;
  main: RoundDesk['main'];
  mainLabel: string;
  isSealed: boolean;
  /** Address of the page to print for the opening; empty where the college has no domain. */
  brief: string;
}

export const SURVEY_STEPS = ['排定', '评价', '封箱', '通报'];

const MAIN: Record<SurveyView['state'], Pick<RoundDesk, 'main' | 'mainLabel' | 'step' | 'hint'>> = {
  scheduled: { main: 'open', mainLabel: '现在开始', step: 1, hint: '到时间会自动开始，也可以提前。' },
  open: {
    main: 'close',
    mainLabel: '现在截止',
    step: 1,
    hint: '截止前，页面和程序不显示评价，只公布参与人数。到时自动截止。',
  },
  closing: {
    main: 'seal',
    mainLabel: '继续封箱',
    step: 2,
    hint: '正在封存票箱、计票。没有完成的话可以再点一次。',
  },
  sealed: {
    main: 'announce',
    mainLabel: '通报结果',
    step: 3,
    hint: '票箱已封存。通报后所有人能看到结果，相关部门收到红黄牌。',
  },
  announced: {
    main: 'results',
    mainLabel: '打开开场通报页',
    step: 4,
    hint: '结果已通报。人人可以核对票箱，观察员可以整箱重新计票。',
  },
};

/** Sealed, and no result yet: two observers have to say what came out. */
const awaitsObservers = ({ state, closing }: SurveyView): boolean =>
  state === 'sealed' && closing !== undefined && !closing.isOpened;

const AWAITS_OBSERVERS: (typeof MAIN)['sealed'] = {
  main: '',
  mainLabel: '',
  step: 2,
  hint: '票箱已封存，评价由观察员开封。两位观察员得出同样的计数以后，才有结果可以通报。',
};

/** The surveys of these weeks on the office's desk, each by itself. Null before anything is planned. */
export function surveyDeskView(
  { surveys, results, brief }: SurveyDeskAnswer,
  now: number,
): SurveyDeskView | null {
  const rounds = surveys.map((survey) => {
    const round = roundDesk(
      survey,
      results.find((result) => result.survey === survey.survey),
      now,
    );
    // With two of them a button says whose it is; what is announced is announced together.
    const isOne = surveys.length === 1 || round.main === 'announce' || round.main === 'results';
    return isOne ? round : { ...round, mainLabel: `第 ${survey.number} 期${round.mainLabel}` };
  });
  const lead = Math.max(
    0,
    rounds.findIndex(({ isAnnounced }) => !isAnnounced),
  );
  const first = rounds[lead];
  if (!first) return null;
  const { main, mainLabel } = first;
  return { rounds, lead, main, mainLabel, isSealed: rounds.some(({ isSealed }) => isSealed), brief };
}

/** Before the box is sealed there is a turnout and nothing else to show. */
function roundDesk(survey: SurveyView, results: SurveyResults | undefined, now: number): RoundDesk {
  const { opensAt, closesAt } = survey;
  const isSealed = survey.state === 'sealed' || survey.state === 'announced';
  return {
    survey: survey.survey,
    sessionId: survey.sessionId,
    title:
      survey.round === 1 ? `第 ${survey.number} 期满意度调查` : `第 ${survey.number} 期到期承诺和整改复评`,
    state: SURVEY_STATES[survey.state],
    ...(awaitsObservers(survey) ? AWAITS_OBSERVERS : MAIN[survey.state]),
    opens: opensAt === null ? null : { words: momentWords(opensAt, now), exact: exactWords(opensAt) },
    closes:
      closesAt === null
        ? null
        : {
            words: momentWords(closesAt, now),
            exact: exactWords(closesAt),
            left: survey.state === 'open' ? leftWords('评价截止', closesAt, now) : '',
          },
    closesAt: closesAt ?? 0,
    figures: figuresOf(survey, results),
    later: survey.later.map(({ title, promisedFor }) => `${title}（${momentWords(promisedFor, now)}后再评）`),
    leftOut:
      survey.withoutSlot > 0
        ? `另有 ${survey.withoutSlot} 个问题超出每期 ${REMARK_SLOT} 个的上限，这次没有列入评价。`
        : '',
    fingerprints: [
      { label: '评价名册核对码', value: survey.rollFingerprint },
      { label: '印章号码', value: survey.keySet },
      { label: '封条号码', value: results?.boxDigest ?? '' },
    ].filter(({ value }) => value !== ''),
    rows: isSealed ? (results?.items ?? []).map(resultRow) : [],
    isSealed,
    isAnnounced: survey.state === 'announced',
    isSeparateDomain: survey.isSeparateDomain,
  };
}

function figuresOf(survey: SurveyView, results: SurveyResults | undefined): RoundDesk['figures'] {
  const isOpened = survey.state !== 'scheduled';
  const items = survey.items.length || (results?.items.length ?? 0);
  return [
    { value: isOpened ? String(survey.eligible) : '—', label: '可以评价' },
    {
      value: survey.turnout === null ? '—' : String(survey.turnout),
      label: survey.state === 'open' ? '已参与（约）' : '参与评价',
    },
    { value: isOpened ? String(items) : '—', label: '个问题' },
  ];
}

function resultRow(item: SurveyResults['items'][number]): ResultRow {
  const colour = item.verdict === 'yellow' || item.verdict === 'red' ? item.verdict : '';
  const hasCounts = item.valid !== null && item.dissatisfied !== null;
  const word = colour === '' ? VERDICTS[item.verdict] : '';
  // What is not counted has a band that says the same once more.
  const hasNothing = item.verdict === 'hidden' || item.verdict === 'not_due';
  const counts = hasCounts ? `${item.valid} 人评价，${item.dissatisfied} 人不满意` : '';
  return {
    id: item.questionId,
    title: item.title,
    department: item.departmentName,
    departmentId: item.departmentId,
    words: (hasNothing ? [word] : [counts, item.band, word]).filter(Boolean).join(' · '),
    colour,
    cardWord: colour === '' ? '' : CARD_COLOURS[colour],
    cardId: item.cardId ?? '',
  };
}
