import { FIELD_EDITS, type Route, type Step } from './route.ts';

/** The fields of a step that an edit may set; the id never changes. */
export type StepChanges = Partial<Omit<Step, 'id'>>;

type FieldEdits = typeof FIELD_EDITS;
type Carried<Name extends string, Field extends keyof Route> =
  Record<never, never> extends Pick<Route, Field>
    ? { readonly [N in Name]?: Exclude<Route[Field], undefined> }
    : { readonly [N in Name]: Route[Field] };
/** Sets a field of the route. An edit without a value removes an optional field. */
export type RouteFieldEdit = {
  [K in keyof FieldEdits]: { readonly kind: K } & Carried<FieldEdits[K]['carries'], FieldEdits[K]['field']> & {
      /** The former value as the author of the edit saw it. */
      readonly was?: Exclude<Route[FieldEdits[K]['field']], undefined>;
    };
}[keyof FieldEdits];

/** One edit of a route, serializable for storage and repetition. Steps are identified by id; positions start at 0. */
export type Edit =
  | RouteFieldEdit
  | { readonly kind: 'insert-step'; readonly at: number; readonly step: Step }
  | { readonly kind: 'remove-step'; readonly stepId: string }
  | { readonly kind: 'move-step'; readonly stepId: string; readonly to: number }
  /** The copy follows its original directly. It is not the final decider, because a route has only one. */
  | { readonly kind: 'duplicate-step'; readonly stepId: string; readonly newId: string }
  | { readonly kind: 'set-step'; readonly stepId: string; readonly changes: StepChanges; readonly was?: StepChanges }
  /** Makes this step the only final decider; `null` removes the final decider. */
  | { readonly kind: 'set-final-decider'; readonly stepId: string | null };

/** One edit, or several that are applied and undone together. */
export type Command = Edit | { readonly kind: 'sequence'; readonly edits: readonly Edit[] };

export interface AppliedRouteCommand {
  /** The resulting route; the same object if nothing changed. */
  readonly route: Route;
  /** The command that restores the former route. Applying it returns an inverse in turn. */
  readonly inverse: Command;
}

const NO_EDITS: Command = { kind: 'sequence', edits: [] };

/** Applies a command. Edits that cannot be applied (missing step, used id) change nothing; positions are clamped. Never throws. */
export function applyRouteCommand(route: Route, command: Command): AppliedRouteCommand {
  if (command.kind !== 'sequence') return applyEdit(route, command);
  let at = route;
  const back: Edit[][] = [];
  for (const edit of command.edits) {
    const { route: next, inverse } = applyEdit(at, edit);
    at = next;
    back.push(listRouteEdits(inverse));
  }
  return { route: at, inverse: { kind: 'sequence', edits: back.reverse().flat() } };
}

/** The edits of a command, in order. */
export const listRouteEdits = (command: Command): Edit[] => (command.kind === 'sequence' ? [...command.edits] : [command]);

function applyEdit(route: Route, edit: Edit): AppliedRouteCommand {
  switch (edit.kind) {
    case 'set-final-decider':
      return setFinalDecider(route, edit.stepId);
    case 'insert-step':
      return insertStep(route, edit.at, edit.step);
    case 'remove-step':
    case 'move-step':
    case 'duplicate-step':
    case 'set-step':
      return applyToStep(route, edit);
    default:
      return setField(route, edit);
  }
}

export const isRouteFieldEdit = (edit: Edit): edit is RouteFieldEdit => Object.hasOwn(FIELD_EDITS, edit.kind);

function setField(route: Route, edit: RouteFieldEdit): AppliedRouteCommand {
  if (!isRouteFieldEdit(edit)) return { route, inverse: NO_EDITS };
  const { field, carries } = FIELD_EDITS[edit.kind];
  const { [field]: before, ...rest } = route;
  const value = (edit as unknown as Readonly<Record<string, unknown>>)[carries];
  const back = { kind: edit.kind, ...(before !== undefined && { [carries]: before }), ...(value !== undefined && { was: value }) };
  return { route: (value === undefined ? rest : { ...route, [field]: value }) as Route, inverse: back as unknown as Edit };
}

type StepEdit = Extract<Edit, { kind: 'remove-step' | 'move-step' | 'duplicate-step' | 'set-step' }>;

function applyToStep(route: Route, edit: StepEdit): AppliedRouteCommand {
  const at = route.steps.findIndex(({ id }) => id === edit.stepId);
  const step = route.steps[at];
  if (step === undefined) return { route, inverse: NO_EDITS };
  switch (edit.kind) {
    case 'remove-step':
      return { route: { ...route, steps: route.steps.toSpliced(at, 1) }, inverse: { kind: 'insert-step', at, step } };
    case 'move-step': {
      const rest = route.steps.toSpliced(at, 1);
      const to = place(edit.to, rest.length);
      if (to === at) return { route, inverse: NO_EDITS };
      return { route: { ...route, steps: rest.toSpliced(to, 0, step) }, inverse: { kind: 'move-step', stepId: step.id, to: at } };
    }
    case 'duplicate-step':
      return insertStep(route, at + 1, { ...step, id: edit.newId, finalDecider: false });
    case 'set-step': {
      const changed: Step = { ...step, ...edit.changes, id: step.id };
      const names = Object.keys(edit.changes).filter((name) => name !== 'id' && Object.hasOwn(step, name)) as (keyof StepChanges)[];
      const pick = (from: Step): StepChanges => Object.fromEntries(names.map((name) => [name, from[name]])) as StepChanges;
      return {
        route: { ...route, steps: route.steps.with(at, changed) },
        inverse: { kind: 'set-step', stepId: step.id, changes: pick(step), was: pick(changed) },
      };
    }
  }
}

function insertStep(route: Route, at: number, step: Step): AppliedRouteCommand {
  if (route.steps.some(({ id }) => id === step.id)) return { route, inverse: NO_EDITS };
  const steps = route.steps.toSpliced(place(at, route.steps.length), 0, step);
  return { route: { ...route, steps }, inverse: { kind: 'remove-step', stepId: step.id } };
}

function setFinalDecider(route: Route, stepId: string | null): AppliedRouteCommand {
  if (stepId !== null && !route.steps.some(({ id }) => id === stepId)) return { route, inverse: NO_EDITS };
  const changed = route.steps.filter(({ id, finalDecider }) => finalDecider !== (id === stepId));
  if (changed.length === 0) return { route, inverse: NO_EDITS };
  return {
    route: { ...route, steps: route.steps.map((step) => (changed.includes(step) ? { ...step, finalDecider: !step.finalDecider } : step)) },
    inverse: {
      kind: 'sequence',
      edits: changed.map(({ id, finalDecider }) => ({ kind: 'set-step', stepId: id, changes: { finalDecider } })),
    },
  };
}

/** Clamps a position to a list of `length`, including its end. */
const place = (at: number, length: number): number => (Number.isNaN(at) ? length : Math.max(0, Math.min(Math.trunc(at), length)));
