import { readFileSync } from 'node:fs';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { inRoot } from '../../../scripts/project.mjs';

/** One change at one place, as Stryker makes it. */
export interface Mutant {
  readonly id: string;
  readonly fileName: string;
  readonly mutatorName: string;
  readonly replacement: string;
  readonly location: { readonly start: Place; readonly end: Place };
}
interface Place {
  /** Counted from 0. */
  readonly line: number;
  readonly column: number;
}

interface Instrumented {
  /** Every change is in the code, switched off; the environment variable `__STRYKER_ACTIVE_MUTANT__` switches one on. */
  readonly files: readonly { readonly name: string; readonly content: string }[];
  readonly mutants: readonly Mutant[];
}

const silent = { isDebugEnabled: () => false, debug: () => undefined, info: () => undefined, warn: () => undefined };
const OPTIONS = { plugins: null, excludedMutations: [], ignorers: [], noHeader: false };

/** @param placesOf the only places to change in a file; everywhere without it */
async function instrumented(files: readonly string[], placesOf?: (file: string) => readonly Mutant['location'][]): Promise<Instrumented> {
  const inputs = files.map((name) => ({ name, content: readFileSync(inRoot(name), 'utf8'), mutate: placesOf?.(name) ?? true }));
  // The instrumenter asks for no more of a log and of its options than stands above.
  return (await new Instrumenter(silent as never).instrument(inputs as never, OPTIONS as never)) as unknown as Instrumented;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const same = (one: Mutant, other: Mutant): boolean =>
  one.fileName === other.fileName &&
  one.mutatorName === other.mutatorName &&
  one.replacement === other.replacement &&
  JSON.stringify(one.location) === JSON.stringify(other.location);

/** So many changes out of all that can be made in the files, each as likely as any other. */
async function drawnFrom(
  files: readonly string[],
  count: number,
  seed: number,
): Promise<{ readonly of: number; readonly drawn: readonly Mutant[] }> {
  const all = [...(await instrumented(files)).mutants];
  const random = randomOf(seed);
  const wanted = Math.min(count, all.length);
  // The first steps of a shuffle by Fisher and Yates.
  for (let at = 0; at < wanted; at++) {
    const chosen = at + Math.floor(random() * (all.length - at));
    [all[at], all[chosen]] = [all[chosen] as Mutant, all[at] as Mutant];
  }
  return { of: all.length, drawn: all.slice(0, wanted) };
}

/**
 * So many changes drawn from each group of files, and the files with these changes in them.
 * The same seed draws the same changes from the same files.
 */
export async function drawnMutants(
  groups: readonly (readonly string[])[],
  count: number,
  seed: number,
): Promise<{ readonly of: number; readonly drawn: readonly Mutant[]; readonly files: Instrumented['files'] }> {
  const draws = [];
  for (const files of groups) draws.push(await drawnFrom(files, count, seed));
  const drawn = draws.flatMap((draw) => draw.drawn);
  const changed = [...new Set(drawn.map(({ fileName }) => fileName))].sort();
  const placed = await instrumented(changed, (file) => drawn.filter(({ fileName }) => fileName === file).map(({ location }) => location));
  return {
    of: draws.reduce((sum, draw) => sum + draw.of, 0),
    drawn: drawn.flatMap((mutant) => placed.mutants.find((other) => same(mutant, other)) ?? []),
    files: placed.files,
  };
}
