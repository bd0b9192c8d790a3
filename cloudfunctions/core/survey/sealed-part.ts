import { slotText } from '../../../miniprogram/shared/ballot';
import type { SealedBox, SealedSlot } from './sealed-box';

/**
 * A piece of a sealed box: its head, or one question with its ballots. A box of ten thousand ballots is too large for
 * one document and for one answer; question by question it is neither. Persisted in `sealed_boxes`; changing the shape
 * needs a migration.
 */
export interface SealedPart {
  /** `survey.vN` for the head, `survey.vN:slot` for a question. */
  _id: string;
  survey: string;
  version: number;
  /** The head is 0, questions follow in slot order. */
  part: number;
  parts: number;
  digest: string;
  head: Omit<SealedBox, 'slots'> | null;
  slot: SealedSlot | null;
}

/** The box in pieces, the head first. */
export function partsOf(box: SealedBox): SealedPart[] {
  const { slots, ...head } = box;
  const { survey, version, digest } = box;
  const whole = { survey, version, parts: slots.length + 1, digest };
  const name = `${survey}.v${version}`;
  return [
    { _id: name, ...whole, part: 0, head, slot: null },
    ...slots.map((slot, at) => ({
      _id: `${name}:${slotText(slot.slot)}`,
      ...whole,
      part: at + 1,
      head: null,
      slot,
    })),
  ];
}

/** The box again, from all its pieces in any order; null when one is missing. */
export function boxOf(parts: readonly SealedPart[]): SealedBox | null {
  const ordered = [...parts].sort((left, right) => left.part - right.part);
  const head = ordered[0]?.head;
  if (!head || ordered.length !== ordered[0]?.parts) return null;
  return { ...head, slots: ordered.flatMap(({ slot }) => slot ?? []) };
}

/** This piece as text: all texts joined in order of `part` are one JSON file, the one `npm run recount` reads. */
export function textOf({ part, parts, head, slot }: SealedPart): string {
  const end = part === parts - 1 ? ']}' : '';
  if (head) return `${JSON.stringify(head).slice(0, -1)},"slots":[${end}`;
  return `${JSON.stringify(slot)}${end || ','}`;
}
