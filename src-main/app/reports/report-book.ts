import { getActionTextKey } from '#shared/domain/fixes/fixes.ts';
import type { Severity } from '#shared/domain/readiness/finding.ts';
import { countLaterActions, listFirstActions } from '#shared/domain/readiness/next-actions.ts';
import type { MessageKey } from '#shared/messages/keys.ts';
import { formatOwners } from '#shared/messages/owners-text.ts';
import { toBoundedPercent } from '#shared/messages/share.ts';
import { MAX_WORKSHEET_ROWS, type WorkbookCell, type WorkbookSheet } from '../../files/reports/xlsx-report.ts';
import type { CellStyle } from '../../files/reports/xlsx-report-styles.ts';
import { type DocumentLine, formatFixState, formatReadinessSummary, isReadinessUnknown, type ReportDocument } from './report-document.ts';

interface Column {
  readonly id: MessageKey<'reportDocument.book'>;
  readonly width: number;
  readonly style?: CellStyle;
  readonly text: (line: DocumentLine, document: ReportDocument) => string | null;
}

/**
 * Columns for the address on the other side, the corrected address, its side, and the export state. An adopted fix precedes a suggestion.
 */
const ADDRESS_COLUMNS: readonly Column[] = [
  { id: 'amazonEmail', width: 36, text: (line) => line.amazonEmail },
  { id: 'suggestion', width: 36, text: (line) => line.fix?.to ?? line.suggestion },
  {
    id: 'suggestionSide',
    width: 12,
    text: (line, { word }) => {
      const side = line.fix?.side ?? line.suggestionSide;
      return side === null ? null : word(`fix.sideName.${side}`);
    },
  },
  {
    id: 'fixState',
    width: 30,
    style: 'wrapped',
    text: (line, { translate }) => formatFixState(line, translate),
  },
];

/** Columns of the sheet with one row per person: identity, the blocking reason and the responsible party. */
const PEOPLE_COLUMNS: readonly Column[] = [
  { id: 'name', width: 18, text: (line) => line.name },
  { id: 'organization', width: 24, text: (line) => line.organization },
  { id: 'finding', width: 30, text: (line, { word }) => word(`finding.${line.code}.name`) },
  { id: 'side', width: 16, text: (line, { word }) => word(`readiness.move.${line.side}`) },
  {
    id: 'action',
    width: 44,
    style: 'wrapped',
    text: ({ code }, { word, report }) => word(getActionTextKey(code, report.amazonUsersFrom ?? 'invitations')),
  },
  { id: 'reason', width: 64, style: 'wrapped', text: (line) => line.reason },
  { id: 'workEmail', width: 36, text: (line) => line.workEmail },
  ...ADDRESS_COLUMNS,
  { id: 'loginId', width: 16, text: (line) => line.loginId },
  { id: 'neoUserId', width: 18, text: (line) => line.neoUserId },
];

/** Columns of the list of findings; their headings are below `reportDocument.book`. */
const COLUMNS: readonly Column[] = [
  { id: 'severity', width: 10, text: (line, { word }) => word(`matching.severity.${line.severity}`) },
  { id: 'finding', width: 30, text: (line, { word }) => word(`finding.${line.code}.name`) },
  { id: 'side', width: 16, text: (line, { word }) => word(`readiness.move.${line.side}`) },
  { id: 'name', width: 18, text: (line) => line.name },
  { id: 'organization', width: 24, text: (line) => line.organization },
  { id: 'loginId', width: 16, text: (line) => line.loginId },
  { id: 'workEmail', width: 36, text: (line) => line.workEmail },
  ...ADDRESS_COLUMNS,
  { id: 'confidence', width: 10, text: (line, { word }) => (line.confidence === null ? null : word(`fix.confidence.${line.confidence}`)) },
  { id: 'reason', width: 64, style: 'wrapped', text: (line) => line.reason },
  { id: 'neoUserId', width: 18, text: (line) => line.neoUserId },
  { id: 'code', width: 26, style: 'muted', text: (line) => line.code },
];

