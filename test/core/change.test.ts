import { change, hasHappened } from '../../cloudfunctions/core/change';
import { DomainError, ensure } from '../../cloudfunctions/core/domain-error';

const act = { actor: 'p-wu', now: 7, requestId: 'request-7' };

test('an act leaves a line that says who, when, what and by which command', () => {
  const line = { at: 7, actor: 'p-wu', what: 'opened', requestId: 'request-7' };
  expect(change(act, 'opened')).toEqual({ ...line, detail: '' });
  expect(change(act, 'opened', '提前')).toEqual({ ...line, detail: '提前' });
});

test('a command has happened when any line of the history is its own', () => {
  const line = (requestId: string) => change({ ...act, requestId }, 'opened');
  expect(hasHappened({ history: [] }, 'request-7')).toBe(false);
  expect(hasHappened({ history: [line('request-6')] }, 'request-7')).toBe(false);
  expect(hasHappened({ history: [line('request-7'), line('request-8')] }, 'request-7')).toBe(true);
});

test('a precondition that does not hold is a refusal with its code and its fields', () => {
  expect(() => ensure(true, 'not_found')).not.toThrow();
  const refusal = (() => {
    try {
      ensure(false, 'date_in_past', { dueAt: 'date_in_past' });
      return null;
    } catch (error) {
      return error;
    }
  })();
  expect(refusal).toBeInstanceOf(DomainError);
  expect(refusal).toMatchObject({
    name: 'DomainError',
    message: 'date_in_past',
    code: 'date_in_past',
    fields: { dueAt: 'date_in_past' },
  });
});
