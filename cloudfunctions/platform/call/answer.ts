import type * as z from 'zod';

/** Most paths that are worth a line in a log. */
const PATHS_MAX = 20;

/** An answer that is not what its schema says. It holds dotted paths and never a value; places in lists are `*`. */
export class AnswerMisfit extends Error {
  override readonly name = 'AnswerMisfit';
  readonly paths: readonly string[];
  constructor(paths: Iterable<string>) {
    super('answer_misfit');
    this.paths = Array.from(new Set(paths)).slice(0, PATHS_MAX);
  }
}

/**
 * The answer as its schema names it, at every depth: what the schema does not name does not leave the house.
 *
 * Where STRICT_ANSWERS is 1, as the tests set it, an unnamed field is a misfit too, so that a use case that carries
 * more than it should is found before a deployment and not only tidied up after it.
 *
 * @throws AnswerMisfit when something is missing or of another kind: half an answer would be shown as a whole one
 */
export function fitted<S extends z.ZodType>(schema: S, answer: unknown): z.output<S> {
  const result = schema.safeParse(answer);
  if (!result.success) throw new AnswerMisfit(result.error.issues.map(({ path }) => pathOf(path)));
  if (process.env.STRICT_ANSWERS === '1') {
    const unnamed = Array.from(unnamedIn(answer, result.data));
    if (unnamed.length > 0) throw new AnswerMisfit(unnamed);
  }
  return result.data;
}

/** Paths of what is in `given` and no longer in `kept`. What is undefined is not sent, so it is not there. */
function* unnamedIn(given: unknown, kept: unknown, path: readonly PropertyKey[] = []): Generator<string> {
  if (!isObject(given) || !isObject(kept)) return;
  for (const [key, value] of Object.entries(given)) {
    const at = [...path, Array.isArray(given) ? Number(key) : key];
    if (value === undefined) continue;
    if (key in kept) yield* unnamedIn(value, kept[key], at);
    else yield pathOf(at);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const pathOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === 'number' ? '*' : String(part))).join('.') || 'answer';
