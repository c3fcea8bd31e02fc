import { setTimeout } from 'node:timers/promises';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { FuzzKind } from './kinds.ts';
import { dice } from './mutate.ts';

/** Processor time of one input, in ms: an input beyond it would let a user wait for a file that no one wrote in earnest. */
export const SLOW_MS = 3_000;

/** Time of one input, in ms, after which it counts as one that never ends. */
const ENDLESS_MS = 60_000;

export interface Finding {
  readonly what: 'thrown' | 'slow';
  readonly detail: string;
  readonly seed: number;
  readonly input: Buffer;
}

export interface Round {
  readonly runs: number;
  readonly findings: readonly Finding[];
  /** The slowest input, in ms of processor time. */
  readonly slowest: number;
}

/** What is wrong with the reading of one input; `null` = it was read, or refused as expected. */
export async function judge(
  kind: FuzzKind,
  input: Buffer,
): Promise<{ readonly problem: Pick<Finding, 'what' | 'detail'> | null; readonly ms: number }> {
  const before = process.cpuUsage();
  let problem: Pick<Finding, 'what' | 'detail'> | null = null;
  const ended = new AbortController();
  try {
    const limit = setTimeout(ENDLESS_MS, null, { signal: ended.signal }).then(() => {
      throw new Error(`no end after ${ENDLESS_MS} ms`);
    });
    limit.catch(() => undefined);
    await Promise.race([kind.read(input), limit]);
  } catch (error) {
    if (!(error instanceof ExpectedError))
      problem = { what: 'thrown', detail: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  ended.abort();
  const { user, system } = process.cpuUsage(before);
  const ms = (user + system) / 1000;
  if (problem === null && ms > SLOW_MS) problem = { what: 'slow', detail: `${Math.round(ms)} ms` };
  return { problem, ms };
}

/** Inputs of one kind, each from its own seed: `seed`, `seed + 1`, ... until either limit is reached. */
export async function fuzz(kind: FuzzKind, seed: number, limits: { readonly runs: number; readonly until: number }): Promise<Round> {
  const findings: Finding[] = [];
  let slowest = 0;
  let runs = 0;
  for (; runs < limits.runs && performance.now() < limits.until && findings.length < 20; runs++) {
    const input = await kind.make(dice(seed + runs));
    const { problem, ms } = await judge(kind, input);
    slowest = Math.max(slowest, ms);
    if (problem !== null) findings.push({ ...problem, seed: seed + runs, input });
  }
  return { runs, findings, slowest };
}
