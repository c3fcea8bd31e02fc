import type { RecognizedList } from '#shared/contract/files.ts';
import { detectPeopleList } from '../columns/other-list.ts';
import { openTable } from '../open-table.ts';

/** Returns the kind of people list by header, and its number of rows. Throws the errors of `openTable`. */
export async function recognizeList(path: string, name: string): Promise<{ readonly list: RecognizedList | null; readonly rows: number }> {
  // The kind only selects among several sheets: then NEO's list is searched.
  const { header, rowCount } = await openTable(path, name, 'neo-users', { keepLongRows: true });
  return { list: detectPeopleList(header), rows: rowCount };
}
