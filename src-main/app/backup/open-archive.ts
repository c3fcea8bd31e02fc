import { basename } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { getHeldReason } from '../../disk/held-files.ts';
import { createFileSource } from '../../files/archives/byte-source.ts';
import { isSealedFile, openSealedFile } from '../../files/archives/sealed-file.ts';
import { openZipFile, type ZipFile } from '../../files/archives/zip-file.ts';

/** Asks for the passphrase; called once and only if the archive needs one. */
export type AskPassphrase = () => Promise<string>;

export interface OpenArchive {
  readonly zip: ZipFile;
  /** Whether the archive is encrypted and authenticated; archives of earlier versions are not. */
  readonly isSealed: boolean;
}

/**
 * Opens an archive of `backUpFolder`, or a plain ZIP archive of an earlier version. Throws file-unreadable for other files, the system's
 * error for a file locked by another program, and the errors of `openSealedFile` and `askPassphrase`.
 */
export async function openArchive(path: string, askPassphrase: AskPassphrase): Promise<OpenArchive> {
  const file = basename(path);
  const unreadable = (error: unknown): never => {
    const isFolder = (error as NodeJS.ErrnoException).code === 'EISDIR';
    throw isFolder || getHeldReason(error) !== null ? error : new ExpectedError('file-unreadable', { file });
  };
  const source = await createFileSource(path).catch(unreadable);
  const isSealed = await isSealedFile(source).catch(unreadable);
  const plain = isSealed ? await openSealedFile(source, await askPassphrase(), file) : source;
  return { zip: await openZipFile(plain, file), isSealed };
}

/** Whether an archive could not be decrypted, because of another passphrase or a changed file. */
export const isBackupNotOpened = (error: unknown): boolean => error instanceof ExpectedError && error.failure.code === 'backup-not-opened';
