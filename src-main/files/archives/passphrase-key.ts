import { scrypt } from 'node:crypto';
import { z } from 'zod';

/** Parameters of the key derivation, as stored in the header of every encrypted file. */
export const passphraseCostSchema = z.strictObject({ n: z.number().int(), r: z.number().int(), p: z.number().int() });
export type PassphraseCost = z.output<typeof passphraseCostSchema>;

export const KEY_BYTES = 32;
export const SALT_BYTES = 32;
const MiB = 1024 * 1024;

/** Needs 128 MiB of memory and about half a second. Strongest of the equivalent settings that OWASP recommends for scrypt. */
export const PASSPHRASE_COST: PassphraseCost = { n: 2 ** 17, r: 8, p: 1 };
/** Limits of the parameters. Upper limits protect the machine from a crafted file; lower limits exclude weak encryption. */
const BOUNDS = { minMemory: 16 * MiB, maxMemory: 256 * MiB, maxR: 32, maxP: 4 } as const;

const memoryOf = ({ n, r }: Pick<PassphraseCost, 'n' | 'r'>): number => 128 * n * r;

/** Returns the required memory in MiB if it is outside the limits; `null` = acceptable. */
export function getExcessiveMemoryMib(cost: PassphraseCost): number | null {
  const { n, r, p } = cost;
  const memory = memoryOf(cost);
  const powerOfTwo = n > 1 && Number.isInteger(Math.log2(n));
  const isBearable =
    powerOfTwo && r >= 1 && r <= BOUNDS.maxR && p >= 1 && p <= BOUNDS.maxP && memory >= BOUNDS.minMemory && memory <= BOUNDS.maxMemory;
  return isBearable ? null : Math.min(Math.round(memory / MiB), 2 ** 40);
}

/** Normalizes full-width letters and combining marks, whose encoding depends on input method and system. */
const passphraseBytes = (passphrase: string): Buffer => Buffer.from(passphrase.normalize('NFKC'), 'utf8');

export function derivePassphraseKey(passphrase: string, salt: Buffer, cost: PassphraseCost): Promise<Buffer> {
  const { n, r, p } = cost;
  return new Promise((resolve, reject) => {
    scrypt(passphraseBytes(passphrase), salt, KEY_BYTES, { N: n, r, p, maxmem: memoryOf(cost) + 4 * MiB }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
