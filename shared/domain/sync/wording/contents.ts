import type { Body } from '../../drafts/sections.ts';
import type { Json } from '../../fields/json.ts';
import type { GatewaySection } from '../gateway-section.ts';
import { mergeBodies } from '../merge/merge.ts';
import type { FieldChange, ObjectItem } from '../plan/item.ts';
import { toFieldChange } from '../plan/object-item.ts';
import { SHAPES } from '../shape.ts';
import type { PlanNames } from './phrase.ts';
import { buildChangeLines, type ChangeLine } from './sentence.ts';

const saysNothing = (value: Json): boolean => value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** The non-empty fields of an object except its name, as changes from empty values. */
export const listContentFields = (section: GatewaySection, body: Body): readonly FieldChange[] =>
  listNonEmptyFields(section, body).filter(({ path }) => path !== '/name');

/** The non-empty fields of an object, as changes from empty values. */
export function listNonEmptyFields(section: GatewaySection, body: Body): readonly FieldChange[] {
  const lists = Object.entries(SHAPES[section].fields).filter(([, { kind }]) => kind === 'set' || kind === 'list');
  const blank = Object.fromEntries(lists.map(([name]) => [name, []])) as unknown as Body;
  const { found } = mergeBodies(section, blank, body, blank, () => 'ours');
  return found.map(toFieldChange).filter(({ path, after }) => path !== '/id' && !saysNothing(after));
}

/** Lines with the content of a new object; empty for other items. */
export function buildContentLines(item: ObjectItem, names: PlanNames): readonly ChangeLine[] {
  const body = item.target;
  if (item.kind !== 'create' || body === null) return [];
  const fields = listContentFields(item.section, body);
  return buildChangeLines({ ...item, kind: 'change', fields, draft: body, base: null, server: null }, names);
}
