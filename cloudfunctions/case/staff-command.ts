import type { ActionContract } from '../contract/action';
import type { CaseView } from '../contract/case';
import type { CaseCommand } from '../core/case/command';
import type { Context, Handler } from '../platform/call/dispatch';
import { applyCommand } from './apply-command';
import { keepPictures } from './pictures';
import { checkStaffWords } from './staff-words';

type May = Handler<ActionContract>['may'];

/** One command of staff on one case; its words and pictures are looked at first, beside any `otherCheck`. */
export async function applyStaffCommand(
  caseId: string,
  command: CaseCommand,
  context: Context,
  otherCheck?: Promise<void>,
): Promise<CaseView> {
  const [kept] = await Promise.all([
    withKeptPictures(command),
    checkStaffWords(command, context.caller.openid),
    otherCheck,
  ]);
  return applyCommand({ caseId }, kept, context);
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

async function withKeptPictures(command: CaseCommand): Promise<CaseCommand> {
  return 'pictures' in command ? { ...command, pictures: await keepPictures(command.pictures) } : command;
}
