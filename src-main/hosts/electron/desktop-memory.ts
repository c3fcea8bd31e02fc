import { z } from 'zod';
import type { StoreClass } from '../../storage/settings.ts';
import type { DesktopMemory } from './desktop-host.ts';

const FILE = 'desktop';

const foldersSchema = z.object({ open: z.string().nullable().catch(null), save: z.string().nullable().catch(null) });
const NO_FOLDERS = { open: null, save: null };

/**
 * Where the window was, which folders were used last and which later version was told of, in `desktop.json` beside the settings. Nobody misses it: a file
 * that cannot be read counts as empty.
 */
export function openDesktopMemory(storeClass: StoreClass, dataFolder: string): DesktopMemory {
  const store = new storeClass({ cwd: dataFolder, configName: FILE, name: FILE, clearInvalidConfig: true });
  const folders = () => foldersSchema.safeParse(store.store['folders']).data ?? NO_FOLDERS;
  return {
    window: { get: () => store.store['window'], set: (window) => store.set({ window }) },
    announcedVersion: {
      get: () => z.string().safeParse(store.store['announcedVersion']).data ?? null,
      set: (announcedVersion) => store.set({ announcedVersion }),
    },
    lastFolders: { get: folders, set: (change) => store.set({ folders: { ...folders(), ...change } }) },
  };
}
