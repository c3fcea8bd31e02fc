import { zipSync } from 'fflate';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { unzipEntries } from '../archives/zip-entries.ts';
import { findHeaderRow } from '../columns/mapping.ts';
import { HEADER_SEARCH_ROWS, LAST_EXCEL_ROW_NUMBER, MAX_COLUMNS } from '../limits.ts';
import { WorkbookTexts } from './sheet-cells.ts';
import { parseChoiceLists, parseChoices } from './xlsx-choices.ts';
import { parseCellColumn, parseRelations, readSharedTexts } from './xlsx-workbook.ts';
import { XmlTags } from './xml-tags.ts';

/**
 * A workbook template: one sheet gets rows, and all other parts stay unchanged. Only the needed XML is parsed (ECMA-376 18.3.1: rows and
 * cells in order, `r` optional); everything in between is copied.
 */
export interface XlsxTemplate {
  readonly header: readonly string[];
  /** Number of non-empty rows below the header. */
  readonly rowCount: number;
  cell(row: number, column: number): string;
  /** Returns the choices of a column if the workbook defines them. */
  choices(column: number): readonly string[];
  /** Returns the 1-based row of the sheet. */
  fileRow(row: number): number;
  /** Returns the first row that `fill` writes with this `keep`. */
  firstNewRow(keep: boolean): number;
  /**
   * Returns the workbook with new rows below the header. With `keep` they are below the last filled row; otherwise filled rows are cleared
   * first. `''` leaves a cell unchanged.
   */
  fill(rows: readonly (readonly string[])[], keep: boolean): Buffer;
}

/** Maximum number of sheets searched for a header that `wanted` accepts. */
const MAX_SHEETS = 20;
/** A fixed date, so that equal input gives equal bytes. */
const ZIP_DATE = new Date('1980-01-01T00:00:00');

/** Maximum bytes of an unpacked template; the vendor's template has a hundredth of that. */
const MAX_TEMPLATE_BYTES = 32 * 1024 * 1024;
/** Maximum rows and cells of a template. */
const [MAX_TEMPLATE_ROWS, MAX_TEMPLATE_CELLS] = [100_000, 1_000_000] as const;

/**
 * Opens a template. Takes linear time for few small parts, so it runs in the calling thread. Throws fix-template-macros, file-kind-wrong,
 * file-no-header, file-unreadable, file-beyond-limits, and the errors of `unzipEntries`.
 */
