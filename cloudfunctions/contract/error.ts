// The closed list of refusals. Each code says when it is given; the phone turns it into a sentence
// (miniprogram/api/errors.ts), so a code without a sentence does not compile there.
export const ERROR_CODES = [
  // envelope
  'invalid_input', // the request does not fit its schema; `fields` names where
  'unknown_action', // no such action in this function
  'internal', // unknown failure; logged once with the request id
  'too_many_requests', // the person repeats faster than the rule allows
  'conflict', // somebody else changed the same thing first; reload and decide again
  // who
  'not_bound', // the action needs a bound identity
  'not_allowed', // the person's roles, read now, do not allow it
  'not_found', // no such thing, or not for this person
  // account
  'roster_mismatch', // number and name are not in the roster together
  'number_taken', // the number is bound to another WeChat account
  'already_bound', // this WeChat account is bound to another number
  'bind_locked', // too many wrong tries; wait
  'roster_malformed', // the roster file cannot be read
  'last_admin', // the last administrator cannot give up the role
  // session
  'session_exists', // the month already has a session
  'session_date_taken', // another session is on that day
  'date_in_past',
  'wrong_stage', // the session is not in the stage this needs
  'preview_incomplete', // chair, venue or attendees missing
  'reason_needed', // a change off the rule needs a reason
  'article_link_invalid', // not a link to an official-account article
  'official_account_unavailable', // the account has no right, or does not answer
  'quota_mismatch', // quotas do not add up to the speaking slots
  'capacity_below_taken', // fewer places than are already taken
  // booking
  'booking_not_open', // before the preview, or the session is cancelled
  'booking_closed', // after the cut-off
  'already_booked', // the person has a live booking for this session
  'seats_full', // neither seats nor waitlist
  'no_offer', // nothing to confirm
  'offer_expired', // the deadline to confirm has passed
  'cancel_closed', // after the cut-off for cancelling
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Refusals of one field, given beside `invalid_input` or a domain code. */
export type FieldErrors = Readonly<Record<string, string>>;
