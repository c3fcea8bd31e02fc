import type { OrderRow } from '#shared/contract/orders.ts';
import { createTexts, type Language } from '#shared/messages/texts.ts';
import { type CsvSummary, writeCsv } from '../../files/csv-report.ts';
import type { OrderExport, Work } from './engine.ts';

const COLUMNS = [
  'number',
  'title',
  'state',
  'applicant',
  'organization',
  'route',
  'step',
  'approvers',
  'requestedAt',
  'lockEnds',
  'lastChance',
  'danger',
  'decidedAt',
  'amount',
] as const;

/** `2026-11-24 09:12` on a clock in Japan: spreadsheets take it for a moment. */
const moment = (iso: string | null): string =>
  iso === null ? '' : new Date(Date.parse(iso) + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** Writes requests as CSV, whole or not at all; see `writeCsv` for what it throws. */
export async function writeOrders(rows: readonly OrderRow[], { path, encoding, language }: OrderExport, work: Work): Promise<CsvSummary> {
  const words = createTexts(language satisfies Language);
  work.report({ phase: 'writing', done: 0, total: rows.length });
  return writeCsv(
    path,
    COLUMNS.map((column) => words(`orders.column.${column}`)),
    cellsOf(rows, words),
    { encoding, signal: work.signal, onProgress: (done) => work.report({ phase: 'writing', done, total: rows.length }) },
  );
}

function* cellsOf(rows: readonly OrderRow[], words: ReturnType<typeof createTexts>): Generator<readonly string[]> {
  for (const { number, title, state, applicant, route, step, requestedAt, decidedAt, amount, lock } of rows)
    yield [
      number,
      title,
      words(`orders.state.${state}`),
      applicant.name,
      applicant.organization,
      route.name,
      step === null ? '' : step.name,
      step === null ? '' : step.approvers.map(({ name }) => name).join('; '),
      moment(requestedAt),
      moment(lock?.endsAt ?? null),
      lock?.lastChance ?? '',
      lock === null ? '' : words(`orders.danger.${lock.danger}`),
      moment(decidedAt),
      amount === null ? '' : String(amount),
    ];
}
