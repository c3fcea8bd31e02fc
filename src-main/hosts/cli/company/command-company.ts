import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import type { Company } from '#shared/contract/companies/companies.ts';
import type { Translate } from '#shared/messages/texts.ts';
import type { CompanyContext } from '../../../app/context.ts';
import { createFileTokens, type FileTokens } from '../../../app/services/file-tokens.ts';
import { createSecrets, type Secrets } from '../../../app/services/secrets.ts';
import { createTrustKeys } from '../../../app/services/trust-keys.ts';
import { getBusinessDay } from '../../../company/business-day.ts';
import { type Companies, createCompanies } from '../../../company/companies.ts';
import { getAccountName, getOperatorName, MAX_NAME_CHARACTERS } from '../../../company/operator.ts';
import type { TrustKeys } from '../../../company/trust/trust-seal.ts';
import { openReadStream } from '../../../disk/held-files.ts';
import { copyAtomically } from '../../../files/atomic-file.ts';
import { CompanyFile } from '../../../storage/company-file.ts';
import { CompanyFolder } from '../../../storage/company-folder.ts';
import { getDefaultDataFolder } from '../../../storage/data-folder/data-folder.ts';
import { BACKED_UP, requireEntries } from '../../../storage/data-folder/folder-entries.ts';
import { awaitFolderLock, isFolderLocked } from '../../../storage/data-folder/folder-lock.ts';
import { requireOwnFolder } from '../../../storage/data-folder/folder-rights.ts';
import { makeLockedFolder } from '../../../storage/data-folder/locked-folder.ts';
import { requireReadableFolder, revertRestoreUnderLock } from '../../../storage/data-folder/restore-moves.ts';
import { copyDatabase } from '../../../storage/database/database-copy.ts';
import { createSessionKeychain, createSystemKeychain } from '../../../storage/keychain.ts';
import { createSettingsStore } from '../../../storage/settings.ts';
import { UsageError } from '../arguments.ts';
import { maskOutput } from '../secrets/masked-output.ts';
import { SECRET_VARIABLES } from '../secrets/secret-name.ts';
import { type CommandApplication, createCommandApplication } from './command-application.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import { requireWantedCompany } from './wanted-company.ts';