export function openXlsxTemplate(bytes: Buffer, file: string, wanted: (header: readonly string[]) => boolean): XlsxTemplate {
  const entries = unzipEntries(bytes, (name) => !name.endsWith('/'), file, MAX_TEMPLATE_BYTES);
  const workbook = entries.get('xl/workbook.xml');
  if (workbook === undefined) throw new ExpectedError('file-kind-wrong', { file });
  const types = entries.get('[Content_Types].xml')?.toString('utf8') ?? '';
  if ([...entries.keys()].some((name) => /vbaproject|\/activex\/|macrosheets\//i.test(name)) || /macroenabled/i.test(types))
    throw new ExpectedError('fix-template-macros', { file });
  const shared = allSharedTexts(entries.get('xl/sharedStrings.xml'), file);
  const sheets = sheetPaths(workbook, entries.get('xl/_rels/workbook.xml.rels'), file);
  let fallback: XlsxTemplate | null = null;
  for (const { name: sheet, path } of sheets) {
    const part = entries.get(path);
    if (part === undefined) continue;
    const read = readSheet(part, shared, file, (changed) => {
      const parts = [...entries].map(([name, old]) => [name, new Uint8Array(name === path ? Buffer.from(changed, 'utf8') : old)] as const);
      return Buffer.from(zipSync(Object.fromEntries(parts), { mtime: ZIP_DATE, level: 6 }));
    });
    if (read === null) continue;
    const cellsOfSheet = (name: string): readonly Row[] => {
      const other = entries.get(sheets.find((one) => one.name === (name || sheet))?.path ?? '');
      return other === undefined ? [] : (rowsOf(other, shared, file)?.rows ?? []);
    };
    const template: XlsxTemplate = { ...read, choices: (column) => choicesIn(part, column, cellsOfSheet, file) };
    if (wanted(template.header)) return template;
    fallback ??= template;
  }
  if (fallback === null) throw new ExpectedError('file-no-header', { file });
  return fallback;
}

/** Returns the distinct choices of a column in the sheet's validation lists. */
function choicesIn(part: Buffer, column: number, rows: (sheet: string) => readonly Row[], file: string): readonly string[] {
  const found = new Set<string>();
  for (const { columns, formula } of parseChoiceLists(part, file)) {
    if (!columns.includes(column)) continue;
    const choices = parseChoices(formula);
    if (choices === null) continue;
    if (!('sheet' in choices)) for (const text of choices) found.add(text);
    else
      for (const { number, cells } of rows(choices.sheet)) {
        const text = cells.find((cell) => cell.column === choices.column)?.text.trim() ?? '';
        if (number >= choices.from && number <= choices.to && text !== '') found.add(text);
      }
  }
  return [...found];
}

/** Returns the sheets in workbook order. */
function sheetPaths(workbook: Buffer, rels: Buffer | undefined, file: string): readonly { readonly name: string; readonly path: string }[] {
  const relations = parseRelations(rels, file);
  const paths: { name: string; path: string }[] = [];
  for (const tags = new XmlTags(workbook, file); tags.next(); )
    if (tags.name === 'sheet' && !tags.closing) {
      const path = relations.get(tags.attribute('id', true) ?? '')?.path;
      if (path !== undefined && paths.length < MAX_SHEETS) paths.push({ name: tags.attribute('name') ?? '', path });
    }
  return paths;
}

function allSharedTexts(part: Buffer | undefined, file: string): readonly string[] {
  const texts = new WorkbookTexts(file);
  const { first, count } = readSharedTexts(part, texts, file);
  const { texts: bytes, textEnds } = texts.finish();
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: count }, (_, at) => all.toString('utf8', textEnds[first + at - 1] as number, textEnds[first + at] as number));
}

const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    // XML 1.0 excludes these characters; no name or address contains them.
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '');

interface Cell {
  readonly column: number;
  readonly style: string | undefined;
  readonly text: string;
  readonly hasFormula: boolean;
  readonly xml: string;
}
interface Row {
  readonly number: number;
  /** Opening tag, changed to one for a row with content if the row was empty. */
  readonly tag: string;
  readonly cells: readonly Cell[];
  readonly start: number;
  readonly end: number;
}

