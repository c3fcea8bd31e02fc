import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { PlainHttp } from '#shared/domain/integration/secret-destination.ts';
import { connectGroupware } from '../groupware/connect.ts';
import type { CallControl, Groupware, ObjectStore } from '../groupware/groupware.ts';
import type { Credentials, Network } from '../network/network.ts';
import type { JournalRun } from '../storage/apply-steps.ts';
import type { CompanyFile } from '../storage/company-file.ts';
import { serverPlace } from './secret-places.ts';

export interface ServerAccess {
  readonly address: string;
  readonly accessKey: string;
  /** Unencrypted http, where the company chose it; left out = https alone. */
  readonly plainHttp?: PlainHttp | null;
  /** HTTP Basic in front of it. */
  readonly basic?: Credentials | null;
  /** The way there; left out = straight. */
  readonly network?: Network;
}

/** Where the demo company's servers are started. */
interface DemoSource {
  demo(): Promise<{ readonly access: ServerAccess }>;
}

/** What the host found. Throws `server-address-unset` and `secret-not-set` for what the company lacks. */
export function requireAccess(file: CompanyFile, given: ServerAccess | null): ServerAccess {
  if (given !== null) return given;
  throw file.company().serverAddress === null
    ? new ExpectedError('server-address-unset')
    : new ExpectedError('secret-not-set', { name: 'access-key' });
}

/** How the company's server is reached: the demo company's own, or as the host found it. Throws as `requireAccess`. */
export async function accessFor(source: DemoSource, file: CompanyFile, given: ServerAccess | null): Promise<ServerAccess> {
  if (file.company().kind !== 'demo') return requireAccess(file, given);
  const { access } = await source.demo();
  // Its port is another one with every start.
  file.changeServer(access.address);
  return access;
}

/** What the reader knows the server by: its address; of the demo company, whose port is another one with every start, its name. */
export const labelOf = (file: CompanyFile, { address }: Pick<ServerAccess, 'address'>): string => {
  const { kind, name } = file.company();
  return kind === 'demo' ? name : address;
};

/** What a run keeps of where it writes to: the demo company has one server, on another port with every start. */
export const runServerOf = (file: CompanyFile, { address }: Pick<ServerAccess, 'address'>): string =>
  file.company().kind === 'demo' ? '' : address;

/** Whether what was last read of a server is what another one has than the company's: of its own nothing is known then. */
export function isReadElsewhere(file: CompanyFile): boolean {
  const { kind, serverAddress } = file.company();
  const read = serverPlace(file.server.reading()?.label ?? null);
  return kind !== 'demo' && read !== null && read !== serverPlace(serverAddress);
}

/** Whether what was last read is of another server than the one of this label. */
export function isOtherServer(file: CompanyFile, label: string): boolean {
  const read = file.server.reading()?.label ?? label;
  return file.company().kind !== 'demo' && read !== label;
}

type RunServer = Pick<JournalRun, 'server'>;

/** A run was planned from what one server has: on another one its revisions say nothing. */
export const isServerOfRun = (file: CompanyFile, { server }: RunServer, access: Pick<ServerAccess, 'address'>): boolean =>
  server === '' || server === runServerOf(file, access);

/** Throws `apply-other-server`. */
export function requireServerOfRun(file: CompanyFile, run: RunServer, access: ServerAccess): void {
  if (!isServerOfRun(file, run, access)) throw new ExpectedError('apply-other-server', { address: run.server });
}

/** Speaks to a server and lets go of it afterwards. `leave`: nobody waits to connect to one that asks for patience. */
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

/** The objects of a gateway; `server-not-gateway` for a stock NEO, which is noted as such. */
export function objectsOf(groupware: Groupware, file: CompanyFile, at: string, label: string): ObjectStore {
  if (groupware.objects !== null) return groupware.objects;
  file.server.noteStock(at, label);
  throw new ExpectedError('server-not-gateway');
}
