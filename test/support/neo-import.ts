import iconv from 'iconv-lite';
import { parseReference } from '../property/files/reference-csv.ts';

/** Rows of a comma-separated export, header first, read by a parser that shares nothing with the console's. */
export const rowsOfExport = (bytes: Buffer, encoding: 'cp932' | 'utf8'): readonly (readonly string[])[] =>
  parseReference(iconv.decode(bytes, encoding).replace(/^\ufeff/, '')).records.map(({ fields }) => fields);

/**
 * What NEO's full export would say after importing the file: rows of a known id are overwritten in every column, but a password of
 * asterisks stays; id 0 and unknown ids would be new users. Source: docs/domain/neo.md#user-csv.
 */
export function importIntoNeo(full: readonly (readonly string[])[], file: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const [header = [], ...people] = full;
  const [fileHeader = [], ...changes] = file;
  if (fileHeader.join('\n') !== header.join('\n')) throw new Error('NEO reads columns by place: the headers must be the same');
  const id = header.indexOf('ID');
  const password = header.indexOf('パスワード');
  const byId = new Map(people.map((row) => [row[id], row]));
  for (const change of changes) {
    const old = byId.get(change[id]);
    if (old === undefined) throw new Error(`NEO would make a new user of ${change.join(',')}`);
    byId.set(
      change[id],
      change.map((cell, column) => (column === password && /^\*+$/.test(cell) ? (old[column] ?? '') : cell)),
    );
  }
  return [header, ...byId.values()];
}

/** The rows as a file again, every cell in quotes. */
export const exportOf = (rows: readonly (readonly string[])[], encoding: 'cp932' | 'utf8'): Buffer =>
  iconv.encode(rows.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`).join(''), encoding);
