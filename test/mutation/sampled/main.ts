import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { inRoot, ROOT } from '../../../scripts/project.mjs';
import { drawnMutants, type Mutant } from './mutants.ts';

/**
 * `npm run mutation -- --sample 100 [--of rules,services] [--seed 1] [--lanes 2]`: draws that many changes at random from all that
 * Stryker can make in the rules, and as many in the services, and reports how many of them a test detects. Trying every change would take
 * days.
 */
const PARTS = {
  rules: ['shared/domain'],
  services: ['app', 'company', 'files', 'storage', 'network', 'groupware', 'amazon', 'delivery'].map((folder) => `src-main/${folder}`),
} as const satisfies Record<string, readonly string[]>;
/** What a change may cost: the nearest test files that take this long together, and three at least. What only others would notice is missed. */
const SECONDS_A_CHANGE = 120;
const FEWEST_FILES = 3;
/** For what never ends with a change: so many times as long as without it, and this much more. */
const PATIENCE = { times: 4, seconds: 60 };

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '100' },
    of: { type: 'string', default: 'rules,services' },
    seed: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '2' },
  },
});
const parts = values.of.split(',').map((part) => {
  if (part !== 'rules' && part !== 'services') throw new Error(`--of is rules, services or both, not ${values.of}`);
  return part;
});

const git = (...words: string[]): string[] =>
  spawnSync('git', words, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28 })
    .stdout.split('\0')
    .filter((line) => line !== '');
