import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { PlainHttpPermission } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { connectGroupware } from '../../groupware/connect.ts';
import type { CallControl, Groupware, ObjectStore } from '../../groupware/groupware.ts';
import type { Pacing } from '../../groupware/pacing.ts';
import type { Credentials, Network } from '../../network/network.ts';
import type { JournalRun } from '../../storage/apply/apply-steps.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import { toServerDestinationId } from '../connections/secret-destination-ids.ts';

export interface ServerAccess {
  readonly address: string;
  readonly accessKey: string;
  /** Origin for which the company permits unencrypted http; omitted = https only. */
  readonly plainHttp?: PlainHttpPermission | null;
  /** HTTP Basic credentials required in front of the server; `null` = none. */
  readonly basic?: Credentials | null;
  /** Network settings; omitted = direct connection. */
  readonly network?: Network;
  /** Other pauses than NEO asks for after it refused a call. */
  readonly pacing?: Partial<Pacing>;
}

/** Starts and returns the demo company's servers. */
interface DemoSource {
  demo(): Promise<{ readonly access: ServerAccess }>;
}

/** Returns the access that the host provided. Throws `server-address-unset` or `secret-not-set` if it is missing. */
export function requireAccess(file: CompanyFile, given: ServerAccess | null): ServerAccess {
  if (given !== null) return given;
  throw file.company().serverAddress === null
    ? new ExpectedError('server-address-unset')
    : new ExpectedError('secret-not-set', { name: 'access-key' });
}

/**
 * Returns the access to the company's server: started here for the demo company, else provided by the host. Throws like `requireAccess`.
 */
export async function resolveServerAccess(source: DemoSource, file: CompanyFile, given: ServerAccess | null): Promise<ServerAccess> {
  if (file.company().kind !== 'demo') return requireAccess(file, given);
  const { access } = await source.demo();
  // The port changes with every start.
  file.changeServer(access.address);
  return access;
}

/** Returns the display name of the server: its address; for the demo company, whose port changes, the company name. */
export const getServerLabel = (file: CompanyFile, { address }: Pick<ServerAccess, 'address'>): string => {
  const { kind, name } = file.company();
  return kind === 'demo' ? name : address;
};

/** Returns the server address stored with a run; `''` for the demo company, whose port changes. */
export const getRunServerAddress = (file: CompanyFile, { address }: Pick<ServerAccess, 'address'>): string =>
  file.company().kind === 'demo' ? '' : address;

/** Whether the last read was of another server, so that nothing is known about the current one. */
export function isLastReadOfOtherServer(file: CompanyFile): boolean {
  const { kind, serverAddress } = file.company();
  const read = toServerDestinationId(file.server.reading()?.label ?? null);
  return kind !== 'demo' && read !== null && read !== toServerDestinationId(serverAddress);
}

/** Whether the last read was of a server with another label. */
export function isLastReadOfOtherLabel(file: CompanyFile, label: string): boolean {
  const read = file.server.reading()?.label ?? label;
  return file.company().kind !== 'demo' && read !== label;
}

type RunServer = Pick<JournalRun, 'server'>;

/** Whether a run was planned for this server; its revisions are meaningless for another one. */
export const isServerOfRun = (file: CompanyFile, { server }: RunServer, access: Pick<ServerAccess, 'address'>): boolean =>
  server === '' || server === getRunServerAddress(file, access);

/** Throws `apply-other-server` if a run was planned for another server. */
export function requireServerOfRun(file: CompanyFile, run: RunServer, access: ServerAccess): void {
  if (!isServerOfRun(file, run, access)) throw new ExpectedError('apply-other-server', { address: run.server });
}

/** Connects to a server, runs the work and disconnects. `leave` aborts waiting for Retry-After. */
export async function withGroupware<T>(
  { leave, ...access }: ServerAccess & Pick<CallControl, 'leave'>,
  signal: AbortSignal,
  use: (groupware: Groupware) => Promise<T>,
): Promise<T> {
  const groupware = await connectGroupware({ ...access, signal, leave });
  try {
    return await use(groupware);
  } finally {
    await groupware.close();
  }
}

/** Returns the objects of a gateway. Records and throws `server-not-gateway` for a standard NEO. */
export function requireObjectStore(groupware: Groupware, file: CompanyFile, at: string, label: string): ObjectStore {
  if (groupware.objects !== null) return groupware.objects;
  file.server.noteStock(at, label);
  throw new ExpectedError('server-not-gateway');
}
