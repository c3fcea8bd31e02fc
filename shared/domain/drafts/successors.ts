import type { Command as RouteCommand, Edit as RouteEdit } from '../routes/commands.ts';
import { type Access, type Approver, type Route, replaceNamedUsers, type Step } from '../routes/route.ts';
import type { DraftEdit } from './commands.ts';
import { type Draft, listBodies } from './draft.ts';
import type { ReferenceKind } from './references.ts';
import { type Bodies, getBodyName, type Section } from './sections.ts';

/** Removes a person everywhere, or replaces the person by a successor. Ids are NEO's. */
export interface PersonChange {
  readonly id: string;
  /** `null` = no successor. */
  readonly by: string | null;
}

/**
 * Result for one position that names a person. `already`: the successor is already listed, so the person is only removed. `vacant`: the
 * list would become empty, so nothing changes until a successor is named.
 */
export type PersonEffect = 'removed' | 'replaced' | 'already' | 'vacant';

export interface PersonPlanRow {
  readonly personId: string;
  readonly section: Extract<Section, 'routes' | 'invoice_groups' | 'allowed_users'>;
  readonly objectId: string;
  /** `''` for the list of allowed users. */
  readonly name: string;
  readonly how: Extract<ReferenceKind, 'step' | 'access' | 'member' | 'allowed'>;
  /** The step of a route: its id and its position, starting at 1. */
  readonly stepId: string | null;
  readonly step: number | null;
  readonly effect: PersonEffect;
  /** The successor; `null` = none. */
  readonly by: string | null;
}

export interface PersonPlan {
  /** In the order of the drafts. */
  readonly lines: readonly PersonPlanRow[];
  /** One edit per changed object. */
  readonly edits: readonly DraftEdit[];
}

interface Substitution<T> {
  readonly list: readonly T[];
  /** The result for each named person. */
  readonly effects: readonly Pick<PersonPlanRow, 'personId' | 'effect' | 'by'>[];
}

/**
 * Plans the removal or replacement of people in drafts: steps and users of routes, invoice groups, allowed users. A list that requires a
 * member is never emptied. People listed once are not listed twice afterwards. The order of lists is kept.
 */
export function planPersonChanges(drafts: Iterable<Draft>, changes: readonly PersonChange[]): PersonPlan {
  const all = [...drafts];
  const successors = successorsOf(changes);
  const lines: PersonPlanRow[] = [];
  const edits: DraftEdit[] = [];
  for (const { id, body } of listBodies(all, 'routes')) {
    const made = routeEdits(body, successors, lines);
    if (made.length > 0) edits.push({ section: 'routes', id, kind: 'edit', edit: sequence(made) });
  }
  for (const { id, body } of listBodies(all, 'invoice_groups')) {
    const users = listEdit('invoice_groups', id, body, body.organizations.length, successors, lines);
    if (users !== null) edits.push({ section: 'invoice_groups', id, kind: 'edit', edit: { kind: 'set', fields: { users } } });
  }
  for (const { id, body } of listBodies(all, 'allowed_users')) {
    if (body.everyone) continue;
    const users = listEdit('allowed_users', id, body, body.organizations.length + body.roles.length, successors, lines);
    if (users !== null) edits.push({ section: 'allowed_users', id, kind: 'edit', edit: { kind: 'set', fields: { users } } });
  }
  return { lines, edits };
}

/** The final successor of each person. If a successor leaves too, that person's successor is used; in a cycle, there is none. */
function successorsOf(changes: readonly PersonChange[]): ReadonlyMap<string, string | null> {
  const given = new Map(changes.map(({ id, by }) => [id, by]));
  const end = (id: string): string | null => {
    const seen = new Set([id]);
    let by = given.get(id) ?? null;
    while (by !== null && given.has(by)) {
      if (seen.has(by)) return null;
      seen.add(by);
      by = given.get(by) ?? null;
    }
    return by;
  };
  return new Map([...given.keys()].map((id) => [id, end(id)]));
}

type Successors = ReadonlyMap<string, string | null>;

