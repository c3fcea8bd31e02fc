import type { z } from 'zod';
import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';

/** Start of every encrypted file: 8 bytes that identify the kind, version and header length in two bytes each, and the header as JSON. */

/** Length of the bytes that identify the kind of file. */
const MARK_BYTES = 8;
export const PREFIX_BYTES = MARK_BYTES + 2 + 2;
export const MAX_HEADER_BYTES = 4_096;
/** Limits for parsing a header, which has few values on one level. */
const LIMITS = { depth: 4, entries: 100 } as const;

/** Returns all bytes before the encrypted part. */
export function writeSealedHeader(mark: Buffer, version: number, header: object): Buffer {
  const headerBytes = Buffer.from(JSON.stringify(header), 'utf8');
  const prefix = Buffer.alloc(PREFIX_BYTES);
  mark.copy(prefix);
  prefix.writeUInt16BE(version, MARK_BYTES);
  prefix.writeUInt16BE(headerBytes.length, MARK_BYTES + 2);
  return Buffer.concat([prefix, headerBytes]);
}

/** Returns version and length of the header from at least `PREFIX_BYTES` bytes. */
export const parsePrefix = (prefix: Buffer): { readonly version: number; readonly headerBytes: number } => ({
  version: prefix.readUInt16BE(MARK_BYTES),
  headerBytes: prefix.readUInt16BE(MARK_BYTES + 2),
});

/** Parses a header; `null` if the bytes are not JSON of this schema. */
export function parseSealedHeader<T>(schema: z.core.$ZodType<T>, bytes: Buffer): T | null {
  const reading = readBoundedJson(bytes.toString('utf8'), LIMITS);
  const parsed = safeParseUntrusted(schema, reading.kind === 'read' ? reading.value : null);
  return parsed.success ? parsed.data : null;
}
