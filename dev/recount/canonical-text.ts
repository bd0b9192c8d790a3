import { canonical } from '../../cloudfunctions/core/canonical';

/** Can this be hashed? A number that is not whole has no canonical text, nor has what is nested without end. */
export function hasCanonicalText(value: unknown): boolean {
  try {
    canonical(value);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
