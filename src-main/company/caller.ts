import { AsyncLocalStorage } from 'node:async_hooks';

/** The author of a call. Jobs, file tokens and the unlocking of the plan belong to the person; undo steps belong to the person's window. */
export interface Caller {
  /** Id of the person. A console with one user uses one id for all its windows. */
  readonly id: string;
  /** Id of the window or command that made the call. */
  readonly window: string;
  readonly source: CallSource;
  /** The person's name as written in records; `''` = none. */
  readonly name: string;
}

export const CALL_SOURCES = ['window', 'cli'] as const;
export type CallSource = (typeof CALL_SOURCES)[number];

/** The id of the only user of a desktop or loopback host. */
export const OPERATOR_ID = 'operator';

const callers = new AsyncLocalStorage<Caller>();

/** Runs a call, and the jobs it starts, in the context of its caller. */
export const runForCaller = <T>(caller: Caller, work: () => T): T => callers.run(caller, work);

/** Returns the caller of the current work; `null` for the console's own background work. */
export const getCurrentCaller = (): Caller | null => callers.getStore() ?? null;

/** Returns the id of the person of the current work; background work of the console counts as its single user. */
export const getCallerId = (): string => getCurrentCaller()?.id ?? OPERATOR_ID;

/** Returns the owner of the undo steps of the current call: one window of a person. */
export const getUndoOwner = (): string => {
  const { id, window } = getCurrentCaller() ?? { id: OPERATOR_ID, window: '' };
  return window === '' ? id : `${id}/${window}`;
};
