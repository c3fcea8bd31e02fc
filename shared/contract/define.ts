import type { z } from 'zod';
import type { JobKind } from './job-kinds.ts';
import type { Topic, Topics } from './topics.ts';

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
  /** What the answer of a query depends on, beside its input and the time. */
  readonly reads: readonly Topic[];
  /** What a command may change. Told to the windows once it has ended; of a job, once the job has. */
  readonly changes: readonly Topic[];
  /** The kind of the job that does the work, whose id the call answers; `null` = the call does it itself. */
  readonly job: JobKind | null;
  /** Looks at everybody, at the whole plan or into a keychain: not asked again for every pause in typing, but once the drafts are at rest. */
  readonly heavy: boolean;
  /** Time alone makes it another answer. */
  readonly timed: boolean;
}

/** A call's facts and its shapes; both are parsed strictly. */
export interface Call<I extends z.ZodType, O extends z.ZodType, S extends CallFacts['scope'] = CallFacts['scope']> extends CallFacts {
  readonly scope: S;
  readonly input: I;
  readonly output: O;
}

interface QueryFacts<S> {
  readonly reads: Topics;
  readonly scope?: S;
  readonly heavy?: true;
  readonly timed?: true;
}

interface CommandFacts<S> extends Partial<Pick<CallFacts, 'whileReadOnly' | 'recorded'>> {
  readonly changes: Topics;
  readonly scope?: S;
  readonly job?: JobKind;
}

const listed = (topics: Topics): readonly Topic[] => (topics === 'nothing' ? [] : topics);

/** A call that changes nothing. About a company unless it says otherwise. */
export const query = <I extends z.ZodType, O extends z.ZodType, S extends CallFacts['scope'] = 'company'>(
  input: I,
  output: O,
  facts: QueryFacts<S>,
): Call<I, O, S> => ({
  kind: 'query',
  scope: facts.scope ?? ('company' as S),
  whileReadOnly: 'allowed',
  recorded: false,
  reads: listed(facts.reads),
  changes: [],
  job: null,
  heavy: facts.heavy ?? false,
  timed: facts.timed ?? false,
  input,
  output,
});

/** A call that changes something. About a company, refused while that is only looked at, and not recorded under a name, unless it says otherwise. */
export const command = <I extends z.ZodType, O extends z.ZodType, S extends CallFacts['scope'] = 'company'>(
  input: I,
  output: O,
  facts: CommandFacts<S>,
): Call<I, O, S> => ({
  kind: 'command',
  scope: facts.scope ?? ('company' as S),
  whileReadOnly: facts.whileReadOnly ?? 'refused',
  recorded: facts.recorded ?? false,
  reads: [],
  changes: listed(facts.changes),
  job: facts.job ?? null,
  heavy: false,
  timed: false,
  input,
  output,
});
