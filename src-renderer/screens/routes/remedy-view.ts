import type { CallOutput } from '#shared/contract/calls.ts';
import { describeStep, type Phrase, type RouteNames } from '#shared/domain/routes/describe.ts';
import { type Step, usersOf } from '#shared/domain/routes/route.ts';

export type Remedies = Pick<CallOutput<'routes.remedies'>, 'failing' | 'steps'>;
export type StepRemedies = Remedies['steps'][number];
export type Remedy = StepRemedies['remedies'][number];

/** What was found for a step where people stop; `null` until it was looked for. */
export const remediesAt = (remedies: Remedies | null, stepId: string): StepRemedies | null =>
  remedies?.steps.find((step) => step.stepId === stepId) ?? null;

interface RemedyPhrase {
  /** Below `routesScreen.step.stopped.remedy.`; `who` is one more argument, put together of phrases below `route.`. */
  readonly key: 'handling' | 'rule' | 'unable' | 'who';
  readonly params: Readonly<Record<string, number>>;
  readonly who: readonly Phrase[];
}

/** A remedy in words: what of the step it changes, and into what. */
export function remedyPhrase(edit: Remedy['edit'], step: Step, names: RouteNames): RemedyPhrase {
  if (edit.kind !== 'set-step') return { key: 'handling', params: {}, who: [{ key: 'handling.exclude', params: {} }] };
  const { who, how } = describeStep({ ...step, ...edit.changes } as Step, names);
  const { approvers } = edit.changes;
  if (approvers === undefined) return { key: 'rule', params: {}, who: how };
  const fewer = usersOf(step.approvers).length - usersOf(approvers).length;
  if (approvers.kind === step.approvers.kind && usersOf(approvers).length > 0 && fewer > 0)
    return { key: 'unable', params: { count: fewer }, who: [] };
  if (approvers.kind === 'group') return { key: 'rule', params: {}, who: how };
  return { key: 'who', params: {}, who: [who, ...how] };
}
