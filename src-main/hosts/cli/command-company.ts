import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Company } from '#shared/contract/companies.ts';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import { type OvertakenCall, overtakenCalls } from '#shared/domain/sync/plan/overtaken.ts';
import type { SealedCall } from '#shared/domain/sync/plan/seal.ts';
import type { Translate } from '#shared/messages/texts.ts';
import { applyService } from '../../app/apply/apply-service.ts';
import { approvalService } from '../../app/approval/approval-service.ts';
import type { ExportOptions } from '../../app/export-options.ts';
import { historyLogService } from '../../app/history-log/history-log-service.ts';
import { manualEntryService } from '../../app/manual-entry/manual-entry-service.ts';
import { noticeService } from '../../app/notices/notice-service.ts';
import { writePlanFile } from '../../app/plan/plan-file.ts';
import { planService } from '../../app/plan/plan-service.ts';
import { type ReportOptions, writeReport } from '../../app/reports/report.ts';
import { connectionService } from '../../app/services/connection-service.ts';
import { createNetworkService, type NetworkService } from '../../app/services/network-service.ts';
import { createSecretService } from '../../app/services/secret-service.ts';
import { createSecrets, type Secrets } from '../../app/services/secrets.ts';
import { createTrustKeys } from '../../app/services/trust-keys.ts';
import { amazonAccessOf, amazonPlaceOf } from '../../company/amazon-access.ts';
import { businessDay } from '../../company/business-day.ts';
import { createCompanies } from '../../company/companies.ts';
import { accountName, givenName, LONGEST_NAME } from '../../company/operator.ts';
import { readinessOf } from '../../company/readiness-summary.ts';
import { serverPlace } from '../../company/secret-places.ts';
import type { ServerAccess } from '../../company/server-access.ts';
import { type CompanySession, describeCompany } from '../../company/session.ts';
import type { TrustKeys, TrustSeal } from '../../company/trust-seal.ts';
import type { Work } from '../../company/work.ts';
import { CompanyFile } from '../../storage/company-file.ts';
import { CompanyFolder } from '../../storage/company-folder.ts';
import { defaultDataFolder } from '../../storage/data-folder.ts';
import { copyDatabase } from '../../storage/database-copy.ts';
import { BACKED_UP, requireEntries } from '../../storage/folder-entries.ts';
import { awaitFolderLock, isFolderLocked } from '../../storage/folder-lock.ts';
import { requireOwnFolder } from '../../storage/folder-rights.ts';
import { createSessionKeychain, createSystemKeychain } from '../../storage/keychain.ts';
import { makeLockedFolder } from '../../storage/locked-folder.ts';
import { putBackUnder, requireNoCutRestore } from '../../storage/restore-moves.ts';
import { createSettingsStore } from '../../storage/settings.ts';
import { startDemoCompany } from '../worker/demo-company.ts';
import { UsageError } from './arguments.ts';
import { maskOutput } from './masked-output.ts';
import { SECRET_VARIABLES, type SecretName, withSecretName } from './secret-name.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import { requireWanted } from './wanted-company.ts';

/** What commands ask of a company. */
const commandServices = (session: CompanySession) => ({
  ...applyService(session),
  ...approvalService(session),
  ...historyLogService(session),
  ...manualEntryService(session),
  ...noticeService(session),
  ...planService(session),
  ...connectionService(session),
  overtakenCalls: (calls: readonly SealedCall[]): readonly OvertakenCall[] => {
    const server = session.file().server.state();
    return server === null ? [] : overtakenCalls(calls, server);
  },
  exportPlan: (options: ExportOptions, work: Work) => writePlanFile(session, options, work),
  readiness: () => readinessOf(session),
  current: () => describeCompany(session.file()),
  writeReport: (options: ReportOptions, work: Work) => writeReport(session, options, work),
});
export type CommandServices = ReturnType<typeof commandServices>;

