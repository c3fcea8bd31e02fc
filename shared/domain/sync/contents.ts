import type { Body } from '../drafts/sections.ts';
import type { Json } from '../routes/route.ts';
import type { FieldChange, ObjectItem } from './item.ts';
import { mergeBodies } from './merge.ts';
import { fieldOf } from './object-item.ts';
import type { PlanNames } from './phrase.ts';
import { type ChangeLine, changeLines } from './sentence.ts';
import { SHAPES } from './shape.ts';

const saysNothing = (value: Json): boolean => value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** What is in an object that will be created, as lines to be read: the fields that say something but for its name. Empty for other items. */
export function contentLines(item: ObjectItem, names: PlanNames): readonly ChangeLine[] {
  const body = item.target;
  if (item.kind !== 'create' || body === null) return [];
  const lists = Object.entries(SHAPES[item.section].fields).filter(([, { kind }]) => kind === 'set' || kind === 'list');
  const blank = Object.fromEntries(lists.map(([name]) => [name, []])) as unknown as Body;
  const { found } = mergeBodies(item.section, blank, body, blank, () => 'ours');
  const fields: FieldChange[] = found.map(fieldOf).filter(({ path, after }) => path !== '/id' && path !== '/name' && !saysNothing(after));
  return changeLines({ ...item, kind: 'change', fields, draft: body, base: null, server: null }, names);
}