const folder = mkdtempSync(join(tmpdir(), 'tsunagi-mutation-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const copy = (...words: string[]): string => join(folder, 'copy', ...words);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** A copy of what git would keep, with the changes in it, switched off, and what is built of it. */
async function makeCopy() {
  for (const file of git('ls-files', '-z', '--cached', '--others', '--exclude-standard'))
    if (existsSync(inRoot(file))) cpSync(inRoot(file), copy(file));
  symlinkSync(inRoot('node_modules'), copy('node_modules'));
  const drawn = await drawnMutants(
    parts.map((part) => git('ls-files', '-z', '--', ...PARTS[part]).filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))),
    Number(values.sample),
    Number(values.seed),
  );
  for (const { name, content } of drawn.files) writeFileSync(copy(name), content);
  const built = spawnSync(process.execPath, ['scripts/build.mjs', 'main', 'renderer'], { cwd: copy(), encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the copy cannot be built: ${built.stderr}`);
  return drawn;
}

interface Report {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** One run of vitest in the copy; null where it left no report before the time was up. */
function run(name: string, words: readonly string[], env: NodeJS.ProcessEnv, milliseconds: number): Promise<Report | null> {
  const file = join(folder, `${name}.json`);
  const options = ['--config=test/mutation/sampled/sampled.config.ts', '--reporter=json', `--outputFile=${file}`];
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...options, ...words], {
    cwd: copy(),
    env: { ...process.env, ...env },
    stdio: 'ignore',
    // A separate process group, so that everything its tests started ends with it.
    detached: true,
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => process.kill(-(child.pid as number), 'SIGKILL'), milliseconds);
    child.on('exit', () => {
      clearTimeout(timer);
      resolve(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null);
      rmSync(file, { force: true });
    });
  });
}

interface TestFile {
  readonly path: string;
  readonly milliseconds: number;
}

/** Every test file that passes without a change, and which of them meet which change. */
async function firstRun(): Promise<ReadonlyMap<string, readonly TestFile[]>> {
  const met = join(folder, 'met');
  mkdirSync(met);
  const hook = copy('test/mutation/sampled/met-changes.mjs');
  const report = await run('first', [], { TSUNAGI_MET_CHANGES: met, NODE_OPTIONS: `--import=file://${hook}`, CI: '1' }, 2 ** 31 - 1);
  if (report === null) throw new Error('the first run left no report');
  const passed = new Map<string, TestFile>();
  for (const { name, status, startTime, endTime, assertionResults } of report.testResults)
    if (status === 'passed') passed.set(name, { path: name, milliseconds: endTime - startTime });
    else {
      const failed = assertionResults.find((test) => test.status === 'failed');
      say(`left out, as it fails in the copy: ${name.slice(copy().length + 1)}: ${failed?.fullName ?? 'could not be loaded'}`);
    }
  const meets = new Map<string, TestFile[]>();
  for (const entry of readdirSync(met))
    for (const [id, path] of new Set(readFileSync(join(met, entry), 'utf8').trim().split('\n')).values().map((line) => line.split('\t'))) {
      const file = passed.get(path ?? '');
      if (file !== undefined && id !== undefined) meets.set(id, [...(meets.get(id) ?? []), file]);
    }
  return meets;
}

/** Lower is nearer: named like the file, in a folder named like its folder, anywhere; then the quicker first. */
function distance(mutant: Mutant, file: TestFile): number {
  const own = basename(mutant.fileName, '.ts');
  const area = basename(dirname(mutant.fileName));
  if (basename(file.path).startsWith(own)) return 0;
  return file.path.includes(`/${area}/`) || basename(file.path).startsWith(area) ? 1 : 2;
}

type Fate = 'noticed' | 'missed' | 'never met';

async function tryOne(mutant: Mutant, meeting: readonly TestFile[]): Promise<Fate> {
  if (meeting.length === 0) return 'never met';
  const sorted = meeting.toSorted((one, other) => distance(mutant, one) - distance(mutant, other) || one.milliseconds - other.milliseconds);
  let milliseconds = 0;
  const chosen = sorted.filter((file, at) => {
    milliseconds += file.milliseconds;
    return at < FEWEST_FILES || milliseconds <= SECONDS_A_CHANGE * 1000;
  });
  // The nearest by themselves first: most changes are noticed there, and nothing else need be loaded.
  const near = chosen.slice(0, 4);
  for (const files of [near, chosen.slice(4)]) {
    if (files.length === 0) continue;
    const alone = files.reduce((sum, file) => sum + file.milliseconds, 0);
    const report = await run(
      `mutant-${mutant.id}`,
      ['--bail=1', '--maxWorkers=1', ...files.map(({ path }) => path)],
      { __STRYKER_ACTIVE_MUTANT__: mutant.id },
      alone * PATIENCE.times + PATIENCE.seconds * 1000,
    );
    if (report === null || !report.success) return 'noticed';
  }
  return 'missed';
}

const began = Date.now();
const { of, drawn } = await makeCopy();
say(`${drawn.length} of ${of} possible changes drawn; the first run begins`);
const meets = await firstRun();
say(`the first run took ${Math.round((Date.now() - began) / 1000)} s`);

const fates = new Map<Mutant, Fate>();
const waiting = [...drawn];
const lane = async (): Promise<void> => {
  for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
    const fate = await tryOne(mutant, meets.get(mutant.id) ?? []);
    fates.set(mutant, fate);
    const { fileName, location, replacement, mutatorName } = mutant;
    say(
      `${fates.size}/${drawn.length} ${fate.padEnd(9)} ${fileName}:${location.start.line + 1}:${location.start.column + 1} ${mutatorName}: ${replacement.replaceAll(/\s+/g, ' ').slice(0, 90)}`,
    );
  }
};
await Promise.all(Array.from({ length: Number(values.lanes) }, lane));

for (const part of parts) {
  const own = [...fates].filter(([{ fileName }]) => PARTS[part].some((place) => fileName.startsWith(`${place}/`)));
  const count = (fate: Fate): number => own.filter(([, other]) => other === fate).length;
  const share = count('noticed') / own.length;
  /** Half the width of the interval in which the share of all changes lies, 19 times of 20. */
  const margin = 1.96 * Math.sqrt((share * (1 - share)) / own.length);
  process.stdout.write(
    `${part}, seed ${values.seed}: ${count('noticed')} of ${own.length} noticed (${(share * 100).toFixed(1)} % ± ${(margin * 100).toFixed(1)}), ` +
      `${count('missed')} missed, ${count('never met')} never met\n`,
  );
}
say(`${Math.round((Date.now() - began) / 60_000)} minutes`);
