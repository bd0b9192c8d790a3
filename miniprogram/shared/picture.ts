/** A picture the person has chosen, still on the phone. */
export interface ChosenPicture {
  path: string;
  size: number;
}

/** The pictures that a picker says it holds now. */
export function changedPictures({ detail }: { detail: unknown }): ChosenPicture[] {
  if (typeof detail !== 'object' || detail === null || !('value' in detail)) return [];
  return Array.isArray(detail.value) ? detail.value.filter(isChosen) : [];
}

const isChosen = (value: unknown): value is ChosenPicture =>
  typeof value === 'object' &&
  value !== null &&
  'path' in value &&
  typeof value.path === 'string' &&
  'size' in value &&
  typeof value.size === 'number';
