import { setFlagsFromString } from 'node:v8';

/** The first major version of V8 that these were measured with. */
const MEASURED = 13;
/** V8's last compiler, and inlining in the one before: they repay what they cost in processes that go on, and took a quarter of an audit's CPU. */
const WITHOUT = ['--no-turbofan', '--no-maglev-inlining'] as const;

/**
 * V8's settings for a process that does one thing and ends (docs/adr/0019-csv-scanner.md). None for a Node whose V8 is an earlier one, or
 * was built without the compiler in the middle (Maglev).
 */
export function flagsForOneRun({ versions, config }: Pick<NodeJS.Process, 'versions' | 'config'>): readonly string[] {
  const { v8_enable_maglev: maglev } = config.variables as Readonly<Record<string, unknown>>;
  return Number.parseInt(versions.v8, 10) < MEASURED || maglev !== 1 ? [] : WITHOUT;
}

/** To be called before anything is imported: what was compiled is kept under the settings it was made with. */
export function compileForOneRun(): void {
  for (const flag of flagsForOneRun(process)) setFlagsFromString(flag);
}
