import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import Conf from 'conf';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { Profile } from '#shared/contract/profiles.ts';
import type { Translate } from '#shared/messages/texts.ts';
import { businessDay } from '../../app/business-day.ts';
import type { Engine, ServerAccess } from '../../app/engine/engine.ts';
import { createLocalCompanies } from '../../app/engine/local-companies.ts';
import { createNetworkDesk, type NetworkDesk } from '../../app/network-desk.ts';
import { accountName, givenName, LONGEST_NAME } from '../../app/operator.ts';
import { createSecretDesk } from '../../app/secret-desk.ts';
import { serverPlace } from '../../app/secret-places.ts';
import { createSecrets } from '../../app/secrets.ts';
import { defaultDataFolder } from '../../storage/data-folder.ts';
import { copyDatabase } from '../../storage/database-copy.ts';
import { awaitFolderLock } from '../../storage/folder-lock.ts';
import { createSessionKeychain, createSystemKeychain } from '../../storage/keychain.ts';
import { createSettingsStore } from '../../storage/settings.ts';
import { WorkspaceFolder } from '../../storage/workspace-folder.ts';
import { startDemoCompany } from '../worker/demo-company.ts';
import { UsageError } from './arguments.ts';
import { maskOutput } from './masked-output.ts';

/** Where a scheduler's secrets come from when there is no keychain: read once, named in `tsunagi help`. */
const VARIABLES = { 'access-key': 'TSUNAGI_ACCESS_KEY', 'catalog-password': 'TSUNAGI_CATALOG_PASSWORD' } as const;

/** One company, opened by a command that has the data folder to itself. */
export interface CommandWorkspace {
  readonly engine: Engine;
  readonly profile: Profile;
  /** `null` for the demo company, which the engine starts itself, and where no key is known. */
  access(): Promise<ServerAccess | null>;
  /** `null` where it is nowhere. */
  secret(name: keyof typeof VARIABLES): Promise<string | null>;
  /** The way to the groupware. */
  readonly network: Pick<NetworkDesk, 'groupwareNetworkFor' | 'basic' | 'plainHttp'>;
  close(): Promise<void>;
}

/** One company, read beside whatever else works in the data folder. */
export interface CommandWorkspaceToRead extends Pick<CommandWorkspace, 'profile' | 'close'> {
  /** What writes fails. */
  readonly engine: Pick<Engine, 'digest'>;
  /** As of a company that is written to. */
  access(): Promise<ServerAccess | null>;
}

/** The name to record under: the one given, else that of `TSUNAGI_OPERATOR` or the console's settings. Throws UsageError where there is none. */
export function requireOperatorName(given: string | undefined, dataFolder: string = defaultDataFolder(), translate: Translate): string {
  const stored = createSettingsStore(Conf, dataFolder).get();
  const name = given?.trim() || givenName({ operatorName: (process.env['TSUNAGI_OPERATOR'] ?? '').trim() || stored.operatorName }, {});
  if (name === '' || name.length > LONGEST_NAME) throw new UsageError(translate('cli.usage.operator'));
  return name;
}

