import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { AnswerBody } from './bounded-body.ts';

/**
 * Decodes a compressed response that was not requested, as some gateways and proxies send. gzip is detected by its first two bytes (RFC
 * 1952), also without header; `deflate` and `br` by `contentEncoding` only. Decodes in parts: the reader limits the decoded bytes, so
 * that a small body cannot become a large response.
 */
export async function* decodeContent(body: AnswerBody, contentEncoding: string): AsyncGenerator<Uint8Array, void> {
  const parts = body[Symbol.asyncIterator]();
  try {
    const head = await readHead(parts);
    const decoder = createDecoder(head, contentEncoding.trim().toLowerCase());
    const whole = joinParts(head, parts);
    if (decoder === null) yield* whole;
    // The decoder's own iterator reports the failure of either stream.
    else for await (const part of pipeline(Readable.from(whole), decoder, () => undefined)) yield part;
  } finally {
    await parts.return?.();
  }
}

/** Reads parts until there are two bytes, or the end. */
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

/** `null` for an uncompressed body; a gzip header on other bytes is wrong. */
function createDecoder([first, second]: Uint8Array, encoding: string): Transform | null {
  if (first === 0x1f && second === 0x8b) return createGunzip();
  if (first === undefined) return null;
  if (encoding === 'br') return createBrotliDecompress();
  return encoding === 'deflate' ? createInflate() : null;
}
