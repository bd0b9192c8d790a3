import { ensure } from '../domain-error';
import { eventOf, type Transition } from './command';

/** Public words are written apart from the original ones, which stay as the asker wrote them. */
export const publish: Transition<'publish'> = (entity, { title, text, reply }, act) => {
  ensure(!entity.isProtected, 'case_protected');
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

/** The same matter twice: this one ends, the other goes on and speaks for both. */
export const merge: Transition<'merge'> = (entity, { into, reason }, act) => {
  ensure(into.id !== entity._id, 'merge_invalid');
  ensure(!entity.isProtected, 'case_protected');
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
