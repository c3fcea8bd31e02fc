import { readFileSync } from 'node:fs';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { createSeededRandom } from '#main/sandbox/company/random.ts';
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
  // The instrumenter uses no more of the log and the options than is defined above.
  return (await new Instrumenter(silent as never).instrument(inputs as never, OPTIONS as never)) as unknown as Instrumented;
}

const same = (one: Mutant, other: Mutant): boolean =>
  one.fileName === other.fileName &&
  one.mutatorName === other.mutatorName &&
  one.replacement === other.replacement &&
  JSON.stringify(one.location) === JSON.stringify(other.location);

/**
 * So many changes drawn from each group of files, and the files with these changes in them.
 * The same seed draws the same changes from the same files.
 */
export async function drawnMutants(
  groups: readonly (readonly string[])[],
  count: number,
  seed: number,
): Promise<{ readonly of: number; readonly drawn: readonly Mutant[]; readonly files: Instrumented['files'] }> {
  const all: (readonly Mutant[])[] = [];
  for (const files of groups) all.push((await instrumented(files)).mutants);
  const drawn = all.flatMap((mutants) => createSeededRandom(seed).shuffled(mutants).slice(0, count));
  const changed = [...new Set(drawn.map(({ fileName }) => fileName))].sort();
  const placed = await instrumented(changed, (file) => drawn.filter(({ fileName }) => fileName === file).map(({ location }) => location));
  return {
    of: all.flat().length,
    drawn: drawn.flatMap((mutant) => placed.mutants.find((other) => same(mutant, other)) ?? []),
    files: placed.files,
  };
}
