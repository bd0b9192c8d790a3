import type { surveyContract } from '../contract/survey';
import { issueRecordId } from '../core/survey/blind-signature';
import type { Handler } from '../platform/call/dispatch';
import { attendance, issueRecords, sessions, surveys } from '../platform/database/collections';
import { _, find } from '../platform/database/store';

const SHOWN = 12;

/** Sessions the person was at: which wallets matter, and which survey waits. Five round trips, three in sequence. */
export const mySurveys: Handler<(typeof surveyContract)['survey.mine']> = {
  may: 'bound',
  async run(_input, { caller }) {
    const person = await caller.boundPerson();
    const attended = await find(
      attendance,
      { personId: person._id },
      { order: [['firstAt', 'desc']], limit: SHOWN },
    );
    const ids = attended.map(({ sessionId }) => sessionId);
    const [held, rounds, issued] = await Promise.all([
      find(sessions, { _id: _.in(ids) }, { limit: SHOWN, fields: ['number', 'startsAt'] }),
      find(surveys, { sessionId: _.in(ids) }, { order: [['round', 'desc']], limit: 100 }),
      find(
        issueRecords,
        { _id: _.in(ids.map((id) => issueRecordId(id, person._id))) },
        { limit: SHOWN, fields: ['session'] },
      ),
    ]);
    return {
      attended: attended.map(({ sessionId, firstAt, method }) => {
        const session = held.find(({ _id }) => _id === sessionId);
        const own = rounds.filter((survey) => survey.sessionId === sessionId);
        const hasIssued = issued.some(({ session: id }) => id === sessionId);
        return {
          sessionId,
          number: session?.number ?? 0,
          startsAt: session?.startsAt ?? firstAt,
          firstAt,
          method,
          hasIssued,
          canFetch: !hasIssued && !own.some(({ isRollFrozen }) => isRollFrozen),
          rounds: own.map(({ _id, round, state, closesAt, ballotSlots }) => ({
            survey: _id,
            round,
            state,
            closesAt,
            questions: ballotSlots.length,
          })),
        };
      }),
    };
  },
};
