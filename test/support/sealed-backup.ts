import { createFileSource } from '#main/files/archives/byte-source.ts';
import { openSealedFile } from '#main/files/archives/sealed-file.ts';

const PASSPHRASE = 'correct horse battery staple';

/** Uses the lowest cost that the reader accepts, so that tests run fast. */
export const SEALED = { passphrase: PASSPHRASE, cost: { n: 2 ** 14, r: 8, p: 1 } } as const;

/** Environment for a command, which encrypts with the default cost. */
export const PASSPHRASE_ENV = { TSUNAGI_BACKUP_PASSPHRASE: PASSPHRASE } as const;

export const OPENED = { replace: false, askPassphrase: async () => PASSPHRASE } as const;
export const REPLACING = { ...OPENED, replace: true } as const;

/** Returns the content of an encrypted archive: the ZIP file of the unencrypted format. */
export async function plainArchive(path: string): Promise<Buffer> {
  const plain = await openSealedFile(await createFileSource(path), PASSPHRASE, path);
  return plain.read(0, plain.size);
}
