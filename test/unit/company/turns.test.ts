import { expect, test } from 'vitest';
import { runInSlices } from '#main/company/time-slices.ts';

const PIECE_MS = 10;

/** Yields between pieces of slow work, and records each completed piece. */
function* pieces(count: number, done: string[]): Generator<undefined, string> {
  for (let piece = 0; piece < count; piece++) {
    const until = performance.now() + PIECE_MS;
    while (performance.now() < until);
    done.push('piece');
    yield;
  }
  return 'the result';
}

test('work in pieces lets others in between, and answers its result', async () => {
  const done: string[] = [];
  const other = (): void => {
    done.push('other');
    if (done.length < 40) setImmediate(other);
  };
  setImmediate(other);
  expect(await runInSlices(pieces(12, done), new AbortController().signal)).toBe('the result');
  expect(done.filter((what) => what === 'piece')).toHaveLength(12);
  expect(done.indexOf('other')).toBeLessThan(done.lastIndexOf('piece'));
});

test('work that was canceled ends before its next slice', async () => {
  const done: string[] = [];
  const abort = new AbortController();
  setImmediate(() => abort.abort());
  await expect(runInSlices(pieces(1_000, done), abort.signal)).rejects.toThrow();
  expect(done.length).toBeLessThan(1_000);
});

test('work without slices completes at once', async () => {
  expect(await runInSlices(pieces(0, []), new AbortController().signal)).toBe('the result');
});
