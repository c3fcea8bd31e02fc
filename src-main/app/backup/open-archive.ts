import { basename } from 'node:path';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import { fileSource } from '../../files/byte-source.ts';
import { isSealedFile, openSealedFile } from '../../files/sealed-file.ts';
import { openZipFile, type ZipFile } from '../../files/zip-file.ts';

/** Asked for once, and only where the archive needs one. */
export type AskPassphrase = () => Promise<string>;

export interface OpenArchive {
  readonly zip: ZipFile;
  /** Whether it is encrypted and authenticated; an archive of an earlier version is not. */
  readonly isSealed: boolean;
}

/**
 * Opens an archive of `backUpFolder`, also one of an earlier version, which is a plain ZIP file. Throws file-unreadable for what is neither,
 * what `openSealedFile` throws, and what asking throws.
 */
export async function openArchive(path: string, askPassphrase: AskPassphrase): Promise<OpenArchive> {
  const file = basename(path);
  const unreadable = (error: unknown): never => {
    throw (error as NodeJS.ErrnoException).code === 'EISDIR' ? error : new ExpectedError('file-unreadable', { file });
  };
  const source = await fileSource(path).catch(unreadable);
  const isSealed = await isSealedFile(source).catch(unreadable);
  const plain = isSealed ? await openSealedFile(source, await askPassphrase(), file) : source;
  return { zip: await openZipFile(plain, file), isSealed };
}

/** Whether an archive was sealed with another passphrase, or changed since: nothing is known of what is in it. */
export const isUnopened = (error: unknown): boolean => error instanceof ExpectedError && error.failure.code === 'backup-not-opened';
