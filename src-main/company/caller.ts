import { AsyncLocalStorage } from 'node:async_hooks';

/** Who makes a call. Jobs, files by token and the plan's unlocking belong to the person; steps that can be undone to the person's window. */
export interface Caller {
  /** The person. A console that serves one person has one id for all its windows. */
  readonly id: string;
  /** The window, or the command, that the person works in. */
  readonly window: string;
  readonly source: CallSource;
  /** The name that records give; `''` = none was given. */
  readonly name: string;
}

export const CALL_SOURCES = ['window', 'cli'] as const;
export type CallSource = (typeof CALL_SOURCES)[number];

/** The one person that a desktop or a loopback host serves. */
export const OPERATOR = 'operator';

const callers = new AsyncLocalStorage<Caller>();

/** Does the work of a call, and the jobs that it starts, for its caller. */
export const runForCaller = <T>(caller: Caller, work: () => T): T => callers.run(caller, work);

/** The caller that the running work is done for; `null` for what the console does by itself. */
export const currentCaller = (): Caller | null => callers.getStore() ?? null;

/** The person that the running work is done for; what the console does by itself is done for the one that it serves. */
export const callerId = (): string => currentCaller()?.id ?? OPERATOR;

/** Whose steps the running call undoes: those of one window of a person. */
export const undoOwner = (): string => {
  const { id, window } = currentCaller() ?? { id: OPERATOR, window: '' };
  return window === '' ? id : `${id}/${window}`;
};
