type Walk = () => Promise<void> | void;
type Declare = (name: string, run: () => Promise<void>) => void;

/** One step of a story, for later steps to build on. */
export class Step {
  readonly #name: string;
  readonly #buildsOn: readonly Step[];
  readonly #walk: Walk;
  #isDone = false;
  /** The step that broke the way to here, this one or an earlier one. Null until it is tried. */
  #brokenAt: string | null = null;

  constructor(name: string, buildsOn: readonly Step[], walk: Walk) {
    this.#name = name;
    this.#buildsOn = buildsOn;
    this.#walk = walk;
  }

  async take(): Promise<void> {
    // Broken until it is done: a step that ran out of time never hears of it.
    this.#brokenAt = this.#name;
    for (const earlier of this.#buildsOn) await this.#standOn(earlier);
    await this.#walk();
    this.#isDone = true;
  }

  async #standOn(earlier: Step): Promise<void> {
    // Not tried yet: jest was asked for the later step only, by its name. What fails then says so itself.
    if (earlier.#brokenAt === null) await earlier.take();
    if (earlier.#isDone) return;
    this.#brokenAt = earlier.#brokenAt;
    const broken = new Error(`builds on '${this.#brokenAt}', which failed`);
    // The place is that of the step that it names; this one would only be in the way of it.
    broken.stack = String(broken);
    throw broken;
  }
}

/** How a step is declared to whatever runs it: to jest by `step`, to the test of stories by that test. */
export const stepsFor =
  (declare: Declare) =>
  (name: string, buildsOn: readonly Step[], walk: Walk): Step => {
    const made = new Step(name, buildsOn, walk);
    declare(name, () => made.take());
    return made;
  };

/**
 * A step of a story in which later steps live on what earlier ones did. Each is a test of its own. One that builds on a
 * step that failed fails at once and names it; the others go on. A story's start is a step as well, so that it fails by
 * its name.
 */
export const step = stepsFor((name, run) => test(name, run));

/** Steps under one heading. @returns what later chapters build on */
export function chapter<Steps>(title: string, tell: () => Steps): Steps {
  const told: Steps[] = [];
  describe(title, () => {
    told.push(tell());
  });
  const [steps] = told;
  if (steps === undefined) throw new Error('a chapter is told at once');
  return steps;
}
