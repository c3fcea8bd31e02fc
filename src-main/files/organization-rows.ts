import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { Organization } from '#shared/domain/directory/directory.ts';
import { type Mapping, requireFields } from './mapping.ts';
import { placeOf, type Table } from './table.ts';

/** Rows by a text; `null` where several rows share it. */
type Index = ReadonlyMap<string, number | null>;

/**
 * The rows as organisations, in the file's order. An organisation's id is its ID column, else its code, else its name.
 * A parent is referred to as `*id`, `@code`, or plainly by name, code or id; one that the file does not hold counts as none
 * (exports of a part of the tree).
 * Throws file-column-missing, and file-value-invalid for an id used twice, a parent that could be several, or a circle of parents.
 */
export function toOrganizations(table: Table, mapping: Mapping, fileName: string): readonly Organization[] {
  requireFields('organizations', mapping, table.header, fileName);
  const texts = (id: string): string[] => {
    const column = mapping[id] ?? null;
    return column === null ? new Array<string>(table.rowCount).fill('') : table.column(column).map((text) => text.trim());
  };
  const [systemIds, codes, names, parents] = [texts('id'), texts('code'), texts('name'), texts('parent')];
  const invalid = (row: number, field: string, value: string): ExpectedError =>
    new ExpectedError('file-value-invalid', {
      ...placeOf(fileName, table.fileRow(row), table.header, mapping[field] ?? -1),
      value: value.slice(0, 60),
    });

  const idField = (row: number): 'id' | 'code' | 'name' => (systemIds[row] ? 'id' : codes[row] ? 'code' : 'name');
  const ids = names.map((name, row) => systemIds[row] || codes[row] || name);
  const byId = indexed(ids);
  ids.forEach((id, row) => {
    if (id === '' || byId.get(id) === null) throw invalid(row, idField(row), id);
  });
  const indexes: Readonly<Record<'id' | 'code' | 'name', Index>> = { id: indexed(systemIds), code: indexed(codes), name: indexed(names) };

  const parentRows = parents.map((reference, row) => {
    const found = resolve(reference, indexes);
    if (found === null) throw invalid(row, 'parent', reference);
    return found;
  });
  const onCircle = rowOnCircle(parentRows);
  if (onCircle >= 0) throw invalid(onCircle, 'parent', parents[onCircle] ?? '');

  return ids.map((id, row) => ({ id, code: codes[row] ?? '', name: names[row] ?? '', parentId: ids[parentRows[row] ?? -1] ?? null }));
}

function indexed(texts: readonly string[]): Index {
  const index = new Map<string, number | null>();
  texts.forEach((text, row) => {
    if (text !== '') index.set(text, index.has(text) ? null : row);
  });
  return index;
}

/** The row referred to, -1 for none, `null` when it could be several. Source: handbook neo.md 6.2 (`*id`, `@code`, name). */
function resolve(reference: string, { id, code, name }: Readonly<Record<'id' | 'code' | 'name', Index>>): number | null {
  if (reference === '' || reference === '0') return -1;
  if (reference.startsWith('*')) return lookUp(id, reference.slice(1));
  if (reference.startsWith('@')) return lookUp(code, reference.slice(1));
  for (const index of [name, code, id]) if (index.has(reference)) return lookUp(index, reference);
  return -1;
}

const lookUp = (index: Index, text: string): number | null => (index.has(text) ? (index.get(text) as number | null) : -1);

/** A row whose parents lead back to itself, or -1. */
function rowOnCircle(parents: readonly number[]): number {
  const passedBy = new Int32Array(parents.length).fill(-1);
  for (let start = 0; start < parents.length; start++) {
    for (let row = start; row >= 0 && passedBy[row] !== start; row = parents[row] ?? -1) {
      if (passedBy[row] !== -1) break;
      passedBy[row] = start;
      if (passedBy[parents[row] ?? -1] === start) return row;
    }
  }
  return -1;
}