/** One company, accessed through the dispatcher of the command's own application. */
export interface CommandCompany {
  readonly company: Company;
  /** Calls the application about this company, like `CommandApplication.call`. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  readonly finish: CommandApplication['finish'];
  /** Registers a file of this machine and returns its token. Throws file-unreadable. */
  addFile(path: string): Promise<string>;
  /** Copies a file that a job wrote to a path, completely or not at all. Throws file-not-writable, storage-full. */
  saveFile(token: unknown, path: string): Promise<void>;
  /** Writes a file that a job wrote to a stream, and leaves the stream open. */
  streamFile(token: unknown, stream: NodeJS.WritableStream): Promise<void>;
  /** Runs work without a call of the contract: confirming trust, testing a connection, reading lists of people. */
  within<T>(work: (context: CompanyContext) => T | Promise<T>): Promise<T>;
  /**
   * Whether confirmed trust is still valid after this process: it must be sealed by the keychain or by an access key in the environment.
   */
  keepsTrust(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Returns the operator name for the history: the given one, else `TSUNAGI_OPERATOR`, else the console's setting. Throws UsageError if there
 * is none or it is too long.
 */
export function requireOperatorName(given: string | undefined, dataFolder: string = getDefaultDataFolder(), translate: Translate): string {
  const stored = createSettingsStore(dataFolder).get();
  const name =
    given?.trim() || getOperatorName({ operatorName: (process.env['TSUNAGI_OPERATOR'] ?? '').trim() || stored.operatorName }, {});
  if (name === '' || name.length > MAX_NAME_CHARACTERS) throw new UsageError(translate('cli.usage.operator'));
  return name;
}

/**
 * Opens a company by its id or name. Throws UsageError if another console locks the folder longer than the wait time, the errors of
 * `requireWantedCompany`, and errors of opening the file.
 */
export async function openCommandCompany(
  wanted: string,
  dataFolder: string = getDefaultDataFolder(),
  translate: Translate,
  operatorName = '',
  waiting: { readonly ms: number; readonly onWait: () => void } = { ms: 0, onWait: () => undefined },
): Promise<CommandCompany> {
  requireOwnFolder(dataFolder);
  requireEntries(dataFolder, BACKED_UP);
  const lock = await awaitFolderLock(dataFolder, waiting.ms, waiting.onWait);
  if (lock === null) throw new UsageError(translate('cli.usage.locked', { folder: dataFolder }));
  revertRestoreUnderLock(lock, dataFolder);
  const temporary = makeLockedFolder(tmpdir(), 'tsunagi-command-');
  const secrets = commandSecrets();
  const files = createFileTokens(join(temporary.path, 'files'));
  const companies = createCompanies({
    folder: new CompanyFolder(join(dataFolder, 'workspaces')),
    // Loaded only for the demo company, because its servers are a quarter of the application.
    async startDemo() {
      const { startDemoCompany } = await import('../../worker/demo-company.ts');
      return startDemoCompany({ demo: join(dataFolder, 'demo'), temporary: temporary.path }, getBusinessDay(Date.now()));
    },
    now: Date.now,
    operator: getAccountName(),
    machine: hostname(),
    trustKeys: commandTrustKeys(secrets),
  });
  const application = createCommandApplication({ dataFolder, companies, secrets, files, operatorName });
  return openedBy({ application, companies, files }, wanted, () => {
    temporary.remove();
    lock.release();
  });
}

interface Opened {
  readonly application: CommandApplication;
  readonly companies: Companies;
  readonly files: FileTokens | null;
}

/** Finds and opens the company; on failure everything is closed again. */
async function openedBy({ application, companies, files }: Opened, wanted: string, release: () => void): Promise<CommandCompany> {
  const close = async (): Promise<void> => {
    await application.close();
    files?.close();
    release();
  };
  try {
    const company = requireWantedCompany(wanted, await companies.list());
    // Opens the file now, so that a company that cannot be opened fails before any other work.
    await companies.within(company.id, async () => undefined);
    return {
      company,
      call: (name, input) => application.call(name, input, company.id),
      finish: application.finish,
      addFile: async (path) => (await requireFiles(files).add({ path, origin: 'chosen', name: path }).catch(toUnreadable(path))).token,
      saveFile: (token, path) => copyAtomically(requireFiles(files).find(String(token)).path, path),
      streamFile: async (token, stream) =>
        pipeline(await openReadStream(requireFiles(files).find(String(token)).path), stream, { end: false }),
      within: (work) => application.inCompany(company.id, work),
      keepsTrust: async () => (await commandTrustKeys(commandSecrets()).find(company.id)).length > 0,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Whether a console has the data folder open. */
export const hasOpenConsole = (dataFolder: string = getDefaultDataFolder()): boolean => isFolderLocked(dataFolder);

/**
 * Opens a company read-only, also while a console has the folder open: nothing is locked or written. Throws the errors of `requireWantedCompany`,
 * and of `requireReadableFolder`.
 */
export async function openCompanyToRead(wanted: string, dataFolder: string = getDefaultDataFolder()): Promise<CommandCompany> {
  requireReadableFolder(dataFolder);
  const secrets = commandSecrets();
  const companies = createCompanies({
    folder: CompanyFolder.toRead(join(dataFolder, 'workspaces')),
    // Reading the demo company's file needs no demo server, and starting one would write to its folder.
    startDemo: () => Promise.reject(new ExpectedError('server-unreachable')),
    now: Date.now,
    trustKeys: commandTrustKeys(secrets),
  });
  const application = createCommandApplication({ dataFolder, companies, secrets, files: null, operatorName: '' });
  return openedBy({ application, companies, files: null }, wanted, () => undefined);
}

/**
 * Opens a copy of the current state of a company, which is deleted when closed. Commands may write to the copy without changing the folder.
 * Throws the errors of `openCompanyToRead`.
 */
export async function openCompanyCopy(wanted: string, dataFolder: string = getDefaultDataFolder()): Promise<CommandCompany> {
  const { company, close: closeReader } = await openCompanyToRead(wanted, dataFolder);
  await closeReader();
  const temporary = createTemporaryFolder('tsunagi-copy-');
  const name = `${company.id}.tsunagi`;
  const openFile = (path: string): CompanyFile => {
    const file = CompanyFile.open(path);
    temporary.closeFirst(() => file.close());
    return file;
  };
  try {
    const copying = copyDatabase(join(dataFolder, 'workspaces', name), join(temporary.path, name), () => temporary.signal.throwIfAborted());
    temporary.closeFirst(() => copying);
    await copying;
    const secrets = commandSecrets();
    const companies = createCompanies({
      folder: new CompanyFolder(temporary.path, openFile),
      startDemo: () => Promise.reject(new ExpectedError('server-unreachable')),
      now: Date.now,
      trustKeys: commandTrustKeys(secrets),
    });
    const files = createFileTokens(join(temporary.path, 'files'));
    const application = createCommandApplication({ dataFolder: temporary.path, companies, secrets, files, operatorName: '' });
    return await openedBy({ application, companies, files }, company.id, () => temporary.remove());
  } catch (error) {
    temporary.remove();
    throw error;
  }
}

function commandSecrets(): Secrets {
  const registerSecret = maskOutput();
  return createSecrets(createSystemKeychain(registerSecret), createSessionKeychain(registerSecret));
}

/** Returns the keys that seal confirmed trust. On a machine without a keychain the access key comes from the environment. */
const commandTrustKeys = (secrets: Secrets): TrustKeys => createTrustKeys(secrets, process.env[SECRET_VARIABLES['access-key']]);

const requireFiles = (files: FileTokens | null): FileTokens => {
  if (files === null) throw new ExpectedError('not-allowed', { reason: 'read-only' });
  return files;
};

const toUnreadable = (path: string) => (): never => {
  throw new ExpectedError('file-unreadable', { file: path });
};
