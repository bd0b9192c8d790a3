import { accountContract } from './account';
import type { ActionContract, InputOf, OutputOf } from './action';
import { announcementContract } from './announcement';
import { bookingContract } from './booking';
import { caseContract } from './case';
import type { ErrorCode, FieldErrors } from './error';
import { hallContract } from './hall';
import { reportContract } from './report';
import { sessionContract } from './session';
import { surveyContract } from './survey';

/** Every action of the back end. The part before the dot is the function that serves it. */
export const contract = {
  ...accountContract,
  ...sessionContract,
  ...bookingContract,
  ...announcementContract,
  ...caseContract,
  ...reportContract,
  ...hallContract,
  ...surveyContract,
} as const;

export type Contract = typeof contract;
export type Action = keyof Contract;
export type Input<A extends Action> = Contract[A] extends ActionContract ? InputOf<Contract[A]> : never;
export type Output<A extends Action> = Contract[A] extends ActionContract ? OutputOf<Contract[A]> : never;
export type CommandAction = { [A in Action]: Contract[A]['kind'] extends 'command' ? A : never }[Action];

/** What the phone sends. Commands must carry a request id; a repeat gets the first answer again. */
export interface Envelope {
  action: string;
  requestId?: string;
  input: unknown;
}

/** `now`: the server's milliseconds since the epoch, because a phone's clock may be wrong by an hour. */
export type Answer<T = unknown> =
  | { ok: true; data: T; now: number }
  | { ok: false; error: { code: ErrorCode; message: string; requestId: string; fields?: FieldErrors } };
