/** Options of a wx function, callbacks included. */
export type Options = Record<string, unknown>;

/** The work of an asynchronous wx function; what it throws becomes `fail`. */
export type Call = (options: Options) => unknown;

/** A refusal as WeChat gives it: `errMsg` is `name:fail <message>`, and some functions have a number. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly errCode?: number,
  ) {
    super(message);
  }
}

type Callback = (result: Options) => void;

const callback = (value: unknown): Callback | undefined =>
  typeof value === 'function' ? (result) => value(result) : undefined;

/** Gives a call WeChat's manners: success, fail and complete, or a promise where none of them is given. */
export function withCallbacks(name: string, call: Call): (options?: Options) => Promise<unknown> | undefined {
  return (options = {}) => {
    const success = callback(options.success);
    const fail = callback(options.fail);
    const complete = callback(options.complete);
    const settle = async (): Promise<unknown> => {
      const result = await call(options);
      return { ...(typeof result === 'object' ? result : {}), errMsg: `${name}:ok` };
    };
    // Started at once: whether a tap is going on must be seen before any waiting.
    const settled = settle().catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      const errCode = error instanceof Refusal ? error.errCode : undefined;
      const failure = {
        errMsg: `${name}:fail ${message}`,
        ...(errCode === undefined ? {} : { errCode, errno: errCode }),
      };
      throw Object.assign(new Error(failure.errMsg), failure);
    });
    if (!success && !fail && !complete) return settled;
    void settled.then(
      (result) => {
        success?.(result as Options);
        complete?.(result as Options);
      },
      (error: Options) => {
        fail?.(error);
        complete?.(error);
      },
    );
    return undefined;
  };
}

/** Reads an option that must be a text. */
export function textOption(options: Options, name: string): string {
  const value = options[name];
  if (typeof value !== 'string') throw new Refusal(`parameter error: parameter.${name} should be String`);
  return value;
}

export const numberOption = (options: Options, name: string, fallback: number): number =>
  typeof options[name] === 'number' ? options[name] : fallback;