const SEVERITY_STYLE: Readonly<Record<Severity, CellStyle>> = { block: 'block', risk: 'risk', note: 'muted' };

/** Returns the sheets of the XLSX report: numbers, people who cannot order, and all findings. */
export function createReportWorkbook(document: ReportDocument, sheetRows = MAX_WORKSHEET_ROWS): readonly WorkbookSheet[] {
  const { translate, report, numbers } = document;
  const overview = [...overviewRows(document)];
  // Without stored fixes the column is left out, because an empty cell would mean that nothing was adopted.
  const knownColumns = (columns: readonly Column[]) => columns.filter(({ id }) => id !== 'fixState' || report.fixOf !== undefined);
  return [
    {
      name: translate('reportDocument.book.overview'),
      widths: [44, 20, 14, 14, 14, 14],
      headerRows: 0,
      rowCount: overview.length,
      rows: overview,
    },
    ...listSheets(document, 'people', knownColumns(PEOPLE_COLUMNS), document.people(), numbers.blocked, sheetRows),
    ...listSheets(document, 'list', knownColumns(COLUMNS), document.lines(), report.count, sheetRows),
  ];
}

/** Splits a list into as many sheets as its length needs. */
function listSheets(
  document: ReportDocument,
  name: 'people' | 'list',
  columns: readonly Column[],
  lines: Iterator<DocumentLine>,
  total: number,
  sheetRows: number,
): readonly WorkbookSheet[] {
  const most = sheetRows - 1;
  return Array.from({ length: Math.max(1, Math.ceil(total / most)) }, (_, part): WorkbookSheet => {
    const count = Math.min(most, total - part * most);
    return {
      name: document.translate(part === 0 ? `reportDocument.book.${name}` : `reportDocument.book.${name}Part`, { part: part + 1 }),
      widths: columns.map(({ width }) => width),
      headerRows: 1,
      rowCount: count + 1,
      rows: listRows(document, columns, lines, count),
    };
  });
}

/** Yields a header and the next `count` lines. */
function* listRows(
  document: ReportDocument,
  columns: readonly Column[],
  lines: Iterator<DocumentLine>,
  count: number,
): Generator<readonly WorkbookCell[]> {
  yield columns.map(({ id }) => ({ value: document.translate(`reportDocument.book.${id}`), style: 'header' }));
  for (let row = 0; row < count; row++) {
    const step = lines.next();
    if (step.done) return;
    const line = step.value;
    yield columns.map(({ id, style = 'text', text }) => {
      const value = text(line, document);
      return value === null ? null : { value, style: id === 'severity' ? SEVERITY_STYLE[line.severity] : style };
    });
  }
}

const cell = (value: string | number, style: CellStyle = typeof value === 'number' ? 'count' : 'text'): WorkbookCell => ({ value, style });
const headings = (...texts: string[]): WorkbookCell[] => texts.map((text) => cell(text, 'header'));
const percent = (part: number, whole: number, style: CellStyle = 'percent'): WorkbookCell => {
  const exact = toBoundedPercent(part, whole);
  return exact === null ? null : cell(Math.round(exact * 10) / 1000, style);
};

