import type { SessionPlan } from '../../../api/dto';

export const blankPlan = (): SessionPlan => ({
  venue: '',
  chair: { name: '', title: '' },
  attendees: [],
  topics: [],
  notes: '',
  speakingSlots: 20,
  quota: null,
  seats: 0,
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isMaybeText = (value: unknown) => value === undefined || typeof value === 'string';
const isPerson = (value: unknown) =>
  isRecord(value) &&
  typeof value.name === 'string' &&
  typeof value.title === 'string' &&
  isMaybeText(value.personId) &&
  isMaybeText(value.departmentId);

/** Recognises a plan kept on this phone by this version of the app. */
export function isPlan(value: unknown): value is SessionPlan {
  return (
    isRecord(value) &&
    typeof value.venue === 'string' &&
    isPerson(value.chair) &&
    Array.isArray(value.attendees) &&
    value.attendees.every(isPerson) &&
    Array.isArray(value.topics) &&
    value.topics.every((topic) => typeof topic === 'string') &&
    typeof value.notes === 'string' &&
    typeof value.speakingSlots === 'number' &&
    typeof value.seats === 'number' &&
    (value.quota === null ||
      (isRecord(value.quota) &&
        typeof value.quota.student === 'number' &&
        typeof value.quota.staff === 'number'))
  );
}

/** One text field of the plan, by the name the page gives it. */
export function withText(plan: SessionPlan, field: string, text: string): SessionPlan {
  switch (field) {
    case 'venue':
      return { ...plan, venue: text };
    case 'chair.name':
      // Another name is another person, whom the roster may not know.
      return { ...plan, chair: { name: text, title: plan.chair.title } };
    case 'chair.title':
      return { ...plan, chair: { ...plan.chair, title: text } };
    case 'notes':
      return { ...plan, notes: text };
    default:
      return plan;
  }
}

/** One number of the plan. The two quotas keep adding up: what one gets the other gives. */
export function withNumber(plan: SessionPlan, field: string, value: number): SessionPlan {
  const { quota } = plan;
  switch (field) {
    case 'speakingSlots':
      return { ...plan, speakingSlots: value, quota: quota ? splitQuota(value, quota.student) : null };
    case 'seats':
      return { ...plan, seats: value };
    case 'student':
      return { ...plan, quota: splitQuota(plan.speakingSlots, value) };
    case 'staff':
      return { ...plan, quota: splitQuota(plan.speakingSlots, plan.speakingSlots - value) };
    default:
      return plan;
  }
}

export function splitQuota(slots: number, student: number): { student: number; staff: number } {
  const within = Math.min(Math.max(0, student), slots);
  return { student: within, staff: slots - within };
}

/**
 * 领导 林一 from one line "姓名 职务": what the office pastes from its own list, one person a line. Whoever is `known` by
 * name and office stays the person of the roster that they are.
 */
export function attendeesFrom(lines: string, known: SessionPlan['attendees'] = []): SessionPlan['attendees'] {
  return lines
    .split(/\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', ...title] = line.split(/[\s,,、\t]+/);
      const typed = { name, title: title.join(' ') };
      return known.find((person) => person.name === name && person.title === typed.title) ?? typed;
    });
}

/** The people as lines again, for the field they are typed into. */
export const attendeeLines = (attendees: SessionPlan['attendees']): string =>
  attendees.map(({ name, title }) => `${name} ${title}`.trim()).join('\n');

/** Topics are typed one a line. */
export const topicsFrom = (lines: string): string[] =>
  lines
    .split(/\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** People without a title, by name: the preview says what each answers for. */
export const untitled = (attendees: SessionPlan['attendees']): string[] =>
  attendees.filter(({ title }) => title.trim() === '').map(({ name }) => name);

/** The people as the part of the page says they are now; what is none of ours is left out. */
export const peopleIn = ({ detail }: { detail: unknown }): SessionPlan['attendees'] =>
  isRecord(detail) && Array.isArray(detail.value) ? detail.value.filter(isAttendee) : [];

const isAttendee = (value: unknown): value is SessionPlan['attendees'][number] => isPerson(value);

/** What of a plan is looked through before everybody reads it. */
export const wordsOf = ({ topics, notes }: Pick<SessionPlan, 'topics' | 'notes'>) => ({
  main: { key: 'notes', text: notes },
  others: topics.map((text, at) => ({ key: `topic.${at}`, text })),
});
