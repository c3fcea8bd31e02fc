import { existsSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readBoundedJson } from '#shared/contract/bounded-json.ts';
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '#shared/contract/console.ts';
import { readShape } from '#shared/contract/read-shape.ts';
import { makeFolder } from './make-folder.ts';

/** What is used of `conf`, and so of `electron-store`, its child for Electron. */
interface Store {
  readonly store: Record<string, unknown>;
  set(values: Record<string, unknown>): void;
}
export type StoreClass = new (options: {
  readonly cwd: string;
  /** `conf` reads `configName`, `electron-store` reads `name`: the same file for both. */
  readonly configName: string;
  readonly name: string;
  /** A file that is not JSON counts as empty, instead of being an error. */
  readonly clearInvalidConfig?: boolean;
}) => Store;

export interface SettingsStore {
  get(): Settings;
  /** Durable when it returns. Throws a `ZodError` for values the schema does not hold. */
  change(change: Partial<Settings>): Settings;
  /** Calls back after every change; returns the function that stops it. */
  onChange(listener: (settings: Settings) => void): () => void;
}

const FILE = 'settings';
/** In bytes, far larger than the file ever is. */
export const LARGEST_SETTINGS = 1024 * 1024;
const JSON_LIMITS = { depth: 16, entries: 20_000 } as const;
const SET_ASIDE = /^settings\.corrupt-.+\.json$/;

/** Files of settings that could not be read and were set aside, by name. */
export const settingsSetAside = (folder: string): readonly string[] => readdirSync(folder).filter((name) => SET_ASIDE.test(name));

/** The stored settings; `null` where the file holds no JSON object or is larger than settings can be. */
function readStored(path: string): Readonly<Record<string, unknown>> | null {
  if (statSync(path).size > LARGEST_SETTINGS) return null;
  const text = readFileSync(path, 'utf8');
  const reading = readBoundedJson(text, JSON_LIMITS);
  // The store takes no byte order mark.
  if (reading.kind === 'refused' || text.startsWith('\uFEFF')) return null;
  const { value } = reading;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null;
}

/** Renames a settings file that cannot be read, so that the console starts with defaults; answers its new path, `null` = it can be read. */
function setCorruptFileAside(folder: string): string | null {
  const path = join(folder, `${FILE}.json`);
  if (!existsSync(path) || readStored(path) !== null) return null;
  const aside = join(folder, `${FILE}.corrupt-${new Date().toISOString().replaceAll(':', '-')}.json`);
  renameSync(path, aside);
  return aside;
}

/** Takes each value that its own rule accepts and the default for the others: one bad value costs no more than itself. */
function readSettings(stored: Record<string, unknown>): Settings {
  const settings: Record<string, unknown> = { ...DEFAULT_SETTINGS };
  for (const [key, rule] of Object.entries(settingsSchema.shape)) {
    const parsed = readShape<unknown>(rule, stored[key]);
    if (parsed.success) settings[key] = parsed.data;
  }
  return settingsSchema.parse(settings);
}

/** The language on the disk, for a start that has no settings yet: nothing is touched. `null` where none can be read. */
export function storedLanguage(folder: string): Settings['language'] | null {
  try {
    return settingsSchema.shape.language.safeParse(readStored(join(folder, `${FILE}.json`))?.['language']).data ?? null;
  } catch {
    return null;
  }
}

/**
 * The preferences in `<folder>/settings.json`: `conf` in the Node host and the command line, `electron-store` in the
 * Electron host. Both write the whole file beside and rename it. Values of a later version stay in the file.
 * `onSetAside`: the file could not be read and was renamed to this path.
 */
export function createSettingsStore(
  storeClass: StoreClass,
  folder: string,
  onSetAside: (path: string) => void = () => undefined,
): SettingsStore {
  makeFolder(folder);
  const aside = setCorruptFileAside(folder);
  if (aside !== null) onSetAside(aside);
  const store = new storeClass({ cwd: folder, configName: FILE, name: FILE });
  const listeners = new Set<(settings: Settings) => void>();
  // Read once: the folder's lock keeps others from writing, and a file that another program holds fails nobody who only asks.
  let settings = readSettings(store.store);
  return {
    get: () => settings,
    change(change) {
      const wanted = settingsSchema.partial().parse(change);
      store.set(wanted);
      settings = settingsSchema.parse({ ...settings, ...wanted });
      for (const listener of listeners) listener(settings);
      return settings;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
