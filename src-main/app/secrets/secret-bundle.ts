import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import {
  derivePassphraseKey,
  getExcessiveMemoryMib,
  PASSPHRASE_COST,
  passphraseCostSchema,
  SALT_BYTES,
} from '../../files/archives/passphrase-key.ts';
import { MAX_HEADER_BYTES, PREFIX_BYTES, parsePrefix, parseSealedHeader, writeSealedHeader } from '../../files/archives/sealed-header.ts';

/**
 * The encrypted transfer file: layout, key derivation and encryption, described in docs/bundle.md for other implementations. This module
 * does not interpret the content.
 */

const MAGIC = Buffer.from('TSNGBNDL', 'latin1');
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CHECKSUM_BYTES = 32;
const MiB = 1024 * 1024;
/** Maximum file size in bytes: the limit of a drafts file plus the other data. */
export const MAX_BUNDLE_BYTES = 80 * MiB;

const headerSchema = z.strictObject({
  kdf: z.literal('scrypt'),
  ...passphraseCostSchema.shape,
  salt: z.base64(),
  aead: z.literal('aes-256-gcm'),
  nonce: z.base64(),
  /** Length of the ciphertext in bytes, without its tag. */
  length: z.number().int().min(0).max(MAX_BUNDLE_BYTES),
});
type Header = z.infer<typeof headerSchema>;

const checksumOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** Encrypts a text with a passphrase. Salt and nonce are random, so two files of the same text have only their size in common. */
export async function sealBundle(text: string, passphrase: string): Promise<Buffer> {
  const plain = Buffer.from(text, 'utf8');
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const header: Header = {
    kdf: 'scrypt',
    ...PASSPHRASE_COST,
    salt: salt.toString('base64'),
    aead: 'aes-256-gcm',
    nonce: nonce.toString('base64'),
    length: plain.length,
  };
  const open = writeSealedHeader(MAGIC, VERSION, header);
  const cipher = createCipheriv('aes-256-gcm', await derivePassphraseKey(passphrase, salt, PASSPHRASE_COST), nonce, {
    authTagLength: TAG_BYTES,
  });
  cipher.setAAD(open);
  const sealed = Buffer.concat([open, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  plain.fill(0);
  return Buffer.concat([sealed, checksumOf(sealed)]);
}

interface Layout {
  readonly header: Header;
  readonly open: Buffer;
  readonly sealed: Buffer;
  readonly tag: Buffer;
}

/**
 * Splits a file into its parts, without using the passphrase. Throws `bundle-foreign`, `bundle-newer`, `bundle-damaged` (truncated or
 * changed) and `bundle-cost-refused`.
 */
function takeApart(file: Buffer): Layout {
  if (file.length < PREFIX_BYTES || !file.subarray(0, MAGIC.length).equals(MAGIC)) throw new ExpectedError('bundle-foreign');
  const { version, headerBytes } = parsePrefix(file);
  if (version > VERSION) throw new ExpectedError('bundle-newer', { version, known: VERSION });
  const end = file.length - CHECKSUM_BYTES;
  const start = PREFIX_BYTES + headerBytes;
  if (version !== VERSION || headerBytes > MAX_HEADER_BYTES || start + TAG_BYTES > end) throw new ExpectedError('bundle-damaged');
  if (!checksumOf(file.subarray(0, end)).equals(file.subarray(end))) throw new ExpectedError('bundle-damaged');
  const header = readHeader(file.subarray(PREFIX_BYTES, start));
  if (start + header.length + TAG_BYTES !== end) throw new ExpectedError('bundle-damaged');
  return {
    header,
    open: file.subarray(0, start),
    sealed: file.subarray(start, end - TAG_BYTES),
    tag: file.subarray(end - TAG_BYTES, end),
  };
}

/** Throws the errors that can be detected without the passphrase, see `takeApart`. */
export function checkBundle(file: Buffer): void {
  takeApart(file);
}

function readHeader(bytes: Buffer): Header {
  const header = parseSealedHeader(headerSchema, bytes);
  if (header === null) throw new ExpectedError('bundle-damaged');
  const { salt, nonce } = header;
  const memory = getExcessiveMemoryMib(header);
  if (memory !== null) throw new ExpectedError('bundle-cost-refused', { memory });
  if (Buffer.from(salt, 'base64').length < 16 || Buffer.from(nonce, 'base64').length !== NONCE_BYTES)
    throw new ExpectedError('bundle-damaged');
  return header;
}

/**
 * Decrypts a file of `sealBundle`. Throws the errors of `takeApart` and `bundle-passphrase-wrong`. A checksum detects accidental damage;
 * deliberate changes cannot be distinguished from a wrong passphrase.
 */
export async function openBundle(file: Buffer, passphrase: string): Promise<string> {
  const { header, open, sealed, tag } = takeApart(file);
  const key = await derivePassphraseKey(passphrase, Buffer.from(header.salt, 'base64'), header);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(header.nonce, 'base64'), { authTagLength: TAG_BYTES });
  decipher.setAAD(open);
  decipher.setAuthTag(tag);
  const first = decipher.update(sealed);
  try {
    return Buffer.concat([first, decipher.final()]).toString('utf8');
  } catch {
    // The authentication tag does not match, so nothing of the decrypted content is used.
    throw new ExpectedError('bundle-passphrase-wrong');
  }
}
