import { zipSync } from 'fflate';
import { ExpectedError } from '#shared/contract/result.ts';
import { HEADER_SEARCH_ROWS } from './limits.ts';
import { findHeaderRow } from './mapping.ts';
import { unzipEntries } from './zip-entries.ts';

/**
 * A book that somebody else made, to be filled in: one sheet gets rows, every other part stays as it is. Only what is needed of the
 * sheet's XML is understood (ECMA-376 18.3.1: rows and cells in order, `r` may be missing); everything between is copied.
 */
export interface XlsxTemplate {
  readonly header: readonly string[];
  /** Rows below the header that hold any text. */
  readonly rowCount: number;
  cell(row: number, column: number): string;
  /** 1-based row of the sheet. */
  fileRow(row: number): number;
  /** The first row of the sheet that `fill` writes, when so many existing rows are kept. */
  firstNewRow(keep: boolean): number;
  /** The book with rows written below the header (`keep`: below the last filled row; else the filled rows are emptied first). `''` leaves a cell alone. */
  fill(rows: readonly (readonly string[])[], keep: boolean): Buffer;
}

/** Sheets looked through for one with a header that `wanted` takes. */
const MAX_SHEETS = 20;
/** A date in every entry, so that the same input gives the same bytes. */
const ZIP_DATE = new Date('1980-01-01T00:00:00');

/** Throws fix-template-macros, file-kind-wrong, file-no-header, and what `unzipEntries` throws. */
export function openXlsxTemplate(bytes: Buffer, file: string, wanted: (header: readonly string[]) => boolean): XlsxTemplate {
  const entries = unzipEntries(bytes, (name) => !name.endsWith('/'), file);
  const workbook = entries.get('xl/workbook.xml')?.toString('utf8');
  if (workbook === undefined) throw new ExpectedError('file-kind-wrong', { file });
  const types = entries.get('[Content_Types].xml')?.toString('utf8') ?? '';
  if ([...entries.keys()].some((name) => /vbaproject|\/activex\/|macrosheets\//i.test(name)) || /macroenabled/i.test(types))
    throw new ExpectedError('fix-template-macros', { file });
  const shared = sharedTexts(entries.get('xl/sharedStrings.xml')?.toString('utf8') ?? '');
  const sheets = sheetPaths(workbook, entries.get('xl/_rels/workbook.xml.rels')?.toString('utf8') ?? '').slice(0, MAX_SHEETS);
  let fallback: XlsxTemplate | null = null;
  for (const path of sheets) {
    const xml = entries.get(path)?.toString('utf8');
    if (xml === undefined) continue;
    const template = readSheet(xml, shared, (changed) => {
      const parts = [...entries].map(
        ([name, part]) => [name, new Uint8Array(name === path ? Buffer.from(changed, 'utf8') : part)] as const,
      );
      return Buffer.from(zipSync(Object.fromEntries(parts), { mtime: ZIP_DATE, level: 6 }));
    });
    if (template === null) continue;
    if (wanted(template.header)) return template;
    fallback ??= template;
  }
  if (fallback === null) throw new ExpectedError('file-no-header', { file });
  return fallback;
}

/** Paths of the sheets in the order of the book. */
function sheetPaths(workbook: string, rels: string): readonly string[] {
  const targets = new Map<string, string>();
  for (const [tag] of rels.matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)) {
    const target = attribute(tag, 'Target') ?? '';
    targets.set(attribute(tag, 'Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  }
  return [...workbook.matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].flatMap(([tag]) => targets.get(attribute(tag, '\\w+:id') ?? '') ?? []);
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    .exec(tag)
    ?.slice(1)
    .find((value) => value !== undefined);

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const unescapeXml = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) =>
    name !== undefined
      ? (ENTITIES[name] ?? whole)
      : String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(decimal ?? hex ?? '0', decimal === undefined ? 16 : 10))),
  );
const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    // What XML 1.0 has no place for is no part of a name or an address either.
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '');

/** The texts inside `<t>`, without readings (`rPh`). */
const textOf = (xml: string): string =>
  [...xml.replace(/<(\w+:)?rPh[\s>][\s\S]*?<\/(?:\w+:)?rPh>/g, '').matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([\s\S]*?)<\/(?:\w+:)?t>/g)]
    .map(([, text]) => unescapeXml(text ?? ''))
    .join('');

const sharedTexts = (xml: string): readonly string[] =>
  [...xml.matchAll(/<(?:\w+:)?si(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?si>)/g)].map(([, inner]) => textOf(inner ?? ''));

interface Cell {
  readonly column: number;
  readonly style: string | undefined;
  readonly text: string;
  readonly xml: string;
}
interface Row {
  readonly number: number;
  /** The opening tag, always as of a row with content. */
  readonly tag: string;
  readonly cells: readonly Cell[];
  readonly start: number;
  readonly end: number;
}

const columnLetters = (column: number): string =>
  (column < 26 ? '' : columnLetters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));
