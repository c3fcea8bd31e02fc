import type { Failure } from '#shared/contract/result.ts';
import type { Companies } from './companies.ts';
import type { Engine, EngineProgress } from './engine.ts';

/** A call about the companies of the folder, or about the one named. */
export type Target =
  | { readonly company: null; readonly method: keyof Companies }
  | { readonly company: string; readonly method: keyof Engine };

/** What crosses between the main thread and the engine's thread. */
export type ToWorker =
  | ({ readonly type: 'call'; readonly id: number; readonly args: readonly unknown[]; readonly work: boolean } & Target)
  | { readonly type: 'abort'; readonly id: number };

export type FromWorker =
  | { readonly type: 'progress'; readonly id: number; readonly progress: EngineProgress }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly failure: Failure }
  | { readonly type: 'aborted'; readonly id: number }
  | { readonly type: 'bug'; readonly id: number; readonly message: string; readonly stack: string };

/** The calls that are long work and take progress and a wish to stop as their last argument. */
export const LONG_WORK: ReadonlySet<keyof Engine | keyof Companies> = new Set([
  'openDemo',
  'compareList',
  'importList',
  'compareFormer',
  'readPeople',
  'writeReport',
  'writeNeoFile',
  'writeAmazonSheet',
  'rehearse',
  'readOrders',
  'exportOrders',
  'readServer',
  'exportPlan',
  'apply',
  'resumeApply',
  'retryApply',
  'exportHistory',
  'writeBook',
]);
