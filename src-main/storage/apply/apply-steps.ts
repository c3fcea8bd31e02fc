import type { Failure } from '#shared/contract/call/result.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import type { Json } from '#shared/domain/fields/json.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import type { ObjectItem } from '#shared/domain/sync/plan/item.ts';
import type { Phrase } from '#shared/domain/sync/wording/phrase.ts';

/** Stored state of a run. A `running` run on which no process works was interrupted. */
export type RunState = 'running' | 'paused' | 'failed' | 'done' | 'cancelled';

/** State of a step, see `apply.state` in the contract. `unknown` is stored as `sent` in a run that is `cancelled`. */
export type StepState = 'waiting' | 'sent' | 'unknown' | 'done' | 'failed' | 'left-out' | 'given-up';

export interface JournalRun {
  readonly id: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly by: string;
  /** Account and machine that hold the lease. */
  readonly holder: string;
  readonly reason: string;
  /** Address of the server; `''` = not stored, or the demo company's server. */
  readonly server: string;
  readonly digest: string;
  readonly onFailure: 'stop' | 'go-on';
  readonly state: RunState;
  readonly failure: Failure | null;
  /** Seal over the steps (company/apply/run-seal.ts); `''` = stored by a version without seals. */
  readonly seal: string;
}

/** Base, draft and ignored differences at the time of planning. */
export type PlannedItem = Pick<ObjectItem, 'base' | 'draft' | 'ignored'>;

/** The change of one object or secret; immutable after the run has started. */
export interface StepChange {
  readonly key: string;
  readonly section: GatewaySection;
  readonly id: string;
  readonly name: string;
  readonly action: 'put' | 'delete' | 'secret';
  /** Description when the run was started. For display it is derived again from the step (company/apply/step-sentence.ts). */
  readonly sentence: Phrase;
  /** Keys of steps that must be completed first. */
  readonly needs: readonly string[];
  readonly ifRevision: number;
  /** Content on the server before the step; `null` = the object does not exist. */
  readonly before: Body | null;
  /**
   * Base, draft and ignored differences from which the step was planned; after the write, the draft takes over the written content except
   * later edits and ignored differences. `null` for a secret.
   */
  readonly planned: PlannedItem | null;
  /** Content to write; `null` for a deletion or a secret. */
  readonly target: Body | null;
  /**
   * Only if the server's object has fields unknown to this console: the complete object to send instead of `target`, or the complete
   * former object of a deletion. `null` otherwise.
   */
  readonly whole: Json | null;
  /** Generation of the secret; `null` for an object. */
  readonly generation: number | null;
}

export interface JournalStep extends StepChange {
  readonly position: number;
  readonly state: StepState;
  readonly attempts: number;
  readonly requestId: string | null;
  /** Time of the last change of the step's state; `null` = none. */
  readonly at: string | null;
  /** Revision of the object after the step; `null` = not written. */
  readonly revision: number | null;
  readonly failure: Failure | null;
  readonly verified: boolean | null;
}