const columnLetters = (column: number): string =>
  (column < 26 ? '' : columnLetters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

function readSheet(
  part: Buffer,
  shared: readonly string[],
  file: string,
  pack: (xml: string) => Buffer,
): Omit<XlsxTemplate, 'choices'> | null {
  const sheet = rowsOf(part, shared, file);
  if (sheet === null) return null;
  const { xml, prefix, from, to, rows } = sheet;
  const filled = rows.filter(({ cells }) => cells.some(({ text }) => text !== ''));
  const top = filled.slice(0, HEADER_SEARCH_ROWS).map(texts);
  const at = findHeaderRow(top);
  const header = filled[at];
  if (header === undefined) return null;
  const below = filled.slice(at + 1);
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const firstNewRow = (keep: boolean): number => ((keep ? below.at(-1)?.number : undefined) ?? header.number) + 1;
  return {
    header: (top[at] ?? []).map((text) => text.trim()),
    rowCount: below.length,
    cell: (row, column) => below[row]?.cells.find((cell) => cell.column === column)?.text ?? '',
    fileRow: (row) => below[row]?.number ?? 0,
    firstNewRow,
    fill(values, keep) {
      const start = firstNewRow(keep);
      const written = new Map<number, string>();
      if (!keep) for (const row of below) written.set(row.number, rowXml(row.number, prefix, row, row.cells.map(emptied)));
      // New rows use the style of the first row below the header, if any.
      const model = rows.find(({ number }) => number > header.number);
      values.forEach((cells, index) => {
        const number = start + index;
        const row = byNumber.get(number);
        const old = (row?.cells ?? []).map(keep ? (cell: Cell) => cell : emptied);
        written.set(number, rowXml(number, prefix, row, withTexts(old, cells, number, prefix, model)));
      });
      let last = 0;
      for (const number of written.keys()) last = Math.max(last, number);
      return pack(grown(xml(0, from), last) + merged(xml, rows, written, from, to) + xml(to));
    },
  };
}

const texts = ({ cells }: Row): string[] => {
  const row: string[] = Array.from({ length: Math.max(0, ...cells.map(({ column }) => column + 1)) }, () => '');
  for (const { column, text } of cells) row[column] = text;
  return row;
};

interface SheetRows {
  /** Returns the part's text between two offsets. */
  readonly xml: (from: number, to?: number) => string;
  /** Namespace prefix of the sheet's elements, including the colon. */
  readonly prefix: string;
  /** Start and end of the content of `sheetData`. */
  readonly from: number;
  readonly to: number;
  readonly rows: readonly Row[];
}

/** Returns the rows of the first `sheetData`; `null` = none. Throws file-unreadable, file-beyond-limits. */
function rowsOf(part: Buffer, shared: readonly string[], file: string): SheetRows | null {
  const tags = new XmlTags(part, file);
  const { bytes } = tags;
  const xml = (from: number, to = bytes.length): string => bytes.toString('utf8', from, to);
  while (tags.next()) if (tags.name === 'sheetData') break;
  if (tags.name !== 'sheetData' || tags.empty) return null;
  const from = tags.end;
  const opening = xml(tags.start + 1, tags.end);
  const prefix = opening.slice(0, opening.indexOf('sheetData'));
  const rows: Row[] = [];
  let cellCount = 0;
  while (tags.next() && tags.name !== 'sheetData') {
    if (tags.name !== 'row' || tags.closing) continue;
    const { start, empty } = tags;
    const tag = empty ? `${xml(start, tags.end - 2).trimEnd()}>` : xml(start, tags.end);
    const number = Number(tags.attribute('r') ?? (rows.at(-1)?.number ?? 0) + 1);
    if (!(number > (rows.at(-1)?.number ?? 0)) || number > LAST_EXCEL_ROW_NUMBER)
      throw new ExpectedError('file-beyond-limits', { file, limit: 'place' });
    const cells = empty ? [] : cellsOf(tags, number, xml, shared, file);
    cellCount += cells.length;
    if (rows.length >= MAX_TEMPLATE_ROWS || cellCount > MAX_TEMPLATE_CELLS)
      throw new ExpectedError('file-too-many-rows', { file, limit: MAX_TEMPLATE_ROWS });
    rows.push({ number, tag, cells, start, end: tags.end });
  }
  const to = tags.start;
  // Reads to the end of the part, so that damage after the rows is refused too.
  while (tags.next());
  return { xml, prefix, from, to, rows };
}

/** Reads the cells up to the end of the row. */
function cellsOf(
  tags: XmlTags,
  row: number,
  xml: (from: number, to: number) => string,
  shared: readonly string[],
  file: string,
): readonly Cell[] {
  const cells: Cell[] = [];
  while (tags.next() && !(tags.name === 'row' && tags.closing)) {
    if (tags.name !== 'c' || tags.closing) continue;
    const { start } = tags;
    const reference = tags.attribute('r');
    const column = reference === undefined ? (cells.at(-1)?.column ?? -1) + 1 : parseCellColumn(reference, row, file);
    if (column >= MAX_COLUMNS) throw new ExpectedError('file-beyond-limits', { file, limit: 'place' });
    const style = tags.attribute('s');
    const { text, hasFormula } = tags.empty ? { text: '', hasFormula: false } : cellValue(tags, tags.attribute('t'), shared);
    cells.push({ column, style, text, hasFormula, xml: xml(start, tags.end) });
  }
  return cells;
}

/** Returns the text of the current cell and whether it has a formula. Moves to the cell's end. */
function cellValue(tags: XmlTags, type: string | undefined, shared: readonly string[]): Pick<Cell, 'text' | 'hasFormula'> {
  let hasFormula = false;
  let value = '';
  let inline = '';
  let readings = 0;
  while (tags.next() && !(tags.name === 'c' && tags.closing)) {
    if (tags.name === 'f') hasFormula = true;
    if (tags.name === 'rPh' && !tags.empty) readings += tags.closing ? -1 : 1;
    if (tags.closing || tags.empty || (tags.name !== 'v' && tags.name !== 't')) continue;
    const { name, end } = tags;
    if (!tags.next() || tags.name !== name || !tags.closing) continue;
    if (name === 'v') value = tags.text(end, tags.start);
    else if (readings === 0) inline += tags.text(end, tags.start);
  }
  const text = type === 's' ? (shared[Number(value)] ?? '') : type === 'inlineStr' ? inline : type === 'e' ? '' : value;
  return { text, hasFormula };
}

const styleOf = (style: string | undefined): string => (style === undefined ? '' : ` s="${escapeXml(style)}"`);

/** Returns an empty cell. Formulas are kept, because a template may count or check values. */
const emptied = (cell: Cell): Cell =>
  cell.text === '' || cell.hasFormula
    ? cell
    : {
        ...cell,
        text: '',
        xml: cell.xml
          .replace(/^<[^>]*>/, (tag) => `${tag.replace(/\st\s*=\s*(?:"[^"]*"|'[^']*')/, '').replace(/\/?>$/, '')}/>`)
          .replace(/\/>[\s\S]*$/, '/>'),
      };

function withTexts(
  old: readonly Cell[],
  cells: readonly string[],
  number: number,
  prefix: string,
  model: Row | undefined,
): readonly Cell[] {
  const byColumn = new Map(old.map((cell) => [cell.column, cell]));
  cells.forEach((text, column) => {
    if (text === '') return;
    const style = byColumn.get(column)?.style ?? model?.cells.find((cell) => cell.column === column)?.style;
    const xml = `<${prefix}c r="${columnLetters(column)}${number}"${styleOf(style)} t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">${escapeXml(text)}</${prefix}t></${prefix}is></${prefix}c>`;
    byColumn.set(column, { column, style, text, hasFormula: false, xml });
  });
  return [...byColumn.values()].sort((a, b) => a.column - b.column);
}

const rowXml = (number: number, prefix: string, row: Row | undefined, cells: readonly Cell[]): string =>
  `${row?.tag.replace(/\sspans\s*=\s*"[^"]*"/, '') ?? `<${prefix}row r="${number}">`}${cells.map(({ xml }) => xml).join('')}</${prefix}row>`;

/** Extends the used range, which some readers rely on, to the last row. */
const grown = (top: string, lastRow: number): string =>
  top.replace(
    /(<(?:\w+:)?dimension\s+ref=")([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?(")/,
    (_, open: string, left: string, first: string, right: string | undefined, last: string | undefined, close: string) =>
      `${open}${left}${first}:${right ?? left}${Math.max(Math.min(Number(last ?? first), LAST_EXCEL_ROW_NUMBER), lastRow)}${close}`,
  );

/** Returns the rows in order: replaced ones at their position, new ones in between, others copied. */
function merged(xml: SheetRows['xml'], rows: readonly Row[], written: ReadonlyMap<number, string>, from: number, to: number): string {
  const known = new Set(rows.map(({ number }) => number));
  // New rows are consecutive.
  const fresh = [...written.keys()].filter((number) => !known.has(number));
  let result = '';
  let at = from;
  let next = 0;
  for (const row of rows) {
    result += xml(at, row.start);
    while (next < fresh.length && (fresh[next] as number) < row.number) result += written.get(fresh[next++] as number);
    result += written.get(row.number) ?? xml(row.start, row.end);
    at = row.end;
  }
  while (next < fresh.length) result += written.get(fresh[next++] as number);
  return result + xml(at, to);
}
