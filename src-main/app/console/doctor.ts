import { randomUUID } from 'node:crypto';
import { existsSync, statfsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { getCACertificates } from 'node:tls';
import { satisfies } from 'semver';
import type { SelfCheckResult } from '#shared/contract/companies/console.ts';
import { readTextPatiently, removeEmptyFolder, removeFile, writePrivateFile } from '../../disk/held-files.ts';
import { readEnvironmentProxy } from '../../network/proxy/proxy-address.ts';
import { requireEntries, requireEntryTargets } from '../../storage/data-folder/folder-entries.ts';
import { isFolderLocked } from '../../storage/data-folder/folder-lock.ts';
import { makeFolder } from '../../storage/data-folder/make-folder.ts';
import { requireNoInterruptedRestore } from '../../storage/data-folder/restore-moves.ts';
import type { Keychain } from '../../storage/keychain.ts';
import { listSetAsideSettings } from '../../storage/settings.ts';
import { toExpectedFailure } from '../../storage/storage-failure.ts';
import { checkContents } from './content-checks.ts';

export interface DoctorOptions {
  readonly dataFolder: string;
  readonly keychain: Keychain;
  /** Whether to read every company file completely and compare it with its digests. */
  readonly isDeep?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

/** Oldest supported Node version: the first with `backup` of node:sqlite and access to the system's certification authorities. */
const OLDEST_NODE = '22.16.0';
const NODE_RANGE = `^${OLDEST_NODE} || >=23.10.0`;
const LOW_SPACE_MB = 500;
/** Reasons for refusing a data folder that have their own text below `doctor.data-folder`. */
const REFUSALS = ['danglingLink', 'entryNotFile', 'entryNotFolder', 'lockDamaged', 'restore-cut'] as const;

type Found = Omit<SelfCheckResult, 'id'>;
const found = (state: SelfCheckResult['state'], key: string, params: SelfCheckResult['params'] = {}): Found => ({ state, key, params });
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Deletes a probe file. Errors are ignored, because the check has already reported a faulty folder. */
function removeProbe(path: string): void {
  try {
    removeFile(path);
  } catch {
    // Already reported by the check.
  }
}

function checkRuntime(): Found {
  const { electron, node } = process.versions as NodeJS.ProcessVersions & { electron?: string };
  const params = { node, electron: electron ?? '', platform: `${process.platform}-${process.arch}` };
  return satisfies(node, NODE_RANGE)
    ? found('ok', 'runtime.ok', params)
    : found('failed', 'runtime.old', { ...params, wanted: OLDEST_NODE });
}

/** Checks for full ICU data: CP932 decoding as on Windows, and correct sorting and segmentation of Japanese. */
function checkIcu(): Found {
  const icu = process.versions['icu'] ?? '';
  try {
    // 髙 and ① exist in CP932 but not in plain Shift_JIS.
    const decoded = new TextDecoder('shift_jis', { fatal: true }).decode(new Uint8Array([0xfb, 0xfc, 0x87, 0x40]));
    if (decoded !== '髙①' || new Intl.Collator('ja').resolvedOptions().locale !== 'ja') return found('failed', 'icu.small', { icu });
    return found('ok', 'icu.ok', { icu });
  } catch {
    return found('failed', 'icu.small', { icu });
  }
}

/** Checks that the data folder is writable. `isNew` = it was created for this check. */
function checkDataFolder(folder: string, isNew: boolean): Found {
  const probe = join(folder, `probe-${randomUUID()}`);
  try {
    const refused = refusalOf(folder);
    if (refused !== null) return refused;
    makeFolder(folder);
    writePrivateFile(probe, 'x', 'wx');
    const { bavail, bsize } = statfsSync(folder);
    const freeMb = Math.floor((bavail * bsize) / 1024 / 1024);
    if (freeMb < LOW_SPACE_MB) return found('warning', 'data-folder.full', { folder, freeMb });
    const [aside] = listSetAsideSettings(folder);
    if (aside !== undefined) return found('warning', 'data-folder.settings-aside', { file: join(folder, aside) });
    return isNew ? found('warning', 'data-folder.absent', { folder, freeMb }) : found('ok', 'data-folder.ok', { folder, freeMb });
  } catch (error) {
    return found('failed', 'data-folder.readonly', { folder, reason: wordsOf(error) });
  } finally {
    removeProbe(probe);
  }
}

/** Returns why a console would refuse the folder; `null` if it would start. Acquires no lock. */
function refusalOf(folder: string): Found | null {
  try {
    requireEntryTargets(folder);
    requireEntries(folder);
    if (!isFolderLocked(folder)) requireNoInterruptedRestore(folder);
    return null;
  } catch (error) {
    const failure = toExpectedFailure(error)?.failure;
    if (failure === undefined) throw error;
    const { reason = failure.code, folder: path = folder, target = '', command = '' } = failure.params;
    const key = REFUSALS.find((one) => one === reason) ?? 'other';
    return found('failed', `data-folder.${key}`, {
      path: String(path),
      reason: String(reason),
      target: String(target),
      command: String(command),
    });
  }
}

/** Checks that a database like a company's works on this file system: with write-ahead log, written, closed and read again. */
function checkDatabase(folder: string): Found {
  const path = join(folder, `probe-${randomUUID()}.sqlite`);
  try {
    const first = new DatabaseSync(path);
    const mode = first.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
    const version = String(first.prepare('SELECT sqlite_version() AS version').get()?.['version']);
    first.exec("CREATE TABLE probe (value TEXT); INSERT INTO probe VALUES ('つなぎ')");
    first.close();
    const second = new DatabaseSync(path);
    const value = second.prepare('SELECT value FROM probe').get()?.['value'];
    second.close();
    if (mode !== 'wal') return found('warning', 'database.no-wal', { version, mode: String(mode) });
    return value === 'つなぎ' ? found('ok', 'database.ok', { version }) : found('failed', 'database.failed', { reason: 'value' });
  } catch (error) {
    return found('failed', 'database.failed', { reason: wordsOf(error) });
  } finally {
    for (const suffix of ['', '-wal', '-shm']) removeProbe(path + suffix);
  }
}

/** Writes, reads and deletes a test secret, because reading alone succeeds even with a locked keychain. */
async function checkKeychain(keychain: Keychain): Promise<Found> {
  const probed = await keychain.probe();
  if (probed.state === 'ok') return keychain.kind === 'system' ? found('ok', 'keychain.ok') : found('warning', 'keychain.session');
  const { why, reason } = probed;
  return found('warning', `keychain.${probed.state}`, { why, reason });
}

/** Checks Electron's binary if it is installed beside the console; the Node host does not need it. */
function checkElectron(env: NodeJS.ProcessEnv): Found {
  const { electron } = process.versions as NodeJS.ProcessVersions & { electron?: string };
  if (electron) return found('ok', 'electron.running', { version: electron });
  try {
    const manifest = createRequire(import.meta.url).resolve('electron/package.json');
    const { version } = JSON.parse(readTextPatiently(manifest)) as { version: string };
    const folder = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(manifest, '..', 'dist');
    const program = { win32: 'electron.exe', darwin: 'Electron.app' }[process.platform as string] ?? 'electron';
    return existsSync(join(folder, program)) ? found('ok', 'electron.ok', { version }) : found('warning', 'electron.missing', { version });
  } catch {
    return found('warning', 'electron.missing', { version: '' });
  }
}

function checkDisplay(env: NodeJS.ProcessEnv): Found {
  if (process.platform !== 'linux') return found('ok', 'display.ok', { display: process.platform });
  const display = env['WAYLAND_DISPLAY'] || env['DISPLAY'];
  return display ? found('ok', 'display.ok', { display }) : found('warning', 'display.missing');
}

/** Checks the proxy settings of the environment, which a company's own settings override. Sends no request. */
function checkNetwork(env: NodeJS.ProcessEnv): Found {
  const { shown, bypass, fault } = readEnvironmentProxy(env);
  const params = { proxy: shown, bypass: bypass.length, authorities: getCACertificates('system').length };
  // The console ignores this variable, but other programs on the machine do not.
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') return found('warning', 'network.unverified', params);
  if (fault !== null) return found('warning', fault === 'socks' ? 'network.socks' : 'network.unreadable', params);
  return found('ok', shown === '' ? 'network.direct' : 'network.proxy', params);
}

/** Checks the environment of the console. Removes everything it created; a failed check is a result, not an error. */
export async function runDoctor({
  dataFolder,
  keychain,
  isDeep = false,
  env = process.env,
}: DoctorOptions): Promise<readonly SelfCheckResult[]> {
  const made = madeToLook(dataFolder);
  try {
    return [
      { id: 'runtime', ...checkRuntime() },
      { id: 'icu', ...checkIcu() },
      { id: 'data-folder', ...checkDataFolder(dataFolder, made.length > 0) },
      { id: 'database', ...checkDatabase(dataFolder) },
      { id: 'keychain', ...(await checkKeychain(keychain)) },
      { id: 'electron', ...checkElectron(env) },
      { id: 'display', ...checkDisplay(env) },
      { id: 'network', ...checkNetwork(env) },
      ...(isDeep ? checkContents(dataFolder) : []),
    ];
  } finally {
    for (const folder of made.toReversed()) removeEmpty(folder);
  }
}

/** Creates the data folder for the check and returns the created folders; empty if that fails, which its own check reports. */
function madeToLook(folder: string): readonly string[] {
  try {
    return makeFolder(folder);
  } catch {
    return [];
  }
}

/** Deletes an empty folder; keeps one that is in use by now. */
function removeEmpty(folder: string): void {
  try {
    removeEmptyFolder(folder);
  } catch {
    // Another process uses the folder.
  }
}
