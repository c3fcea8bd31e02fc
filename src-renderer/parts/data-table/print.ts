/** Loads the rows to print. */
type Prepare = () => Promise<void>;

/** The tables that are on screen. */
const tables = new Set<Prepare>();

/** Registers a table for printing; the returned function unregisters it. */
export function joinPrint(prepare: Prepare): () => void {
  tables.add(prepare);
  return () => tables.delete(prepare);
}

/** Prints the screen with the rows of its tables, also those that are not on screen. */
export async function printScreen(): Promise<void> {
  await Promise.all([...tables].map((prepare) => prepare()));
  window.print();
}
