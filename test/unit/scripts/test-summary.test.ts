import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { summaryLines } from '../../../scripts/test-summary.mjs';

const ROOT = join(import.meta.dirname, '../../..');
const SOURCE = "describe.skipIf(process.platform !== 'linux')('x', () => {}); it.skipIf(!hasKeyring)('y', () => {});";
const told = (files: Parameters<typeof summaryLines>[0]['testResults']): string =>
  summaryLines({ testResults: files }, { root: '/project', read: () => SOURCE }).join('\n');
const passed = (fullName: string, duration: number) => ({ fullName, status: 'passed', duration });

test('the summary lists what ran by folder, the longest first', () => {
  const lines = told([
    { name: '/project/test/unit/a.test.ts', assertionResults: [passed('a', 500), passed('b', 1500)] },
    { name: '/project/test/unit/b.test.ts', assertionResults: [passed('c', 0)] },
    { name: '/project/test/e2e/c.test.ts', assertionResults: [passed('d', 9000)] },
  ]);
  expect(lines).toMatch(/Ran\n +9\.0 s {2}test\/e2e: 1 tests in 1 files\n +2\.0 s {2}test\/unit: 3 tests in 2 files/);
  expect(lines).not.toContain('Skipped');
});

test('skipped tests are listed with the conditions given in their file', () => {
  const pending = ['one', 'two', 'three', 'four'].map((fullName) => ({ fullName, status: 'pending' }));
  const lines = told([{ name: '/project/test/unit/a.test.ts', assertionResults: [...pending, passed('a', 1)] }]);
  expect(lines).toContain(
    "test/unit/a.test.ts: 4, left out if process.platform !== 'linux'; left out if !hasKeyring\n    one\n    two\n    three\n    and 1 more",
  );
});

test('lists the ten slowest tests with their files', () => {
  const tests = Array.from({ length: 12 }, (_, at) => passed(`test ${at}`, at * 1000));
  const lines = told([{ name: '/project/test/unit/a.test.ts', assertionResults: tests }]).split('\n');
  const slowest = lines.slice(lines.indexOf('Slowest') + 1);
  expect(slowest).toHaveLength(10);
  expect(slowest[0]).toBe('   11.0 s  test/unit/a.test.ts: test 11');
});

test('reports a failed property with its seed, and fails with that seed again', () => {
  // The folder contains test output and is ignored by checks of the repository's files, which may run in parallel.
  const results = join(ROOT, 'test-results');
  mkdirSync(results, { recursive: true });
  const folder = mkdtempSync(join(results, 'tsunagi-seed-'));
  try {
    // The configuration of the property tests, with only this test.
    const config = join(folder, 'vitest.config.ts');
    writeFileSync(
      config,
      `import config from '../../vitest.config.ts';
       const { test } = config.test.projects.find(({ test }) => test.name === 'property');
       export default { root: ${JSON.stringify(ROOT)}, test: { ...test, include: ['test-results/*/law.test.ts'] } };`,
    );
    writeFileSync(
      join(folder, 'law.test.ts'),
      `import fc from 'fast-check';
       import { test } from 'vitest';
       test('a law that does not hold', () => fc.assert(fc.property(fc.nat(), (n) => n < 100)));`,
    );
    const run = (env: NodeJS.ProcessEnv = {}): { lines: string; first: string | undefined } => {
      const report = join(folder, 'report.json');
      const words = ['run', '--config', config, '--reporter=json', `--outputFile.json=${report}`, folder];
      const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
      spawnSync(process.execPath, [vitest, ...words], { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...env } });
      const text = readFileSync(report, 'utf8');
      const lines = summaryLines(JSON.parse(text), { root: ROOT, read: () => '' }).join('\n');
      return { lines, first: /Counterexample: (\[.*?\])/.exec(text)?.[1] };
    };
    const once = run();
    const [, seed] = /TSUNAGI_SEED=(-?\d+) npm test -- \S+ test-results\/tsunagi-seed-.*law\.test\.ts/.exec(once.lines) ?? [];
    expect(seed).toBeDefined();
    const again = run({ TSUNAGI_SEED: seed });
    expect(again.lines).toContain(`TSUNAGI_SEED=${seed} `);
    expect(once.first).toBeDefined();
    expect(again.first).toBe(once.first);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
