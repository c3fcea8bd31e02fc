import iconv from 'iconv-lite';
import { parseReference } from '../property/files/reference-csv.ts';

/** Parses a comma-separated export, header first, with a parser that shares no code with the product. */
export const rowsOfExport = (bytes: Buffer, encoding: 'cp932' | 'utf8'): readonly (readonly string[])[] =>
  parseReference(iconv.decode(bytes, encoding).replace(/^\ufeff/, '')).records.map(({ fields }) => fields);

/**
 * Returns NEO's full export after importing the file. Rows with a known ID are overwritten in every column, but a password of asterisks
 * stays; ID 0 and unknown IDs would create users. Source: docs/domain/neo.md#user-csv.
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

/** Writes the rows as a file, with every cell in quotes. */
export const exportOf = (rows: readonly (readonly string[])[], encoding: 'cp932' | 'utf8'): Buffer =>
  iconv.encode(rows.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`).join(''), encoding);
