import type { CallOutput } from '#shared/contract/calls.ts';
import type { FirstRows, ImportPreview } from '#shared/contract/imports/imports.ts';
import type { ConfirmedChange, ListChanges } from '#shared/contract/imports/list-changes.ts';
import type { ListKind } from '#shared/contract/imports/list-kinds.ts';
import type { JobContext } from '../../company/job-context.ts';
import type { ListFile, PeopleFile } from '../../company/lists/list-file.ts';
import { compareFile, importList, importOrders } from '../../company/lists/list-import.ts';
import type { CompanySession } from '../../company/session.ts';
import type { BadRowsOptions } from './list-preview.ts';
import { previewList, readFirstRows, writeBadRows } from './list-preview.ts';

export interface ListService {
  previewList(file: ListFile): Promise<ImportPreview>;
  /** Returns the first rows, regardless of which row is the header. */
  topOfList(file: ListFile): Promise<{ readonly rows: FirstRows['rows'] }>;
  /** Writes the rows that cannot be imported as CSV and returns their number. */
  writeBadRows(file: ListFile, order: BadRowsOptions): Promise<{ readonly rows: number }>;
  /** Returns the changes that an import would make. */
  compareList(file: PeopleFile, work: JobContext): Promise<ListChanges>;
  presentLists(): CallOutput<'imports.present'>;
  /**
   * Imports a list. Throws `list-shrinks`, `list-loses-addresses` and `list-cut` for unconfirmed changes. `takenAt`: the time
   * (`replacedAt`) at which the former list was replaced.
   */
  importList(
    file: ListFile & { readonly confirmed?: ConfirmedChange | undefined },
    work: JobContext,
  ): Promise<{ readonly rows: number; readonly takenAt: string }>;
}

const KIND_OF = {
  neo: 'neo-users',
  amazon: 'amazon-users',
  directory: 'directory-people',
  organizations: 'organizations',
} as const satisfies Record<string, ListKind>;

/** Creates the service that imports lists from files. */
export function createListService(session: CompanySession): ListService {
  return {
    previewList: (file) => previewList(file, session.file()),
    topOfList: readFirstRows,
    writeBadRows: (file, order) => writeBadRows(file, order, session.file()),
    compareList: (file, work) => compareFile(file, session.file(), work),
    presentLists() {
      const { people, orders } = session.file();
      const reading = orders.current();
      return {
        lists: [
          ...people.current().map(({ side, takenAt, rows }) => ({ kind: KIND_OF[side], takenAt, rows })),
          ...(reading === null ? [] : [{ kind: 'orders' as const, takenAt: reading.takenAt, rows: reading.rows }]),
        ],
      };
    },
    importList: async (file, work) => {
      const { kind, confirmed } = file;
      const at = session.timestamp();
      const { rows } =
        kind === 'orders'
          ? await importOrders(file, session.file(), { at, confirmed }, work)
          : await importList({ ...file, kind }, session.file(), { origin: 'file', at, confirmed }, work);
      return { rows, takenAt: at };
    },
  };
}
