import type { z } from 'zod';
import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { readShape } from '#shared/contract/call/read-shape.ts';

/** How every encrypted file begins: a mark of its kind, the version and the header's length in two bytes each, and the header as JSON. */

/** Bytes of a mark. */
const MARK_BYTES = 8;
export const PREFIX_BYTES = MARK_BYTES + 2 + 2;
export const MOST_OF_HEADER = 4_096;
/** Of the few values of a header, all on one level. */
const LIMITS = { depth: 4, entries: 100 } as const;

/** Everything before the encrypted part. */
export function writeSealedHeader(mark: Buffer, version: number, header: object): Buffer {
  const headerBytes = Buffer.from(JSON.stringify(header), 'utf8');
  const prefix = Buffer.alloc(PREFIX_BYTES);
  mark.copy(prefix);
  prefix.writeUInt16BE(version, MARK_BYTES);
  prefix.writeUInt16BE(headerBytes.length, MARK_BYTES + 2);
  return Buffer.concat([prefix, headerBytes]);
}

/** Version and length of the header, from at least `PREFIX_BYTES` bytes. */
export const readPrefix = (prefix: Buffer): { readonly version: number; readonly headerBytes: number } => ({
  version: prefix.readUInt16BE(MARK_BYTES),
  headerBytes: prefix.readUInt16BE(MARK_BYTES + 2),
});

/** `null` if the bytes are no JSON of this shape. */
export function parseSealedHeader<T>(schema: z.core.$ZodType<T>, bytes: Buffer): T | null {
  const reading = readBoundedJson(bytes.toString('utf8'), LIMITS);
  const parsed = readShape(schema, reading.kind === 'read' ? reading.value : null);
  return parsed.success ? parsed.data : null;
}
