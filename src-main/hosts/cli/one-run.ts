import { setFlagsFromString } from 'node:v8';

/** The first major version of V8 for which these flags were measured. */
const MEASURED = 13;
/** Turns off V8's optimizing compiler and Maglev's inlining: they pay off in long processes, but take a quarter of an audit's CPU time. */
const WITHOUT = ['--no-turbofan', '--no-maglev-inlining'] as const;

/** V8 flags for a short process (docs/adr/0019-csv-scanner.md). None for an older V8, or one without Maglev. */
export function getShortProcessFlags({ versions, config }: Pick<NodeJS.Process, 'versions' | 'config'>): readonly string[] {
  const { v8_enable_maglev: maglev } = config.variables as Readonly<Record<string, unknown>>;
  return Number.parseInt(versions.v8, 10) < MEASURED || maglev !== 1 ? [] : WITHOUT;
}

/** Must be called before any import, because V8 caches compiled code together with its flags. */
export function applyShortProcessFlags(): void {
  for (const flag of getShortProcessFlags(process)) setFlagsFromString(flag);
}
