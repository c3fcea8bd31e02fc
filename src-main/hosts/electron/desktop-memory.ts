import { join } from 'node:path';
import { z } from 'zod';
import { changeJsonObject, readJsonObject } from '../../storage/json-object-file.ts';
import type { DesktopMemory } from './desktop-host.ts';

const FILE = 'desktop.json';

const foldersSchema = z.object({ open: z.string().nullable().catch(null), save: z.string().nullable().catch(null) });
const NO_FOLDERS = { open: null, save: null };

/**
 * Where the window was, which folders were used last and which later version was told of, in `desktop.json` beside the settings. Nobody misses it: a file
 * that cannot be read counts as empty, and one that cannot be written (a full disk) is told to `onError` and keeps nobody from their work.
 */
export function openDesktopMemory(dataFolder: string, onError: (error: unknown) => void): DesktopMemory {
  const path = join(dataFolder, FILE);
  const read = (name: string): unknown => {
    try {
      return readJsonObject(path)?.[name];
    } catch (error) {
      onError(error);
      return undefined;
    }
  };
  const keep = (values: Record<string, unknown>): void => {
    try {
      changeJsonObject(path, values);
    } catch (error) {
      onError(error);
    }
  };
  const folders = () => foldersSchema.safeParse(read('folders')).data ?? NO_FOLDERS;
  return {
    window: { get: () => read('window'), set: (window) => keep({ window }) },
    announcedVersion: {
      get: () => z.string().safeParse(read('announcedVersion')).data ?? null,
      set: (announcedVersion) => keep({ announcedVersion }),
    },
    lastFolders: { get: folders, set: (change) => keep({ folders: { ...folders(), ...change } }) },
  };
}
