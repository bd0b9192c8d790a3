import type { Output } from '../../../api/dto';
import { NOT_IN_OWN_DATA, OWN_PARTS, type OwnPart } from '../../../shared/own-data';
import { exactWords } from '../../../shared/time';

type OwnRecords = Output<'account.ownData'>['records'];

export interface OwnDataView {
  records: OwnRecords;
  next: string;
  /** How long things are kept, from the rules in force. */
  periods: { key: string; text: string }[];
}

export const OWN_PART_KEYS = Object.keys(OWN_PARTS) as OwnPart[];

export const partChoices = OWN_PART_KEYS.map((key) => ({ key, label: OWN_PARTS[key] }));

/** The section of the rule book that says how long things are kept. */
export const periodsOf = ({ sections }: Output<'account.rulebook'>): OwnDataView['periods'] =>
  sections.find(({ rules }) => rules.some(({ key }) => key.startsWith('retention.')))?.rules ?? [];

/** The file: everything of every part in words, with what is not in it and why. */
export function fileText(parts: Readonly<Partial<Record<OwnPart, OwnRecords>>>, now: number): string {
  const named = OWN_PART_KEYS.map((part) => [
    OWN_PARTS[part],
    (parts[part] ?? []).map(({ title, lines }) => ({
      标题: title,
      ...Object.fromEntries(lines.map(({ label, text }) => [label, text])),
    })),
  ]);
  const whole = { 导出时间: exactWords(now), 说明: NOT_IN_OWN_DATA, ...Object.fromEntries(named) };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** What became of the own telephone. */
export function correctedWords(phone: string, changed: number): string {
  if (phone === '') return '已删除留过的电话';
  return changed > 0 ? `已更正 ${changed} 处` : '没有留过电话';
}
