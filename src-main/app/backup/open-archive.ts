import { basename } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { heldReasonOf } from '../../disk/held-files.ts';
import { fileSource } from '../../files/archives/byte-source.ts';
import { isSealedFile, openSealedFile } from '../../files/archives/sealed-file.ts';
import { openZipFile, type ZipFile } from '../../files/archives/zip-file.ts';

/** Called once, only if the archive needs a passphrase. */
export type AskPassphrase = () => Promise<string>;

export interface OpenArchive {
  readonly zip: ZipFile;
  /** Whether it is encrypted and authenticated; an archive of an earlier version is not. */
  readonly isSealed: boolean;
}

/**
 * Opens an archive of `backUpFolder`, or a plain ZIP file of an earlier version. Throws file-unreadable for other files, the system's error
 * for a file that another program holds, and the errors of `openSealedFile` and of the passphrase callback.
 */
export async function openArchive(path: string, askPassphrase: AskPassphrase): Promise<OpenArchive> {
  const file = basename(path);
  const unreadable = (error: unknown): never => {
    const isFolder = (error as NodeJS.ErrnoException).code === 'EISDIR';
    throw isFolder || heldReasonOf(error) !== null ? error : new ExpectedError('file-unreadable', { file });
  };
  const source = await fileSource(path).catch(unreadable);
  const isSealed = await isSealedFile(source).catch(unreadable);
  const plain = isSealed ? await openSealedFile(source, await askPassphrase(), file) : source;
  return { zip: await openZipFile(plain, file), isSealed };
}

/** Whether an archive has another passphrase or was changed; its content is unknown. */
export const isUnopened = (error: unknown): boolean => error instanceof ExpectedError && error.failure.code === 'backup-not-opened';
