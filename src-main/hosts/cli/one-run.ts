import { setFlagsFromString } from 'node:v8';

/** The first major version of V8 that these were measured with. */
const MEASURED = 13;
/** V8's optimizing compiler, and inlining in Maglev: useful in long processes, but a quarter of an audit's CPU. */
const WITHOUT = ['--no-turbofan', '--no-maglev-inlining'] as const;

/** V8 flags for a short process (docs/adr/0019-csv-scanner.md). None for an older V8, or one without Maglev. */
export function flagsForOneRun({ versions, config }: Pick<NodeJS.Process, 'versions' | 'config'>): readonly string[] {
  const { v8_enable_maglev: maglev } = config.variables as Readonly<Record<string, unknown>>;
  return Number.parseInt(versions.v8, 10) < MEASURED || maglev !== 1 ? [] : WITHOUT;
}

/** Call before any import, because compiled code is cached with its flags. */
export function compileForOneRun(): void {
  for (const flag of flagsForOneRun(process)) setFlagsFromString(flag);
}
