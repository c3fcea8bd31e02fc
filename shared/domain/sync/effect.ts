import type { FindingCode } from '../readiness/finding.ts';

/** Why people cannot order: the finding under which they count, or that they are no longer allowed. */
export type LossReason = FindingCode | 'not-allowed';

export interface ReasonCount {
  readonly reason: LossReason;
  readonly people: number;
}

/** What applying would mean for the people who order. Places point into the audited NEO list, ascending. */
export interface PeopleEffect {
  /** People who can order: before and after. */
  readonly readyBefore: number;
  readonly readyAfter: number;
  /** People who are asked about (allowed and active): before and after. */
  readonly inScopeBefore: number;
  readonly inScopeAfter: number;
  /** Could not order and then can. */
  readonly gains: readonly number[];
  /** Could order and then cannot. */
  readonly loses: readonly number[];
  /** Of `loses`, why; most people first. */
  readonly lossReasons: readonly ReasonCount[];
  /** Of `gains`, what had kept them; most people first. */
  readonly gainReasons: readonly ReasonCount[];
  /** Taken from, or added to, those who are allowed, whether or not they can order otherwise. */
  readonly disallowed: readonly number[];
  readonly allowed: readonly number[];
}
