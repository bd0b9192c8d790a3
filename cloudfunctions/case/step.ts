import type { ActionContract } from '../contract/action';
import type { CaseView } from '../contract/case';
import type { CaseCommand } from '../core/case-command';
import type { Context, Handler } from '../platform/dispatch';
import { change } from './change';
import { checkStaffWords } from './staff-words';

type May = Handler<ActionContract>['may'];

/**
 * A use case that is exactly one command on one case. `may` is the role at the door; which department, which status and
 * everything else the command asks of the case itself. What others will read is looked at first.
 */
export const step = <I extends { caseId: string }>(
  may: May,
  commandOf: (input: I) => CaseCommand,
  check?: (input: I) => Promise<void>,
): { may: May; run: (input: I, context: Context) => Promise<CaseView> } => ({
  may,
  async run(input, context) {
    const command = commandOf(input);
    await Promise.all([checkStaffWords(command, context.caller.openid), check?.(input)]);
    return change({ caseId: input.caseId }, command, context);
  },
});
