import { cases, sessions } from '../platform/database/collections';
import { currentRuleBook } from '../platform/database/rulebook';
import { count, find } from '../platform/database/store';

/**
 * The counts of docs/rules.md, What is counted. Sessions keep their own figures; cases are counted by index. What askers
 * judged is null below `smallestShown`. Five round
 * trips, side by side.
 */
export async function readRecord(now: number) {
  const [held, solvedAfterwards, takenUp, boxSolved, book] = await Promise.all([
    find(sessions, {}, { limit: 1000, fields: ['figures'] }),
    count(cases, { channel: 'dialogue', verdict: 'solved', isProtected: false }),
    count(cases, { 'reply.outcome': 'taken_up', isProtected: false }),
    count(cases, { channel: 'box', verdict: 'solved', isProtected: false }),
    currentRuleBook(now),
  ]);
  // What so few askers said is told of none of them; as many who are content are at least as many who judged.
  const shown = (solved: number) => (solved < book.rules.survey.smallestShown ? null : solved);
  const figures = held.flatMap((session) => session.figures ?? []);
  return {
    sessions: figures.length,
    attendances: figures.reduce((sum, { attended }) => sum + attended, 0),
    solvedOnSpot: figures.reduce((sum, { solvedOnSpot }) => sum + solvedOnSpot, 0),
    solvedAfterwards: shown(solvedAfterwards),
    takenUp,
    boxSolved: shown(boxSolved),
  };
}
