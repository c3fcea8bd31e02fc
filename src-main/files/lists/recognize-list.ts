import type { RecognizedList } from '#shared/contract/files.ts';
import { listOfHeader } from '../columns/other-list.ts';
import { openTable } from '../open-table.ts';

/** The kind of people list by header, and its number of rows. Throws as `openTable`. */
export async function recognizeList(path: string, name: string): Promise<{ readonly list: RecognizedList | null; readonly rows: number }> {
  // With one sheet the side does not matter; with several, NEO's is searched.
  const { header, rowCount } = await openTable(path, name, 'neo-users', { keepLongRows: true });
  return { list: listOfHeader(header), rows: rowCount };
}
