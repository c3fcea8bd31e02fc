import { fitColumns, templateOf } from '../matching/columns.ts';

export type FixColumnId = 'state' | 'name' | 'side' | 'before' | 'after' | 'evidence';

const COLUMNS = [
  { id: 'state', least: 128, grow: 0.2 },
  { id: 'name', least: 112, grow: 0.6 },
  { id: 'side', least: 84, grow: 0 },
  { id: 'before', least: 190, grow: 1.6 },
  { id: 'after', least: 190, grow: 1.6 },
  { id: 'evidence', least: 150, grow: 1.4 },
] as const satisfies readonly { id: FixColumnId; least: number; grow: number }[];
/** What gives way first when the list is narrow; the detail panel shows all of it. */
const GIVES_WAY: readonly FixColumnId[] = ['evidence', 'side', 'before'];

export interface FixLayout {
  readonly columns: readonly { readonly id: FixColumnId; readonly width: number }[];
  /** CSS `grid-template-columns`. */
  readonly template: string;
}

/** The columns of the list of fixes that fit into `width` px. */
export function fixLayout(width: number): FixLayout {
  const columns = fitColumns<FixColumnId, (typeof COLUMNS)[number]>(COLUMNS, GIVES_WAY, width);
  return { columns, template: templateOf(columns) };
}
