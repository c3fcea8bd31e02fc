import type { CallOutput } from '#shared/contract/calls.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import type { FieldChange, ObjectItem } from '#shared/domain/sync/plan/item.ts';
import { compareObject } from '#shared/domain/sync/plan/object-item.ts';
import { listNonEmptyFields } from '#shared/domain/sync/wording/contents.ts';
import { describeFullSide } from '#shared/domain/sync/wording/full-value.ts';
import { describeItemField } from '#shared/domain/sync/wording/label.ts';
import type { PlanNames } from '#shared/domain/sync/wording/phrase.ts';
import type { FullHistoryLine } from '../../storage/history-log.ts';

type Fields = CallOutput<'historyLog.entry'>['fields'];

/** Kinds of entries that store the object before or after. */
const HOLDS_OBJECTS: ReadonlySet<string> = new Set(['put', 'delete', 'hand-over']);

/** Returns the changed fields of an entry with both values, or all fields of a created or deleted object. `today`: `YYYY-MM-DD`. */
export function buildHistoryFields({ head, before: was, after: is }: FullHistoryLine, names: PlanNames, today: string): Fields {
  const { section, id, kind } = head;
  if (section === null || !HOLDS_OBJECTS.has(kind)) return [];
  const [before, after] = [was as Body | null, is as Body | null];
  const server = before === null ? null : { section, id, revision: 0, body: before, updatedAt: '', updatedBy: '' };
  const { item } = compareObject({ section, id, base: before, draft: after, server }, undefined, undefined, today);
  if (item === null) return [];
  return placesOf(item, before, after).map((field) => ({
    path: field.path,
    label: describeItemField(item, field.path, names),
    kind: field.kind,
    before: field.before as Fields[number]['before'],
    after: field.after as Fields[number]['after'],
    words: { before: describeFullSide(item, field, 'before', names), after: describeFullSide(item, field, 'after', names) },
  }));
}

function placesOf(item: ObjectItem, before: Body | null, after: Body | null): readonly FieldChange[] {
  if (before === null && after !== null) return listNonEmptyFields(item.section, after);
  if (before === null || after !== null) return item.fields;
  return listNonEmptyFields(item.section, before).map((field) => ({ ...field, before: field.after, after: null }));
}
