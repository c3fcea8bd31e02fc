import { generateZipChunks, type ZipPart } from '../archives/zip-chunks.ts';
import { type CellStyle, getStyleIndex, STYLES_XML } from './xlsx-report-styles.ts';
import { encodeWorkbookText } from './xlsx-report-text.ts';

/** A cell; `null` = empty. A text is never interpreted as a formula; a number is formatted by its style. */
export type WorkbookCell = { readonly value: string | number; readonly style: CellStyle } | null;

export interface WorkbookSheet {
  /** Name of at most 31 characters without : \ / ? [ ]; unique in the workbook. */
  readonly name: string;
  /** Widths of the columns, in characters. */
  readonly widths: readonly number[];
  /** Number of header rows. A header row is frozen, repeated on every page, and has filters. */
  readonly headerRows: 0 | 1;
  readonly rowCount: number;
  /** Exactly `rowCount` rows, including the header. */
  readonly rows: Iterable<readonly WorkbookCell[]>;
}

/** Maximum rows of an Excel sheet. Source: Excel specifications and limits. */
export const MAX_WORKSHEET_ROWS = 1_048_576;

/**
 * Yields an XLSX workbook in pieces, row by row, with constant memory (the library used elsewhere keeps all rows in memory). Returns the
 * number of bytes written.
 */
export const generateXlsxChunks = (sheets: readonly WorkbookSheet[]): Generator<Uint8Array, number> => generateZipChunks(partsOf(sheets));

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE_RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function* partsOf(sheets: readonly WorkbookSheet[]): Generator<ZipPart> {
  yield { name: '[Content_Types].xml', text: [contentTypes(sheets)] };
  yield {
    name: '_rels/.rels',
    text: [relations([`<Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/>`])],
  };
  yield { name: 'xl/workbook.xml', text: [workbook(sheets)] };
  yield {
    name: 'xl/_rels/workbook.xml.rels',
    text: [
      relations([
        ...sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`),
        `<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/>`,
      ]),
    ],
  };
  yield { name: 'xl/styles.xml', text: [STYLES_XML] };
  for (const [at, sheet] of sheets.entries()) yield { name: `xl/worksheets/sheet${at + 1}.xml`, text: sheetXml(sheet, at === 0) };
}

const contentTypes = (sheets: readonly WorkbookSheet[]): string =>
  `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${sheets
    .map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`)
    .join('')}</Types>`;

const relations = (all: readonly string[]): string => `${XML}<Relationships xmlns="${PACKAGE_RELATIONS}">${all.join('')}</Relationships>`;

function workbook(sheets: readonly WorkbookSheet[]): string {
  const names = sheets.flatMap((sheet, at) => {
    if (sheet.headerRows === 0) return [];
    const quoted = `'${encodeWorkbookText(sheet.name.replaceAll("'", "''"))}'!`;
    return [
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">${quoted}$A$1:$${lastColumn(sheet)}$${sheet.rowCount}</definedName>`,
      `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${quoted}$1:$1</definedName>`,
    ];
  });
  const list = sheets.map(({ name }, at) => `<sheet name="${encodeWorkbookText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>${list.join('')}</sheets>${names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`}</workbook>`;
}

function* sheetXml(sheet: WorkbookSheet, first: boolean): Generator<string> {
  const { widths, headerRows, rowCount } = sheet;
  const area = `A1:${lastColumn(sheet)}${Math.max(1, rowCount)}`;
  const pane = headerRows === 0 ? '' : '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="${area}"/>`;
  yield `<sheetViews><sheetView${first ? ' tabSelected="1"' : ''}${headerRows === 0 ? ' showGridLines="0"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews>`;
  yield `<sheetFormatPr defaultRowHeight="18"/><cols>${columns.join('')}</cols><sheetData>`;
  let row = 0;
  for (const cells of sheet.rows) yield rowXml(cells, ++row);
  yield '</sheetData>';
  if (headerRows === 1) yield `<autoFilter ref="${area}"/>`;
  yield '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>';
  yield `<pageSetup paperSize="9" orientation="${headerRows === 1 ? 'landscape' : 'portrait'}" fitToWidth="1" fitToHeight="0"/>`;
  yield '<headerFooter><oddFooter>&amp;R&amp;P / &amp;N</oddFooter></headerFooter>';
  // Codes such as 00123 are text on purpose, so Excel's warning about numbers stored as text is turned off.
  yield `<ignoredErrors><ignoredError sqref="${area}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;
}

function rowXml(cells: readonly WorkbookCell[], row: number): string {
  let xml = `<row r="${row}">`;
  for (let column = 0; column < cells.length; column++) {
    const cell = cells[column];
    if (!cell || cell.value === '') continue;
    const place = `<c r="${letters(column)}${row}" s="${getStyleIndex(cell.style)}"`;
    xml +=
      typeof cell.value === 'number'
        ? `${place}><v>${cell.value}</v></c>`
        : `${place} t="inlineStr"><is><t xml:space="preserve">${encodeWorkbookText(cell.value)}</t></is></c>`;
  }
  return `${xml}</row>`;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Returns the letter of one of the first 26 columns. */
const letters = (column: number): string => LETTERS[column] as string;
const lastColumn = ({ widths }: WorkbookSheet): string => letters(widths.length - 1);
