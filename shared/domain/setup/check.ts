import type { EntryFact, ProofBasis, SetupReason } from './facts.ts';

/** Result of a step's check. */
export interface SetupCheck {
  /**
   * `met`: proved by a list, a test or a server read. `noted`: recorded by an administrator, not verifiable here. `prepared`: correct
   * draft, neither recorded nor read. `none`: missing or wrong.
   */
  readonly level: 'none' | 'prepared' | 'noted' | 'met';
  /** True if a first order would pass this step, even if parts of it remain. */
  readonly enough: boolean;
  /** Missing items, most important first; empty only for `met` and `noted`. */
  readonly lacks: readonly SetupReason[];
  /** Facts that the check found. */
  readonly found: readonly SetupReason[];
  readonly basis: ProofBasis;
  /** Number of people, if people are counted. */
  readonly people: { readonly done: number; readonly of: number } | null;
  /** The latest record behind `noted`; `null` if it is based only on fields of the draft. */
  readonly entry: EntryFact | null;
}

export const createConfirmedCheck = (found: readonly SetupReason[], basis: ProofBasis = []): SetupCheck => ({
  level: 'met',
  enough: true,
  lacks: [],
  found,
  basis,
  people: null,
  entry: null,
});

/** A check with level `noted`: recorded by an administrator, not verifiable here. */
export const createRecordedCheck = (found: readonly SetupReason[], basis: ProofBasis = [], entry: EntryFact | null = null): SetupCheck => ({
  ...createConfirmedCheck(found, basis),
  level: 'noted',
  entry,
});

export const createIncompleteCheck = (
  lacks: readonly SetupReason[],
  rest: Partial<Omit<SetupCheck, 'level' | 'lacks'>> = {},
): SetupCheck => ({
  level: 'none',
  enough: false,
  lacks,
  found: [],
  basis: [],
  people: null,
  entry: null,
  ...rest,
});
