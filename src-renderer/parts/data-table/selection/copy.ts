import { guardCell } from '#shared/domain/directory/cell-guard.ts';
import type { Column } from '../columns/columns.ts';

type TextColumn<R> = Pick<Column<R>, 'title' | 'text'>;

/** Rows as tab-separated text with a header line. Visual-only columns are omitted. */
export function formatRowsAsText<R>(rows: readonly R[], columns: readonly TextColumn<R>[]): string {
  const withText = columns.flatMap(({ title, text }) => (text === undefined ? [] : [{ title, text }]));
  const lines = [withText.map(({ title }) => title), ...rows.map((row) => withText.map(({ text }) => text(row)))];
  return lines.map((cells) => cells.map(cellOf).join('\t')).join('\r\n');
}

const cellOf = (value: string): string => guardCell(value.replace(/[\t\r\n]+/gu, ' ').trim());
