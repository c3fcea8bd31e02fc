import type { Basis, EntryFact, SetupReason } from './facts.ts';

/** What the console itself finds of a step. */
export interface Check {
  /**
   * `met`: proved by a list, a test or a reading of the server. `noted`: the administrator recorded it, and the console cannot verify it.
   * `prepared`: right as drafted, but neither recorded nor read from the vendor. `none`: something is missing or wrong.
   */
  readonly level: 'none' | 'prepared' | 'noted' | 'met';
  /** A first order would get past this step, even where some of it is left to do. */
  readonly enough: boolean;
  /** What is missing, the most important first; empty only for `met` and `noted`. */
  readonly lacks: readonly SetupReason[];
  /** What was found. */
  readonly found: readonly SetupReason[];
  readonly basis: Basis;
  /** People, where people are counted. */
  readonly people: { readonly done: number; readonly of: number } | null;
  /** The latest record that `noted` rests on; `null` where only the draft's own fields say it. */
  readonly entry: EntryFact | null;
}

export const met = (found: readonly SetupReason[], basis: Basis = []): Check => ({
  level: 'met',
  enough: true,
  lacks: [],
  found,
  basis,
  people: null,
  entry: null,
});

/** Recorded here by the administrator; the console has no way to verify it. */
export const noted = (found: readonly SetupReason[], basis: Basis = [], entry: EntryFact | null = null): Check => ({
  ...met(found, basis),
  level: 'noted',
  entry,
});

export const lacking = (lacks: readonly SetupReason[], rest: Partial<Omit<Check, 'level' | 'lacks'>> = {}): Check => ({
  level: 'none',
  enough: false,
  lacks,
  found: [],
  basis: [],
  people: null,
  entry: null,
  ...rest,
});
