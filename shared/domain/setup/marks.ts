import type { ProofBasis } from './facts.ts';

/** An administrator's record of a step. */
export interface SetupRecord {
  /** `started`: requested, waiting for a response. `declined`: an optional step that the company declined. */
  readonly kind: 'started' | 'done' | 'declined';
  /** Time of the record, ISO 8601 UTC. */
  readonly at: string;
  /** Operator of the console who made the record. */
  readonly by: string;
  /** Person who stated it; `''` = the operator. */
  readonly saidBy: string;
  /** Day on which it was done or started, `YYYY-MM-DD`. */
  readonly day: string;
  readonly about: SetupRecordBasis;
}

/** The basis of a record, for detecting later changes. */
export interface SetupRecordBasis {
  readonly objects: ProofBasis;
  /** Number of remaining people at that time; `null` if people are not counted. */
  readonly left: number | null;
}

/** The time at which a check last found a step done. */
export interface SetupProof {
  /** Time of the check, ISO 8601 UTC. */
  readonly at: string;
  readonly print: string;
}
