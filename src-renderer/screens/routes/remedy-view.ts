import type { CallOutput } from '#shared/contract/calls.ts';
import { describeStep, type Phrase, type RouteNames } from '#shared/domain/routes/describe.ts';
import { listMissingStepValues } from '#shared/domain/routes/lint/lint-step.ts';
import { listNamedUsers, type Route, type Step } from '#shared/domain/routes/route.ts';

export type Remedies = Pick<CallOutput<'routes.remedies'>, 'failing' | 'steps'>;
export type StepRemedies = Remedies['steps'][number];
export type Remedy = StepRemedies['remedies'][number];

/** A response, and whether route or people have changed since. */
export interface RemediesResponse {
  readonly value: Remedies | undefined;
  readonly outdated: boolean;
}

/** Remedies of a step; `null` while searching: a missing remedy is valid for that route only. */
export function findStepRemedies({ value, outdated }: RemediesResponse, stepId: string): StepRemedies | null {
  const found = value?.steps.find((step) => step.stepId === stepId) ?? null;
  return outdated && found?.remedies.length === 0 ? null : found;
}

/** 1-based position of the first other incomplete step, which no one can pass. */
export function findOtherIncompleteStep({ steps }: Pick<Route, 'steps'>, stepId: string): number | null {
  const at = steps.findIndex((step) => step.id !== stepId && listMissingStepValues(step).length > 0);
  return at < 0 ? null : at + 1;
}

/** Text if no remedy is offered: below `routesScreen.step.stopped.`, and `routesScreen.line.noRemedy.` on the line. */
export function getNoRemedyReason({ tried, withheld, next }: StepRemedies): 'nothingTried' | 'noRemedy' | 'withheld' | null {
  if (next === 'fill') return null;
  if (withheld) return 'withheld';
  return tried.length === 0 ? 'nothingTried' : 'noRemedy';
}

type AskedKey = 'named' | 'level' | 'levels' | 'people';

/**
 * Additional approvers of a remedy: names, otherwise their number and levels; `null` = none. Texts below
 * `routesScreen.step.stopped.asked.`.
 */
export function createAddedApproversPhrase({
  count,
  named,
  levels,
}: Remedy['asked']): { readonly key: AskedKey; readonly params: Readonly<Record<string, number>> } | null {
  if (count === 0) return null;
  if (named.length > 0) return { key: 'named', params: {} };
  if (levels === null) return { key: 'people', params: { count } };
  const { lowest, highest } = levels;
  return lowest === highest ? { key: 'level', params: { count, level: highest } } : { key: 'levels', params: { count, lowest, highest } };
}

interface RemedyPhrase {
  /** Below `routesScreen.step.stopped.remedy.`; `who` has an argument made of phrases below `route.`. */
  readonly key: 'handling' | 'rule' | 'unable' | 'who';
  readonly params: Readonly<Record<string, number>>;
  readonly who: readonly Phrase[];
}

/** A remedy as text: the changed part of the step, and its new value. */
export function createRemedyPhrase(edit: Remedy['edit'], step: Step, names: RouteNames): RemedyPhrase {
  if (edit.kind !== 'set-step') return { key: 'handling', params: {}, who: [{ key: 'handling.exclude', params: {} }] };
  const { who, how } = describeStep({ ...step, ...edit.changes } as Step, names);
  const { approvers } = edit.changes;
  if (approvers === undefined) return { key: 'rule', params: {}, who: how };
  const fewer = listNamedUsers(step.approvers).length - listNamedUsers(approvers).length;
  if (approvers.kind === step.approvers.kind && listNamedUsers(approvers).length > 0 && fewer > 0)
    return { key: 'unable', params: { count: fewer }, who: [] };
  if (approvers.kind === 'group') return { key: 'rule', params: {}, who: how };
  return { key: 'who', params: {}, who: [who, ...how] };
}
