import { caseInvariants } from './case';
import { hallInvariants } from './hall';
import type { Invariant } from './invariant';
import { messageInvariants } from './message';
import { peopleInvariants } from './people';
import { referenceInvariants } from './references';
import { sessionInvariants } from './session';
import { surveyInvariants } from './survey';

/** Everything that is true of a whole store. */
export const invariants: readonly Invariant[] = [
  ...peopleInvariants,
  ...messageInvariants,
  ...sessionInvariants,
  ...hallInvariants,
  ...caseInvariants,
  ...surveyInvariants,
  ...referenceInvariants,
];
