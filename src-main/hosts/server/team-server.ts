import { join } from 'node:path';
import type { Settings } from '#shared/contract/companies/console.ts';
import { readTextPatiently } from '../../disk/held-files.ts';
import { ControlStore } from '../../storage/control/control-store.ts';
import { makeFolder } from '../../storage/data-folder/make-folder.ts';
import { lockDataFolder } from '../../storage/data-folder/restore-moves.ts';
import { createLog } from '../../storage/log/log.ts';
import { parseMasterKey, SealedSecrets } from '../../storage/sealed-secrets.ts';
import { Team } from '../../team/team.ts';
import { openConsole, type TeamServices } from '../open-console.ts';
import { readPageFiles } from '../policy/page-files.ts';
import { createConfirmations } from './confirmations.ts';
import { createOidcClient } from './oidc-client.ts';
import { ConfigError, type ServerConfig } from './server-config.ts';
import { SERVER_CALLER, startServerHost } from './server-host.ts';

export interface TeamServer {
  readonly port: number;
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

/** Opens the control store of a data folder, which is created if it is missing. */
export function openTeam(dataFolder: string): { readonly team: Team; readonly close: () => void } {
  makeFolder(dataFolder);
  const store = new ControlStore(join(dataFolder, 'control.sqlite'));
  return { team: new Team(store), close: () => store.close() };
}

/** Starts a team server. Throws `ConfigError`, `WrongMasterKeyError`, or a storage failure; then nothing was changed. */
export async function startTeamServer(config: ServerConfig, program: ProgramFiles): Promise<TeamServer> {
  const { dataFolder, publicUrl } = config;
  const master = readMasterKey(config.masterKeyFile);
  const secretFile = config.oidc.clientSecretFile;
  const clientSecret = secretFile === undefined ? null : readConfigFile('oidc.clientSecretFile', secretFile).trim();
  const tls = config.tls && {
    cert: readConfigFile('tls.certificate', config.tls.certificate),
    key: readConfigFile('tls.key', config.tls.key),
  };
  makeFolder(dataFolder);
  const lock = lockDataFolder(dataFolder);
  if (lock === null) throw new ConfigError(`dataFolder: ${dataFolder}: is used by another process`);
  const log = createLog({ folder: join(dataFolder, 'log') });
  log.registerSecret(master.toString('base64'));
  if (clientSecret !== null) log.registerSecret(clientSecret);
  const closers: (() => void | Promise<void>)[] = [lock.release];
  const closeAll = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const secrets = new SealedSecrets(join(dataFolder, 'secrets.sqlite'), master, log.registerSecret);
    closers.push(() => secrets.close());
    const { team, close: closeTeam } = openTeam(dataFolder);
    closers.push(closeTeam);
    const confirmations = createConfirmations((person, path) => publish('confirmation', { path }, person));
    const console = openConsole({
      host: 'server',
      dataFolder,
      team: toServices(team, secrets),
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
      dispatcher,
      files,
      page: readPageFiles(program.page),
      reportBug: log.reportBug,
      team,
      oidc: createOidcClient(config, clientSecret),
      publicUrl: new URL(publicUrl).origin,
      listen: { ...config.listen, tls },
      confirmations,
    });
    closers.push(host.close);
    log.info('started', { port: host.port });
    return {
      port: host.port,
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
function toServices(team: Team, keychain: SealedSecrets): TeamServices {
  return {
    keychain,
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
