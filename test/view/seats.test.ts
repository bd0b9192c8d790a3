import { seatKey } from '../../miniprogram/packages/hall/seats/view';

const closed = { isOpen: false, hasFindings: false, isPlain: true };
const open = { ...closed, isOpen: true };

test.each([
  ['q', closed, 'first'],
  ['Q', closed, 'first'],
  ['Enter', closed, ''],
  ['Escape', closed, ''],
  ['n', closed, ''],
  // Typed into the title.
  ['q', open, ''],
  ['Escape', open, 'close'],
  ['Enter', open, 'approve'],
  // A name is still in the words.
  ['Enter', { ...open, hasFindings: true }, ''],
  // A reason is being typed.
  ['Enter', { ...open, isPlain: false }, ''],
] as const)('in the inbox of the cockpit the key %s with %j does “%s”', (key, state, todo) => {
  expect(seatKey(key, state)).toBe(todo);
});
