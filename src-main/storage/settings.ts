import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
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

/** Puts a file that is not a JSON object aside, where it can be looked at, so that the console starts with defaults. */
function keepCorruptFileAside(folder: string): void {
  const path = join(folder, `${FILE}.json`);
  if (!existsSync(path)) return;
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  renameSync(path, join(folder, `${FILE}.corrupt-${new Date().toISOString().replaceAll(':', '-')}.json`));
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

/** Far larger than the file ever is. */
const LARGEST_FILE = 1024 * 1024;

/** The language on the disk, for a start that has no settings yet: nothing is touched. `null` where none can be read. */
export function storedLanguage(folder: string): Settings['language'] | null {
  const path = join(folder, `${FILE}.json`);
  try {
    if (statSync(path).size > LARGEST_FILE) return null;
    const stored = JSON.parse(readFileSync(path, 'utf8')) as { readonly language?: unknown } | null;
    return settingsSchema.shape.language.safeParse(stored?.language).data ?? null;
  } catch {
    return null;
  }
}

/**
 * The preferences in `<folder>/settings.json`: `conf` in the Node host and the command line, `electron-store` in the
 * Electron host. Both write the whole file beside and rename it. Values of a later version stay in the file.
 */
export function createSettingsStore(storeClass: StoreClass, folder: string): SettingsStore {
  makeFolder(folder);
  keepCorruptFileAside(folder);
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
