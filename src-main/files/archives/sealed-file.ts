import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ByteSource } from './byte-source.ts';
import {
  derivePassphraseKey,
  getExcessiveMemoryMib,
  PASSPHRASE_COST,
  type PassphraseCost,
  passphraseCostSchema,
  SALT_BYTES,
} from './passphrase-key.ts';
import { MAX_HEADER_BYTES, PREFIX_BYTES, parsePrefix, parseSealedHeader, writeSealedHeader } from './sealed-header.ts';

/**
 * Format of encrypted files of any size, in chunks so that only one is in memory (the STREAM construction of Hoang, Reyhanitabar, Rogaway
 * and Vizár). The nonce of a chunk contains its number and a flag for the last chunk, so no chunk can be removed, repeated or moved; the
 * header is authenticated with each chunk. Described in docs/backup-format.md.
 */

const MAGIC = Buffer.from('TSNGBKUP', 'latin1');
const VERSION = 1;
const NONCE_PREFIX_BYTES = 7;
const TAG_BYTES = 16;
const CHUNK_BYTES = 1024 * 1024;
const MAX_CHUNKS = 0xffffffff;

const headerSchema = z.strictObject({
  kdf: z.literal('scrypt'),
  ...passphraseCostSchema.shape,
  salt: z.base64(),
  aead: z.literal('aes-256-gcm'),
  /** Prefix of every nonce. */
  nonce: z.base64(),
  chunk: z.literal(CHUNK_BYTES),
});
type Header = z.output<typeof headerSchema>;

/** Parameters for encrypting chunks. */
interface Sealing {
  readonly key: Buffer;
  readonly nonce: Buffer;
  /** Plaintext bytes before the first chunk. */
  readonly open: Buffer;
}

const nonceOf = ({ nonce }: Sealing, index: number, isLast: boolean): Buffer => {
  const whole = Buffer.alloc(12);
  nonce.copy(whole);
  whole.writeUInt32BE(index, NONCE_PREFIX_BYTES);
  whole.writeUInt8(isLast ? 1 : 0, 11);
  return whole;
};

/** Derives a key from a passphrase with a new salt. */
export async function beginSealing(passphrase: string, cost: PassphraseCost = PASSPHRASE_COST): Promise<Sealing> {
  const [salt, nonce] = [randomBytes(SALT_BYTES), randomBytes(NONCE_PREFIX_BYTES)];
  const header: Header = {
    kdf: 'scrypt',
    n: cost.n,
    r: cost.r,
    p: cost.p,
    salt: salt.toString('base64'),
    aead: 'aes-256-gcm',
    nonce: nonce.toString('base64'),
    chunk: CHUNK_BYTES,
  };
  return { key: await derivePassphraseKey(passphrase, salt, cost), nonce, open: writeSealedHeader(MAGIC, VERSION, header) };
}

/** Yields the encrypted file in pieces; returns its size. */
export function* sealChunks(sealing: Sealing, plain: Iterable<Uint8Array>): Generator<Uint8Array, number> {
  yield sealing.open;
  let bytes = sealing.open.length;
  let index = 0;
  let pending: Uint8Array[] = [];
  let length = 0;
  const sealed = (chunk: Buffer, isLast: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', sealing.key, nonceOf(sealing, index++, isLast), { authTagLength: TAG_BYTES });
    cipher.setAAD(sealing.open);
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  };
  for (const piece of plain) {
    pending.push(piece);
    length += piece.length;
    // Keeps a full chunk, because it may be the last one.
    while (length > CHUNK_BYTES) {
      const all = Buffer.concat(pending);
      const out = sealed(all.subarray(0, CHUNK_BYTES), false);
      yield out;
      bytes += out.length;
      pending = [all.subarray(CHUNK_BYTES)];
      length -= CHUNK_BYTES;
    }
  }
  const last = sealed(Buffer.concat(pending), true);
  yield last;
  return bytes + last.length;
}

