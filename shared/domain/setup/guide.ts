import type { SetupStep } from './step.ts';
import { AMAZON_STEPS } from './steps-amazon.ts';
import { NEO_STEPS } from './steps-neo.ts';

/** All steps in the manual's order; requirements come first. */
const ALL = [...AMAZON_STEPS, ...NEO_STEPS] as const;
export type SetupStepId = (typeof ALL)[number]['id'];
export const SETUP_STEPS: readonly SetupStep<SetupStepId>[] = ALL;
export const SETUP_STEP_IDS: readonly SetupStepId[] = ALL.map(({ id }) => id);

/** Steps outside the sections 1 and 2 that depend on the Amazon account. */
const OTHER_ACCOUNT_STEPS: ReadonlySet<SetupStepId> = new Set<SetupStepId>(['integration-values', 'connection-test']);
/** True if a new Amazon account requires the step again (manual 2). */
export const isAccountStep = (id: SetupStepId): boolean =>
  OTHER_ACCOUNT_STEPS.has(id) || (['1', '2'].includes(getSetupStep(id).section) && id !== 'other-integration');

export const isSetupStepId = (text: string): text is SetupStepId => (SETUP_STEP_IDS as readonly string[]).includes(text);
export const getSetupStep = (id: SetupStepId): SetupStep<SetupStepId> => SETUP_STEPS[SETUP_STEP_IDS.indexOf(id)] as SetupStep<SetupStepId>;
