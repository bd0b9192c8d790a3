import type { caseContract } from '../contract/case';
import { type Complaint, decideComplaint } from '../core/case/complaint';
import { DomainError, ensure } from '../core/domain-error';
import { PAGE_SIZE, pageOf, timeCursor } from '../core/page';
import { OFFICE } from '../core/people/role-sets';
import type { Handlers } from '../platform/call/dispatch';
import { cases, complaints, sessions } from '../platform/database/collections';
import { olderThan } from '../platform/database/older';
import { _, add, find, get, update } from '../platform/database/store';
import { accountDigest, countTry } from './numbering';
import { checkWords } from './text-check';

/** What the words are called that stand there for everybody. @throws DomainError not_found */
async function nameOf(place: Complaint['place'], subjectId: string): Promise<string> {
  if (place === 'case') {
    const entity = await get(cases, subjectId);
    if (!entity?.isPublic || !entity.published) throw new DomainError('not_found');
    return entity.published.title;
  }
  const session = await get(sessions, subjectId);
  if (!session || session.status === 'planned') throw new DomainError('not_found');
  return `第 ${session.number} 期`;
}

/** Complaints about what others wrote, by anybody who can read it, and the office's desk of them. */
export const complaintDesk = {
  'case.complain': {
    may: 'anyone',
    // The complaint does not know its account; nor does what remembers it.
    remembers: () => 'without_account',
    async run({ place, subjectId, reason, text }, { caller, now }) {
      await countTry(caller.openid, now, 'complain');
      const about = await nameOf(place, subjectId);
      // The office reads it and nobody else, so only the local list is asked.
      await checkWords(text, null);
      const state = 'open' as const;
      const undecided = { state, decidedAt: null, decidedBy: null, decision: '' };
      const _id = accountDigest(caller.openid, `${place}:${subjectId}`);
      // The same account about the same words is one complaint.
      await add(complaints, { _id, place, subjectId, about, reason, text, at: now, ...undecided });
      return { isTaken: true };
    },
  },
  'case.complaints': {
    may: OFFICE,
    async run({ isOpen, cursor }) {
      const wanted = { state: isOpen ? _.eq('open' as const) : _.neq('open' as const) };
      const found = await find(complaints, cursor ? _.and([wanted, olderThan(cursor)]) : wanted, {
        order: [
          ['at', 'desc'],
          ['_id', 'desc'],
        ],
        limit: PAGE_SIZE + 1,
      });
      const { page, next } = pageOf(found, timeCursor);
      return { complaints: page.map(rowOf), next };
    },
  },
  'case.decideComplaint': {
    may: OFFICE,
    async run({ complaintId, isUpheld, decision }, { caller, now }) {
      const entity = await get(complaints, complaintId);
      if (!entity) throw new DomainError('not_found');
      const { _id: personId } = await caller.boundPerson();
      const { _id, state, decidedAt, decidedBy, ...decided } = decideComplaint(entity, {
        isUpheld,
        decision,
        personId,
        now,
      });
      const change = { state, decidedAt, decidedBy, decision: decided.decision };
      const isNew = entity.state === 'open';
      ensure(!isNew || (await update(complaints, { _id, state: 'open' }, change)) === 1, 'conflict');
      return rowOf({ ...entity, ...change });
    },
  },
} satisfies Partial<Handlers<typeof caseContract>>;

const rowOf = ({ _id, place, subjectId, about, reason, text, at, state, decision }: Complaint) => ({
  id: _id,
  place,
  subjectId,
  about,
  reason,
  text,
  at,
  state,
  decision,
});
