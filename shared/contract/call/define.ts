import type { z } from 'zod';
import type { ConsoleRole, Role } from '#shared/domain/team/roles.ts';
import type { JobKind } from './job-kinds.ts';
import type { Topic, Topics } from './topics.ts';

/** Facts of a call besides its schemas, used by all other code. */
export interface CallFacts {
  /** `query`: changes nothing and may be repeated. `command`: changes something, which is saved before the response. */
  readonly kind: 'query' | 'command';
  /** `company`: the caller names the company concerned. `console`: concerns this console, its files and jobs, or the list of companies. */
  readonly scope: 'company' | 'console';
  /**
   * Whether the call is allowed in a view-only company. Commands are `refused` by default; `allowed` are commands without a decision, such
   * as importing a list or reading a server.
   */
  readonly whileReadOnly: 'allowed' | 'refused';
  /** True if the change is recorded with the operator's name; the call fails with `operator-unnamed` if none is set. */
  readonly recorded: boolean;
  /** Role that a person of a team server needs for the call: of the company concerned, or of the server for calls of no company. */
  readonly role: Role | ConsoleRole;
  /** `cli`: only the command line may make the call, because its input contains file names of the machine or secrets of schedules. */
  readonly from: 'anywhere' | 'cli';
  /** Topics on which the result of a query depends. */
  readonly reads: readonly Topic[];
  /** Topics that a command may change. They are sent to all windows after the command or its job. */
  readonly changes: readonly Topic[];
  /** Kind of the job that does the work and whose id the call returns; `null` if the call does the work itself. */
  readonly job: JobKind | null;
  /** True for expensive queries, which are repeated only when drafts have been unchanged for a while, not after each pause in typing. */
  readonly heavy: boolean;
  /** True if the result also depends on the time. */
  readonly timed: boolean;
}

/** A call's facts and its schemas for input and output, which are both parsed strictly. */
export interface Call<I extends z.ZodType, O extends z.ZodType, S extends CallFacts['scope'] = CallFacts['scope']> extends CallFacts {
  readonly scope: S;
  readonly input: I;
  readonly output: O;
}

type RoleOf<S> = S extends 'console' ? ConsoleRole : Role | 'local';

interface QueryFacts<S> {
  readonly reads: Topics;
  /** Omitted = `viewer`, or `member` for calls of no company. */
  readonly role?: RoleOf<S>;
  readonly scope?: S;
  readonly from?: 'cli';
  readonly heavy?: true;
  readonly timed?: true;
}

interface CommandFacts<S> extends Partial<Pick<CallFacts, 'whileReadOnly' | 'recorded'>> {
  readonly changes: Topics;
  readonly role: RoleOf<S>;
  readonly scope?: S;
  readonly from?: 'cli';
  readonly job?: JobKind;
}

const listed = (topics: Topics): readonly Topic[] => (topics === 'nothing' ? [] : topics);

/** Defines a call that changes nothing. By default it concerns a company. */
export const defineQuery = <I extends z.ZodType, O extends z.ZodType, S extends CallFacts['scope'] = 'company'>(
  input: I,
  output: O,
  facts: QueryFacts<S>,
): Call<I, O, S> => ({
  kind: 'query',
  scope: facts.scope ?? ('company' as S),
  role: facts.role ?? (facts.scope === 'console' ? 'member' : 'viewer'),
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

/** Defines a command. By default it concerns a company, is refused in a view-only company, and is recorded without a name. */
export const defineCommand = <I extends z.ZodType, O extends z.ZodType, S extends CallFacts['scope'] = 'company'>(
  input: I,
  output: O,
  facts: CommandFacts<S>,
): Call<I, O, S> => ({
  kind: 'command',
  scope: facts.scope ?? ('company' as S),
  role: facts.role,
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
