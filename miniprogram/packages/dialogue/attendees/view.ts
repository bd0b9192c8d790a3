import type { Output } from '../../../api/dto';

type Answer = Output<'hall.attendees'>;

export interface AttendeesView {
  checkedIn: number;
  /** How many of them are named, in words. */
  named: string;
  /** Those who agreed, by unit. */
  units: { unit: string; names: { key: string; name: string }[] }[];
  wasHere: boolean;
  isListed: boolean;
}

/** Who was there, as everybody may know it. */
export function attendeesView({ checkedIn, people, isListed }: Answer): AttendeesView {
  const byUnit = new Map<string, string[]>();
  for (const { name, unit } of people) byUnit.set(unit, [...(byUnit.get(unit) ?? []), name]);
  return {
    checkedIn,
    named: people.length > 0 ? `其中 ${people.length} 人愿意公开姓名` : '暂无参会师生公开姓名',
    units: [...byUnit]
      // Units with the most names first; not every phone can order Chinese words.
      .sort(([, left], [, right]) => right.length - left.length)
      .map(([unit, names]) => ({
        unit: unit || '其他',
        // Two people of one name are two.
        names: names.map((name, at) => ({ key: `${name}-${at}`, name })),
      })),
    wasHere: isListed !== null,
    isListed: isListed === true,
  };
}
