import type { SealedBox } from './sealed-box';

/** Characters of one part: with its envelope below the 1 MB that a call may answer. */
const PART_LENGTH = 400_000;

/**
 * A piece of a sealed box as text: a box of ten thousand ballots is too long for one answer. Parts joined are the
 * file. Persisted in `sealed_boxes`; changing the shape needs a migration.
 */
export interface SealedPart {
  /** `survey.vN:part` */
  _id: string;
  survey: string;
  version: number;
  part: number;
  parts: number;
  digest: string;
  text: string;
}

export const sealedPartId = (survey: string, version: number, part: number): string =>
  `${survey}.v${version}:${part}`;

/** The box in pieces. The text is ASCII, so that no character is cut in two. */
export function partsOf(box: SealedBox): SealedPart[] {
  const text = ascii(JSON.stringify(box));
  const parts = Math.ceil(text.length / PART_LENGTH);
  return Array.from({ length: parts }, (_, part) => ({
    _id: sealedPartId(box.survey, box.version, part),
    survey: box.survey,
    version: box.version,
    part,
    parts,
    digest: box.digest,
    text: text.slice(part * PART_LENGTH, (part + 1) * PART_LENGTH),
  }));
}

const ascii = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The text of the file, from all parts in any order. */
export const joinParts = (parts: readonly SealedPart[]): string =>
  [...parts]
    .sort((left, right) => left.part - right.part)
    .map(({ text }) => text)
    .join('');
