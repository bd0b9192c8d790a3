// The closed list of refusals. Each code says when it is given; the phone turns it into a sentence
// (miniprogram/api/errors.ts), so a code without a sentence does not compile there.
export const ERROR_CODES = [
  // envelope
  'invalid_input', // the request does not fit its schema; `fields` names where
  'unknown_action', // no such action in this function
  'internal', // unknown failure; logged once with the request id
  'busy', // the environment takes no more at this moment; nothing was done, the same request again in a second
  'too_many_requests', // the person repeats faster than the rule allows
  'upload_incomplete', // pieces of this call are not there any more; send all of it again
  'conflict', // somebody else changed the same thing first; reload and decide again
  // who
  'not_bound', // the action needs a bound identity
  'not_allowed', // the person's roles, read now, do not allow it
  'visitor_only', // the reviewer's identity looks at everything and changes nothing
  'not_found', // no such thing, or not for this person
  // account
  'roster_mismatch', // number and name are not in the roster together
  'number_taken', // the number is bound to another WeChat account
  'already_bound', // this WeChat account is bound to another number
  'agreement_needed', // nobody is bound without consent to the user agreement as it is now
  'account_used', // this WeChat account took part in this under another number
  'account_waits', // this account was unbound; it waits until after the next session before it binds another number
  'number_waits', // the number was freed; it waits likewise, unless the office releases it
  'bind_code_needed', // the office has made a code for this number; it is bound with it only, for half an hour
  'bind_code_wrong', // not the code, or it is over
  'bind_locked', // too many wrong tries; wait
  'roster_malformed', // the roster file cannot be read
  'leaving_unconfirmed', // a roster of which more than a tenth leave: the very count has to be given
  'bookings_open', // the account holds a place or waits for one; cancel it first
  'last_admin', // the last administrator cannot give up the role
  'person_not_bound', // a role is given to bound people only; it would go to whoever binds the number first
  'rule_malformed', // not a value that this rule can have
  'department_exists', // another department has this name
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
  'booking_not_open', // before the preview
  'session_called_off', // does not take place
  'booking_closed', // after the cut-off
  'already_booked', // the person has a live booking for this session
  'seats_full', // neither seats nor waitlist
  'no_offer', // nothing to confirm
  'offer_expired', // the deadline to confirm has passed
  'cancel_closed', // after the cut-off for cancelling
  // check-in
  'code_malformed', // not a code of the hall's screen
  'code_expired', // the code on the screen has changed since; scan again
  'code_other_session', // a code of another session
  'check_in_not_open', // too early, or no session on now
  'check_in_closed', // the session is closed
  'not_checked_in', // the person was not at that session
  'credentials_taken', // the person's credentials went to another set of blinded serials
  'credentials_closed', // the survey has opened; credentials are no longer given out
  'passes_not_ready', // not the month that passes are given out for now, or its key has not been made
  'passes_taken', // the person's passes of this month went to another set of blinded values
  'pass_spent', // said by the phone: this pass is spent, over or not genuine; the next try takes another one
  'pass_needed', // anonymous items are filed with a pass here, by the way without an account
  'keys_not_ready', // the session's keys have not been made yet; try again in a minute
  // hall
  'questions_unsettled', // questions with neither an answer nor an owner; their ids in `fields`
  'question_full', // as many questions as the session can take
  'seat_questions_used', // as many questions from the seat as the rule book allows
  'asker_unknown', // not in the roster
  'department_dissolved', // the department no longer exists; choose who took over
  'due_in_past', // a promise for a moment that has passed
  'topic_not_open', // not approved, or already settled: no votes
  'answer_window_closed', // the three days to object are over
  'already_published', // the minutes are out
  'redaction_open', // findings nobody has looked at; their ids in `fields`
  'passage_unknown', // what is to be blacked out stands nowhere, or is a single character
  // survey and cards
  'survey_not_open',
  'survey_exists',
  'minutes_not_published', // the survey opens after the minutes
  'results_not_ready', // the box is not sealed yet
  'closing_keys_missing', // observers open the ratings, and not three of them have a key
  'closing_keys_full', // three other observers have a key already
  'closing_key_malformed', // not an RSA key of 2048 bits, or another observer has the same
  'counts_do_not_fit', // not the questions of this box, or not as many ratings as it holds
  'review_closed', // the window for an appeal is over, or there is one already
  'nothing_to_decide', // no appeal waits
  // case
  'case_unseen', // nobody has looked at what was held back, or at its pictures; open the case first
  'wrong_case_stage', // the case is not in the state this needs; reload it
  'case_closed', // closed, merged or withdrawn: nothing changes it any more
  'report_unheard', // nobody is there for a protected report, or only whom it is about; the asker chooses the other way
  'case_protected', // a protected report never goes to a department
  'return_too_late', // the time for handing back has passed
  'return_pending', // a hand-back waits for the office
  'extension_limit', // two extensions is all there is
  'extension_pending', // an extension waits for the office
  'extension_too_late', // the deadline has passed already
  'clock_paused', // the asker has been asked already
  'promise_date_invalid', // a promise is for a day to come
  'reopen_too_late', // the time to say "not solved" has passed
  'department_unknown', // no such department, or it was dissolved
  'merge_invalid', // a case cannot be merged into itself or into a merged one
  'not_published', // only published cases can be joined or followed
  'receipt_unknown', // no case under this receipt code
  'content_refused', // the platform or the word list does not let this text through
  'picture_refused', // a file is no picture, too large or not there; `fields` says which and why
  'storage_unavailable', // the file store does not answer; nothing is lost, try again
  'period_invalid',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Refusals of one field, given beside `invalid_input` or a domain code. */
export type FieldErrors = Readonly<Record<string, string>>;
