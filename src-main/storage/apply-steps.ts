import type { Failure } from '#shared/contract/result.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import type { Json } from '#shared/domain/fields/json.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import type { ObjectItem } from '#shared/domain/sync/plan/item.ts';
import type { Phrase } from '#shared/domain/sync/wording/phrase.ts';

/** As stored: a run that is `running` though nobody works on it was cut. */
export type RunState = 'running' | 'paused' | 'failed' | 'done' | 'cancelled';

/** See `apply.state` in the contract. As stored, a step that is `unknown` is `sent`, in a run that is `cancelled`. */
export type StepState = 'waiting' | 'sent' | 'unknown' | 'done' | 'failed' | 'left-out' | 'given-up';

export interface JournalRun {
  readonly id: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly by: string;
  /** User and machine. */
  readonly holder: string;
  readonly reason: string;
  /** Address of the server that it writes to; '' = not kept, or the demo company's own. */
  readonly server: string;
  readonly digest: string;
  readonly onFailure: 'stop' | 'go-on';
  readonly state: RunState;
  readonly failure: Failure | null;
  /** Over what it sends (company/run-seal.ts); '' = kept by a version without seals. */
  readonly seal: string;
}

/** The local sides of an object as they were compared, and the differences left alone. */
export type Planned = Pick<ObjectItem, 'base' | 'draft' | 'ignored'>;

/** What is to be done to one object or secret, fixed when the run begins. */
export interface StepOrder {
  readonly key: string;
  readonly section: GatewaySection;
  readonly id: string;
  readonly name: string;
  readonly action: 'put' | 'delete' | 'secret';
  /** As it was told when the run began. What is shown is made from the step itself (company/step-sentence.ts). */
  readonly sentence: Phrase;
  /** Keys of steps that have to be done before. */
  readonly needs: readonly string[];
  readonly ifRevision: number;
  /** What the server had. */
  readonly before: Body | null;
  /** What it was planned from: the draft follows what was written but for what was edited since, and for what is left alone. `null` for a secret. */
  readonly planned: Planned | null;
  /** What is written; `null` for a delete and for a secret. */
  readonly target: Body | null;
  /**
   * Where the server's object holds fields this console does not know: of a write what is sent instead of `target`, of a delete what was
   * there. `null` where there are none.
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
