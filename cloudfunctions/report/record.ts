import type { reportContract } from '../contract/report';
import type { Handler } from '../platform/call/dispatch';
import { readRecord } from './read-record';

/** The counts of docs/rules.md, What is counted. Five round trips, side by side. */
export const record: Handler<(typeof reportContract)['report.record']> = {
  may: 'anyone',
  run: (_input, { now }) => readRecord(now),
};
