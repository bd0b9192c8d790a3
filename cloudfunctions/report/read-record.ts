import { cases, sessions } from '../platform/database/collections';
import { count, find } from '../platform/database/store';

/**
 * The counts of docs/rules.md, What is counted. Sessions keep their own figures; cases are counted by index. Four
 * round trips, side by side.
 */
export async function readRecord() {
  const [held, solvedAfterwards, takenUp, boxSolved] = await Promise.all([
    find(sessions, {}, { limit: 1000, fields: ['figures'] }),
    count(cases, { channel: 'dialogue', verdict: 'solved', isProtected: false }),
    count(cases, { 'reply.outcome': 'taken_up', isProtected: false }),
    count(cases, { channel: 'box', verdict: 'solved', isProtected: false }),
  ]);
  const figures = held.flatMap((session) => session.figures ?? []);
  return {
    sessions: figures.length,
    attendances: figures.reduce((sum, { attended }) => sum + attended, 0),
    solvedOnSpot: figures.reduce((sum, { solvedOnSpot }) => sum + solvedOnSpot, 0),
    solvedAfterwards,
    takenUp,
    boxSolved,
  };
}
