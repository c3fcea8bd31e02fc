import { z } from 'zod';
import { retryWhileHeld } from '../../disk/held-files.ts';
import type { DesktopMemory } from './desktop-host.ts';
import { toServerOrigin } from './team-servers/server-address.ts';

/** The part of `electron-store` that is used here. */
interface Store {
  readonly store: Readonly<Record<string, unknown>>;
  set(values: Record<string, unknown>): void;
}
export type StoreClass = new (options: { readonly cwd: string; readonly name: string; readonly clearInvalidConfig: boolean }) => Store;

const foldersSchema = z.object({ open: z.string().nullable().catch(null), save: z.string().nullable().catch(null) });
const NO_FOLDERS = { open: null, save: null };

/**
 * Window bounds, last folders, the announced version and the team servers, in `desktop.json` beside the settings. The data is expendable: an
 * unreadable file counts as empty, and a failed write is only reported to `onError`, except that of the team servers.
 */
export function openDesktopMemory(storeClass: StoreClass, dataFolder: string, onError: (error: unknown) => void): DesktopMemory {
  const store = new storeClass({ cwd: dataFolder, name: 'desktop', clearInvalidConfig: true });
  const read = (name: string): unknown => {
    try {
      return retryWhileHeld(() => store.store)[name];
    } catch (error) {
      onError(error);
      return undefined;
    }
  };
  const keep = (values: Record<string, unknown>): void => {
    try {
      retryWhileHeld(() => store.set(values));
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
    teamServers: {
      get: () =>
        z
          .array(z.string())
          .safeParse(read('teamServers'))
          .data?.filter((address) => toServerOrigin(address) === address) ?? [],
      set: (teamServers) => retryWhileHeld(() => store.set({ teamServers })),
    },
    lastFolders: { get: folders, set: (change) => keep({ folders: { ...folders(), ...change } }) },
  };
}
