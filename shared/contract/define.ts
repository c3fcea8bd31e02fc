import { z } from 'zod';

/** A call that changes nothing and may be repeated at will. */
export interface Query<I extends z.ZodType, O extends z.ZodType> {
  readonly kind: 'query';
  readonly input: I;
  readonly output: O;
}
/** A call that changes something, durable before it answers. */
export interface Command<I extends z.ZodType, O extends z.ZodType> {
  readonly kind: 'command';
  readonly input: I;
  readonly output: O;
}

/**
 * The id of the company that a command is meant for: somebody may open another one in another window while a text is still being typed.
 * The command is refused with `profile-switched` when that company is not the open one.
 */
export const meantFor = z.string().max(200);

export const query = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Query<I, O> => ({ kind: 'query', input, output });
export const command = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Command<I, O> => ({
  kind: 'command',
  input,
  output,
});
