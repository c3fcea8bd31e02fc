import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';

/** Where the answers are written whole, to compare those of two versions of the rules. */
const WHOLE = process.env['TSUNAGI_DRAWN_CASES'];
/** Digits of a fraction that count: what is left differs by the order of additions alone. */
const DIGITS = 10;

/**
 * Runs the rules on randomly drawn cases, always the same ones, and compares a digest of each answer with the one stored beside the test.
 * Properties define what is right; this detects that an answer has changed, and in how many cases, so that an unintended change shows.
 * `npm test -- property <file> -u` stores the new answers.
 */
export async function expectSameAnswers<T>(
  name: string,
  cases: fc.Arbitrary<T>,
  count: number,
  answerTo: (drawn: T) => unknown,
): Promise<void> {
  const answers = fc.sample(cases, { seed: 1, numRuns: count }).map((drawn) => JSON.stringify(answerTo(drawn), plain));
  if (WHOLE !== undefined) {
    mkdirSync(WHOLE, { recursive: true });
    writeFileSync(join(WHOLE, `${name}.txt`), `${answers.join('\n')}\n`);
  }
  const lines = answers.map((answer, at) => `${at + 1} ${createHash('sha256').update(answer).digest('hex').slice(0, 8)}\n`);
  await expect(lines.join('')).toMatchFileSnapshot(join('drawn-cases', `${name}.txt`));
}

/** All of an answer as JSON, regardless of its containers. */
function plain(_: string, value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) || !Number.isFinite(value) ? String(value) : value.toPrecision(DIGITS);
  if (value instanceof Map) return [...value];
  if (value instanceof Set) return [...value];
  return ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value;
}
