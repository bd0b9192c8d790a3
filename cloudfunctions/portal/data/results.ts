import type { CountedBallots, PublicResults } from '../../contract/portal';
import { countedLists, results, surveys } from '../../platform/database/collections';
import { _, find, get } from '../../platform/database/store';

const SHOWN = 20;

/** Announced results, newest first. Two round trips. */
export async function publicResults(): Promise<PublicResults[]> {
  const announced = await find(
    surveys,
    { state: 'announced' },
    { order: [['announcedAt', 'desc']], limit: SHOWN, fields: ['announcedAt', 'resultVersion'] },
  );
  const ids = announced.map(({ _id, resultVersion }) => `${_id}.v${resultVersion}`);
  const found = await find(results, { _id: _.in(ids) }, { limit: SHOWN });
  return announced.flatMap(({ _id, announcedAt, resultVersion }) => {
    const result = found.find((result) => result._id === `${_id}.v${resultVersion}`);
    if (!result || announcedAt === null) return [];
    const { sessionNumber, version, boxDigest, ballotDigest, eligible, turnout, items, departments, total } =
      result;
    return [
      {
        survey: _id,
        session: result.sessionId,
        number: sessionNumber,
        version,
        announcedAt: new Date(announcedAt).toISOString(),
        boxDigest,
        ballotDigest,
        ...(result.countedDigest ? { countedDigest: result.countedDigest } : {}),
        ...(result.audit ? { audit: result.audit } : {}),
        eligible,
        turnout,
        items,
        departments,
        total,
      },
    ];
  });
}

/** Ids of all counted ballots of a survey, for raters and for whoever compares; null before the box is sealed. */
export async function countedBallots(survey: string): Promise<CountedBallots | null> {
  const list = await get(countedLists, survey);
  return list && { survey, digest: list.digest, ids: list.ids };
}
