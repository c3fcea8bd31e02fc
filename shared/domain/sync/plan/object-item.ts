import { getDraftKey } from '../../drafts/draft.ts';
import { type Body, getBodyName } from '../../drafts/sections.ts';
import type { GatewaySection } from '../gateway-section.ts';
import { MergeDecisions } from '../merge/decide.ts';
import type { PickedDifference } from '../merge/difference.ts';
import { findConflictingFinalDeciders } from '../merge/last-decider.ts';
import { mergeBodies } from '../merge/merge.ts';
import { isSameBody } from '../same.ts';
import type { ServerEntry } from '../server-state.ts';
import type { FieldChange, IgnoredDifference, ItemKind, ObjectItem, ResolvedDifference } from './item.ts';
import { isOpenConflict } from './item.ts';
import { computeItemRisk } from './risk.ts';

/** The three versions of an object. Both `base` and `draft` are `null` for a server object without a draft. */
export interface ObjectSides {
  readonly section: GatewaySection;
  readonly id: string;
  readonly base: Body | null;
  readonly draft: Body | null;
  readonly server: ServerEntry | null;
}

export interface ComparedObject {
  /** The item without `dependsOn`, which requires the other items; `null` if all differences are ignored or there are none. */
  readonly item: ObjectItem | null;
  readonly ignored: readonly IgnoredDifference[];
  readonly reopened: readonly IgnoredDifference[];
}

const NO_DIFFERENCE: ComparedObject = { item: null, ignored: [], reopened: [] };

/** Compares one object field by field. */
export function compareObject(
  sides: ObjectSides,
  resolutions: ReadonlyMap<string, ResolvedDifference> | undefined,
  ignoring: ReadonlyMap<string, IgnoredDifference> | undefined,
  today: string,
): ComparedObject {
  const { section, id, base, draft, server } = sides;
  const theirs = server?.body ?? null;
  if (isSameBody(section, draft, theirs)) {
    if (isSameBody(section, base, draft)) return NO_DIFFERENCE;
    // Both sides made the same change, which is reported once.
    const found = mergeBodies(section, base, draft, base, () => 'ours').found;
    const fields = found.map(
      (one): FieldChange => ({ ...toFieldChange(one), origin: 'both', before: one.ours ?? null, after: one.ours ?? null }),
    );
    return { ...NO_DIFFERENCE, item: itemOf(sides, { kind: 'already-there', write: 'none', target: theirs, fields, ignored: [] }) };
  }
  const decisions = new MergeDecisions(resolutions, ignoring, today);
  const { body: target, found } = mergeBodies(section, base, draft, theirs, decisions.pick);
  const { ignored, reopened } = decisions;
  const considered = found.filter(({ path }) => !decisions.isIgnored(path));
  const clashing = findConflictingFinalDeciders(section, considered);
  const fields = considered.map((one): FieldChange => {
    const resolution = decisions.resolutionOf(one);
    const field = clashing.has(one.path) ? { ...toFieldChange(one), origin: 'both' as const, conflict: true } : toFieldChange(one);
    if (resolution !== undefined) return { ...field, resolution };
    return field.conflict ? { ...field, after: field.before } : field;
  });
  if (fields.length === 0) return { item: null, ignored, reopened };
  const open = fields.some(isOpenConflict);
  const writes = !open && !isSameBody(section, target, theirs);
  const write = writes ? (target === null ? 'delete' : 'put') : 'none';
  const kind: ItemKind = open
    ? 'conflict'
    : write === 'delete'
      ? 'delete'
      : write === 'none'
        ? 'drift'
        : theirs === null
          ? 'create'
          : 'change';
  return { item: itemOf({ ...sides, id }, { kind, write, target, fields, ignored }), ignored, reopened };
}

/** Converts a difference to a field of the plan. */
export const toFieldChange = ({ path, kind, origin, base, ours, theirs, after }: PickedDifference): FieldChange => ({
  path,
  kind,
  origin,
  base: base ?? null,
  ours: ours ?? null,
  before: theirs ?? null,
  after: after ?? null,
  conflict: origin === 'both',
});

function itemOf(
  { section, id, base, draft, server }: ObjectSides,
  { kind, write, target, fields, ignored }: Pick<ObjectItem, 'kind' | 'write' | 'target' | 'fields' | 'ignored'>,
): ObjectItem {
  const named = draft ?? server?.body ?? base;
  const risks = computeItemRisk(section, { kind, write, fields, server: server?.body ?? null, target });
  return {
    key: getDraftKey({ section, id }),
    section,
    id,
    name: named === null ? '' : getBodyName(section, named),
    kind,
    ...risks,
    fields,
    ignored,
    dependsOn: [],
    secret: null,
    write,
    ifRevision: server?.revision ?? 0,
    target,
    base,
    draft,
    server,
  };
}
