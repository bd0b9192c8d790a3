import type { surveyContract } from '../contract/survey';
import { ensure } from '../core/domain-error';
import { holds } from '../core/people/person';
import { OFFICE } from '../core/people/role-sets';
import { moderate } from '../core/survey/remark';
import { ensureLookedThrough, passagesOf } from '../hall/gate';
import { remarks } from '../platform/ballots/remark-box';
import type { Handler } from '../platform/call/dispatch';
import { find, get, update } from '../platform/database/store';
import { roundsOf } from './rounds';

/** Words of raters: the office sees what waits once the box is sealed, everybody what it let through once announced. */
export const listRemarks: Handler<(typeof surveyContract)['survey.remarks']> = {
  may: 'anyone',
  showsWords: true,
  async run({ sessionId }, { caller }) {
    const [rounds, person] = await Promise.all([roundsOf(sessionId), caller.person()]);
    const isOffice = person !== null && holds(person, OFFICE);
    const isOut = rounds.some(({ state }) => state === 'announced');
    if (!isOffice && !isOut) return { isOffice, remarks: [] };
    const where = isOffice ? { sessionId } : ({ sessionId, state: 'shown' } as const);
    const found = await find(remarks, where, { order: [['_id', 'asc']], limit: 1000 });
    return {
      isOffice,
      remarks: found.map(({ _id, text, state, reason }) => ({ id: _id, text, state, reason })),
    };
  },
};

/** Shows a remark, or does not, with a reason; its words stay as they are. @throws DomainError not_found, reason_needed, redaction_open */
export const moderateRemark: Handler<(typeof surveyContract)['survey.moderateRemark']> = {
  may: OFFICE,
  runs: 'once',
  async run({ remarkId, isShown, reason, kept }, { isDone }) {
    const remark = await get(remarks, remarkId);
    ensure(remark !== null, 'not_found');
    if (isDone) return { state: remark.state };
    if (isShown)
      await ensureLookedThrough({ passages: passagesOf([{ key: 'remark', text: remark.text }]) }, kept);
    const decided = moderate(remark, isShown, reason);
    await update(remarks, { _id: remarkId }, { state: decided.state, reason: decided.reason });
    return { state: decided.state };
  },
};
