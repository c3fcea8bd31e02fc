import type { HistoryFilter } from '#shared/contract/history-log.ts';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';
import type { MessageKey } from '#shared/messages/keys.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';
import { createTexts, type Translate } from '#shared/messages/texts.ts';
import type { JobContext } from '../../company/job-context.ts';
import { buildHistoryFields } from '../../company/plan/history-fields.ts';
import { createPlanNames } from '../../company/plan/plan-names.ts';
import type { CompanySession } from '../../company/session.ts';
import { writeAtomically } from '../../files/atomic-file.ts';
import { type CsvSummary, generateCsvChunks } from '../../files/reports/csv-report.ts';
import { generateTablePageChunks } from '../../files/reports/html-table-page.ts';
import type { FullHistoryLine } from '../../storage/history-log.ts';
import { type ExportOptions, generateTextChunks } from '../export-options.ts';
import { filterHistoryLines } from './history-log-service.ts';

export interface HistoryFileOptions extends ExportOptions {
  readonly filter: HistoryFilter;
}

/** Format of the exported file. `hash` = SHA-256 of the previous hash and the line's canonical JSON `{ after, before, head, seq }`. */
const HISTORY_FORM = { format: 'tsunagi-history', version: 1 } as const;

/** Columns of the CSV export, with one row per changed field, so that former and new value have their own cells. */
const CSV_COLUMNS = ['seq', 'at', 'by', 'section', 'name', 'sentence', 'field', 'before', 'after', 'reason', 'requestId', 'hash'] as const;
const PAGE_COLUMNS = ['seq', 'at', 'by', 'section', 'name', 'sentence', 'changes', 'reason'] as const;

/** Writes the filtered history, oldest first: as JSON with all data for external verification, as CSV, or as a printable page. */
export async function writeHistoryFile(
  session: CompanySession,
  order: HistoryFileOptions,
  work: JobContext,
): Promise<{ entries: number } & Pick<CsvSummary, 'unwritable'>> {
  const { path, format, encoding, language, filter } = order;
  const { log } = session.file();
  const lines = [...filterHistoryLines(log.lines(), filter)].reverse();
  const texts = createTexts(language);
  work.report({ phase: 'writing', done: 0, total: lines.length });
  const headings = (columns: readonly MessageKey<'historyFile.column'>[]): string[] =>
    columns.map((column) => texts(`historyFile.column.${column}`));
  const names = createPlanNames(session);
  const printedEntries = function* (): Generator<PrintedEntry> {
    for (const { seq } of lines) {
      const line = log.line(seq);
      if (line !== null) yield printEntry(line, buildHistoryFields(line, names, session.today()), texts);
    }
  };
  const proof = log.verify();
  let unwritable: CsvSummary['unwritable'] = [];
  if (format === 'json') {
    const entries = lines.map(({ seq }) => log.line(seq));
    const content = { ...HISTORY_FORM, company: session.file().company().name, head: proof.head, entries };
    await writeAtomically(path, generateTextChunks(`${toStableJson(content, 2)}\n`), work.signal);
  } else if (format === 'csv')
    ({ unwritable } = await writeAtomically(
      path,
      generateCsvChunks(headings(CSV_COLUMNS), csvRows(printedEntries()), encoding),
      work.signal,
    ));
  else {
    const company = session.file().company().name;
    const title = texts('historyFile.title');
    const page = {
      language,
      title,
      company,
      day: session.today().replaceAll('-', '/'),
      foot: `${company} ${title}`,
      answer: texts(`historyFile.${proof.broken === null ? 'intact' : 'broken'}`, { entries: proof.entries }),
      facts: [{ label: texts('historyFile.head'), value: proof.head }],
      sections: [
        {
          title: texts('historyFile.list', { entries: lines.length }),
          hint: '',
          headings: headings(PAGE_COLUMNS),
          widths: [5, 11, 12, 9, 11, 16, 24, 12],
          rows: Array.from(printedEntries(), ({ cells, fields, reason }) => [
            ...cells,
            fields.map(({ field, before, after }) => texts('historyFile.change', { field, before, after })).join('\n'),
            reason,
          ]),
        },
      ],
      signatures: [],
    };
    await writeAtomically(path, generateTablePageChunks(page), work.signal);
  }
  return { entries: lines.length, unwritable };
}

/** An entry formatted as text. */
interface PrintedEntry {
  /** Number, time, person, section, name and sentence. */
  readonly cells: readonly string[];
  readonly fields: readonly { readonly field: string; readonly before: string; readonly after: string }[];
  readonly reason: string;
  readonly proof: readonly string[];
}

function printEntry({ seq, head, hash }: FullHistoryLine, fields: ReturnType<typeof buildHistoryFields>, texts: Translate): PrintedEntry {
  const { at, by, section, name, sentence, reason, requestId } = head;
  return {
    cells: [
      String(seq),
      texts('planFile.moment', { at: Date.parse(at) }),
      by,
      section === null ? '' : texts(`draft.section.${section}`),
      name,
      formatPhrase(sentence, texts),
    ],
    fields: fields.map(({ label, words }) => ({
      field: formatPhrase(label, texts),
      before: formatPhrase(words.before, texts),
      after: formatPhrase(words.after, texts),
    })),
    reason,
    proof: [requestId ?? '', hash],
  };
}

function* csvRows(entries: Iterable<PrintedEntry>): Generator<readonly string[]> {
  for (const { cells, fields, reason, proof } of entries)
    for (const { field, before, after } of fields.length === 0 ? [NO_FIELD] : fields)
      yield [...cells, field, before, after, reason, ...proof];
}
const NO_FIELD = { field: '', before: '', after: '' };
