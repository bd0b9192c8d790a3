/**
 * What it means that WeChat did not do what was asked, and so what happens next:
 * - `not_permitted`: secret, address or right is wrong. Nothing gets through until somebody puts it right.
 * - `no_consent`: the person has not agreed, or has used the agreement up. Nobody's fault.
 * - `template_misfit`: the template is not the one we fill in. Each message of its kind fails.
 * - `busy`: passes by itself.
 * - `no_answer`: nobody knows whether it was done.
 * - `refused`: about this one thing alone.
 */
export type WeixinOutcome =
  | 'not_permitted'
  | 'no_consent'
  | 'template_misfit'
  | 'busy'
  | 'no_answer'
  | 'refused';

/** Codes of ours, where WeChat gave none. */
export const NO_ANSWER = 'no_answer';
export const NOT_CONFIGURED = 'not_configured';

/** Nothing left to send to this person: credit used up, or refused (docs/platform.md, Subscription messages). */
export const NO_CREDIT = '43101';

const OUTCOMES: Readonly<Record<string, WeixinOutcome>> = {
  [NO_ANSWER]: 'no_answer',
  [NO_CREDIT]: 'no_consent',
  '40037': 'template_misfit',
  '47003': 'template_misfit',
  '-1': 'busy',
  '45009': 'busy',
  '45011': 'busy',
  // Another message to the same person is on its way at this moment.
  '43108': 'busy',
  // Secret, app id or token.
  [NOT_CONFIGURED]: 'not_permitted',
  '40001': 'not_permitted',
  '40013': 'not_permitted',
  '40125': 'not_permitted',
  '40243': 'not_permitted',
  '41002': 'not_permitted',
  '41004': 'not_permitted',
  // The address that asks.
  '40164': 'not_permitted',
  '89503': 'not_permitted',
  '89506': 'not_permitted',
  '89507': 'not_permitted',
  // The right to this interface; the last three are those of cloud calls.
  '48001': 'not_permitted',
  '48004': 'not_permitted',
  '50002': 'not_permitted',
  '-604100': 'not_permitted',
  '-604101': 'not_permitted',
  '-501007': 'not_permitted',
};

/** @param code WeChat's errcode as text, or one of ours */
export const outcomeOf = (code: string): WeixinOutcome => OUTCOMES[code] ?? 'refused';
