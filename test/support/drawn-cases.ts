import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';

/** Folder into which the complete results are written, to compare those of two versions of the rules. */
const WHOLE = process.env['TSUNAGI_DRAWN_CASES'];
/** Number of significant digits that are compared; later digits depend on the order of additions. */
const DIGITS = 10;

/**
 * Runs the rules on pseudo-random cases that are the same in each run, and compares a digest of each result with the one stored beside the
 * test. Property tests define correctness; this test reports every changed result, so that an unintended change is noticed. `npm test --
 * property <file> -u` stores the new digests.
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

/** Returns a JSON form of a result that does not depend on its container types. */
function plain(_: string, value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) || !Number.isFinite(value) ? String(value) : value.toPrecision(DIGITS);
  if (value instanceof Map) return [...value];
  if (value instanceof Set) return [...value];
  return ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value;
}
