import { blackedOut, blackedOutIn, isPassage } from '../black-out';
import { ensure } from '../domain-error';
import { eventOf, type Transition } from './command';

/** Public words are written apart from the original ones, which stay as the asker wrote them. */
export const publish: Transition<'publish'> = (entity, { title, text, reply }, act) => {
  const isNewReply = reply !== '' && !(entity.isPublic && entity.published?.reply === reply);
  return {
    set: { isPublic: true, published: { title, text, reply } },
    // With an answer that was not to be read before, those who follow it are told.
    events: [eventOf(act, 'published', { text: isNewReply ? '答复已公开' : '' })],
  };
};

export const unpublish: Transition<'unpublish'> = (entity, { reason }, act) => {
  ensure(entity.isPublic, 'wrong_case_stage');
  return { set: { isPublic: false }, events: [eventOf(act, 'unpublished', { text: reason })] };
};

/** Public words of now, or of before the case was closed to the public. What the asker wrote stays as it was written. */
export const correctPrivacy: Transition<'correctPrivacy'> = (
  { published },
  { passages, reason, elsewhere = [] },
  act,
) => {
  ensure(published !== null, 'wrong_case_stage');
  const words = [published.title, published.text, published.reply];
  const unknown = passages.findIndex(
    (passage) =>
      !elsewhere.includes(passage) &&
      (!isPassage(passage) || words.every((text) => blackedOut(text, [passage]) === text)),
  );
  ensure(unknown === -1, 'passage_unknown', { [`passages.${unknown}`]: 'passage_unknown' });
  return {
    set: { published: blackedOutIn(published, passages) },
    events: [eventOf(act, 'privacy_corrected', { text: reason })],
  };
};

/** The same matter twice: this one ends, the other goes on and speaks for both. */
export const merge: Transition<'merge'> = (entity, { into, reason }, act) => {
  ensure(into.id !== entity._id, 'merge_invalid');
  return {
    set: {
      status: 'closed',
      closing: 'merged',
      closedAt: act.now,
      mergedInto: into,
      isHeld: false,
      draft: null,
      pause: null,
      askedExtension: null,
      isOnOverdueList: false,
    },
    events: [eventOf(act, 'merged', { text: reason ? `${into.number} ${reason}` : into.number })],
  };
};

/** Written before the identity is shown, and shown to the asker. */
export const revealAsker: Transition<'revealAsker'> = (entity, { reason }, act) => {
  ensure(entity.askerId !== null, 'not_found');
  return {
    set: { identityViews: [...entity.identityViews, { at: act.now, by: act.actor.name, reason }] },
    events: [eventOf(act, 'identity_viewed', { text: reason })],
  };
};
