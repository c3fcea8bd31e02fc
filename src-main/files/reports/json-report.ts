import { toPrintableJson } from '#shared/domain/sync/wording/exact-text.ts';

const CHUNK_CHARACTERS = 1 << 20;

/**
 * Yields `{ "summary": …, "findings": [ … ] }` as UTF-8, one finding per line, in pieces of about 1 MiB. Returns the number of bytes and
 * rows written.
 */
export function* generateJsonChunks(summary: object, findings: Iterable<object>): Generator<Uint8Array, { bytes: number; rows: number }> {
  const encoder = new TextEncoder();
  let bytes = 0;
  let rows = 0;
  let text = `{\n  "summary": ${toPrintableJson(JSON.stringify(summary))},\n  "findings": [`;
  for (const finding of findings) {
    text += `${rows === 0 ? '\n' : ',\n'}    ${toPrintableJson(JSON.stringify(finding))}`;
    rows++;
    if (text.length > CHUNK_CHARACTERS) {
      const chunk = encoder.encode(text);
      bytes += chunk.length;
      yield chunk;
      text = '';
    }
  }
  const chunk = encoder.encode(`${text}${rows === 0 ? ']' : '\n  ]'}\n}\n`);
  yield chunk;
  return { bytes: bytes + chunk.length, rows };
}