function* overviewRows(document: ReportDocument): Generator<readonly WorkbookCell[]> {
  const { numbers, translate, day, report } = document;
  const own = (key: MessageKey<'reportDocument'>, params?: Readonly<Record<string, number>>): string =>
    translate(`reportDocument.${key}`, params);
  const { users, inScope, ready, blocked, notChecked, matched, excluded } = numbers;
  yield [cell(own('title'), 'title')];
  if (report.company !== '') yield [cell(report.company)];
  yield [cell(day, 'muted')];
  yield [];
  // If no person is known to be able to order, the sheet starts with the result of matching.
  const isMatching = isReadinessUnknown(ready, notChecked);
  yield [cell(formatReadinessSummary(document))];
  // State that the list is filtered, because a reader of the workbook would take it for all findings.
  const total = report.audit.findings.length;
  if (report.count !== total) yield [cell(own('list.filtered', { count: report.count, total }))];
  yield [];
  yield [
    cell(own(isMatching ? 'answer.labelMatching' : 'answer.label'), 'heading'),
    percent(isMatching ? matched : ready, inScope, 'big-percent'),
  ];
  yield [cell(own('organizations.inScope')), cell(inScope)];
  yield [cell(own('answer.label')), cell(ready)];
  yield [cell(own('facts.blocked')), cell(blocked)];
  yield [cell(own('facts.notChecked')), cell(notChecked)];
  yield [cell(own('answer.labelMatching')), cell(matched)];
  yield [cell(own('facts.outside')), cell(users - inScope - excluded)];
  if (excluded > 0) yield [cell(own('facts.excluded')), cell(excluded)];
  yield [cell(own('facts.users')), cell(users)];
  yield [];
  const actions = listFirstActions(numbers.reasons);
  if (actions.length > 0) {
    yield [cell(own('next.title'), 'heading')];
    yield headings(own('next.what'), own('reasons.side'), own('reasons.people'));
    for (const { kind, sides, people } of actions)
      yield [
        cell(translate(`readiness.next.action.${kind}`)),
        cell(sides.map((side) => translate(`readiness.move.${side}`)).join(translate('readiness.partial.separator'))),
        cell(people),
      ];
    const later = countLaterActions(numbers.reasons);
    if (later.kinds > 0) yield [cell(translate('readiness.next.later', { kinds: later.kinds })), cell(''), cell(later.people)];
    yield [];
  }
  yield [cell(own('gates.title'), 'heading')];
  yield headings(own('gates.gate'), own('gates.passed'), own('gates.stopsHere'), own('gates.blocked'), own('gates.notChecked'));
  for (const line of numbers.gates)
    yield [
      cell(`${line.gate} ${translate(`readiness.gates.name.${line.gate}`)}`),
      cell(line.passed),
      cell(line.stopsHere),
      cell(line.blocked),
      cell(line.notChecked),
    ];
  yield [];
  yield [cell(own('reasons.title'), 'heading')];
  yield headings(own('reasons.reason'), own('reasons.side'), own('reasons.people'));
  for (const { code, owners, people } of numbers.reasons)
    yield [cell(translate(`finding.${code}.name`)), cell(formatOwners(owners, translate)), cell(people)];
  yield [];
  yield [cell(own('findings.title'), 'heading')];
  yield headings(own('findings.finding'), own('findings.side'), own('findings.severity'), own('findings.count'));
  for (const { code, severity, side, findings } of numbers.byCode)
    yield [
      cell(translate(`finding.${code}.name`)),
      cell(translate(`readiness.move.${side}`)),
      cell(translate(`matching.severity.${severity}`), SEVERITY_STYLE[severity]),
      cell(findings),
    ];
  yield [];
  yield [cell(own('organizations.title'), 'heading')];
  yield headings(
    own('organizations.name'),
    own('organizations.inScope'),
    own('organizations.ready'),
    own('organizations.blocked'),
    own('organizations.notChecked'),
    own('organizations.share'),
  );
  for (const { id, depth, name, inScope: of, ready: can, blocked: cannot } of numbers.organizations)
    yield [
      cell(`${'\u3000'.repeat(depth)}${id === '' && name === '' ? own('organizations.none') : name}`),
      cell(of),
      cell(can),
      cell(cannot),
      cell(of - can - cannot),
      isReadinessUnknown(can, of - can - cannot) ? cell(own('organizations.untold')) : percent(can, of),
    ];
  yield [];
  yield [cell(own('notLookedAt'), 'heading')];
  for (const key of numbers.partial) yield [cell(translate(`readiness.partial.${key}`))];
}
