import type { Input, Output } from '../../cloudfunctions/contract';
import { HOUR, MINUTE, plan, SESSION_AT } from '../booking/crowd';
import { type Product, seedPeople, startProduct } from '../cloud';
import { seedKeys } from './slot-keys';

export { HOUR, MINUTE, SESSION_AT };
export const DAY = 24 * HOUR;

/**
 * A session of today with its keys made, twenty-five minutes before four. The clock does not have to be moved, which
 * would fire the timer once for every minute on the way.
 */
export async function startThursday(
  {
    hasKeys,
    before,
    env = {},
  }: {
    hasKeys: boolean;
    before?: (product: Product) => Promise<unknown>;
    env?: Record<string, string>;
  } = { hasKeys: true },
): Promise<{ product: Product; sessionId: string }> {
  const product = await startProduct({ now: SESSION_AT - 25 * MINUTE, instances: 32, env });
  await before?.(product);
  const office = product.as('p-wu');
  const { sessionId } = await office.call('session.create', { reason: '', plan: plan() });
  await office.call('session.publishPreview', { sessionId });
  if (hasKeys) await seedKeys(product, sessionId);
  return { product, sessionId };
}

/** The timer makes keys a few a minute. */
export async function makeKeys(product: Product): Promise<void> {
  for (let minute = 0; minute < 5; minute++) await product.cloud.tick('jobs');
}

/** Students of the roster, `guest-0` onwards, bound to accounts of the same name. */
export async function seedGuests(product: Product, size: number): Promise<string[]> {
  const people = Array.from({ length: size }, (_none, index) => person(`guest-${index}`, `来宾${index}`));
  await seedPeople(product.cloud, people);
  return people.map(({ openid }) => openid);
}

/** Bookings as they stand on the day, seeded: booking itself has closed. */
export async function seedBookings(
  { cloud }: Product,
  sessionId: string,
  booked: ReadonlyArray<{
    personId: string;
    code: string;
    wish?: string;
    isUnnamed?: boolean;
    title?: string;
  }>,
): Promise<void> {
  await cloud.seed(
    'bookings',
    booked.map(({ personId, code, wish = 'speak', isUnnamed = false, title = '宿舍热水' }) => ({
      _id: `${sessionId}:${personId}`,
      sessionId,
      sessionNumber: 1,
      personId,
      voice: `none:${sessionId}:${personId}`,
      name: personId,
      unit: '信息工程系',
      kind: 'student',
      wish,
      poolId: `${sessionId}:${wish}:any`,
      status: 'confirmed',
      hold: 0,
      rank: null,
      form: {
        wish,
        phone: '',
        category: 'logistics',
        departmentId: 'logistics',
        title,
        detail: '',
        isUnnamed,
      },
      requestId: `seed-${personId}`,
      claim: '',
      offerExpiresAt: null,
      code,
      bookedAt: SESSION_AT - DAY,
      remindedFor: SESSION_AT,
      version: 1,
      history: [],
      notices: [],
      hasNotice: false,
    })),
  );
}

/** A roster entry bound to an account of the same name. */
export const person = (_id: string, name: string, roles: ReadonlyArray<Record<string, string>> = []) => ({
  _id,
  openid: _id,
  number: `N${_id}`,
  name,
  kind: 'student',
  unit: '机电工程系',
  roles,
  hasLeft: false,
  absentFrom: null,
});

type Form = Input<'hall.addQuestion'>['question'];

/** A question as the office records it, answered on the spot unless the changes say otherwise. */
export const question = (changes: Partial<Form> = {}): Form => ({
  title: '图书馆延长开放',
  detail: '考试周能不能开到晚上十一点?',
  category: 'logistics',
  departmentId: 'library',
  coDepartmentIds: [],
  asker: 'none',
  askerId: null,
  isPersonal: false,
  settlement: { kind: 'on_spot', answer: '从下周起开到十一点。', answeredBy: '徐立峰' },
  ...changes,
});

export const transferred = (dueAt: number, changes: Partial<Form> = {}): Form =>
  question({
    title: '宿舍热水',
    detail: '三号楼晚上没有热水。',
    departmentId: 'logistics',
    settlement: { kind: 'transferred', answer: '', answeredBy: '', dueAt },
    ...changes,
  });

/** Records a question and answers it as the desk shows it. */
export const add = (product: Product, sessionId: string, form: Form): Promise<Output<'hall.addQuestion'>> =>
  product.as('p-wu').call('hall.addQuestion', { sessionId, question: form });

/** From a live hall with everything settled to published minutes. */
export async function closeAndPublish(product: Product, sessionId: string): Promise<void> {
  const office = product.as('p-wu');
  await office.call('hall.open', { sessionId });
  await office.call('hall.close', { sessionId });
  const draft = await office.call('hall.draftMinutes', { sessionId });
  const kept = draft.findings.map(({ id }) => id);
  await office.call('hall.publishMinutes', { sessionId, version: draft.version, kept });
}
