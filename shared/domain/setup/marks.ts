import type { Basis } from './facts.ts';

/** What a person recorded of a step. */
export interface SetupMark {
  /** `started`: requested, the answer is awaited. `declined`: an optional step that the company decided against. */
  readonly kind: 'started' | 'done' | 'declined';
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Who sat at the console. */
  readonly by: string;
  /** Whose word it is; `''` = whoever sat at the console. */
  readonly saidBy: string;
  /** The day it was done or begun, `YYYY-MM-DD`. */
  readonly day: string;
  readonly about: MarkBasis;
}

/** What the word was about, so that it can be seen when that is another. */
export interface MarkBasis {
  readonly objects: Basis;
  /** People who were left then, where people are counted. */
  readonly left: number | null;
}

/** When a check last found a step done. */
export interface SetupProof {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly print: string;
}
