import type { ActionContract } from '../contract/action';
import type { CaseView } from '../contract/case';
import type { CaseCommand } from '../core/case/command';
import type { Context, Handler } from '../platform/call/dispatch';
import { applyCommand } from './apply-command';
import { checkStaffWords } from './staff-words';

type May = Handler<ActionContract>['may'];

/** One command of staff on one case; what others will read of it is looked at first, beside any `otherCheck`. */
export async function applyStaffCommand(
  caseId: string,
  command: CaseCommand,
  context: Context,
  otherCheck?: Promise<void>,
): Promise<CaseView> {
  await Promise.all([checkStaffWords(command, context.caller.openid), otherCheck]);
  return applyCommand({ caseId }, command, context);
}

/**
 * A use case that is exactly one command on one case. `may` is the role at the door; which department, which status and
 * everything else the command asks of the case itself.
 */
export const staffCommand = <I extends { caseId: string }>(
  may: May,
  commandOf: (input: I) => CaseCommand,
  check?: (input: I) => Promise<void>,
): { may: May; run: (input: I, context: Context) => Promise<CaseView> } => ({
  may,
  run: (input, context) => applyStaffCommand(input.caseId, commandOf(input), context, check?.(input)),
});
