import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { PlainHttp } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { connectGroupware } from '../../groupware/connect.ts';
import type { CallControl, Groupware, ObjectStore } from '../../groupware/groupware.ts';
import type { Credentials, Network } from '../../network/network.ts';
import type { JournalRun } from '../../storage/apply/apply-steps.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import { serverPlace } from '../connections/secret-places.ts';

export interface ServerAccess {
  readonly address: string;
  readonly accessKey: string;
  /** Unencrypted http, if the company chose it; omitted = https only. */
  readonly plainHttp?: PlainHttp | null;
  /** HTTP Basic in front of it. */
  readonly basic?: Credentials | null;
  /** The network; omitted = direct. */
  readonly network?: Network;
}

/** Where the demo company's servers are started. */
interface DemoSource {
  demo(): Promise<{ readonly access: ServerAccess }>;
}

/** The access found by the host. Throws `server-address-unset` and `secret-not-set` if the company lacks something. */
export function requireAccess(file: CompanyFile, given: ServerAccess | null): ServerAccess {
  if (given !== null) return given;
  throw file.company().serverAddress === null
    ? new ExpectedError('server-address-unset')
    : new ExpectedError('secret-not-set', { name: 'access-key' });
}

/** Access to the company's server: the demo company's own, or the host's. Throws as `requireAccess`. */
export async function accessFor(source: DemoSource, file: CompanyFile, given: ServerAccess | null): Promise<ServerAccess> {
  if (file.company().kind !== 'demo') return requireAccess(file, given);
  const { access } = await source.demo();
  // Its port differs after every start.
  file.changeServer(access.address);
  return access;
}

/** Display name of the server: its address, or for the demo company, whose port changes, its name. */
export const labelOf = (file: CompanyFile, { address }: Pick<ServerAccess, 'address'>): string => {
  const { kind, name } = file.company();
  return kind === 'demo' ? name : address;
};

/** The server stored with a run; the demo company has one server with changing ports. */
export const runServerOf = (file: CompanyFile, { address }: Pick<ServerAccess, 'address'>): string =>
  file.company().kind === 'demo' ? '' : address;

/** Whether the last read was of another server than the company's, so that nothing is known about its own. */
export function isOfOtherServer(file: CompanyFile): boolean {
  const { kind, serverAddress } = file.company();
  const read = serverPlace(file.server.reading()?.label ?? null);
  return kind !== 'demo' && read !== null && read !== serverPlace(serverAddress);
}

/** Whether the last read was of another server than the one of this label. */
export function isOtherServer(file: CompanyFile, label: string): boolean {
  const read = file.server.reading()?.label ?? label;
  return file.company().kind !== 'demo' && read !== label;
}

type RunServer = Pick<JournalRun, 'server'>;

/** A run was planned for one server; its revisions are meaningless on another. */
export const isServerOfRun = (file: CompanyFile, { server }: RunServer, access: Pick<ServerAccess, 'address'>): boolean =>
  server === '' || server === runServerOf(file, access);

/** Throws `apply-other-server`. */
export function requireServerOfRun(file: CompanyFile, run: RunServer, access: ServerAccess): void {
  if (!isServerOfRun(file, run, access)) throw new ExpectedError('apply-other-server', { address: run.server });
}

/** Connects to a server and disconnects afterwards. `leave`: aborts waiting for Retry-After. */
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

/** The objects of a gateway; throws `server-not-gateway` for a standard NEO, and records that. */
export function objectsOf(groupware: Groupware, file: CompanyFile, at: string, label: string): ObjectStore {
  if (groupware.objects !== null) return groupware.objects;
  file.server.noteStock(at, label);
  throw new ExpectedError('server-not-gateway');
}
