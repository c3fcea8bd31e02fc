import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { FileToken } from '#shared/contract/files.ts';
import { getCallerId } from '../../company/caller.ts';
import { emptyFolder, isDiskFull, removeFileAsync, removeFolder, tryToRemove } from '../../disk/held-files.ts';
import { makeFolder } from '../../storage/data-folder/make-folder.ts';
import { convertFolderErrors } from '../../storage/storage-failure.ts';

/**
 * `upload`: a copy in the temporary folder. `report`: written by the console, the only kind that may be downloaded. `chosen`: a file of
 * the user, opened where it is and never deleted.
 */
export type FileOrigin = 'upload' | 'report' | 'chosen';

export interface KnownFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly origin: FileOrigin;
}

export interface FileTokens {
  /** Registers an existing file for the caller and returns its token. `name`: display name, which may differ from the name on disk. */
  add(file: { readonly path: string; readonly origin: FileOrigin; readonly name?: string }): Promise<FileToken>;
  /** Returns the file of a token. Throws `file-token-unknown`, also for tokens of another caller. */
  find(token: string): KnownFile;
  /** Returns an unused path in the temporary folder, for an upload or a report. Throws `storage-*`. */
  temporaryPath(): string;
  /** Deletes an upload or report that is no longer needed; unknown tokens are ignored. */
  drop(token: string): Promise<void>;
  /** Invalidates all tokens and deletes the temporary folder. */
  close(): void;
}

/** File access for hosts: uploads and downloads, in the same thread as the application or in another. */
export interface HostFiles {
  /** `owner`: id of the person to whom the file belongs; omitted = the single user. */
  add(file: { readonly path: string; readonly origin: FileOrigin; readonly name?: string }, owner?: string): Promise<FileToken>;
  find(token: string, owner?: string): KnownFile | Promise<KnownFile>;
  temporaryPath(): string | Promise<string>;
}

const NAME_LENGTH = 255;

/** Returns a safe display name: without folders, control and direction characters, and of limited length. */
function displayName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').slice(0, NAME_LENGTH) || 'file';
}

/**
 * Manages the files that windows know by token. `folder` is used exclusively and is emptied at the start, which removes files left after a
 * crash; a file locked by another program stays until the next start.
 */
export function createFileTokens(folder: string): FileTokens {
  try {
    makeFolder(folder);
    tryToRemove(() => emptyFolder(folder));
  } catch (error) {
    // On a full disk the console still starts; the folder is then created with the first file.
    if (!isDiskFull(error)) throw error;
  }
  const files = new Map<string, KnownFile & { readonly owner: string }>();
  const newName = (): string => randomBytes(16).toString('hex');

  return {
    async add({ path, origin, name = basename(path) }) {
      const { size } = await stat(path);
      const file = { path, name: displayName(name), bytes: size, origin, owner: getCallerId() };
      const token = newName();
      files.set(token, file);
      return { token, name: file.name, bytes: file.bytes };
    },
    find(token) {
      const file = files.get(token);
      if (file?.owner !== getCallerId()) throw new ExpectedError('file-token-unknown');
      return file;
    },
    temporaryPath() {
      convertFolderErrors(folder, () => makeFolder(folder));
      return join(folder, newName());
    },
    async drop(token) {
      const file = files.get(token);
      if (file?.owner !== getCallerId()) return;
      files.delete(token);
      if (file.origin !== 'chosen') await removeFileAsync(file.path);
    },
    close() {
      files.clear();
      tryToRemove(() => removeFolder(folder));
    },
  };
}
