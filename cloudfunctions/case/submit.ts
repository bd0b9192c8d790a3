import type { caseContract } from '../contract/case';
import { ASKER_ACTOR } from '../core/case/command';
import { isHeard, type Protection } from '../core/case/receiver';
import { DomainError, ensure } from '../core/domain-error';
import { REPORT_RECEIVERS } from '../core/people/role-sets';
import type { Handler } from '../platform/call/dispatch';
import { passBase } from '../platform/call/pass-way';
import { people } from '../platform/database/collections';
import { _, find } from '../platform/database/store';
import { ensureChoosable } from '../platform/database/topics';
import { fileCase, wasFiled } from './file';
import { keepAskersPictures } from './pictures';
import { checkWords } from './text-check';
import { askedTopicNow } from './topics';

/**
 * Drops an issue: box or hotline, named, hidden or anonymous. Four round trips (person, content check, number, case),
 * and those for the pictures. Anonymous: four as well (request, what is known of it, number, case): neither roster nor WeChat is asked who it is.
 *
 * Where passes are in force anonymous items come through the letterbox alone.
 *
 * @throws DomainError not_bound, pass_needed, content_refused, picture_refused, too_many_requests, storage_unavailable,
 * report_unheard
 */
export const submitCase: Handler<(typeof caseContract)['case.submit']> = {
  may: 'anyone',
  // The case is made of the request id and knows its asker; an anonymous one knows nobody.
  remembers: ({ identity }) => (identity === 'anonymous' ? 'without_account' : 'by_itself'),
  async run({ receiptSeed, topicId, ...form }, { caller, now, requestId }) {
    const isAnonymous = form.identity === 'anonymous';
    ensure(!isAnonymous || passBase() === '', 'pass_needed');
    const person = isAnonymous ? null : await caller.boundPerson();
    if (isAnonymous && form.phone !== '')
      throw new DomainError('invalid_input', { phone: 'phone_not_anonymous' });
    await ensureChoosable(form.category, now, () => wasFiled(requestId));
    const words = [form.title, form.text, form.place].filter(Boolean).join('\n');
    const [{ isDoubtful }, pictures, topic] = await Promise.all([
      checkWords(words, person ? caller.openid : null),
      keepAskersPictures(form.pictures, now),
      // What an account was told could mark what comes without one: the office says what an anonymous item is about.
      isAnonymous ? null : askedTopicNow(form.category, topicId, now),
      form.isProtected ? ensureHeard(form.protection, person?._id ?? null) : undefined,
    ]);
    return fileCase(
      { ...form, topic, pictures, isDoubtful, askerId: person?._id ?? null, recordedBy: null },
      { actor: ASKER_ACTOR, now, requestId, openid: caller.openid, receiptSeed },
    );
  },
};

/** Leaders by name, for the form of a protected report. One round trip. */
export const reportChoices: Handler<(typeof caseContract)['case.reportChoices']> = {
  may: 'anyone',
  async run() {
    const found = await find(
      people,
      { 'roles.role': 'leader', hasLeft: false },
      { limit: 100, fields: ['name'] },
    );
    return { leaders: found.map(({ _id, name }) => ({ id: _id, name })) };
  },
};

/** Somebody is there to whom the report goes and whom it is not about. One round trip. @throws DomainError report_unheard */
async function ensureHeard(protection: Protection | null, askerId: string | null): Promise<void> {
  const staff = await find(
    people,
    { 'roles.role': _.in([...REPORT_RECEIVERS]), hasLeft: false, openid: _.neq(null) },
    { limit: 1000, fields: ['roles'] },
  );
  ensure(isHeard({ isProtected: true, protection, askerId }, staff), 'report_unheard', {
    protection: 'report_unheard',
  });
}
