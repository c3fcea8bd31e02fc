import type { ReactNode, RefObject } from 'react';
import type { Column, Sort } from './columns/columns.ts';
import type { Grouping } from './rows/grouping.ts';
import type { RowSource } from './rows/use-rows.ts';
import type { TableSelection } from './selection/use-selection.ts';
import type { TableHandle, TableKeyHandler } from './use-table-keys.ts';

export interface DataTableProps<R> {
  /** Prefix of the row ids: `name-0`, `name-1`… */
  readonly name: string;
  /** Key for saved column settings that several tables share; default: `name`. */
  readonly keptAs?: string;
  readonly label: string;
  /** `grid`: one tab stop with an active row; `table`: focus is on the element that opens the row, marked `data-opener`. */
  readonly role: 'grid' | 'table';
  readonly source: RowSource<R>;
  /** Must be a stable array. */
  readonly columns: readonly Column<R>[];
  /** `content`: row height follows the content, `rowPx` is the estimate. Without it every row is one line. */
  readonly rowPx?: number;
  /** Shown if the list is empty. */
  readonly empty: ReactNode;
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly keys: TableKeyHandler;
  readonly handle: RefObject<TableHandle | null>;
  readonly onOpen?: (index: number) => void;
  readonly isOpen?: (row: R) => boolean;
  readonly sort?: Sort;
  readonly onSort?: (by: string) => void;
  readonly selection?: TableSelection<R>;
  /** Actions for all selected rows, besides copying. */
  readonly actions?: ReactNode;
  readonly grouping?: Grouping<R>;
  /** Content below a row across the table. Must be a stable function. */
  readonly below?: (row: R, index: number) => ReactNode;
  /** Height in px of an element that floats over the end of the list; the list is padded so that no row stays hidden. */
  readonly covered?: number;
  /** Menu entries of the table head, such as export. */
  readonly tools?: ReactNode;
  /** The table keeps a minimum height if the surrounding column scrolls in a low window. */
  readonly keepsHeight?: boolean;
  /** Maximum height in px of a table that is as high as its rows; without it the table fills the available height. */
  readonly most?: number;
}
