import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { AnswerBody } from './bounded-body.ts';

/**
 * Decompresses a response. None is requested compressed, but some gateways and proxies compress it nevertheless. gzip is detected by its
 * first two bytes (RFC 1952), even without a header; `deflate` and `br` by `contentEncoding` only. Decodes in parts, so that the reader can
 * limit the decoded size of a small body.
 */
export async function* decodeContent(body: AnswerBody, contentEncoding: string): AsyncGenerator<Uint8Array, void> {
  const parts = body[Symbol.asyncIterator]();
  try {
    const head = await readHead(parts);
    const decoder = createDecoder(head, contentEncoding.trim().toLowerCase());
    const whole = joinParts(head, parts);
    if (decoder === null) yield* whole;
    // Iterating over the decoder reports failures of both streams.
    else for await (const part of pipeline(Readable.from(whole), decoder, () => undefined)) yield part;
  } finally {
    await parts.return?.();
  }
}

/** Reads parts until two bytes were received, or to the end. */
async function readHead(parts: AsyncIterator<Uint8Array>): Promise<Buffer> {
  const head: Uint8Array[] = [];
  for (let size = 0; size < 2; ) {
    const next = await parts.next();
    if (next.done === true) break;
    head.push(next.value);
    size += next.value.length;
  }
  return Buffer.concat(head);
}

async function* joinParts(head: Uint8Array, parts: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  if (head.length > 0) yield head;
  for (let next = await parts.next(); next.done !== true; next = await parts.next()) yield next.value;
}

/** Returns a decoder; `null` for an uncompressed body. A gzip header without gzip data is ignored. */
function createDecoder([first, second]: Uint8Array, encoding: string): Transform | null {
  if (first === 0x1f && second === 0x8b) return createGunzip();
  if (first === undefined) return null;
  if (encoding === 'br') return createBrotliDecompress();
  return encoding === 'deflate' ? createInflate() : null;
}
