import type { SetupStep } from './step.ts';
import { AMAZON_STEPS } from './steps-amazon.ts';
import { NEO_STEPS } from './steps-neo.ts';

/** All steps in the manual's order; requirements come first. */
const ALL = [...AMAZON_STEPS, ...NEO_STEPS] as const;
export type StepId = (typeof ALL)[number]['id'];
export const SETUP_STEPS: readonly SetupStep<StepId>[] = ALL;
export const SETUP_STEP_IDS: readonly StepId[] = ALL.map(({ id }) => id);

/** Steps outside the sections 1 and 2 that depend on the Amazon account. */
const OF_ACCOUNT_ELSEWHERE: ReadonlySet<StepId> = new Set<StepId>(['integration-values', 'connection-test']);
/** True if a new Amazon account requires the step again (manual 2). */
export const isOfAccount = (id: StepId): boolean =>
  OF_ACCOUNT_ELSEWHERE.has(id) || (['1', '2'].includes(stepOf(id).section) && id !== 'other-integration');

export const isStepId = (text: string): text is StepId => (SETUP_STEP_IDS as readonly string[]).includes(text);
export const stepOf = (id: StepId): SetupStep<StepId> => SETUP_STEPS[SETUP_STEP_IDS.indexOf(id)] as SetupStep<StepId>;
