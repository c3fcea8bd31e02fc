import type { z } from 'zod';

/** What a call is, beside its shapes: everything that other code has to know about it stands here and nowhere else. */
export interface CallFacts {
  /** `query` changes nothing and may be repeated at will; `command` changes something, durable before it answers. */
  readonly kind: 'query' | 'command';
  /** `company`: the caller names the company that it is about. `console`: about this console, its files and jobs, or the list of companies. */
  readonly scope: 'company' | 'console';
  /**
   * Whether it is answered while its company is only looked at. Commands are `refused` unless they say otherwise: `allowed` is what decides
   * nothing about the company, such as reading a list or a server anew, the way to a server, or a file written beside it.
   */
  readonly whileReadOnly: 'allowed' | 'refused';
  /** Recorded under the name of whoever does it: refused with `operator-unnamed` while nobody has given one. */
  readonly recorded: boolean;
}

/** A call's facts and its shapes; both are parsed strictly. */
export interface Call<I extends z.ZodType, O extends z.ZodType, S extends CallFacts['scope'] = CallFacts['scope']> extends CallFacts {
  readonly scope: S;
  readonly input: I;
  readonly output: O;
}

type ChosenFacts<S extends CallFacts['scope']> = Partial<Omit<CallFacts, 'kind' | 'scope'>> & { readonly scope?: S };

/** A call that changes nothing. About a company unless it says otherwise. */
export const query = <I extends z.ZodType, O extends z.ZodType, S extends CallFacts['scope'] = 'company'>(
  input: I,
  output: O,
  facts: { readonly scope?: S } = {},
): Call<I, O, S> => ({ kind: 'query', scope: facts.scope ?? ('company' as S), whileReadOnly: 'allowed', recorded: false, input, output });

/** A call that changes something. About a company, refused while that is only looked at, and not recorded under a name, unless it says otherwise. */
export const command = <I extends z.ZodType, O extends z.ZodType, S extends CallFacts['scope'] = 'company'>(
  input: I,
  output: O,
  facts: ChosenFacts<S> = {},
): Call<I, O, S> => ({
  kind: 'command',
  scope: facts.scope ?? ('company' as S),
  whileReadOnly: facts.whileReadOnly ?? 'refused',
  recorded: facts.recorded ?? false,
  input,
  output,
});
