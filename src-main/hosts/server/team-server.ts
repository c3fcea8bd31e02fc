import { join } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Settings } from '#shared/contract/companies/console.ts';
import type { AccessEvent } from '#shared/contract/team.ts';
import { getDefaultProtection, type MailServer } from '../../delivery/mail.ts';
import { readTextPatiently } from '../../disk/held-files.ts';
import { isLoopback } from '../../network/proxy/bypass.ts';
import { CONTROL_STORE, ControlStore } from '../../storage/control/control-store.ts';
import { makeFolder } from '../../storage/data-folder/make-folder.ts';
import { lockDataFolder } from '../../storage/data-folder/restore-moves.ts';
import { createLog } from '../../storage/log/log.ts';
import { parseMasterKey, SEALED_SECRETS, SealedSecrets } from '../../storage/sealed-secrets.ts';
import { toExpectedFailure, toStorageFailure } from '../../storage/storage-failure.ts';
import { Team } from '../../team/team.ts';
import { openConsole, type TeamServices } from '../open-console.ts';
import { readPageFiles } from '../policy/page-files.ts';
import { sendApprovalMessages } from './approval-messages.ts';
import { startCheckScheduler } from './check-scheduler.ts';
import { CheckSchedules } from './check-schedules.ts';
import { createConfirmations } from './confirmations.ts';
import { createMetrics } from './metrics.ts';
import { createOidcClient } from './oidc-client.ts';
import { createScheduledChecks } from './scheduled-checks.ts';
import { ConfigError, type ServerConfig } from './server-config.ts';
import { SERVER_CALLER, startServerHost } from './server-host.ts';

export interface TeamServer {
  readonly port: number;
  /** Port of `/metrics`, if it is configured. */
  readonly metricsPort?: number | undefined;
  /** Opens the demo company for all people. */
  openDemo(): Promise<void>;
  close(): Promise<void>;
}

/** Files of the program: from source or bundled. */
export interface ProgramFiles {
  readonly worker: string;
  readonly page: string;
}

