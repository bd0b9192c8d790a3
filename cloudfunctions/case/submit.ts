import type { caseContract } from '../contract/case';
import { ASKER_ACTOR } from '../core/case/command';
import { DomainError } from '../core/domain-error';
import type { Handler } from '../platform/call/dispatch';
import { fileCase } from './file';
import { keepPictures } from './pictures';
import { checkWords } from './text-check';

/**
 * Drops an issue: box or hotline, named, hidden or anonymous. Four round trips (person, content check, number, case),
 * and those for the pictures. Anonymous: four as well (request, what is known of it, number, case): neither roster nor WeChat is asked who it is.
 *
 * @throws DomainError not_bound, content_refused, picture_refused, too_many_requests, storage_unavailable
 */
export const submitCase: Handler<(typeof caseContract)['case.submit']> = {
  may: 'anyone',
  // The case is made of the request id and knows its asker; an anonymous one knows nobody.
  remembers: ({ identity }) => (identity === 'anonymous' ? 'without_account' : 'by_itself'),
  async run({ receiptSeed, ...form }, { caller, now, requestId }) {
    const isAnonymous = form.identity === 'anonymous';
    const person = isAnonymous ? null : await caller.boundPerson();
    if (isAnonymous && form.phone !== '')
      throw new DomainError('invalid_input', { phone: 'phone_not_anonymous' });
    const words = [form.title, form.text, form.place].filter(Boolean).join('\n');
    const [{ isDoubtful }, pictures] = await Promise.all([
      checkWords(words, person ? caller.openid : null),
      keepPictures(form.pictures),
    ]);
    return fileCase(
      { ...form, pictures, isDoubtful, askerId: person?._id ?? null, recordedBy: null },
      { actor: ASKER_ACTOR, now, requestId, openid: caller.openid, receiptSeed },
    );
  },
};
