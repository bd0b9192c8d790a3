import { pickedDayEnd, type SchoolTime } from '../rules/working-time';
import type { CaseCommand } from './command';

/**
 * A command whose day somebody picked by hand, with the end of that day's work by the rules in force: what was promised
 * for Thursday is late when Thursday's work is over, like every other limit (docs/rules.md, Cases).
 */
export function onPickedDay(command: CaseCommand, school: Pick<SchoolTime, 'workEndsMinute'>): CaseCommand {
  const end = (at: number | null) => (at === null ? null : pickedDayEnd(at, school));
  switch (command.do) {
    case 'draftReply':
      return { ...command, promisedFor: end(command.promisedFor) };
    case 'supervise':
      return { ...command, dueAt: pickedDayEnd(command.dueAt, school) };
    case 'endSupervision':
      return { ...command, dueAt: end(command.dueAt) };
    default:
      return command;
  }
}
