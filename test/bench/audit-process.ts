import { join } from 'node:path';
import { CLI } from '../../scripts/project.mjs';
import { generateLists } from './generated-lists.ts';
import { type Measurement, median, timedProcess } from './measure.ts';

const RUNS = 5;
const DUCKDB = join(import.meta.dirname, 'duckdb-join.ts');

/** The whole `tsunagi audit` process on CP932 files, beside DuckDB joining the same rows from UTF-8 files; run by turns. */
export async function measureAudit(folder: string): Promise<Measurement[]> {
  const lists = generateLists(folder, 100_000);
  const ours: { ms: number; mb: number }[] = [];
  const theirs: { ms: number; mb: number }[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const args = [
      'audit',
      '--neo',
      lists.neo,
      '--amazon',
      lists.amazon,
      '--format',
      'csv',
      '--encoding',
      'cp932',
      '--out',
      join(folder, 'report.csv'),
    ];
    const audit = await timedProcess(process.execPath, [CLI.path, ...args], [1], CLI.env);
    const join_ = await timedProcess(process.execPath, [DUCKDB, lists.neoUtf8, lists.amazonUtf8, join(folder, 'join.csv')], [0], CLI.env);
    // The first of each warms the file cache.
    if (run === 0) continue;
    ours.push(audit);
    theirs.push(join_);
  }
  const ms = (runs: { ms: number }[]): number => median(runs.map((run) => run.ms));
  const mb = (runs: { mb: number }[]): number => Math.max(...runs.map((run) => run.mb));
  return [
    {
      name: 'audit 100,000 x 100,000, CP932 in, CSV out, whole process',
      value: ms(ours),
      unit: 'ms',
      budget: 2 * ms(theirs),
      peer: { name: 'DuckDB join from UTF-8, whole process', value: ms(theirs) },
    },
    { name: 'audit 100,000 x 100,000, peak memory', value: mb(ours), unit: 'MB', budget: 600, peer: { name: 'DuckDB', value: mb(theirs) } },
  ];
}
