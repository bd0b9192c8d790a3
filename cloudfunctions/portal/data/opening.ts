import type { PublicOpening } from '../../contract/portal';
import { recordOf } from '../../platform/ballots/opening-records';
import { surveys } from '../../platform/database/collections';
import { _, find } from '../../platform/database/store';

/** What was public before a survey's first ballot, with its digest; null before the opening. Two round trips. */
export async function publicOpening(survey: string): Promise<PublicOpening | null> {
  const [found] = await find(surveys, { _id: survey }, { limit: 1, fields: ['openingDigest'] });
  const digest = found?.openingDigest ?? '';
  const record = await recordOf(survey, digest);
  return record && { digest, record };
}

/** The opening records of a session's surveys, the first round first; at most 10. One round trip. */
export async function openingsOf(
  sessionId: string,
): Promise<{ survey: string; round: number; digest: string }[]> {
  const found = await find(
    surveys,
    { sessionId, openingDigest: _.gt('') },
    { order: [['round', 'asc']], limit: 10, fields: ['round', 'openingDigest'] },
  );
  return found.map(({ _id, round, openingDigest }) => ({ survey: _id, round, digest: openingDigest }));
}