/** Opens a company by its id or its name. Throws UsageError when another console has the folder for longer than is to be waited, `profile-not-found`, and what opening throws. */
export async function openCommandWorkspace(
  wanted: string,
  dataFolder: string = defaultDataFolder(),
  translate: Translate,
  operatorName = '',
  waiting: { readonly ms: number; readonly onWait: () => void } = { ms: 0, onWait: () => undefined },
): Promise<CommandWorkspace> {
  const lock = await awaitFolderLock(dataFolder, waiting.ms, waiting.onWait);
  if (lock === null) throw new UsageError(translate('cli.usage.locked', { folder: dataFolder }));
  const temporary = mkdtempSync(join(tmpdir(), 'tsunagi-command-'));
  const companies = createLocalCompanies({
    folder: new WorkspaceFolder(join(dataFolder, 'workspaces')),
    startDemo: () => startDemoCompany({ demo: join(dataFolder, 'demo'), temporary }, businessDay(Date.now())),
    now: Date.now,
    operator: accountName(),
    operatorName,
    machine: hostname(),
  });
  const close = async (): Promise<void> => {
    await companies.close();
    rmSync(temporary, { recursive: true, force: true });
    lock.release();
  };
  try {
    const { profiles } = await companies.list();
    const profile = profiles.find(({ id }) => id === wanted) ?? profiles.find(({ name }) => name === wanted);
    if (profile === undefined) throw new ExpectedError('profile-not-found');
    const engine = companies.of(profile.id);
    const secretOf = secretsOf(engine, profile);
    return { engine, profile, ...secretOf, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Opens a company to be read only, also while a console works in the folder: nothing is locked, nothing is written. Throws
 * `profile-not-found` and `workspace-*`.
 */
export async function openWorkspaceToRead(wanted: string, dataFolder: string = defaultDataFolder()): Promise<CommandWorkspaceToRead> {
  const companies = createLocalCompanies({
    folder: WorkspaceFolder.toRead(join(dataFolder, 'workspaces')),
    // The demo company's server is started to be written to; reading its file needs none.
    startDemo: () => Promise.reject(new ExpectedError('server-unreachable')),
    now: Date.now,
  });
  const close = (): Promise<void> => companies.close();
  try {
    const { profiles, unreadable } = await companies.list();
    const profile = profiles.find(({ id }) => id === wanted) ?? profiles.find(({ name }) => name === wanted);
    const old = unreadable.find(({ file }) => file.startsWith(wanted)) ?? unreadable[0];
    if (profile === undefined) throw new ExpectedError(old?.code ?? 'profile-not-found');
    const engine = companies.of(profile.id);
    return { engine, profile, access: () => secretsOf(engine, profile).access(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Opens a copy of a company, of one moment, that is gone when it is closed: what only looks may do all that writes, and nothing in the
 * folder changes. Throws as `openWorkspaceToRead` does.
 */
export async function openWorkspaceCopy(
  wanted: string,
  dataFolder: string = defaultDataFolder(),
): Promise<Pick<CommandWorkspace, 'engine' | 'profile' | 'close'>> {
  const { profile, close: closeReader } = await openWorkspaceToRead(wanted, dataFolder);
  await closeReader();
  const temporary = mkdtempSync(join(tmpdir(), 'tsunagi-copy-'));
  const name = `${profile.id}.tsunagi`;
  try {
    await copyDatabase(join(dataFolder, 'workspaces', name), join(temporary, name), () => undefined);
    const companies = createLocalCompanies({
      folder: new WorkspaceFolder(temporary),
      startDemo: () => Promise.reject(new ExpectedError('server-unreachable')),
      now: Date.now,
    });
    const close = async (): Promise<void> => {
      await companies.close();
      rmSync(temporary, { recursive: true, force: true });
    };
    return { engine: companies.of(profile.id), profile, close };
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
}

function secretsOf(engine: Engine, profile: Profile): Pick<CommandWorkspace, 'access' | 'secret' | 'network'> {
  const registerSecret = maskOutput();
  const secrets = createSecrets(createSystemKeychain(registerSecret), createSessionKeychain(registerSecret));
  const secretDesk = createSecretDesk({ engine, secrets, companyId: profile.id, registerSecret, changed: async () => undefined });
  const networkDesk = createNetworkDesk({
    engine,
    secretDesk,
    // Certificates are chosen in a window.
    files: {
      find: () => {
        throw new ExpectedError('file-token-unknown');
      },
      drop: async () => undefined,
    },
    // A command changes nothing of the way to a server.
    confirmTrust: async () => 'unavailable',
    proxyResolver: null,
    env: process.env,
    registerSecret,
    now: Date.now,
  });
  const readKey = async (): Promise<string | null> => {
    const place = serverPlace(profile.serverAddress);
    return place === null ? null : secretDesk.read('access-key', place);
  };
  const secret: CommandWorkspace['secret'] = async (name) => {
    const given = process.env[VARIABLES[name]];
    if (!given) return name === 'access-key' ? readKey() : secretDesk.carry(name);
    registerSecret(given);
    return given;
  };
  return {
    secret,
    network: networkDesk,
    async access() {
      if (profile.kind === 'demo' || profile.serverAddress === null) return null;
      const accessKey = await secret('access-key');
      return accessKey === null ? null : networkDesk.access({ address: profile.serverAddress, accessKey });
    },
  };
}
