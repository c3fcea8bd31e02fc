import type { Failure } from '#shared/contract/call/result.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import type { Json } from '#shared/domain/fields/json.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import type { ObjectItem } from '#shared/domain/sync/plan/item.ts';
import type { Phrase } from '#shared/domain/sync/wording/phrase.ts';

/** As stored. A run that is `running` without a process working on it was interrupted. */
export type RunState = 'running' | 'paused' | 'failed' | 'done' | 'cancelled';

/** See `apply.state` in the contract. As stored, a step that is `unknown` is `sent`, in a run that is `cancelled`. */
export type StepState = 'waiting' | 'sent' | 'unknown' | 'done' | 'failed' | 'left-out' | 'given-up';

export interface JournalRun {
  readonly id: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly by: string;
  /** User name and machine. */
  readonly holder: string;
  readonly reason: string;
  /** Address of the server; '' = not stored, or the demo company's server. */
  readonly server: string;
  readonly digest: string;
  readonly onFailure: 'stop' | 'go-on';
  readonly state: RunState;
  readonly failure: Failure | null;
  /** Seal over the steps (company/apply/run-seal.ts); '' = stored by a version without seals. */
  readonly seal: string;
}

/** Base and draft when the plan was made, and the ignored differences. */
export type PlannedItem = Pick<ObjectItem, 'base' | 'draft' | 'ignored'>;

/** The change of one object or secret, fixed when the run starts. */
export interface StepOrder {
  readonly key: string;
  readonly section: GatewaySection;
  readonly id: string;
  readonly name: string;
  readonly action: 'put' | 'delete' | 'secret';
  /** The sentence when the run started. The displayed sentence is made from the step (company/apply/step-sentence.ts). */
  readonly sentence: Phrase;
  /** Keys of steps that must be done first. */
  readonly needs: readonly string[];
  readonly ifRevision: number;
  /** The server's content before. */
  readonly before: Body | null;
  /**
   * The state the step was planned from. The draft takes over what was written, except later edits and ignored differences. `null` for a
   * secret.
   */
  readonly planned: PlannedItem | null;
  /** The content to write; `null` for a delete or a secret. */
  readonly target: Body | null;
  /**
   * If the server's object has fields unknown to this console: the complete object sent instead of `target`, or for a delete the complete
   * former object. Otherwise `null`.
   */
  readonly whole: Json | null;
  /** A secret's generation. */
  readonly generation: number | null;
}

export interface JournalStep extends StepOrder {
  readonly position: number;
  readonly state: StepState;
  readonly attempts: number;
  readonly requestId: string | null;
  /** Of the last line about it. */
  readonly at: string | null;
  /** The object's revision after it. */
  readonly revision: number | null;
  readonly failure: Failure | null;
  readonly verified: boolean | null;
}
