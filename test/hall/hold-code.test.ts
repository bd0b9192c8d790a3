import type { Product } from '../cloud';
import { step } from '../story';
import { Phone, screenCode } from '../survey/phone';
import { MINUTE, seedGuests, startThursday } from '../survey/thursday';

// 扫一扫 of WeChat opens the app with a code that is good for seconds; who has to bind first comes in all the same.

let product: Product;
let sessionId: string;

const start = step('the doors are open', [], async () => {
  ({ product, sessionId } = await startThursday());
  await seedGuests(product, 4);
});
afterAll(() => product?.stop());

const hold = (who: string, code: string) => product.as(who).call('hall.holdCode', { sessionId, code });
const checkIn = (who: string, code: string) =>
  product.as(who).call('hall.checkIn', { sessionId, code, blinded: [] });

const held = step('a stranger holds a code, and is nobody in the hall for that', [start], async () => {
  const { ticket, forMs } = await hold('nobody-yet', await screenCode(product, sessionId));
  expect(ticket).toMatch(/^4T\//);
  expect(forMs).toBe(10 * MINUTE);
  await expect(checkIn('nobody-yet', ticket)).rejects.toMatchObject({ code: 'not_bound' });
  expect(product.cloud.read('attendance')).toEqual([]);
});

step('when the code has long changed the ticket still lets its own account in', [held], async () => {
  const code = await screenCode(product, sessionId);
  const { ticket } = await hold('guest-0', code);
  await product.cloud.clock.advance(2 * MINUTE);
  await expect(checkIn('guest-0', code)).rejects.toMatchObject({ code: 'code_expired' });
  // Sent on out of the hall it is worth nothing.
  await expect(checkIn('guest-1', ticket)).rejects.toMatchObject({ code: 'code_malformed' });
  expect(await checkIn('guest-0', ticket)).toMatchObject({ isFirst: true, method: 'scan' });
  expect(await checkIn('guest-0', ticket)).toMatchObject({ isFirst: false });
});

step('a code photographed and sent out is no ticket half a minute later', [held], async () => {
  const code = await screenCode(product, sessionId);
  await product.cloud.clock.advance(31_000);
  await expect(hold('guest-2', code)).rejects.toMatchObject({ code: 'code_expired' });
});

step('a ticket brings credentials like a code', [held], async () => {
  const phone = new Phone(product, 'guest-3');
  const { ticket } = await hold('guest-3', await screenCode(product, sessionId));
  const blinded = await phone.blind(sessionId);
  const answer = await phone.me.call('hall.checkIn', { sessionId, code: ticket, blinded });
  expect(answer).toMatchObject({ hasIssued: true });
});
