import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '#shared/contract/companies/console.ts';
import { renamePatiently } from '../disk/held-files.ts';
import { makeFolder } from './data-folder/make-folder.ts';
import { changeJsonObject, MAX_OBJECT_FILE_BYTES, readJsonObject } from './json-object-file.ts';

export interface SettingsStore {
  get(): Settings;
  /** Changes settings; durable when it returns. Throws a `ZodError` for invalid values. */
  change(change: Partial<Settings>): Settings;
  /** Calls the listener after every change; returns a function that removes it. */
  onChange(listener: (settings: Settings) => void): () => void;
}

const FILE = 'settings';
/** Maximum size of the settings file in bytes. */
export const MAX_SETTINGS_BYTES = MAX_OBJECT_FILE_BYTES;
const CORRUPT_FILE_NAME = /^settings\.corrupt-.+\.json$/;

/** Returns the names of settings files that could not be read and were renamed. */
export const listSetAsideSettings = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => CORRUPT_FILE_NAME.test(name));

/** Renames an unreadable settings file, so that the console starts with defaults. Returns the new path; `null` = the file is readable. */
function setCorruptFileAside(path: string): string | null {
  if (readJsonObject(path) !== null) return null;
  const aside = path.replace(/json$/, `corrupt-${new Date().toISOString().replaceAll(':', '-')}.json`);
  renamePatiently(path, aside);
  return aside;
}

/** Validates each value on its own, so that one invalid value resets only itself. */
function readSettings(stored: Record<string, unknown>): Settings {
  const settings: Record<string, unknown> = { ...DEFAULT_SETTINGS };
  for (const [key, rule] of Object.entries(settingsSchema.shape)) {
    const parsed = safeParseUntrusted<unknown>(rule, stored[key]);
    if (parsed.success) settings[key] = parsed.data;
  }
  return settingsSchema.parse(settings);
}

/** Returns the stored language for code that runs before settings are loaded. Read-only; `null` if it cannot be read. */
export function readStoredLanguage(folder: string): Settings['language'] | null {
  try {
    return settingsSchema.shape.language.safeParse(readJsonObject(join(folder, `${FILE}.json`))?.['language']).data ?? null;
  } catch {
    return null;
  }
}

/**
 * Creates the store of `<folder>/settings.json`. Values written by later versions are preserved. `onSetAside` is called with the new path
 * if the file could not be read and was renamed.
 */
export function createSettingsStore(folder: string, onSetAside: (path: string) => void = () => undefined): SettingsStore {
  makeFolder(folder);
  const path = join(folder, `${FILE}.json`);
  const aside = setCorruptFileAside(path);
  if (aside !== null) onSetAside(aside);
  const listeners = new Set<(settings: Settings) => void>();
  // Loaded once, because the folder lock excludes other writers, and another program may lock the file later.
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
