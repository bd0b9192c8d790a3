import type { Output, SurveyResults } from '../../../api/dto';
import { exactWords } from '../../../shared/time';

export interface BoxRow {
  /** Id of the survey: what the box is asked for by. */
  id: string;
  title: string;
  sealed: string;
  counted: string;
  digest: string;
  /** A corrected result is compared with the version before it; 0 when there is none. */
  before: number;
  /** What the recount compares the box with, to be fetched without an account; empty where the college has no address. */
  openingUrl: string;
  countedUrl: string;
  anchors: Anchors;
}

/** What was published outside of the box. */
interface Anchors {
  digest: string;
  keySet: string;
  openingDigest: string;
  before: string;
}

/** The sealed boxes of one session: its own survey, and later rounds of the same people. */
export const boxRows = (results: readonly SurveyResults[]): BoxRow[] =>
  results.map(({ survey, number, round, sealedAt, counted, version, ...published }) => ({
    id: survey,
    title: round === 1 ? `第 ${number} 期票箱` : `第 ${number} 期票箱，第 ${round} 轮`,
    sealed: `${exactWords(sealedAt)} 封存`,
    counted: `${counted} 张评价票`,
    digest: published.boxDigest,
    before: version - 1,
    openingUrl: published.openingUrl,
    countedUrl: published.countedUrl,
    anchors: {
      digest: published.resultDigest,
      keySet: published.keySet,
      openingDigest: published.openingDigest,
      before: version > 1 ? `${survey}.v${version - 1}.json` : '',
    },
  }));

export interface BoxView {
  sessions: { key: string; label: string }[];
  boxes: BoxRow[];
}

/** Sessions whose results are out, newest first. */
export const announcedSessions = ({ sessions }: Output<'session.list'>): BoxView['sessions'] =>
  sessions
    .filter(({ status }) => status === 'announced')
    .map(({ id, number }) => ({ key: id, label: `第 ${number} 期` }));

/**
 * What an observer types on any computer, with the one file that needs Node and nothing else. The two public files are saved beside the box
 * under the names that stand here.
 */
export const recountCommand = (
  fileName: string,
  { digest, keySet, openingDigest, before }: Anchors,
): string =>
  [
    `node recount.mjs ${fileName}`,
    `--record opening.json --opening ${openingDigest}`,
    `--digest ${digest} --key-set ${keySet} --counted counted.json`,
    ...(before === '' ? [] : [`--before ${before}`]),
  ].join(' ');

/** A file that everybody can fetch, and under which name it is saved. */
export interface PublicFile {
  name: string;
  label: string;
  url: string;
}

/** What the box is compared with; none where the college has no address without an account. */
export const publicFiles = (openingUrl: string, countedUrl: string): PublicFile[] =>
  [
    { name: 'opening.json', label: '开箱记录', url: openingUrl },
    { name: 'counted.json', label: '计票名单', url: countedUrl },
  ].filter(({ url }) => url !== '');
