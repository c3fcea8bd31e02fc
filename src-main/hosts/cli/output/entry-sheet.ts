import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { Company } from '#shared/contract/companies/companies.ts';
import type { ReportEncoding } from '#shared/contract/reports.ts';
import { getScreenPath, MANUAL_ENTRY_SCREENS } from '#shared/domain/sync/manual-entry/manual-entry.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';
import { formatIsoDay } from '#shared/messages/reason-text.ts';
import type { Language, Translate } from '#shared/messages/texts.ts';
import { getBusinessDay } from '../../../company/business-day.ts';
import { writeAtomically, writeContentAtomically } from '../../../files/atomic-file.ts';
import { type CsvSummary, generateCsvChunks } from '../../../files/reports/csv-report.ts';
import { generateTablePageChunks } from '../../../files/reports/html-table-page.ts';

type Task = CallOutput<'manualEntry.sheet'>['tasks'][number];

/** Content of the manual entry sheet. */
export interface EntrySheet {
  readonly format: 'tsunagi-entry-sheet';
  readonly version: 1;
  readonly company: { readonly id: string; readonly name: string };
  /** Objects in the order of the manual; deletions last. */
  readonly objects: readonly {
    /** Name of the vendor's screen, and the section of the manual. */
    readonly screen: string;
    readonly manual: string;
    readonly kind: Task['kind'];
    readonly title: string;
    readonly lines: readonly {
      readonly field: string | null;
      readonly text: string;
      readonly value: string | null;
      readonly done: boolean;
    }[];
  }[];
}

interface Wanted {
  readonly out: string;
  readonly format: 'json' | 'csv' | 'html';
  readonly encoding: ReportEncoding;
  readonly language: Language;
}

const PAGE = 200;
/** Symbol for completed entries in tables: CP932 has no ✓. */
const DONE = '○';

/**
 * Writes the manual entry sheet for a NEO without write access. Returns the number of entries, and the characters that the encoding cannot
 * represent.
 */
export async function writeEntrySheet(
  readSheet: (window: CallInput<'manualEntry.sheet'>) => Promise<CallOutput<'manualEntry.sheet'>>,
  { id, name }: Pick<Company, 'id' | 'name'>,
  { out, format, encoding, language }: Wanted,
  translate: Translate,
): Promise<{ counts: { objects: number; lines: number; left: number }; unwritable: CsvSummary['unwritable'] }> {
  const tasks: Task[] = [];
  for (let total = 1; tasks.length < total; ) {
    const page = await readSheet({ offset: tasks.length, limit: PAGE });
    total = page.tasks.length === 0 ? tasks.length : page.total;
    tasks.push(...page.tasks);
  }
  const sheet: EntrySheet = {
    format: 'tsunagi-entry-sheet',
    version: 1,
    company: { id, name },
    objects: tasks.map((task) => objectOf(task, translate)),
  };
  const rows = sheet.objects.flatMap(({ screen, manual, title, lines }) =>
    lines.map(({ text, value, done }) => [manual, screen, title, text, value ?? '', done ? DONE : '']),
  );
  let unwritable: CsvSummary['unwritable'] = [];
  if (format === 'json') await writeContentAtomically(out, `${JSON.stringify(sheet, null, 2)}\n`);
  else if (format === 'csv')
    ({ unwritable } = await writeAtomically(
      out,
      generateCsvChunks(
        COLUMNS.map((key) => translate(`cli.entry.${key}`)),
        rows,
        encoding,
      ),
    ));
  else await writeAtomically(out, generateTablePageChunks(pageOf(sheet, rows.length, language, translate)));
  const left = rows.filter(([, , , , , done]) => done === '').length;
  return { counts: { objects: tasks.length, lines: rows.length, left }, unwritable };
}

const COLUMNS = ['manual', 'screen', 'object', 'text', 'value', 'done'] as const;

function objectOf({ section, kind, title, lines }: Task, translate: Translate): EntrySheet['objects'][number] {
  const screen = MANUAL_ENTRY_SCREENS.find((one) => one.section === section);
  return {
    screen: screen === undefined ? '' : getScreenPath(screen, kind === 'create'),
    manual: screen?.manual ?? '',
    kind,
    title: formatPhrase(title, translate),
    lines: lines.map(({ field, sentence, details, copy, tick }) => ({
      field,
      text: [sentence, ...details].map((phrase) => formatPhrase(phrase, translate)).join('\n'),
      value: copy,
      done: tick !== null,
    })),
  };
}

function pageOf({ company, objects }: EntrySheet, lines: number, language: Language, translate: Translate) {
  const title = translate('manualEntry.title');
  return {
    language,
    title,
    company: company.name,
    day: formatIsoDay(getBusinessDay(Date.now()), translate),
    foot: `${company.name} ${title}`,
    answer: lines === 0 ? translate('manualEntry.nothing') : translate('manualEntry.sentence', { objects: objects.length }),
    facts: [],
    sections: objects.map(({ screen, manual, title: object, lines: entries }) => ({
      title: object,
      hint: `${translate('manualEntry.manual', { place: manual })}  ${screen}`,
      headings: [translate('cli.entry.text'), translate('cli.entry.value'), translate('cli.entry.done')],
      widths: [55, 35, 10],
      rows: entries.map(({ text, value, done }) => [text, value ?? '', done ? '✓' : '□']),
    })),
    signatures: [],
  };
}
