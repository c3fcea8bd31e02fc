import type { NamedEntry } from '#renderer/ui/drafts/index.ts';
import type { DraftDetail } from '#shared/contract/drafts/drafts.ts';
import { applyRouteCommand, type Command, type StepChanges } from '#shared/domain/routes/commands.ts';
import { describeRoute, type RouteNames, type RoutePart } from '#shared/domain/routes/describe.ts';
import { listRouteReferences } from '#shared/domain/routes/references.ts';
import { type Approver, listNamedUsers, type Resolver, type Route, type Step } from '#shared/domain/routes/route.ts';

export type DraftProblem = DraftDetail['problems'][number];

/** Maximum number of names per call; further objects are shown by id. */
const MAX_NAMES = 2_000;

/** Objects named by a route, each once, in order. */
export function listNamedObjects(route: Route): NamedEntry[] {
  const found = new Map(listRouteReferences(route).map(({ kind, id }) => [`${kind} ${id}`, { kind, id }]));
  return [...found.values()].slice(0, MAX_NAMES);
}

const WEIGHT = { block: 0, risk: 1, note: 2 } as const;
export type Severity = keyof typeof WEIGHT;

/** Problems by severity, then in route order. */
export const sortBySeverity = <P extends { readonly severity: Severity }>(problems: readonly P[]): P[] =>
  [...problems].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);

/** Problems of one step, or of the route (`null`). */
export const listProblemsAt = (problems: readonly DraftProblem[], stepId: string | null): DraftProblem[] =>
  sortBySeverity(problems.filter((problem) => problem.stepId === stepId));

/** A step, or the route (`null`), whose problems the panel shows; `undefined` = none. */
export type PanelProblems = string | null | undefined;

/** Problems shown below the line, and the number shown in the panel instead. */
export function listProblemsBelowLine(
  problems: readonly DraftProblem[],
  beside: PanelProblems,
): { readonly here: readonly DraftProblem[]; readonly beside: number } {
  const here = problems.filter(({ stepId }) => stepId !== beside);
  return { here, beside: problems.length - here.length };
}

/** The changed part of a route as a sentence; `null` if it reads the same or the step was removed. */
export function getEditedPart(route: Route, edit: Command, stepId: string | null, names: RouteNames): RoutePart | null {
  if (stepId === null) return null;
  const partIn = (of: Route): RoutePart | undefined => describeRoute(of, names).find((part) => part.stepId === stepId);
  const after = partIn(applyRouteCommand(route, edit).route);
  return after === undefined || JSON.stringify(after) === JSON.stringify(partIn(route)) ? null : after;
}

const DEFAULT_RESOLVER: Resolver = { kind: 'approvers' };

/** Changes the kind of approvers, keeping common values. */
export function withKind(step: Step, kind: Approver['kind']): StepChanges {
  const { approvers } = step;
  const users = listNamedUsers(approvers);
  const resolver = 'resolver' in approvers ? approvers.resolver : DEFAULT_RESOLVER;
  const made: Record<Approver['kind'], Approver> = {
    users: { kind: 'users', users },
    organization: { kind: 'organization', organizationId: '', resolver },
    role: { kind: 'role', roleId: '' },
    group: { kind: 'group', name: '', members: users, rule: step.rule },
    hierarchy: { kind: 'hierarchy', from: 3, to: 3, resolver },
    applicant: { kind: 'applicant' },
  };
  return { approvers: made[kind] };
}

/** Changes how people in an organization are found, keeping chosen people. */
export function withResolver(approvers: Approver, kind: Resolver['kind']): Approver {
  if (!('resolver' in approvers)) return approvers;
  const resolver: Resolver =
    kind === 'selected' ? { kind, users: listNamedUsers(approvers) } : kind === 'role-members' ? { kind, roleId: '' } : { kind };
  return { ...approvers, resolver };
}

/** True if several levels decide one after another within the step. */
export const isLevelRange = ({ approvers }: Pick<Step, 'approvers'>): boolean =>
  approvers.kind === 'hierarchy' && approvers.from !== approvers.to;

/** True if the rule matters, because several people may be asked. */
export const isRuleRelevant = ({ approvers }: Step): boolean =>
  approvers.kind !== 'group' && approvers.kind !== 'applicant' && !(approvers.kind === 'users' && approvers.users.length === 1);

/** A panel beside the line. */
export type Tab = 'step' | 'route' | 'try' | 'everybody' | 'days';
export const TABS: readonly Tab[] = ['step', 'route', 'try', 'everybody', 'days'];

export type StepCommand =
  | { readonly kind: 'focus' | 'move'; readonly to: number }
  | { readonly kind: 'insert' | 'duplicate' | 'copy' | 'paste' | 'remove' | 'open' }
  | null;

interface Press {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

const COMMANDS: Readonly<Record<string, 'duplicate' | 'copy' | 'paste' | undefined>> = { d: 'duplicate', c: 'copy', v: 'paste' };

/**
 * Effect of a key on a step: arrows move, Alt with an arrow moves the step, Insert adds below, Ctrl+C and Ctrl+V copy steps between
 * routes.
 */
export function getStepCommand({ key, altKey, ctrlKey, metaKey, shiftKey }: Press, at: number, total: number): StepCommand {
  const command = ctrlKey || metaKey;
  const to = key === 'ArrowDown' ? at + 1 : key === 'ArrowUp' ? at - 1 : key === 'Home' ? 0 : key === 'End' ? total - 1 : null;
  if (to !== null) {
    if (command || shiftKey || to < 0 || to >= total || to === at) return null;
    if (altKey && key !== 'ArrowDown' && key !== 'ArrowUp') return null;
    return { kind: altKey ? 'move' : 'focus', to };
  }
  if (altKey || shiftKey) return null;
  if (command) {
    // With Caps Lock the letter is upper case.
    const kind = COMMANDS[key.toLowerCase()];
    return kind === undefined ? null : { kind };
  }
  if (key === 'Insert' || key === '+') return { kind: 'insert' };
  if (key === 'Delete') return { kind: 'remove' };
  return key === 'Enter' ? { kind: 'open' } : null;
}

/** The control that an arrow leads to; `null` = none, or not handled. */
export function getRowTarget({ key, altKey, ctrlKey, metaKey, shiftKey }: Press, at: number, total: number): number | null {
  if (at < 0 || altKey || ctrlKey || metaKey || shiftKey) return null;
  const to = key === 'ArrowRight' ? at + 1 : key === 'ArrowLeft' ? at - 1 : at;
  return to === at || to < 0 || to >= total ? null : to;
}

/** Step that gets focus after a removal: the one at its position, else the last; `null` = none left. */
export const getNeighbourAfterRemoval = (steps: readonly Step[], at: number): string | null => (steps[at + 1] ?? steps[at - 1])?.id ?? null;

/** Step that gets focus after a fix if it still exists; `null` = the list of problems. */
export const getFocusAfterFix = (route: Route, command: Command, stepId: string | null): string | null =>
  applyRouteCommand(route, command).route.steps.some(({ id }) => id === stepId) ? stepId : null;

/** Target position of a dragged step, from the middles (px from top) of all steps. */
export function getDropIndex(y: number, middles: readonly number[], from: number): number {
  const above = middles.filter((middle, at) => at !== from && middle < y).length;
  return Math.min(above, Math.max(0, middles.length - 1));
}

/** The part of the diagram for each step, by step id. */
export const groupPartsByStep = (parts: readonly RoutePart[]): ReadonlyMap<string, RoutePart> =>
  new Map(parts.flatMap((part) => (part.stepId === null ? [] : [[part.stepId, part] as const])));
