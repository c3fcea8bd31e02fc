import { toStableJson } from '#shared/domain/drafts/stable-json.ts';
import { createPlanDocument } from '#shared/domain/sync/plan/document.ts';
import { createPlanSheet, listPlanSheetRows, PLAN_COLUMNS, type PlanCell, type PlanSheet } from '#shared/domain/sync/plan/sheet.ts';
import type { Phrase } from '#shared/domain/sync/wording/phrase.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';
import { createTexts, type Translate } from '#shared/messages/texts.ts';
import type { JobContext } from '../../company/job-context.ts';
import type { CachedPlan } from '../../company/plan/plan-cache.ts';
import { createPlanNames } from '../../company/plan/plan-names.ts';
import type { CompanySession } from '../../company/session.ts';
import { writeAtomically } from '../../files/atomic-file.ts';
import { type CsvSummary, generateCsvChunks } from '../../files/reports/csv-report.ts';
import { generateTablePageChunks, type TablePage } from '../../files/reports/html-table-page.ts';
import { type ExportOptions, generateTextChunks } from '../export-options.ts';

/**
 * Writes the plan as a file for `tsunagi apply`, as a table, or as a page for approval on paper. Returns the characters that the encoding
 * of the table lacks.
 */
export async function writePlanFile(
  session: CompanySession,
  order: ExportOptions,
  work: JobContext,
): Promise<{ items: number; unwritable: CsvSummary['unwritable'] }> {
  const { path, format, encoding, language } = order;
  const planned = session.plans.requirePlanned();
  const texts = createTexts(language);
  const say = (phrase: Phrase): string => formatPhrase(phrase, texts);
  const names = createPlanNames(session);
  const { plan, selection } = planned;
  work.report({ phase: 'writing', done: 0, total: selection.size });
  if (format === 'json') {
    const document = createPlanDocument(plan, selection, { ...aboutOf(session), reason: '', language }, session.plans.effect(), names, say);
    await writeAtomically(path, generateTextChunks(`${toStableJson(document, 2)}\n`), work.signal);
  } else if (format === 'csv') {
    const columns = PLAN_COLUMNS.map((column) => texts(`plan.column.${column}`));
    const rows = cells(listPlanSheetRows(plan, selection, names), say);
    const { unwritable } = await writeAtomically(path, generateCsvChunks(columns, rows, encoding), work.signal);
    return { items: selection.size, unwritable };
  } else {
    const sheet = createPlanSheet(plan, selection, session.plans.effect(), names);
    await writeAtomically(path, generateTablePageChunks(pageOf(session, planned, sheet, { texts, say, language })), work.signal);
  }
  return { items: selection.size, unwritable: [] };
}

function aboutOf(session: CompanySession) {
  const file = session.file();
  const { id, name, kind } = file.company();
  return {
    company: { id, name, kind },
    server: file.server.reading()?.label ?? '',
    madeAt: session.timestamp(),
    madeBy: session.operator,
  };
}

function* cells(
  rows: Iterable<Readonly<Record<(typeof PLAN_COLUMNS)[number], PlanCell>>>,
  say: (phrase: Phrase) => string,
): Generator<readonly string[]> {
  for (const row of rows)
    yield PLAN_COLUMNS.map((column) => {
      const cell = row[column];
      return typeof cell === 'object' ? say(cell) : String(cell);
    });
}

interface Wording {
  readonly texts: Translate;
  readonly say: (phrase: Phrase) => string;
  readonly language: 'ja' | 'en';
}

function pageOf(session: CompanySession, { plan, digest }: CachedPlan, sheet: PlanSheet, { texts, say, language }: Wording): TablePage {
  const { company, server, madeBy } = aboutOf(session);
  const title = texts('planFile.title');
  const list = (heading: string, phrases: readonly Phrase[]): TablePage['sections'] =>
    phrases.length === 0 ? [] : [{ title: heading, hint: '', headings: [], widths: [100], rows: phrases.map((one) => [say(one)]) }];
  return {
    language,
    title,
    company: company.name,
    day: session.today().replaceAll('-', '/'),
    foot: `${company.name} ${title} ${digest.slice(0, 16)}`,
    answer: say(sheet.headline),
    facts: [
      { label: texts('planFile.fact.server'), value: server },
      { label: texts('planFile.fact.readAt'), value: texts('planFile.moment', { at: Date.parse(plan.server.readAt) }) },
      { label: texts('planFile.fact.madeBy'), value: madeBy },
      { label: texts('planFile.fact.digest'), value: digest },
    ],
    sections: [
      ...list(texts('planFile.people'), sheet.effect),
      ...sheet.groups.map(({ heading, items }) => ({
        title: say(heading),
        hint: '',
        headings: [
          texts('planFile.column.order'),
          texts('planFile.column.sentence'),
          texts('planFile.column.change'),
          texts('planFile.column.risk'),
        ],
        widths: [6, 34, 42, 18],
        rows: items.map(({ order, sentence, lines, risks }) => [
          String(order),
          say(sentence),
          lines
            .flatMap(({ sentence: told, values, whole, was }) => [
              values === null ? say(told) : `${say(values.label)}: ${say(values.before)} → ${say(values.after)}`,
              ...(was === null ? [] : [`　${texts('planFile.was', { people: say(was) })}`]),
              ...(whole === null ? [] : [`　${was === null ? say(whole) : texts('planFile.then', { people: say(whole) })}`]),
            ])
            .join('\n'),
          risks.map(say).join('\n'),
        ]),
      })),
      ...list(texts('planFile.left'), sheet.left),
      ...list(texts('planFile.refused'), sheet.refused),
    ],
    signatures: [texts('planFile.sign.drafted'), texts('planFile.sign.checked'), texts('planFile.sign.approved')],
  };
}
