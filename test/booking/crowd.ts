import type { BookingForm } from '../../cloudfunctions/contract/booking';
import type { SessionPlan } from '../../cloudfunctions/contract/session';
import { type Product, seedPeople } from '../cloud';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** 20 November 2026, 10:00 in Shanghai: two weeks before the first Thursday of December. */
export const START = Date.UTC(2026, 10, 20, 2);
/** 3 December 2026, 16:00 in Shanghai. */
export const SESSION_AT = Date.UTC(2026, 11, 3, 8);

export const plan = (changes: Partial<SessionPlan> = {}): SessionPlan => ({
  venue: '行政楼一楼报告厅',
  chair: { name: '郑国栋', title: '党委书记' },
  attendees: [{ name: '钱志远', title: '教务处处长', departmentId: 'teaching' }],
  topics: ['宿舍供暖'],
  notes: '',
  speakingSlots: 20,
  quota: null,
  seats: 300,
  ...changes,
});

export const form = (changes: Partial<BookingForm> = {}): BookingForm => ({
  wish: 'speak',
  phone: '',
  category: 'logistics',
  departmentId: null,
  title: '图书馆延长开放时间',
  detail: '考试周能不能开到晚上十一点?',
  isUnnamed: false,
  ...changes,
});

/** The office plans the session of December and publishes its preview. Answers the session's id. */
export async function openSession(product: Product, changes: Partial<SessionPlan> = {}): Promise<string> {
  const office = product.as('p-wu');
  const { sessionId } = await office.call('session.create', { reason: '', plan: plan(changes) });
  await office.call('session.publishPreview', { sessionId });
  await withoutKeys(product, sessionId);
  return sessionId;
}

/** Marks the credential keys of a session as made: the timer would take seconds to make them, for other tests. */
export const withoutKeys = ({ cloud }: Pick<Product, 'cloud'>, sessionId: string): Promise<void> =>
  cloud.seed('session_keys', [{ _id: sessionId }]);

/** Bound people, `crowd-0` onwards; every fifth is staff. Answers their accounts. */
export async function seedCrowd(
  product: Pick<Product, 'cloud'>,
  size: number,
  { absentFrom = null }: { absentFrom?: number | null } = {},
): Promise<string[]> {
  const people = Array.from({ length: size }, (_none, index) => ({
    _id: `crowd-${index}`,
    openid: `account-${index}`,
    number: `C${index}`,
    name: `师生${index}`,
    kind: index % 5 === 4 ? 'staff' : 'student',
    unit: '信息工程系',
    roles: [],
    hasLeft: false,
    absentFrom,
  }));
  await seedPeople(product.cloud, people);
  return people.map(({ openid }) => openid);
}

/** Runs `work` for each item, at most `width` at a time, and answers in the order of the items. */
export async function atOnce<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
