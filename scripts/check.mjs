// `npm run check`: format and lint, types, layers, unused code. Runs all checks, then lists those that failed. With `-- --fix`, applies
// safe fixes.
import { install, runNode } from './project.mjs';

const BIOME = [
  'node_modules/@biomejs/biome/bin/biome',
  'check',
  '--error-on-warnings',
  ...(process.argv.includes('--fix') ? ['--write'] : []),
  '.',
];
const tsc = (/** @type {string} */ layer) => ['node_modules/typescript/bin/tsc', '-p', layer];
const CHECKS = [
  { name: 'format and lint', args: BIOME },
  { name: 'types of shared', args: tsc('shared') },
  { name: 'types of src-main', args: tsc('src-main') },
  { name: 'types of src-renderer', args: tsc('src-renderer') },
  { name: 'types of test', args: tsc('test') },
  { name: 'types of scripts', args: tsc('scripts') },
  { name: 'layers', args: ['scripts/layers.mjs'] },
  { name: 'citations', args: ['scripts/citations.mjs'] },
  { name: 'command line reference', args: ['scripts/cli-reference.mjs', ...(process.argv.includes('--fix') ? ['--write'] : [])] },
  { name: 'schemas of printed JSON', args: ['scripts/cli-schemas.mjs', ...(process.argv.includes('--fix') ? ['--write'] : [])] },
  { name: 'style sheets', args: ['scripts/styles.mjs'] },
  { name: 'components', args: ['scripts/components.mjs'] },
  { name: 'language', args: ['scripts/language.mjs'] },
  { name: 'commit messages', args: ['scripts/commits.mjs'] },
  { name: 'unused code', args: ['node_modules/knip/bin/knip.js'] },
  // Entries of the product only: an export imported by tests only is unused.
  {
    name: 'code that only tests use',
    args: ['node_modules/knip/bin/knip.js', '--production', '--include', 'files,exports,types,duplicates'],
  },
];

install();
const results = [];
for (const { name, args } of CHECKS) {
  process.stdout.write(`\n== ${name}\n`);
  results.push({ name, ok: (await runNode(args)) === 0 });
}
process.stdout.write('\n');
for (const { name, ok } of results) process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name}\n`);
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
