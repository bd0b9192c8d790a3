import { type OpeningRecord, recordDigest } from '../../core/survey/opening-record';
import { add, collection, get } from '../database/store';

/** What was public before the first ballot; `_id` is `survey:digest`, so what was stored never becomes another record. */
const openingRecords = collection<{ _id: string; record: OpeningRecord }>('opening_records');

const idOf = (survey: string, digest: string): string => `${survey}:${digest}`;

/** Keeps a record and answers its digest. A repeat meets the record that is there. One round trip. */
export async function keepRecord(record: OpeningRecord): Promise<string> {
  const digest = recordDigest(record);
  await add(openingRecords, { _id: idOf(record.survey, digest), record });
  return digest;
}

/** The record of a survey with this digest; null before the opening. One round trip. */
export async function recordOf(survey: string, digest: string): Promise<OpeningRecord | null> {
  if (digest === '') return null;
  return (await get(openingRecords, idOf(survey, digest)))?.record ?? null;
}
