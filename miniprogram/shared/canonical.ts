// What phone, back end and observers hash is one text, however an object came to be.

/**
 * The one text of a value: JSON without spaces, keys in code-unit order, fields without a value left out.
 * Throws RangeError on numbers that are not whole, so that a digest never hangs on how a number is printed, and on
 * anything that JSON does not have.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object') throw new RangeError(`no canonical text for ${typeof value}`);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`);
  return `{${fields.join(',')}}`;
}