/** One company, opened by a command that has the data folder to itself. */
export interface CommandCompany {
  readonly services: CommandServices;
  /** What the company trusts, and whether that was confirmed. */
  readonly trust: Pick<TrustSeal, 'unconfirmed' | 'confirmAs'>;
  /** Whether what is confirmed stays so after this process: a keychain or an access key of the environment seals it. */
  keepsTrust(): Promise<boolean>;
  readonly company: Company;
  /** `null` for the demo company, whose server the session starts itself, and where no key is known. */
  access(): Promise<ServerAccess | null>;
  /** `null` where it is nowhere. */
  secret(name: Extract<SecretName, 'access-key' | 'catalog-password'>): Promise<string | null>;
  /** The way to the groupware. */
  readonly network: Pick<NetworkService, 'groupwareNetworkFor' | 'basic' | 'plainHttp'>;
  close(): Promise<void>;
}

/** One company, read beside whatever else works in the data folder. */
export interface CommandCompanyToRead extends Pick<CommandCompany, 'company' | 'close' | 'trust'> {
  /** What writes fails. */
  readonly services: Pick<CommandServices, 'digest' | 'applyRuns' | 'verifyHistory' | 'historyHas'>;
  /** As of a company that is written to. */
  access(): Promise<ServerAccess | null>;
}

/** The name to record under: the one given, else that of `TSUNAGI_OPERATOR` or the console's settings. Throws UsageError where there is none. */
export function requireOperatorName(given: string | undefined, dataFolder: string = defaultDataFolder(), translate: Translate): string {
  const stored = createSettingsStore(dataFolder).get();
  const name = given?.trim() || givenName({ operatorName: (process.env['TSUNAGI_OPERATOR'] ?? '').trim() || stored.operatorName }, {});
  if (name === '' || name.length > LONGEST_NAME) throw new UsageError(translate('cli.usage.operator'));
  return name;
}

