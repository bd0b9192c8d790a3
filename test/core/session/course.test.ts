import { SYSTEM } from '../../../cloudfunctions/core/change';
import { advance, COURSE, hasReached } from '../../../cloudfunctions/core/session/course';
import type { SessionStatus } from '../../../miniprogram/shared/labels';
import { previewed } from './december';

const by = { actor: SYSTEM, now: 7, requestId: 'request-7' };
const at = (status: SessionStatus) => ({ ...previewed(), status });

const STAGES = [
  ['live', 'opened'],
  ['closed', 'closed'],
  ['minuted', 'minuted'],
  ['surveying', 'surveying'],
  ['announced', 'announced'],
] as const;

test('a session goes one stage after the other', () => {
  expect(COURSE).toEqual(['planned', 'previewed', 'live', 'closed', 'minuted', 'surveying', 'announced']);
});

describe.each(STAGES)('to %s', (to, what) => {
  test.each(COURSE)('from %s', (from) => {
    const session = at(from);
    if (COURSE.indexOf(to) - COURSE.indexOf(from) !== 1) {
      expect(() => advance(session, to, by)).toThrow('wrong_stage');
      return;
    }
    const { entity, event } = advance(session, to, by);
    expect(event).toEqual({ at: 7, actor: 'system', what, detail: '', requestId: 'request-7' });
    expect(entity).toEqual({
      ...session,
      status: to,
      version: session.version + 1,
      history: [...session.history, event],
    });
  });
});

test('what goes with the stage is kept in the same write', () => {
  const figures = { attended: 120, questions: 9, solvedOnSpot: 3 };
  expect(advance(at('live'), 'closed', by, { figures }).entity).toMatchObject({ status: 'closed', figures });
});

test.each(COURSE.flatMap((status) => COURSE.map((stage) => [status, stage] as const)))(
  'has a session that is %s come to %s?',
  (status, stage) => {
    expect(hasReached({ status }, stage)).toBe(COURSE.indexOf(stage) <= COURSE.indexOf(status));
  },
);
