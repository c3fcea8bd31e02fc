import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { FileToken } from '#shared/contract/files.ts';
import { callerId } from '../../company/caller.ts';
import { emptyFolder, removeFileAsync, removeFolder, tryToRemove } from '../../disk/held-files.ts';
import { makeFolder } from '../../storage/make-folder.ts';

/**
 * `upload`: a copy in the temporary folder; `report`: written by the console, the only kind that may be handed out;
 * `chosen`: the user's own file, opened in place and never removed.
 */
export type FileOrigin = 'upload' | 'report' | 'chosen';

export interface KnownFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly origin: FileOrigin;
}

export interface FileTokens {
  /** Gives a file that exists its token, for the caller. `name` is what the user sees and may differ from the name on disk. */
  add(file: { readonly path: string; readonly origin: FileOrigin; readonly name?: string }): Promise<FileToken>;
  /** Throws `file-token-unknown`, also for a token of another caller. */
  find(token: string): KnownFile;
  /** A free path in the temporary folder, for an upload or a report that is about to be written. */
  temporaryPath(): string;
  /** Removes an upload or a report that nobody needs any more; unknown tokens do nothing. */
  drop(token: string): Promise<void>;
  /** Forgets every token and removes the temporary folder. */
  close(): void;
}

/** The files as a host reaches them: it takes uploads in and hands reports out, beside the application or through its thread. */
export interface HostFiles extends Pick<FileTokens, 'add'> {
  find(token: string): KnownFile | Promise<KnownFile>;
  temporaryPath(): string | Promise<string>;
}

const NAME_LENGTH = 255;

/** Keeps a name readable and harmless: no folder, no control or direction characters, a bounded length. */
function displayName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').slice(0, NAME_LENGTH) || 'file';
}

/**
 * The files that a window knows by token. `folder` belongs to this registry alone: it is emptied at the start, so that
 * what a crash left behind does not stay on the disk. A file that another program holds stays until the next start.
 */
export function createFileTokens(folder: string): FileTokens {
  makeFolder(folder);
  tryToRemove(() => emptyFolder(folder));
  const files = new Map<string, KnownFile & { readonly owner: string }>();
  const newName = (): string => randomBytes(16).toString('hex');

  return {
    async add({ path, origin, name = basename(path) }) {
      const { size } = await stat(path);
      const file = { path, name: displayName(name), bytes: size, origin, owner: callerId() };
      const token = newName();
      files.set(token, file);
      return { token, name: file.name, bytes: file.bytes };
    },
    find(token) {
      const file = files.get(token);
      if (file?.owner !== callerId()) throw new ExpectedError('file-token-unknown');
      return file;
    },
    temporaryPath: () => join(folder, newName()),
    async drop(token) {
      const file = files.get(token);
      if (file?.owner !== callerId()) return;
      files.delete(token);
      if (file.origin !== 'chosen') await removeFileAsync(file.path);
    },
    close() {
      files.clear();
      tryToRemove(() => removeFolder(folder));
    },
  };
}