/** Opens a company by its id or its name. Throws UsageError when another console has the folder for longer than is to be waited, what `requireWanted` throws, and what opening throws. */
export async function openCommandCompany(
  wanted: string,
  dataFolder: string = defaultDataFolder(),
  translate: Translate,
  waiting: { readonly ms: number; readonly onWait: () => void } = { ms: 0, onWait: () => undefined },
): Promise<CommandCompany> {
  requireOwnFolder(dataFolder);
  requireEntries(dataFolder, BACKED_UP);
  const lock = await awaitFolderLock(dataFolder, waiting.ms, waiting.onWait);
  if (lock === null) throw new UsageError(translate('cli.usage.locked', { folder: dataFolder }));
  putBackUnder(lock, dataFolder);
  const temporary = makeLockedFolder(tmpdir(), 'tsunagi-command-');
  const secrets = commandSecrets();
  const companies = createCompanies({
    folder: new CompanyFolder(join(dataFolder, 'workspaces')),
    startDemo: () => startDemoCompany({ demo: join(dataFolder, 'demo'), temporary: temporary.path }, businessDay(Date.now())),
    now: Date.now,
    operator: accountName(),
    machine: hostname(),
    trustKeys: commandTrustKeys(secrets),
  });
  const close = async (): Promise<void> => {
    await companies.close();
    temporary.remove();
    lock.release();
  };
  try {
    const company = requireWanted(wanted, await companies.list());
    const session = await companies.within(company.id, async (opened) => opened);
    return {
      services: commandServices(session),
      trust: session.trust,
      keepsTrust: async () => (await commandTrustKeys(commandSecrets()).find(company.id)).length > 0,
      company,
      ...secretsOf(session, company, secrets),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Whether somebody works in the data folder now. */
export const hasOpenConsole = (dataFolder: string = defaultDataFolder()): boolean => isFolderLocked(dataFolder);

/**
 * Opens a company to be read only, also while a console works in the folder: nothing is locked, nothing is written. Throws what
 * `requireWanted` throws, and `restore-cut`.
 */
export async function openCompanyToRead(wanted: string, dataFolder: string = defaultDataFolder()): Promise<CommandCompanyToRead> {
  requireOwnFolder(dataFolder);
  requireEntries(dataFolder, BACKED_UP);
  requireNoCutRestore(dataFolder);
  const secrets = commandSecrets();
  const companies = createCompanies({
    folder: CompanyFolder.toRead(join(dataFolder, 'workspaces')),
    // The demo company's server is started to be written to; reading its file needs none.
    startDemo: () => Promise.reject(new ExpectedError('server-unreachable')),
    now: Date.now,
    trustKeys: commandTrustKeys(secrets),
  });
  const close = (): Promise<void> => companies.close();
  try {
    const company = requireWanted(wanted, await companies.list());
    const session = await companies.within(company.id, async (opened) => opened);
    return {
      services: commandServices(session),
      company,
      trust: session.trust,
      access: () => secretsOf(session, company, secrets).access(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Opens a copy of a company, of one moment, that is gone when it is closed: what only looks may do all that writes, and nothing in the
 * folder changes. Throws as `openCompanyToRead` does.
 */
export async function openCompanyCopy(
  wanted: string,
  dataFolder: string = defaultDataFolder(),
): Promise<Pick<CommandCompany, 'services' | 'company' | 'close'>> {
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
    const companies = createCompanies({
      folder: new CompanyFolder(temporary.path, openFile),
      startDemo: () => Promise.reject(new ExpectedError('server-unreachable')),
      now: Date.now,
      trustKeys: commandTrustKeys(commandSecrets()),
    });
    const close = async (): Promise<void> => {
      await companies.close();
      temporary.remove();
    };
    const session = await companies.within(company.id, async (opened) => opened);
    return { services: commandServices(session), company, close };
  } catch (error) {
    temporary.remove();
    throw error;
  }
}

function commandSecrets(): Secrets {
  const registerSecret = maskOutput();
  return createSecrets(createSystemKeychain(registerSecret), createSessionKeychain(registerSecret));
}

/** A machine without a keychain is given its access key by the environment, and seals by that. */
const commandTrustKeys = (secrets: Secrets): TrustKeys => createTrustKeys(secrets, process.env[SECRET_VARIABLES['access-key']]);

/** Nobody sits at a command to be asked: what was not confirmed before is refused. */
const refuseUnconfirmed = async (): Promise<'unavailable'> => 'unavailable';

function secretsOf(session: CompanySession, company: Company, secrets: Secrets): Pick<CommandCompany, 'access' | 'secret' | 'network'> {
  const registerSecret = maskOutput();
  const confirmPlaces = (): Promise<void> => session.trust.confirm(refuseUnconfirmed);
  const secretService = createSecretService({ session, secrets, companyId: company.id, registerSecret, confirmPlaces });
  secretService.providePlace('catalog-password', async () => amazonPlaceOf(await amazonAccessOf(session)));
  const networkService = createNetworkService({
    session,
    secretService,
    // Certificates are chosen in a window.
    files: {
      find: () => {
        throw new ExpectedError('file-token-unknown');
      },
      drop: async () => undefined,
    },
    confirmTrust: refuseUnconfirmed,
    proxyResolver: null,
    env: process.env,
    registerSecret,
    now: Date.now,
  });
  const readKey = async (): Promise<string | null> => {
    const place = serverPlace(company.serverAddress);
    return place === null ? null : secretService.read('access-key', place);
  };
  const secret: CommandCompany['secret'] = async (name) => {
    const given = process.env[SECRET_VARIABLES[name]];
    if (!given) return withSecretName(name, name === 'access-key' ? readKey() : secretService.carry(name));
    registerSecret(given);
    return given;
  };
  return {
    secret,
    network: networkService,
    async access() {
      if (company.kind === 'demo' || company.serverAddress === null) return null;
      const accessKey = await secret('access-key');
      return accessKey === null ? null : networkService.access({ address: company.serverAddress, accessKey });
    },
  };
}
