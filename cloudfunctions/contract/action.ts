import type { z } from 'zod';

/** A query changes nothing; a command carries a request id and may be repeated without doing twice. */
export interface ActionContract<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'query' | 'command';
  readonly input: I;
  readonly output: O;
}

export type AreaContract = Readonly<Record<string, ActionContract>>;

export const query = <I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): ActionContract<I, O> & { readonly kind: 'query' } => ({
  kind: 'query',
  input,
  output,
});

export const command = <I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): ActionContract<I, O> & { readonly kind: 'command' } => ({
  kind: 'command',
  input,
  output,
});

export type InputOf<C extends ActionContract> = z.input<C['input']>;
export type ParsedInputOf<C extends ActionContract> = z.output<C['input']>;
export type OutputOf<C extends ActionContract> = z.output<C['output']>;
