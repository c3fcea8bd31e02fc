import type { BadRowReason } from '#shared/contract/imports/imports.ts';
import type { Organization } from '#shared/domain/directory/directory.ts';
import { type ColumnMapping, requireFields } from '../columns/mapping.ts';
import type { Table } from '../table.ts';
import type { BadRows } from './bad-rows.ts';

/** Row number by text; `null` if several rows have the text. */
type Index = ReadonlyMap<string, number | null>;

/**
 * Returns the rows as organizations in file order. The id is the ID column, else the code, else the name. A parent is given as `*id`,
 * `@code`, or by name, code or id; a parent that is not in the file counts as none (partial exports). A repeated or empty id, an ambiguous
 * parent and a cycle are added to `bad`; the result must not be used then. Throws file-column-missing.
 */
export function readOrganizations(table: Table, mapping: ColumnMapping, fileName: string, bad: BadRows): readonly Organization[] {
  requireFields('organizations', mapping, table.header, fileName);
  const texts = (id: string): string[] => {
    const column = mapping[id] ?? null;
    return column === null ? new Array<string>(table.rowCount).fill('') : table.column(column).map((text) => text.trim());
  };
  const [systemIds, codes, names, parents] = [texts('id'), texts('code'), texts('name'), texts('parent')];
  const refuse = (row: number, field: string, reason: BadRowReason, value: string): void =>
    bad.add(row, mapping[field] ?? -1, reason, value);

  const idField = (row: number): 'id' | 'code' | 'name' => (systemIds[row] ? 'id' : codes[row] ? 'code' : 'name');
  const ids = names.map((name, row) => systemIds[row] || codes[row] || name);
  const byId = indexed(ids);
  ids.forEach((id, row) => {
    if (id === '') refuse(row, idField(row), 'empty', id);
    else if (byId.get(id) === null) refuse(row, idField(row), 'id-unclear', id);
  });
  const indexes: Readonly<Record<'id' | 'code' | 'name', Index>> = { id: indexed(systemIds), code: indexed(codes), name: indexed(names) };

  const parentRows = parents.map((reference, row) => {
    const found = resolve(reference, indexes);
    if (found === null) refuse(row, 'parent', 'parent-unclear', reference);
    return found ?? -1;
  });
  for (const row of rowsOnCircles(parentRows)) refuse(row, 'parent', 'parent-circle', parents[row] ?? '');

  return ids.map((id, row) => ({ id, code: codes[row] ?? '', name: names[row] ?? '', parentId: ids[parentRows[row] ?? -1] ?? null }));
}

function indexed(texts: readonly string[]): Index {
  const index = new Map<string, number | null>();
  texts.forEach((text, row) => {
    if (text !== '') index.set(text, index.has(text) ? null : row);
  });
  return index;
}

/**
 * Returns the row that a reference identifies; -1 = none, `null` = ambiguous. Source: docs/domain/neo.md#user-csv (`*id`, `@code`, name).
 */
function resolve(reference: string, { id, code, name }: Readonly<Record<'id' | 'code' | 'name', Index>>): number | null {
  if (reference === '' || reference === '0') return -1;
  if (reference.startsWith('*')) return lookUp(id, reference.slice(1));
  if (reference.startsWith('@')) return lookUp(code, reference.slice(1));
  for (const index of [name, code, id]) if (index.has(reference)) return lookUp(index, reference);
  return -1;
}

const lookUp = (index: Index, text: string): number | null => (index.has(text) ? (index.get(text) as number | null) : -1);

/** Returns rows that are part of a cycle of parents. */
function rowsOnCircles(parents: readonly number[]): readonly number[] {
  const passedBy = new Int32Array(parents.length).fill(-1);
  const found: number[] = [];
  for (let start = 0; start < parents.length; start++) {
    let row = start;
    for (; row >= 0 && passedBy[row] === -1; row = parents[row] ?? -1) passedBy[row] = start;
    if (row < 0 || passedBy[row] !== start) continue;
    let on = row;
    do {
      found.push(on);
      on = parents[on] as number;
    } while (on !== row);
  }
  return found;
}
