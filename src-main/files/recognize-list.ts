import type { RecognizedList } from '#shared/contract/files.ts';
import { openTable } from './open-table.ts';
import { listOfHeader } from './other-list.ts';

/** Which list of people a file is, as far as its header tells, and how many rows it has. Throws what `openTable` throws. */
export async function recognizeList(path: string, name: string): Promise<{ readonly list: RecognizedList | null; readonly rows: number }> {
  // Which side's sheet of a book is opened makes no difference where it has one; of several, NEO's is looked for.
  const { header, rowCount } = await openTable(path, name, 'neo-users', { keepLongRows: true });
  return { list: listOfHeader(header), rows: rowCount };
}
