import { AsyncLocalStorage } from 'node:async_hooks';

/** The author of a call. Jobs, files by token and the plan's unlocking belong to the person; undo steps belong to the person's window. */
export interface Caller {
  /** The person. A console with one user has one id for all its windows. */
  readonly id: string;
  /** The window or command in use. */
  readonly window: string;
  readonly source: CallSource;
  /** The name in records; `''` = none. */
  readonly name: string;
}

export const CALL_SOURCES = ['window', 'cli'] as const;
export type CallSource = (typeof CALL_SOURCES)[number];

/** The id of the only user of a desktop or loopback host. */
export const OPERATOR = 'operator';

const callers = new AsyncLocalStorage<Caller>();

/** Runs a call, and the jobs it starts, in the context of its caller. */
export const runForCaller = <T>(caller: Caller, work: () => T): T => callers.run(caller, work);

/** The caller of the running work; `null` for work of the console itself. */
export const currentCaller = (): Caller | null => callers.getStore() ?? null;

/** The person of the running work; the console's own work belongs to its single user. */
export const callerId = (): string => currentCaller()?.id ?? OPERATOR;

/** The owner of the undo steps of the running call: one window of a person. */
export const undoOwner = (): string => {
  const { id, window } = currentCaller() ?? { id: OPERATOR, window: '' };
  return window === '' ? id : `${id}/${window}`;
};
