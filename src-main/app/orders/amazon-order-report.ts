import type { CallParsedInput } from '#shared/contract/calls.ts';
import { FINDING_COLUMNS, getFindingText, isInstantColumn } from '#shared/contract/orders/amazon-findings.ts';
import type { AmazonFindingRow } from '#shared/contract/orders/amazon-orders.ts';
import { createTexts, type Language } from '#shared/messages/texts.ts';
import type { JobContext } from '../../company/job-context.ts';
import { type CsvSummary, writeCsv } from '../../files/reports/csv-report.ts';
import { formatMoment } from './order-report.ts';

/** The findings to export and the path of the file. */
export interface AmazonFindingExport extends Readonly<CallParsedInput<'orders.exportAmazon'>> {
  readonly path: string;
}

/** Writes findings of one kind as CSV with the columns of the screen, completely or not at all; throws like `writeCsv`. */
export async function writeAmazonFindings(
  rows: readonly AmazonFindingRow[],
  { path, kind, encoding, language }: AmazonFindingExport,
  work: JobContext,
): Promise<CsvSummary> {
  const words = createTexts(language satisfies Language);
  const columns = FINDING_COLUMNS[kind];
  const report = (done: number): void => work.report({ phase: 'writing', done, total: rows.length });
  report(0);
  return writeCsv(
    path,
    columns.map((column) => words(`orders.amazon.column.${column}`)),
    rows.map((row) =>
      columns.map((column) => {
        const text = getFindingText(row, column);
        return text !== '' && isInstantColumn(column) ? formatMoment(text) : text;
      }),
    ),
    { encoding, signal: work.signal, onProgress: report },
  );
}
