import { NetworkProblem } from './problem.ts';

/** A part of an answer after the other, as bytes. */
export type AnswerBody = AsyncIterable<Uint8Array>;

/** Passes the parts of an answer on until they are more than so many bytes: then throws `answer-too-large`, which closes the connection. */
export async function* withinBytes(body: AnswerBody, most: number): AsyncGenerator<Uint8Array, void> {
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > most) throw new NetworkProblem('answer-too-large', 'http');
    yield part;
  }
}

/** The whole answer. Throws `answer-too-large`. */
export async function bytesWithin(body: AnswerBody, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of withinBytes(body, most)) parts.push(part);
  return Buffer.concat(parts);
}

/** The whole answer as text in UTF-8; what is none is replaced. Throws `answer-too-large`. */
export const textWithin = async (body: AnswerBody, most: number): Promise<string> => (await bytesWithin(body, most)).toString('utf8');

/** Decodes a text in UTF-8 part after part; `null` for a part whose bytes are none. */
export function utf8Parts(): (part: Uint8Array) => string | null {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (part) => {
    try {
      return decoder.decode(part, { stream: true });
    } catch {
      return null;
    }
  };
}
