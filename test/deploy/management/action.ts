import * as z from 'zod';
import { Refused } from './refused';

/** The actions of one part, by name. */
export type Actions = Record<string, (params: unknown) => object>;

/** One action: takes no field and no value that it does not know. */
export const action =
  <T>({ params, run }: { params: z.ZodType<T>; run: (params: T) => object }) =>
  (given: unknown): object => {
    const parsed = params.safeParse(given);
    if (!parsed.success)
      throw new Refused('UnknownParameter', z.prettifyError(parsed.error).replace(/\s+/g, ' '));
    return run(parsed.data);
  };
