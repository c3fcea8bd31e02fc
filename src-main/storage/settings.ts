import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '#shared/contract/console.ts';
import { readShape } from '#shared/contract/read-shape.ts';
import { renamePatiently } from '../disk/held-files.ts';
import { changeJsonObject, LARGEST_OBJECT_FILE, readJsonObject } from './json-object-file.ts';
import { makeFolder } from './make-folder.ts';

export interface SettingsStore {
  get(): Settings;
  /** Durable when it returns. Throws a `ZodError` for values the schema does not hold. */
  change(change: Partial<Settings>): Settings;
  /** Calls back after every change; returns the function that stops it. */
  onChange(listener: (settings: Settings) => void): () => void;
}

const FILE = 'settings';
/** In bytes. */
export const LARGEST_SETTINGS = LARGEST_OBJECT_FILE;
const SET_ASIDE = /^settings\.corrupt-.+\.json$/;

/** Files of settings that could not be read and were set aside, by name. */
export const settingsSetAside = (folder: string): readonly string[] => readdirSync(folder).filter((name) => SET_ASIDE.test(name));

/** Renames a settings file that cannot be read, so that the console starts with defaults; answers its new path, `null` = it can be read. */
function setCorruptFileAside(path: string): string | null {
  if (readJsonObject(path) !== null) return null;
  const aside = path.replace(/json$/, `corrupt-${new Date().toISOString().replaceAll(':', '-')}.json`);
  renamePatiently(path, aside);
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
    return settingsSchema.shape.language.safeParse(readJsonObject(join(folder, `${FILE}.json`))?.['language']).data ?? null;
  } catch {
    return null;
  }
}

/**
 * The preferences in `<folder>/settings.json`. Values of a later version stay in the file. `onSetAside`: the file could not be read and was
 * renamed to this path.
 */
export function createSettingsStore(folder: string, onSetAside: (path: string) => void = () => undefined): SettingsStore {
  makeFolder(folder);
  const path = join(folder, `${FILE}.json`);
  const aside = setCorruptFileAside(path);
  if (aside !== null) onSetAside(aside);
  const listeners = new Set<(settings: Settings) => void>();
  // Read once: the folder's lock keeps others from writing, and a file that another program holds fails nobody who only asks.
  let settings = readSettings(readJsonObject(path) ?? {});
  return {
    get: () => settings,
    change(change) {
      const wanted = settingsSchema.partial().parse(change);
      changeJsonObject(path, wanted);
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
