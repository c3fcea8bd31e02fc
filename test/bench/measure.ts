import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** One line of the benchmark. Times in ms, memory in MB. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB' | 'frames/s';
  /** What is allowed, in the same unit; a rate is a lower bound. */
  readonly budget: number | null;
  /** What a user would pick instead, in the same unit and the same run. */
  readonly peer: { readonly name: string; readonly value: number } | null;
  readonly note?: string;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

/** CPU of this thread so far, ms. */
const threadCpu = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

/** How long others wait at most while something is done in turns: CPU of the longest of them, ms. */
export async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let isDone = false;
  const watched = (async () => {
    for (let last = threadCpu(); !isDone; ) {
      await nextTurn();
      const now = threadCpu();
      longest = Math.max(longest, now - last);
      last = now;
    }
  })();
  await work();
  isDone = true;
  await watched;
  return longest;
}

/** Median time of some runs after one that warms up. */
export function timed(runs: number, work: () => void): number {
  work();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return median(times);
}

/** Resident memory in MB; 0 where the system does not report it. */
export function residentMemory({ pid }: ChildProcess): number {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Highest resident memory so far, in MB; 0 where the system does not report it. */
export function peakMemory({ pid }: ChildProcess): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** What a whole process used. `cpuMs`: of all its threads, to 10 ms; 0 where the system does not report it. */
export interface ProcessCost {
  readonly ms: number;
  readonly cpuMs: number;
  readonly mb: number;
}

/** CPU of all children that have ended, in ms. */
function cpuOfChildren(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    // `cutime` and `cstime`, in hundredths of a second.
    return (Number(fields[13]) + Number(fields[14])) * 10;
  } catch {
    return 0;
  }
}

/** Runs a whole process to its end, with no other beside it. Rejects for an exit code that was not expected. */
export function timedProcess(
  command: string,
  args: readonly string[],
  expectedExits: readonly number[],
  env: NodeJS.ProcessEnv = {},
): Promise<ProcessCost> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const before = cpuOfChildren();
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });
    let mb = 0;
    const watch = setInterval(() => {
      mb = Math.max(mb, peakMemory(child));
    }, 10);
    child.on('error', reject);
    child.on('exit', (code) => {
      const ms = performance.now() - start;
      clearInterval(watch);
      if (code === null || !expectedExits.includes(code)) reject(new Error(`${command} ${args.join(' ')} ended with ${code}`));
      else resolve({ ms, cpuMs: cpuOfChildren() - before, mb });
    });
  });
}
