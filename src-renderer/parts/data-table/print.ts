/** Makes ready what is printed. */
type Prepare = () => Promise<void>;

/** The tables that are on screen. */
const tables = new Set<Prepare>();

/** From now on a table's rows are in what is printed; the answer ends it. */
export function joinPrint(prepare: Prepare): () => void {
  tables.add(prepare);
  return () => tables.delete(prepare);
}

/** Prints the screen with the rows of its tables, also those that are not on screen. */
export async function printScreen(): Promise<void> {
  await Promise.all([...tables].map((prepare) => prepare()));
  window.print();
}
