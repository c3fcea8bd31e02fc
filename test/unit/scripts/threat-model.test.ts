import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

it('every promise of the threat model names tests and decisions that exist', () => {
  const text = readFileSync(join(ROOT, 'docs/threat-model.md'), 'utf8');
  const tests = text.match(/\btest\/[\w./-]+/g) ?? [];
  const decisions = [...text.matchAll(/\]\((adr\/[\w.-]+)\)/g)].map(([, path]) => `docs/${path}`);
  expect(tests.length).toBeGreaterThan(20);
  expect([...tests, ...decisions].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  // A row without a test would be an unverified promise.
  const rows = text
    .slice(text.indexOf('## Promises'))
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| promise') && !line.startsWith('| ---'));
  expect(rows.filter((row) => !row.includes('test/'))).toEqual([]);
});
