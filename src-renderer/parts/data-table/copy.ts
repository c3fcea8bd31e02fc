import { guard } from '#shared/domain/directory/cell-guard.ts';
import type { Column } from './columns.ts';
import { MOST_ROWS } from './selection.ts';
import type { RowSource } from './use-rows.ts';

/** So many rows of a list are looked through at a time. */
const STRETCH = 5_000;

type TextColumn<R> = Pick<Column<R>, 'title' | 'text'>;

/** Rows as text that a spreadsheet takes: a head, then a line a row, cells apart by tabs. Columns that are for the eye alone are left out. */
export function asText<R>(rows: readonly R[], columns: readonly TextColumn<R>[]): string {
  const withText = columns.flatMap(({ title, text }) => (text === undefined ? [] : [{ title, text }]));
  const lines = [withText.map(({ title }) => title), ...rows.map((row) => withText.map(({ text }) => text(row)))];
  return lines.map((cells) => cells.map(cellOf).join('\t')).join('\r\n');
}

const cellOf = (value: string): string => guard(value.replace(/[\t\r\n]+/gu, ' ').trim());

/**
 * The chosen rows of a list in its order, a stretch after the other until all of them were found. `too-many`: more than are copied at once;
 * `changed`: the list has changed meanwhile.
 */
export async function chosenRows<R>(
  { total, between }: Pick<RowSource<R>, 'total' | 'between'>,
  { count, has }: { readonly count: number; readonly has: (row: R) => boolean },
): Promise<readonly R[] | 'too-many' | 'changed'> {
  if (count > MOST_ROWS) return 'too-many';
  const found: R[] = [];
  for (let first = 0; first < total && found.length < count; first += STRETCH) {
    const rows = await between(first, Math.min(total, first + STRETCH) - 1);
    if (rows === null) return 'changed';
    found.push(...rows.filter(has));
  }
  return found.length < count ? 'changed' : found;
}
