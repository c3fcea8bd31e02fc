import { scrypt } from 'node:crypto';
import { z } from 'zod';

/** How a passphrase becomes a key, as it stands in the header of every file that a passphrase opens. */
export const passphraseCostSchema = z.strictObject({ n: z.number().int(), r: z.number().int(), p: z.number().int() });
export type PassphraseCost = z.output<typeof passphraseCostSchema>;

export const KEY_BYTES = 32;
export const SALT_BYTES = 32;
const MiB = 1024 * 1024;

/** 128 MiB of memory and about half a second: the strongest of OWASP's equal settings for scrypt. */
export const PASSPHRASE_COST: PassphraseCost = { n: 2 ** 17, r: 8, p: 1 };
/** What is read at most, so that a file made for it cannot bring the machine down; and at least, so that none is weaker than a file needs to be. */
const BOUNDS = { minMemory: 16 * MiB, maxMemory: 256 * MiB, maxR: 32, maxP: 4 } as const;

const memoryOf = ({ n, r }: Pick<PassphraseCost, 'n' | 'r'>): number => 128 * n * r;

/** The memory that a file asks for in MiB, where it asks for more or less than is read; `null` where it may be read. */
export function unbearableMemory(cost: PassphraseCost): number | null {
  const { n, r, p } = cost;
  const memory = memoryOf(cost);
  const powerOfTwo = n > 1 && Number.isInteger(Math.log2(n));
  const isBearable =
    powerOfTwo && r >= 1 && r <= BOUNDS.maxR && p >= 1 && p <= BOUNDS.maxP && memory >= BOUNDS.minMemory && memory <= BOUNDS.maxMemory;
  return isBearable ? null : Math.min(Math.round(memory / MiB), 2 ** 40);
}

/** The same passphrase typed with another input method or on another system: full-width letters and composed marks are the same. */
const passphraseBytes = (passphrase: string): Buffer => Buffer.from(passphrase.normalize('NFKC'), 'utf8');

export function derivePassphraseKey(passphrase: string, salt: Buffer, cost: PassphraseCost): Promise<Buffer> {
  const { n, r, p } = cost;
  return new Promise((resolve, reject) => {
    scrypt(passphraseBytes(passphrase), salt, KEY_BYTES, { N: n, r, p, maxmem: memoryOf(cost) + 4 * MiB }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