/** Whether a file starts with the bytes that identify an encrypted file. */
export const isSealedFile = async (source: ByteSource): Promise<boolean> => (await source.read(0, MAGIC.length)).equals(MAGIC);

/**
 * Opens an encrypted file, which is decrypted while it is read. Throws `backup-newer` and `backup-damaged` without needing the passphrase.
 * Throws `backup-not-opened`, at once or while reading, for a wrong passphrase or changed, truncated or moved chunks.
 */
export async function openSealedFile(source: ByteSource, passphrase: string, file: string): Promise<ByteSource> {
  const { header, open } = await readHeader(source, file);
  const key = await derivePassphraseKey(passphrase, Buffer.from(header.salt, 'base64'), header);
  const sealing: Sealing = { key, nonce: Buffer.from(header.nonce, 'base64'), open };
  const body = source.size - open.length;
  const chunks = Math.ceil(body / (CHUNK_BYTES + TAG_BYTES));
  const last = body - (chunks - 1) * (CHUNK_BYTES + TAG_BYTES);
  if (chunks < 1 || chunks > MAX_CHUNKS || last <= TAG_BYTES) throw new ExpectedError('backup-damaged', { file });
  const size = body - chunks * TAG_BYTES;

  let known: { readonly index: number; readonly plain: Buffer } | null = null;
  async function chunkAt(index: number): Promise<Buffer> {
    if (known?.index === index) return known.plain;
    const isLast = index === chunks - 1;
    const length = isLast ? last : CHUNK_BYTES + TAG_BYTES;
    const sealed = await source.read(open.length + index * (CHUNK_BYTES + TAG_BYTES), length);
    const plain = openChunk(sealing, sealed, index, isLast, file);
    known = { index, plain };
    return plain;
  }
  // The last chunk shows whether the file is complete and the passphrase correct.
  await chunkAt(chunks - 1);
  return {
    size,
    async read(start, length) {
      const end = Math.min(start + length, size);
      const pieces: Buffer[] = [];
      for (let at = start; at < end; ) {
        const index = Math.floor(at / CHUNK_BYTES);
        const piece = (await chunkAt(index)).subarray(at - index * CHUNK_BYTES, end - index * CHUNK_BYTES);
        pieces.push(piece);
        at += piece.length;
      }
      return Buffer.concat(pieces);
    },
  };
}

function openChunk(sealing: Sealing, sealed: Buffer, index: number, isLast: boolean, file: string): Buffer {
  const end = sealed.length - TAG_BYTES;
  if (end < 0) throw new ExpectedError('backup-not-opened', { file });
  const decipher = createDecipheriv('aes-256-gcm', sealing.key, nonceOf(sealing, index, isLast), { authTagLength: TAG_BYTES });
  decipher.setAAD(sealing.open);
  decipher.setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(0, end));
  try {
    // `final` throws unless the tag is valid, so no unverified chunk is used.
    decipher.final();
  } catch {
    throw new ExpectedError('backup-not-opened', { file });
  }
  return plain;
}

async function readHeader(source: ByteSource, file: string): Promise<{ readonly header: Header; readonly open: Buffer }> {
  const damaged = new ExpectedError('backup-damaged', { file });
  const prefix = await source.read(0, PREFIX_BYTES);
  if (prefix.length < PREFIX_BYTES) throw damaged;
  const { version, headerBytes } = parsePrefix(prefix);
  if (version > VERSION) throw new ExpectedError('backup-newer', { file });
  if (version !== VERSION || headerBytes > MAX_HEADER_BYTES) throw damaged;
  const bytes = await source.read(PREFIX_BYTES, headerBytes);
  const header = parseSealedHeader(headerSchema, bytes);
  if (bytes.length < headerBytes || header === null || getExcessiveMemoryMib(header) !== null) throw damaged;
  const { salt, nonce } = header;
  if (Buffer.from(salt, 'base64').length !== SALT_BYTES || Buffer.from(nonce, 'base64').length !== NONCE_PREFIX_BYTES) throw damaged;
  return { header, open: Buffer.concat([prefix, bytes]) };
}
