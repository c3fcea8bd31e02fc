import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { CLI } from '../../scripts/project.mjs';
import { type GeneratedLists, generateLists } from './generated-lists.ts';
import { type Measurement, median, type ProcessCost, timedProcess } from './measure.ts';

/** People on either side, and how often each program runs on them. */
const SIZES: readonly { readonly people: number; readonly runs: number }[] = [
  { people: 1_000, runs: 5 },
  { people: 10_000, runs: 5 },
  { people: 100_000, runs: 5 },
  { people: 1_000_000, runs: 1 },
];

/** A Python that may know polars: `TSUNAGI_BENCH_PYTHON` names another. */
const PYTHON = process.env['TSUNAGI_BENCH_PYTHON'] ?? 'python3';

/** An alternative program to compare with. */
interface Peer {
  readonly name: string;
  readonly command: string;
  readonly file: string;
  /** The plain join reads what it is given; the others do the whole job. */
  readonly reads: 'cp932' | 'utf8';
  /** How much of the peer's CPU is allowed, by the number of people; `null` = looked at only. */
  readonly allowed: (people: number) => number | null;
}

const peerFile = (name: string): string => join(import.meta.dirname, 'peers', name);
const node = { command: process.execPath, reads: 'cp932' } as const;
const PEERS: readonly Peer[] = [
  {
    ...node,
    name: 'DuckDB, a plain join of UTF-8',
    file: peerFile('duckdb-join.ts'),
    reads: 'utf8',
    allowed: (people) => (people === 100_000 ? 1.8 : null),
  },
  { ...node, name: 'DuckDB, the same job', file: peerFile('duckdb-job.ts'), allowed: (people) => (people === 1_000_000 ? 0.6 : null) },
  { ...node, name: 'a script of an afternoon, the same job', file: peerFile('plain-script.ts'), allowed: () => null },
  {
    name: 'polars, the same job',
    command: PYTHON,
    file: peerFile('polars_job.py'),
    reads: 'cp932',
    allowed: (people) => (people === 100_000 ? 1 : null),
  },
];

const hasPolars = (): boolean => spawnSync(PYTHON, ['-c', 'import polars'], { stdio: 'ignore' }).status === 0;

/**
 * CPU of the whole `tsunagi audit` process, CP932 in and out, compared with its peers; the programs run in turn. Time and peak memory are
 * measured as well.
 */
export async function measureAudit(folder: string): Promise<Measurement[]> {
  const peers = PEERS.filter(({ command }) => command !== PYTHON || hasPolars());
  if (peers.length < PEERS.length) process.stderr.write(`${PYTHON} has no polars, which is left out\n`);
  const measurements: Measurement[] = [];
  for (const { people, runs } of SIZES) {
    const lists = generateLists(folder, people);
    const ours: ProcessCost[] = [];
    const theirs = new Map<Peer, ProcessCost[]>(peers.map((peer) => [peer, []]));
    // The first of each warms the file cache; where there is but one, what was just written is in it.
    for (let run = runs === 1 ? 1 : 0; run <= runs; run++) {
      const audit = await auditOf(folder, lists);
      if (run > 0) ours.push(audit);
      for (const [peer, costs] of theirs) {
        const cost = await costOf(peer, folder, lists);
        if (run > 0) costs.push(cost);
      }
    }
    const number = people.toLocaleString('en');
    for (const [{ name, allowed }, costs] of theirs) {
      const factor = allowed(people);
      const [mine, peer] = [middle(ours), middle(costs)];
      measurements.push({
        name: `audit ${number} x ${number}, whole process, CPU`,
        value: mine.cpuMs,
        unit: 'ms',
        budget: factor === null ? null : factor * peer.cpuMs,
        peer: { name, value: peer.cpuMs },
        note: `time ${Math.round(mine.ms)} against ${Math.round(peer.ms)} ms, memory ${Math.round(mine.mb)} against ${Math.round(peer.mb)} MB`,
      });
    }
    measurements.push({
      name: `audit ${number} x ${number}, peak memory`,
      value: middle(ours).mb,
      unit: 'MB',
      budget: people === 1_000_000 ? 1_000 : people === 100_000 ? 600 : null,
      peer: null,
    });
  }
  return measurements;
}

const auditOf = (folder: string, { neo, amazon }: GeneratedLists): Promise<ProcessCost> => {
  const report = join(folder, 'report.csv');
  const args = ['audit', '--neo', neo, '--amazon', amazon, '--format', 'csv', '--encoding', 'cp932', '--out', report];
  return timedProcess(process.execPath, [CLI.path, ...args], [1], CLI.env);
};

const costOf = ({ command, file, reads }: Peer, folder: string, lists: GeneratedLists): Promise<ProcessCost> => {
  const files = reads === 'utf8' ? [lists.neoUtf8, lists.amazonUtf8] : [lists.neo, lists.amazon];
  return timedProcess(command, [file, ...files, join(folder, 'peer.csv')], [0]);
};

/** The median of each; of memory the most. */
const middle = (costs: readonly ProcessCost[]): ProcessCost => ({
  ms: median(costs.map(({ ms }) => ms)),
  cpuMs: median(costs.map(({ cpuMs }) => cpuMs)),
  mb: Math.max(...costs.map(({ mb }) => mb)),
});
