import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FUZZ_KINDS } from './kinds.ts';
import { fuzz } from './run.ts';

/** `npm run fuzz`: every kind for its share of the time; a finding becomes a fixture that the exploit tests read. Exit 1 with findings. */

const { values } = parseArgs({
  options: { seconds: { type: 'string' }, kind: { type: 'string', multiple: true }, runs: { type: 'string' }, seed: { type: 'string' } },
});
const kinds = values.kind ?? Object.keys(FUZZ_KINDS);
const seconds = Number(values.seconds ?? (values.runs === undefined ? 60 : 86_400));
const runs = Number(values.runs ?? Number.POSITIVE_INFINITY);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const fixtures = join(import.meta.dirname, '../corpus/fuzz');
process.stdout.write(`seed ${seed}\n`);
for (const name of kinds) {
  const kind = FUZZ_KINDS[name];
  if (kind === undefined) {
    process.stderr.write(`${name}: ${Object.keys(FUZZ_KINDS).join(', ')}\n`);
    process.exitCode = 2;
    break;
  }
  const round = await fuzz(kind, seed, { runs, until: performance.now() + (seconds * 1000) / kinds.length });
  process.stdout.write(
    `${name.padEnd(16)} ${String(round.runs).padStart(8)} inputs, slowest ${Math.round(round.slowest)} ms, ${round.findings.length} findings\n`,
  );
  for (const { what, detail, seed: own, input } of round.findings) {
    mkdirSync(fixtures, { recursive: true });
    writeFileSync(join(fixtures, `${name}-${own}.bin`), input);
    process.stdout.write(
      `  ${what} (seed ${own}, test/corpus/fuzz/${name}-${own}.bin): ${detail.split('\n').slice(0, 4).join('\n    ')}\n`,
    );
    process.exitCode = 1;
  }
}
