import type { ColumnMapping } from '#main/files/columns/mapping.ts';
import { BadRows } from '#main/files/lists/bad-rows.ts';
import { readOrders } from '#main/files/lists/order-rows.ts';
import { readOrganizations } from '#main/files/lists/organization-rows.ts';
import type { Table, TableTop } from '#main/files/table.ts';
import { createSheetTable, readXlsxCells } from '#main/files/xlsx/xlsx-table.ts';
import type { ListKind } from '#shared/contract/imports/imports.ts';
import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import type { Organization } from '#shared/domain/directory/directory.ts';

/** Reads all rows; throws for the first unreadable one. */
function allRows<T>(table: Table, fileName: string, read: (bad: BadRows) => T): T {
  const bad = new BadRows(table, fileName);
  const rows = read(bad);
  bad.refuseFirst();
  return rows;
}

export const toOrganizations = (table: Table, mapping: ColumnMapping, fileName: string): readonly Organization[] =>
  allRows(table, fileName, (bad) => readOrganizations(table, mapping, fileName, bad));

export const toOrders = (table: Table, mapping: ColumnMapping, fileName: string): readonly ServerOrder[] =>
  allRows(table, fileName, (bad) => readOrders(table, mapping, fileName, bad));

/** Reads the table of an XLSX file in this thread, with the functions that the reader's thread uses. */
export const readXlsxTable = (bytes: Uint8Array, fileName: string, kind: ListKind, headerRow?: number): Table & TableTop =>
  createSheetTable(readXlsxCells(bytes, fileName, kind, headerRow).cells, fileName, headerRow);
