import { AsyncLocalStorage } from 'node:async_hooks';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Settings } from '#shared/contract/companies/console.ts';
import { type Access, getRoles, hasRole, type Role } from '#shared/domain/team/roles.ts';
import { formatPerson } from './operator.ts';

/** The author of a call. Jobs, file tokens and the unlocking of the plan belong to the person; undo steps belong to the person's window. */
export interface Caller {
  /** Id of the person. A console with one user uses one id for all its windows. */
  readonly id: string;
  /** Id of the window or command that made the call. */
  readonly window: string;
  readonly source: CallSource;
  /** The person's name as written in records; `''` = none. */
  readonly name: string;
  /** Set by a team server only. Omitted = the single user of this computer, who may do everything. */
  readonly member?: Member | undefined;
}

/** A person who signed in to a team server. */
export interface Member {
  /** Account as written in records, for example an e-mail address. */
  readonly account: string;
  readonly access: Access;
  readonly settings: Settings;
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

/** Whether the current caller may see a company. */
export function maySeeCompany(company: string): boolean {
  const access = getCurrentCaller()?.member?.access;
  return access === undefined || getRoles(access, company).length > 0;
}

/** Throws `role-missing` unless the current caller has a role in a company. The dispatcher checks the same before every call. */
export function requireRole(role: Role, company: string): void {
  const access = getCurrentCaller()?.member?.access;
  if (access !== undefined && !hasRole(access, role, company)) throw new ExpectedError('role-missing', { role });
}

/** Whether the current caller manages this installation: a server administrator, or the single user of this computer. */
export const isServerAdministrator = (): boolean => getCurrentCaller()?.member?.access.serverAdministrator ?? true;

/** Returns the current caller as written in records. `account`: the system account, used without a team server. */
export const formatCaller = (account: string): string => {
  const caller = getCurrentCaller();
  return formatPerson(caller?.name ?? '', caller?.member?.account ?? account);
};
