import { NetworkProblem } from '../problem.ts';

/** Parts of a response body. */
export type AnswerBody = AsyncIterable<Uint8Array>;

/** Passes parts on. Throws `answer-too-large` if their total size exceeds `most`, which closes the connection. */
export async function* limitBytes(body: AnswerBody, most: number): AsyncGenerator<Uint8Array, void> {
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > most) throw new NetworkProblem('answer-too-large', 'http');
    yield part;
  }
}

/** Reads the whole response. Throws `answer-too-large`. */
export async function readBytesWithin(body: AnswerBody, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of limitBytes(body, most)) parts.push(part);
  return Buffer.concat(parts);
}

/** Reads the whole response as UTF-8 text; invalid bytes are replaced. Throws `answer-too-large`. */
export const readTextWithin = async (body: AnswerBody, most: number): Promise<string> =>
  (await readBytesWithin(body, most)).toString('utf8');

/** Creates a decoder of UTF-8 text in parts; it returns `null` for a part with invalid bytes. */
export function createUtf8Decoder(): (part: Uint8Array) => string | null {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (part) => {
    try {
      return decoder.decode(part, { stream: true });
    } catch {
      return null;
    }
  };
}
