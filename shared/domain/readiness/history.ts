import type { FindingCode } from './finding.ts';
import { codeOfKey } from './triage-identity.ts';

/** A finding's stay: the run in which it came, and the first run that no longer had it. */
export interface Stay {
  readonly id: number;
  readonly key: string;
  readonly from: number;
  readonly to: number | null;
}

/** How one run changes the stays; everything else stays as it is. */
export interface StayChanges {
  /** Findings that came; `back` = it had been there before. */
  readonly open: readonly { readonly key: string; readonly back: boolean }[];
  /** Stays that end with this run. */
  readonly close: readonly number[];
  /** Stays that had ended with this very run, in an earlier look at the same data, and do not. */
  readonly reopen: readonly number[];
  /** Stays that had begun with this very run, in an earlier look at the same data, and did not. */
  readonly forget: readonly number[];
}

export type ChangeCounts = Readonly<Partial<Record<FindingCode, number>>>;

/** Findings per code that a run brought, ended and brought back, against the run before it. */
export interface RunChanges {
  readonly new: ChangeCounts;
  readonly fixed: ChangeCounts;
  readonly back: ChangeCounts;
}

/** The identities of a run's findings. */
type Identities = Pick<ReadonlyMap<string, unknown>, 'has' | 'keys' | 'size'>;

/**
 * Compares the findings of a run with the stays so far. The same run may be looked at again (the day has changed, the
 * console was started anew): what counts is the last look, compared with the run before.
 */
export function followRun(
  stays: Iterable<Stay>,
  found: Identities,
  revision: number,
): { readonly changes: StayChanges; readonly counts: RunChanges } {
  const close: number[] = [];
  const reopen: number[] = [];
  const forget: number[] = [];
  /** Keys that this run found and that have a stay which reaches it. */
  const here = new Set<string>();
  /** Keys with a stay that ended before this run. */
  const earlier = new Set<string>();
  const ended: string[] = [];
  const came: string[] = [];
  for (const { id, key, from, to } of stays) {
    if (to !== null && to !== revision) earlier.add(key);
    else if (found.has(key)) {
      here.add(key);
      if (to !== null) reopen.push(id);
      if (from === revision) came.push(key);
    } else if (from === revision) forget.push(id);
    else {
      if (to === null) close.push(id);
      ended.push(key);
    }
  }
  const open: { key: string; back: boolean }[] = [];
  if (here.size < found.size) {
    for (const key of found.keys()) {
      if (here.has(key)) continue;
      open.push({ key, back: earlier.has(key) });
      came.push(key);
    }
  }
  const counts = {
    new: countByCode(came.filter((key) => !earlier.has(key))),
    fixed: countByCode(ended),
    back: countByCode(came.filter((key) => earlier.has(key))),
  };
  return { changes: { open, close, reopen, forget }, counts };
}

function countByCode(keys: readonly string[]): ChangeCounts {
  const counts: Partial<Record<FindingCode, number>> = {};
  for (const key of keys) {
    const code = codeOfKey(key);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

/** All findings of some counts. */
export const totalOf = (counts: ChangeCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