const columnNumber = (reference: string): number =>
  [...reference.replace(/\d+$/, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

function readSheet(xml: string, shared: readonly string[], pack: (xml: string) => Buffer): XlsxTemplate | null {
  const data = /<((?:\w+:)?)sheetData(?:\s[^>]*)?(?:\/>|>)/.exec(xml);
  if (data === null || data[0].endsWith('/>')) return null;
  const prefix = data[1] ?? '';
  const from = data.index + data[0].length;
  const to = xml.indexOf(`</${prefix}sheetData>`, from);
  if (to < 0) return null;
  const rows = rowsOf(xml, from, to, prefix, shared);
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
      if (!keep) for (const row of below) written.set(row.number, rowXml(row.number, prefix, row, row.cells.map(emptied(prefix))));
      // New rows look like the first row below the header, where the template has one.
      const model = rows.find(({ number }) => number > header.number);
      values.forEach((cells, index) => {
        const number = start + index;
        const row = byNumber.get(number);
        const old = (row?.cells ?? []).map(keep ? (cell: Cell) => cell : emptied(prefix));
        written.set(number, rowXml(number, prefix, row, withTexts(old, cells, number, prefix, model)));
      });
      return pack(grown(xml.slice(0, from), Math.max(0, ...written.keys())) + merged(xml, rows, written, from, to) + xml.slice(to));
    },
  };
}

const texts = ({ cells }: Row): string[] => {
  const row: string[] = Array.from({ length: Math.max(0, ...cells.map(({ column }) => column + 1)) }, () => '');
  for (const { column, text } of cells) row[column] = text;
  return row;
};

function rowsOf(xml: string, from: number, to: number, prefix: string, shared: readonly string[]): readonly Row[] {
  const rows: Row[] = [];
  const pattern = new RegExp(`<${prefix}row(?:\\s[^>]*)?>`, 'g');
  pattern.lastIndex = from;
  for (let match = pattern.exec(xml); match !== null && match.index < to; match = pattern.exec(xml)) {
    const tag = match[0];
    const start = match.index;
    const closed = tag.endsWith('/>');
    const inner = closed ? pattern.lastIndex : xml.indexOf(`</${prefix}row>`, pattern.lastIndex);
    const end = closed ? inner : inner + `</${prefix}row>`.length;
    const content = closed ? '' : xml.slice(pattern.lastIndex, inner);
    const number = Number(attribute(tag, 'r') ?? (rows.at(-1)?.number ?? 0) + 1);
    rows.push({ number, tag: closed ? `${tag.slice(0, -2).trimEnd()}>` : tag, cells: cellsOf(content, prefix, shared), start, end });
    pattern.lastIndex = end;
  }
  return rows;
}

function cellsOf(content: string, prefix: string, shared: readonly string[]): readonly Cell[] {
  const cells: Cell[] = [];
  for (const [xml, tag = '', inner = ''] of content.matchAll(
    new RegExp(`(<${prefix}c(?:\\s[^>]*?)?)(?:/>|>([\\s\\S]*?)</${prefix}c>)`, 'g'),
  )) {
    const reference = attribute(tag, 'r');
    const type = attribute(tag, 't');
    const value = unescapeXml(new RegExp(`<${prefix}v(?:\\s[^>]*)?>([\\s\\S]*?)</${prefix}v>`).exec(inner)?.[1] ?? '');
    const text = type === 's' ? (shared[Number(value)] ?? '') : type === 'inlineStr' ? textOf(inner) : type === 'e' ? '' : value;
    cells.push({
      column: reference === undefined ? (cells.at(-1)?.column ?? -1) + 1 : columnNumber(reference),
      style: attribute(tag, 's'),
      text,
      xml,
    });
  }
  return cells;
}

const styleOf = (style: string | undefined): string => (style === undefined ? '' : ` s="${style}"`);

/** A formula stays: a template may count or check what is filled in. */
const emptied =
  (prefix: string) =>
  (cell: Cell): Cell =>
    cell.text === '' || cell.xml.includes(`<${prefix}f`)
      ? cell
      : {
          ...cell,
          text: '',
          xml: cell.xml
            .replace(/^<[^>]*?>/, (tag) => `${tag.replace(/\st\s*=\s*(?:"[^"]*"|'[^']*')/, '').replace(/\/?>$/, '')}/>`)
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
    byColumn.set(column, { column, style, text, xml });
  });
  return [...byColumn.values()].sort((a, b) => a.column - b.column);
}

const rowXml = (number: number, prefix: string, row: Row | undefined, cells: readonly Cell[]): string =>
  `${row?.tag.replace(/\sspans\s*=\s*"[^"]*"/, '') ?? `<${prefix}row r="${number}">`}${cells.map(({ xml }) => xml).join('')}</${prefix}row>`;

/** The used range, which some readers believe, down to the last row. */
const grown = (top: string, lastRow: number): string =>
  top.replace(
    /(<(?:\w+:)?dimension\s+ref=")([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?(")/,
    (_, open: string, left: string, first: string, right: string | undefined, last: string | undefined, close: string) =>
      `${open}${left}${first}:${right ?? left}${Math.max(Number(last ?? first), lastRow)}${close}`,
  );

/** The rows in their order: written ones in the place of their old selves, new ones between, everything else copied. */
function merged(xml: string, rows: readonly Row[], written: ReadonlyMap<number, string>, from: number, to: number): string {
  const known = new Set(rows.map(({ number }) => number));
  const fresh = [...written.keys()].filter((number) => !known.has(number)).sort((a, b) => a - b);
  let result = '';
  let at = from;
  let next = 0;
  for (const row of rows) {
    result += xml.slice(at, row.start);
    while (next < fresh.length && (fresh[next] as number) < row.number) result += written.get(fresh[next++] as number);
    result += written.get(row.number) ?? xml.slice(row.start, row.end);
    at = row.end;
  }
  while (next < fresh.length) result += written.get(fresh[next++] as number);
  return result + xml.slice(at, to);
}
