import { fileSource } from '#main/files/archives/byte-source.ts';
import { openSealedFile } from '#main/files/archives/sealed-file.ts';

const PASSPHRASE = 'correct horse battery staple';

/** By the least cost that is read, so that tests do not wait. */
export const SEALED = { passphrase: PASSPHRASE, cost: { n: 2 ** 14, r: 8, p: 1 } } as const;

/** For a command, which seals by the usual cost. */
export const PASSPHRASE_ENV = { TSUNAGI_BACKUP_PASSPHRASE: PASSPHRASE } as const;

export const OPENED = { replace: false, askPassphrase: async () => PASSPHRASE } as const;
export const REPLACING = { ...OPENED, replace: true } as const;

/** What is in a sealed archive: the ZIP file that archives were before they were sealed. */
export async function plainArchive(path: string): Promise<Buffer> {
  const plain = await openSealedFile(await fileSource(path), PASSPHRASE, path);
  return plain.read(0, plain.size);
}
