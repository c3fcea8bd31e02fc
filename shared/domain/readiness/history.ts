import type { FindingCode } from './finding.ts';

/** The interval of runs with a finding: it ends at the first run without it; `null` = still present. */
interface Stay {
  readonly id: number;
  readonly key: string;
  readonly to: number | null;
}

/** Changes of intervals caused by a new run; other intervals stay. */
interface StayChanges {
  /** New findings; `back`: the finding existed before. */
  readonly open: readonly { readonly key: string; readonly back: boolean }[];
  /** Ids of intervals that end with this run. */
  readonly close: readonly number[];
}

export type ChangeCounts = Readonly<Partial<Record<FindingCode, number>>>;

/** Number of new, resolved and returned findings per code, compared with the previous run. */
export interface RunChanges {
  readonly new: ChangeCounts;
  readonly fixed: ChangeCounts;
  readonly back: ChangeCounts;
}

/** Compares the findings of a new run, by identity, with the intervals so far. */
export function compareRunWithHistory(stays: Iterable<Stay>, found: Pick<ReadonlyMap<string, unknown>, 'has' | 'keys'>): StayChanges {
  const close: number[] = [];
  const here = new Set<string>();
  const earlier = new Set<string>();
  for (const { id, key, to } of stays) {
    if (to !== null) earlier.add(key);
    else if (found.has(key)) here.add(key);
    else close.push(id);
  }
  const open = [...found.keys()].filter((key) => !here.has(key)).map((key) => ({ key, back: earlier.has(key) }));
  return { open, close };
}

/** The sum of all counts. */
export const sumCounts = (counts: ChangeCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
