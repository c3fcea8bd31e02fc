/** Loads the rows to print. */
type Prepare = () => Promise<void>;

/** Tables that are currently rendered. */
const tables = new Set<Prepare>();

/** Registers a table for printing; the returned function unregisters it. */
export function registerPrintedTable(prepare: Prepare): () => void {
  tables.add(prepare);
  return () => tables.delete(prepare);
}

/** Prints the screen with all rows of its tables, including those that are not rendered. */
export async function printScreen(): Promise<void> {
  await Promise.all([...tables].map((prepare) => prepare()));
  window.print();
}
