import type { Basis, SetupReason } from './facts.ts';

/** What the console itself finds of a step. */
export interface Check {
  /** `met`: proved. `prepared`: right as drafted, but not known to be in NEO. `none`: something is missing or wrong. */
  readonly level: 'none' | 'prepared' | 'met';
  /** A first order would get past this step, even where some of it is left to do. */
  readonly enough: boolean;
  /** What is missing, the most important first; never empty while the level is not `met`. */
  readonly lacks: readonly SetupReason[];
  /** What was found. */
  readonly found: readonly SetupReason[];
  readonly basis: Basis;
  /** People, where people are counted. */
  readonly people: { readonly done: number; readonly of: number } | null;
}

export const met = (found: readonly SetupReason[], basis: Basis = []): Check => ({
  level: 'met',
  enough: true,
  lacks: [],
  found,
  basis,
  people: null,
});

export const lacking = (lacks: readonly SetupReason[], rest: Partial<Omit<Check, 'level' | 'lacks'>> = {}): Check => ({
  level: 'none',
  enough: false,
  lacks,
  found: [],
  basis: [],
  people: null,
  ...rest,
});
