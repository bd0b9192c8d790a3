import { auditInvariants } from './audit';
import { caseInvariants } from './case';
import { hallInvariants } from './hall';
import type { Invariant } from './invariant';
import { leavingInvariants } from './leaving';
import { messageInvariants } from './message';
import { passInvariants } from './pass';
import { peopleInvariants } from './people';
import { referenceInvariants } from './references';
import { retentionInvariants } from './retention';
import { sessionInvariants } from './session';
import { surveyInvariants } from './survey';

/** Everything that is true of a whole store. */
export const invariants: readonly Invariant[] = [
  ...peopleInvariants,
  ...leavingInvariants,
  ...auditInvariants,
  ...messageInvariants,
  ...sessionInvariants,
  ...hallInvariants,
  ...caseInvariants,
  ...passInvariants,
  ...surveyInvariants,
  ...retentionInvariants,
  ...referenceInvariants,
];
