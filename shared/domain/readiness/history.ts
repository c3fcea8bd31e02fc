import type { FindingCode } from './finding.ts';

/** The interval of a finding: the first run without it, `null` = still present. */
interface Stay {
  readonly id: number;
  readonly key: string;
  readonly to: number | null;
}

/** Changes of intervals by a new run; all others stay. */
interface StayChanges {
  /** New findings; `back` = existed before. */
  readonly open: readonly { readonly key: string; readonly back: boolean }[];
  /** Stays that end with this run. */
  readonly close: readonly number[];
}

export type ChangeCounts = Readonly<Partial<Record<FindingCode, number>>>;

/** Findings per code that a run brought, ended and brought back, against the run before it. */
export interface RunChanges {
  readonly new: ChangeCounts;
  readonly fixed: ChangeCounts;
  readonly back: ChangeCounts;
}

/** Compares the findings of a new run, by identity, with the stays so far. */
export function followRun(stays: Iterable<Stay>, found: Pick<ReadonlyMap<string, unknown>, 'has' | 'keys'>): StayChanges {
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

/** All findings of some counts. */
export const totalOf = (counts: ChangeCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