/** Reads a file of the configuration. Throws `ConfigError` that names the key and the file. */
export function readConfigFile(key: string, path: string): string {
  try {
    return readTextPatiently(path);
  } catch (error) {
    throw new ConfigError(`${key}: ${path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}

/** Returns the master key of the configuration. Throws `ConfigError`. */
export function readMasterKey(path: string): Buffer {
  const key = parseMasterKey(readConfigFile('masterKeyFile', path));
  if (key === null) throw new ConfigError(`masterKeyFile: ${path}: must contain 32 bytes as base64 or hex`);
  return key;
}

/** Returns the mail server of the configuration. Throws `ConfigError` for an unreadable password file, and for a login without TLS. */
export function readMailServer({ host, port, protection, user, passwordFile }: NonNullable<ServerConfig['mail']>): MailServer {
  const isLocal = isLoopback(host);
  const chosen = protection ?? getDefaultProtection(port, isLocal);
  if (user !== undefined && chosen === 'none' && !isLocal) throw new ConfigError('mail.protection: a login needs tls or starttls');
  const password = passwordFile === undefined ? '' : readConfigFile('mail.passwordFile', passwordFile).trim();
  return { host, port, protection: chosen, login: user === undefined ? null : { user, password }, authorities: null };
}

/** Reads the files that the configuration names. Throws `ConfigError`. */
function readConfiguredFiles({ masterKeyFile, oidc, tls, mail }: ServerConfig) {
  return {
    master: readMasterKey(masterKeyFile),
    clientSecret: oidc.clientSecretFile === undefined ? null : readConfigFile('oidc.clientSecretFile', oidc.clientSecretFile).trim(),
    tls: tls && { cert: readConfigFile('tls.certificate', tls.certificate), key: readConfigFile('tls.key', tls.key) },
    mail: mail && { from: mail.from, server: readMailServer(mail) },
  };
}

/** Opens a database of the server. Throws `company-file-corrupt` and `storage-*` with the path, and the errors of `open`. */
export function openServerDatabase<T>(path: string, open: (path: string) => T): T {
  try {
    return open(path);
  } catch (error) {
    const isDamaged = toExpectedFailure(error)?.failure.code === 'company-file-corrupt';
    if (isDamaged) throw new ExpectedError('company-file-corrupt', { file: path });
    throw toStorageFailure(error, path) ?? error;
  }
}

/** Opens the control store of a data folder, which is created if it is missing. */
export function openTeam(dataFolder: string, onEvent?: (event: AccessEvent) => void) {
  makeFolder(dataFolder);
  const store = openServerDatabase(join(dataFolder, CONTROL_STORE), (path) => new ControlStore(path));
  return { team: new Team(store, Date.now, onEvent), schedules: new CheckSchedules(store), close: () => store.close() };
}

/** Starts a team server. `checkIntervalMs`: interval at which due checks are looked up. Throws `ConfigError`, `WrongMasterKeyError`, or a storage failure; then nothing was changed. */
export async function startTeamServer(
  config: ServerConfig,
  program: ProgramFiles,
  options: { readonly checkIntervalMs?: number } = {},
): Promise<TeamServer> {
  const { dataFolder, publicUrl } = config;
  const { master, clientSecret, tls, mail } = readConfiguredFiles(config);
  makeFolder(dataFolder);
  const lock = lockDataFolder(dataFolder);
  if (lock === null) throw new ConfigError(`dataFolder: ${dataFolder}: is used by another process`);
  const log = createLog({ folder: join(dataFolder, 'log') });
  log.registerSecret(master.toString('base64'));
  if (clientSecret !== null) log.registerSecret(clientSecret);
  if (mail?.server.login) log.registerSecret(mail.server.login.password);
  const closers: (() => void | Promise<void>)[] = [lock.release];
  const closeAll = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const metrics = createMetrics();
    const secrets = openServerDatabase(join(dataFolder, SEALED_SECRETS), (path) => new SealedSecrets(path, master, log.registerSecret));
    closers.push(() => secrets.close());
    const { team, schedules, close: closeTeam } = openTeam(dataFolder, metrics.countAccess);
    closers.push(closeTeam);
    const origin = new URL(publicUrl).origin;
    const messaging = { schedules, team, keychain: secrets, log, mail: mail ?? null, publicUrl: origin };
    const checks = createScheduledChecks(messaging);
    const confirmations = createConfirmations((person, path) => publish('confirmation', { path }, person));
    const console = openConsole({
      host: 'server',
      dataFolder,
      team: toServices(
        team,
        secrets,
        (notice) => {
          void sendApprovalMessages(notice, messaging).catch((error: unknown) => log.reportBug('approval message', error));
        },
        checks,
      ),
      commandProgram: [],
      log,
      dialogs: null,
      openLink: async () => ({ ok: false, error: { code: 'external-link-refused', params: {} } }),
      confirmTrust: (question, owner) => confirmations.ask(question, owner),
      workerFile: program.worker,
    });
    closers.push(console.close);
    const { dispatcher, files, publish } = console;
    const host = await startServerHost({
      dispatcher: metrics.measure(dispatcher),
      files,
      page: readPageFiles(program.page),
      reportBug: log.reportBug,
      team,
      oidc: createOidcClient(config, clientSecret),
      publicUrl: origin,
      listen: { ...config.listen, tls },
      confirmations,
    });
    closers.push(host.close);
    closers.push(startCheckScheduler({ dispatcher, schedules, checks, log, intervalMs: options.checkIntervalMs }).close);
    const measured = config.metrics && (await metrics.serve(config.metrics, team));
    if (measured) closers.push(measured.close);
    log.info('started', { port: host.port, metricsPort: measured?.port });
    return {
      port: host.port,
      metricsPort: measured?.port,
      async openDemo() {
        await dispatcher.call('companies.openDemo', {}, { caller: SERVER_CALLER });
      },
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** The functions of the team that the application needs. */
function toServices(
  team: Team,
  keychain: SealedSecrets,
  notifyApproval: TeamServices['notifyApproval'],
  checks: ReturnType<typeof createScheduledChecks>,
): TeamServices {
  return {
    ...checks,
    keychain,
    notifyApproval,
    changeSettings: (person: string, change: Partial<Settings>) => team.changeSettings(person, change),
    async members() {
      return (await team.members()).map(({ person, granted, claimed, sessions }) => ({
        id: person.id,
        name: person.name,
        email: person.email,
        issuer: person.issuer,
        lastSeen: person.lastSeen,
        disabled: person.disabled,
        granted,
        claimed,
        sessions: sessions.map(({ id, lastUsedAt, agent }) => ({ id, lastUsedAt: new Date(lastUsedAt).toISOString(), agent })),
      }));
    },
    changeMember: (id, change, by) => team.changeMember(id, change, by),
    endSession: (id, by) => team.endSession(id, by),
    readAccessLog: async (limit) => [...(await team.readAccessLog(limit))],
  };
}
