import { applyCommand, editsOf, type Edit as RouteEdit } from '../routes/commands.ts';
import type { Route } from '../routes/route.ts';
import { placeOfItems, type RecordEdit } from './record-edit.ts';
import type { Bodies, Body, Edits, Section } from './sections.ts';
import { sameJson } from './stable-json.ts';

/**
 * Values that several people may edit in parts. A plain value is overwritten regardless of its former value: the last writer sees the
 * result.
 */
const isMany = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Those fields of a change, as they are before it, that would take others' work along if they were written blindly. */
function seen<T extends object>(before: T, changes: Partial<T>): Partial<T> | null {
  const fields = (Object.keys(changes) as (keyof T)[]).filter((name) => isMany(before[name]));
  return fields.length === 0 ? null : (Object.fromEntries(fields.map((name) => [name, before[name]])) as Partial<T>);
}

const stands = (now: object, was: object): boolean =>
  Object.entries(was).every(([name, value]) => sameJson((now as Record<string, unknown>)[name], value));

type AnyRecord = Readonly<Record<string, unknown[]>>;

/** The edit with the value that its author saw, so that it applies to that value only. An expectation that it already has is kept. */
export function expecting<S extends Section>(section: S, body: Bodies[S], edit: Edits[S]): Edits[S] {
  if (section !== 'routes') return expectingRecord(body as unknown as AnyRecord, edit as RecordEdit<AnyRecord>) as unknown as Edits[S];
  let route = body as Route;
  const edits = editsOf(edit as Edits['routes']).map((one) => {
    const told = expectingRoute(route, one);
    route = applyCommand(route, one).route;
    return told;
  });
  return (edits.length === 1 && (edit as Edits['routes']).kind !== 'sequence' ? edits[0] : { kind: 'sequence', edits }) as Edits[S];
}

function expectingRecord(body: AnyRecord, edit: RecordEdit<AnyRecord>): RecordEdit<AnyRecord> {
  if (edit.kind === 'splice') {
    const list = body[edit.field];
    if (edit.remove === 0 || edit.removed !== undefined || list === undefined) return edit;
    return { ...edit, removed: list.slice(edit.at, edit.at + edit.remove) };
  }
  const was = edit.was === undefined ? seen(body, edit.fields) : null;
  return was === null ? edit : { ...edit, was };
}

function expectingRoute(route: Route, edit: RouteEdit): RouteEdit {
  if ((edit.kind !== 'set-access' && edit.kind !== 'set-step') || edit.was !== undefined) return edit;
  if (edit.kind === 'set-access') return { ...edit, was: route.access };
  const step = route.steps.find(({ id }) => id === edit.stepId);
  const was = step === undefined ? null : seen(step, edit.changes);
  return was === null ? edit : { ...edit, was };
}

/** Whether what an edit is about is gone, or is other than its maker saw it. An edit that does not say what it saw takes what is there. */
export function misses<S extends Section>(section: S, body: Bodies[S], edit: Edits[S]): boolean {
  if (section !== 'routes') return missesRecord(body as Body as unknown as AnyRecord, edit as RecordEdit<AnyRecord>);
  let route = body as Route;
  return editsOf(edit as Edits['routes']).some((one) => {
    const missed = missesRoute(route, one);
    route = applyCommand(route, one).route;
    return missed;
  });
}

function missesRecord(body: AnyRecord, edit: RecordEdit<AnyRecord>): boolean {
  if (edit.kind === 'set') return edit.was !== undefined && !stands(body, edit.was);
  return edit.removed !== undefined && edit.removed.length > 0 && placeOfItems(body[edit.field] ?? [], edit.removed, edit.at) === null;
}

function missesRoute(route: Route, edit: RouteEdit): boolean {
  if (edit.kind === 'set-access') return edit.was !== undefined && !sameJson(route.access, edit.was);
  if (edit.kind === 'insert-step' || edit.kind === 'remove-step' || !('stepId' in edit) || edit.stepId === null) return false;
  const step = route.steps.find(({ id }) => id === edit.stepId);
  return step === undefined || (edit.kind === 'set-step' && edit.was !== undefined && !stands(step, edit.was));
}