/** Replaces or removes the people in a list; `others` is the number of further members. */
function substitute<T>(
  list: readonly T[],
  idOf: (item: T) => string | null,
  withId: (item: T, id: string) => T,
  successors: Successors,
  others: number,
): Substitution<T> | null {
  const there = new Set(list.map(idOf));
  if (![...there].some((id) => id !== null && successors.has(id))) return null;
  const next: T[] = [];
  const placed = new Set<string>();
  const effects = new Map<string, Omit<PersonPlanRow, 'personId'>['effect']>();
  for (const item of list) {
    const id = idOf(item);
    if (id === null || !successors.has(id)) {
      next.push(item);
      continue;
    }
    const by = successors.get(id) ?? null;
    if (by === null) effects.set(id, 'removed');
    else if (there.has(by) || placed.has(by)) effects.set(id, effects.get(id) ?? 'already');
    else {
      next.push(withId(item, by));
      placed.add(by);
      effects.set(id, 'replaced');
    }
  }
  const vacant = next.length + others === 0;
  return {
    list: vacant ? list : next,
    effects: [...effects].map(([personId, effect]) => ({
      personId,
      effect: vacant ? 'vacant' : effect,
      by: successors.get(personId) ?? null,
    })),
  };
}

const substituteIds = (ids: readonly string[], successors: Successors, others = 0): Substitution<string> | null =>
  substitute(
    ids,
    (id) => id,
    (_, id) => id,
    successors,
    others,
  );

const isVacant = ({ effects }: Substitution<unknown>): boolean => effects.some(({ effect }) => effect === 'vacant');

/** The users of a list after the changes; `null` if they do not change. */
function listEdit<S extends 'invoice_groups' | 'allowed_users'>(
  section: S,
  objectId: string,
  body: Bodies[S],
  others: number,
  successors: Successors,
  lines: PersonPlanRow[],
): readonly string[] | null {
  const found = substituteIds(body.users, successors, others);
  if (found === null) return null;
  const how = section === 'allowed_users' ? 'allowed' : 'member';
  const name = getBodyName(section, body);
  for (const one of found.effects) lines.push({ ...one, section, objectId, name, how, stepId: null, step: null });
  return isVacant(found) ? null : found.list;
}

function routeEdits(route: Route, successors: Successors, lines: PersonPlanRow[]): readonly RouteEdit[] {
  const edits: RouteEdit[] = [];
  const at = { section: 'routes', objectId: route.id, name: route.name } as const;
  const access = accessAfter(route.access, successors);
  if (access !== null) {
    for (const one of access.effects) lines.push({ ...one, ...at, how: 'access', stepId: null, step: null });
    if (access.access !== null) edits.push({ kind: 'set-access', access: access.access });
  }
  route.steps.forEach((step, place) => {
    const after = stepAfter(step, successors);
    if (after === null) return;
    for (const one of after.effects) lines.push({ ...one, ...at, how: 'step', stepId: step.id, step: place + 1 });
    if (after.approvers !== null) edits.push({ kind: 'set-step', stepId: step.id, changes: { approvers: after.approvers } });
  });
  return edits;
}

type Effects = Substitution<unknown>['effects'];

function accessAfter(access: Access, successors: Successors): { readonly access: Access | null; readonly effects: Effects } | null {
  if (access.kind === 'everyone') return null;
  const found = substitute(
    access.principals,
    (one) => (one.kind === 'user' ? one.id : null),
    (one, id) => ({ ...one, id }),
    successors,
    0,
  );
  return found && { access: isVacant(found) ? null : { kind: 'listed', principals: found.list }, effects: found.effects };
}

function stepAfter({ approvers }: Step, successors: Successors): { readonly approvers: Approver | null; readonly effects: Effects } | null {
  const named = namedUsers(approvers);
  const found = named === null ? null : substituteIds(named, successors);
  return found && { approvers: isVacant(found) ? null : replaceNamedUsers(approvers, found.list), effects: found.effects };
}

/** The users named individually by an approver; `null` if the approver is of another kind. */
function namedUsers(approvers: Approver): readonly string[] | null {
  if (approvers.kind === 'users') return approvers.users;
  if (approvers.kind === 'group') return approvers.members;
  if (approvers.kind !== 'organization' && approvers.kind !== 'hierarchy') return null;
  return approvers.resolver.kind === 'selected' ? approvers.resolver.users : null;
}

const sequence = (edits: readonly RouteEdit[]): RouteCommand =>
  edits.length === 1 ? (edits[0] as RouteEdit) : { kind: 'sequence', edits };
