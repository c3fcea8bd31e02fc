import type { z } from 'zod';
import type { JobKind } from './job-kinds.ts';
import type { Topic, Topics } from './topics.ts';

/** Facts of a call besides its schemas, the only source for all other code. */
export interface CallFacts {
  /** `query` changes nothing and may be repeated at will; `command` changes something, durable before it answers. */
  readonly kind: 'query' | 'command';
  /** `company`: the caller names the company that it is about. `console`: about this console, its files and jobs, or the list of companies. */
  readonly scope: 'company' | 'console';
  /**
   * Whether the call is allowed in a view-only company. Commands are `refused` by default; `allowed` are commands that decide nothing,
   * such as reading a list or a server.
   */
  readonly whileReadOnly: 'allowed' | 'refused';
  /** Recorded with the operator's name: refused with `operator-unnamed` if none is set. */
  readonly recorded: boolean;
  /** `cli`: only commands may make it, as it names files of the machine or secrets of schedules. */
  readonly from: 'anywhere' | 'cli';
  /** Topics that a query's answer depends on. */
  readonly reads: readonly Topic[];
  /** Topics that a command may change, sent to windows after it, or after its job. */
  readonly changes: readonly Topic[];
  /** The kind of the job that does the work, whose id the call answers; `null` = the call does it itself. */
  readonly job: JobKind | null;
  /** Expensive: repeated only once drafts are unchanged, not after each pause in typing. */
  readonly heavy: boolean;
  /** The answer also depends on the time. */
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
  readonly from?: 'cli';
  readonly heavy?: true;
  readonly timed?: true;
}

interface CommandFacts<S> extends Partial<Pick<CallFacts, 'whileReadOnly' | 'recorded'>> {
  readonly changes: Topics;
  readonly scope?: S;
  readonly from?: 'cli';
  readonly job?: JobKind;
}

const listed = (topics: Topics): readonly Topic[] => (topics === 'nothing' ? [] : topics);

/** A call that changes nothing. It concerns a company unless stated otherwise. */
export const query = <I extends z.ZodType, O extends z.ZodType, S extends CallFacts['scope'] = 'company'>(
  input: I,
  output: O,
  facts: QueryFacts<S>,
): Call<I, O, S> => ({
  kind: 'query',
  scope: facts.scope ?? ('company' as S),
  from: facts.from ?? 'anywhere',
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

/** A command; by default about a company, refused in a view-only company, and not recorded with a name. */
export const command = <I extends z.ZodType, O extends z.ZodType, S extends CallFacts['scope'] = 'company'>(
  input: I,
  output: O,
  facts: CommandFacts<S>,
): Call<I, O, S> => ({
  kind: 'command',
  scope: facts.scope ?? ('company' as S),
  from: facts.from ?? 'anywhere',
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
