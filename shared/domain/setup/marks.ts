import type { Basis } from './facts.ts';

/** An administrator's record of a step. */
export interface SetupMark {
  /** `started`: requested, waiting for an answer. `declined`: an optional step the company decided against. */
  readonly kind: 'started' | 'done' | 'declined';
  /** ISO 8601 UTC. */
  readonly at: string;
  /** The operator of the console. */
  readonly by: string;
  /** The person who stated it; `''` = the operator. */
  readonly saidBy: string;
  /** The day it was done or started, `YYYY-MM-DD`. */
  readonly day: string;
  readonly about: MarkBasis;
}

/** The basis of a record, for noticing changes. */
export interface MarkBasis {
  readonly objects: Basis;
  /** Remaining people at that time, if people are counted. */
  readonly left: number | null;
}

/** When a check last found a step done. */
export interface SetupProof {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly print: string;
}
