import { applyRouteCommand, isRouteFieldEdit, listRouteEdits, type Edit as RouteEdit, type RouteFieldEdit } from '../routes/commands.ts';
import { FIELD_EDITS, type Route, type Step } from '../routes/route.ts';
import { findItemsPosition, type RecordEdit } from './record-edit.ts';
import { type Bodies, type Body, type Edits, editBody, type Section } from './sections.ts';
import { isSameJson } from './stable-json.ts';

/**
 * An edit contains the values that it replaces (`was`, `removed`) as its author saw them. If they differ from the draft, the edit is merged
 * with the later changes (`rebaseEdit`).
 */

/** Returns the result of an edit from `was` to `wanted` for a draft that is now `now`: `wanted`, or `wanted` merged with later changes. */
export type MergeEdit = (section: Section, was: Body | null, wanted: Body | null, now: Body | null) => Body | null;

type Values = Readonly<Record<string, unknown>>;
type AnyRecord = Readonly<Record<string, unknown[]>>;

const pick = (from: object, names: readonly string[]): Values =>
  Object.fromEntries(names.flatMap((name) => (Object.hasOwn(from, name) ? [[name, (from as Values)[name]]] : [])));
const isUnchanged = (now: object, was: object): boolean =>
  Object.entries(was).every(([name, value]) => isSameJson((now as Values)[name], value));

/** Applies a function to each edit of a route's command, on the route after the edits before it. */
function mapRouteEdits(route: Route, command: Edits['routes'], map: (route: Route, edit: RouteEdit) => RouteEdit): Edits['routes'] {
  let at = route;
  const edits = listRouteEdits(command).map((edit) => {
    const mapped = map(at, edit);
    at = applyRouteCommand(at, mapped).route;
    return mapped;
  });
  return command.kind === 'sequence' ? { kind: 'sequence', edits } : (edits[0] as RouteEdit);
}

/** Adds the replaced values to an edit; values that it already contains stay. */
export function addExpectedState<S extends Section>(section: S, body: Bodies[S], edit: Edits[S]): Edits[S] {
  if (section !== 'routes') return expectingRecord(body as unknown as AnyRecord, edit as RecordEdit<AnyRecord>) as unknown as Edits[S];
  return mapRouteEdits(body as Route, edit as Edits['routes'], expectingRoute) as Edits[S];
}

function expectingRecord(body: AnyRecord, edit: RecordEdit<AnyRecord>): RecordEdit<AnyRecord> {
  if (edit.kind === 'splice') {
    const list = body[edit.field];
    if (edit.remove === 0 || edit.removed !== undefined || list === undefined) return edit;
    return { ...edit, removed: list.slice(edit.at, edit.at + edit.remove) };
  }
  return edit.was === undefined ? { ...edit, was: pick(body, Object.keys(edit.fields)) as Partial<AnyRecord> } : edit;
}

function expectingRoute(route: Route, edit: RouteEdit): RouteEdit {
  if (isRouteFieldEdit(edit)) {
    const before = route[FIELD_EDITS[edit.kind].field];
    return edit.was !== undefined || before === undefined ? edit : ({ ...edit, was: before } as RouteFieldEdit);
  }
  if (edit.kind !== 'set-step' || edit.was !== undefined) return edit;
  const step = stepOf(route, edit.stepId);
  return step === undefined ? edit : { ...edit, was: pick(step, Object.keys(edit.changes)) };
}

/** Rebases an edit on the present draft if its author saw other values, merging its values with later changes by `merge`. */
export function rebaseEdit<S extends Section>(section: S, now: Bodies[S], edit: Edits[S], merge: MergeEdit): Edits[S] {
  if (section === 'routes')
    return mapRouteEdits(now as Route, edit as Edits['routes'], (route, one) => restateRoute(route, one, merge)) as Edits[S];
  const set = edit as RecordEdit<AnyRecord>;
  if (set.kind !== 'set' || set.was === undefined || isUnchanged(now, set.was)) return edit;
  const was = { ...now, ...set.was } as Body;
  const merged = merge(section, was, editBody(section, was, edit).body, now) ?? now;
  const names = Object.keys(set.fields);
  return { kind: 'set', fields: pick(merged, names), was: pick(now, names) } as unknown as Edits[S];
}

function restateRoute(route: Route, edit: RouteEdit, merge: MergeEdit): RouteEdit {
  const mergedOver = (was: Route): Route => (merge('routes', was, applyRouteCommand(was, edit).route, route) as Route | null) ?? route;
  if (isRouteFieldEdit(edit)) {
    const { field, carries } = FIELD_EDITS[edit.kind];
    if (edit.was === undefined || isSameJson(route[field], edit.was)) return edit;
    const value = mergedOver({ ...route, [field]: edit.was })[field];
    return { kind: edit.kind, ...(value !== undefined && { [carries]: value }), was: route[field] } as RouteFieldEdit;
  }
  const step = edit.kind === 'set-step' ? stepOf(route, edit.stepId) : undefined;
  if (edit.kind !== 'set-step' || step === undefined || edit.was === undefined || isUnchanged(step, edit.was)) return edit;
  const was = { ...route, steps: route.steps.map((one) => (one === step ? { ...step, ...edit.was } : one)) };
  const names = Object.keys(edit.changes);
  return { ...edit, changes: pick(stepOf(mergedOver(was), edit.stepId) ?? step, names), was: pick(step, names) };
}

const stepOf = (route: Route, stepId: string): Step | undefined => route.steps.find(({ id }) => id === stepId);

/** True if the step or the list items to which an edit refers were removed. */
export function contradictsExpectation<S extends Section>(section: S, body: Bodies[S], edit: Edits[S]): boolean {
  if (section !== 'routes') {
    const splice = edit as RecordEdit<AnyRecord>;
    if (splice.kind !== 'splice' || splice.removed === undefined || splice.removed.length === 0) return false;
    return findItemsPosition((body as unknown as AnyRecord)[splice.field] ?? [], splice.removed, splice.at) === null;
  }
  let route = body as Route;
  return listRouteEdits(edit as Edits['routes']).some((one) => {
    const needsStep = 'stepId' in one && one.stepId !== null && one.kind !== 'remove-step';
    const isMissing = needsStep && stepOf(route, one.stepId) === undefined;
    route = applyRouteCommand(route, one).route;
    return isMissing;
  });
}
