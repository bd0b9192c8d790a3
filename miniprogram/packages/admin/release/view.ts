import type { Output } from '../../../api/dto';
import { clockWords } from '../../../shared/time';

export interface LockedRow {
  key: string;
  title: string;
  note: string;
}

/** Numbers that are locked because of wrong names: whoever they belong to cannot bind without a code. */
export const attackedRows = ({ people }: Output<'account.attacked'>): LockedRow[] =>
  people.map(({ name, unit, numberEnd, tries, until }) => ({
    key: `${name}-${numberEnd}`,
    title: `${name} · ${unit} · 尾号 ${numberEnd}`,
    note: `已试 ${tries} 次，${clockWords(until)} 解锁`,
  }));

export interface GivenCode {
  code: string;
  text: string;
}

/** The code as it is read out; a repeat of the command has none any more. */
export const givenCode = ({ name, code, until }: Output<'account.release'>): GivenCode => ({
  code: code.replace(/(.{4})(?=.)/, '$1 '),
  text:
    code === ''
      ? `${name}的换绑已办理，绑定码只显示一次。需要时请重新办理。`
      : `请当面告知${name}，${clockWords(until)} 前绑定有效，只显示一次。`,
});

/** What is still to be filled in, by field. */
export function formErrors(form: Record<'number' | 'name' | 'reason', string>): Record<string, string> {
  const needed = { number: '请填学号或工号', name: '请填姓名', reason: '请写明原因' } as const;
  return Object.fromEntries(
    Object.entries(needed).filter(([field]) => form[field as keyof typeof needed].trim() === ''),
  );
}
