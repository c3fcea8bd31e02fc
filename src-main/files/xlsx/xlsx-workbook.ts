import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { unzipEntries } from '../archives/zip-entries.ts';
import { LAST_EXCEL_ROW_NUMBER, MAX_COLUMNS } from '../limits.ts';
import { getNumberStyle, type NumberStyle, toDayOfSerial } from './number-format.ts';
import { CellsBuilder, type SheetCells, WorkbookTexts } from './sheet-cells.ts';
import { XmlTags } from './xml-tags.ts';

/** Maximum sheets of a workbook. */
const MAX_SHEETS = 100;
/** Maximum parts of a workbook; a large one has a few hundred. */
const MAX_RELATIONS = 4_096;
/** Maximum styles, Excel's own limit. */
const MAX_STYLES = 65_490;
const ERROR_TEXT = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!)$/;

/**
 * Reads the parts of a workbook that contain values (ECMA-376 18.3.1, 18.4, 18.8) sequentially by tags: builds no tree, allocates no sizes
 * given in the file, and takes linear time.
 */
export class XlsxWorkbook {
  readonly #file: string;
  readonly #parts: ReadonlyMap<string, Buffer>;
  readonly #from1904: boolean;
  /** Number of visible sheets. They precede the hidden ones. */
  readonly shownCount: number;
  readonly #sheets: readonly string[];
  readonly #relations: ReadonlyMap<string, Relation>;
  #styles: readonly NumberStyle[] | null = null;

  /** Throws the errors of `unzipEntries`, file-kind-wrong (another Office file), file-unreadable, file-beyond-limits. */
  constructor(bytes: Buffer, file: string) {
    this.#file = file;
    this.#parts = unzipEntries(bytes, (name) => name.startsWith('xl/') && (name.endsWith('.xml') || name.endsWith('.rels')), file);
    const workbook = this.#parts.get('xl/workbook.xml');
    if (workbook === undefined) throw new ExpectedError('file-kind-wrong', { file });
    this.#relations = parseRelations(this.#parts.get('xl/_rels/workbook.xml.rels'), file);
    const shown: string[] = [];
    const hidden: string[] = [];
    let from1904 = false;
    for (const tags = new XmlTags(workbook, file); tags.next(); ) {
      if (tags.closing) continue;
      if (tags.name === 'workbookPr') from1904 = /^(?:1|true)$/.test(tags.attribute('date1904') ?? '');
      else if (tags.name === 'sheet') {
        const relation = this.#relations.get(tags.attribute('id', true) ?? '');
        const sheets = ['hidden', 'veryHidden'].includes(tags.attribute('state') ?? '') ? hidden : shown;
        if (relation?.type.endsWith('/worksheet') && sheets.length < MAX_SHEETS) sheets.push(relation.path);
      }
    }
    this.#sheets = [...shown, ...hidden].slice(0, MAX_SHEETS);
    this.shownCount = Math.min(shown.length, MAX_SHEETS);
    this.#from1904 = from1904;
  }

  get sheetCount(): number {
    return this.#sheets.length;
  }

  /** Returns the cells of a sheet; `sheet` is 0-based. Throws the errors of the constructor, file-too-many-rows, file-too-large. */
  cells(sheet: number): SheetCells {
    const part = this.#parts.get(this.#sheets[sheet] ?? '');
    if (part === undefined) throw new ExpectedError('file-unreadable', { file: this.#file });
    const texts = new WorkbookTexts(this.#file);
    const shared = readSharedTexts(this.#partOf('/sharedStrings', 'xl/sharedStrings.xml'), texts, this.#file);
    this.#styles ??= numberStyles(this.#partOf('/styles', 'xl/styles.xml'), this.#file);
    const cells = new CellsBuilder(this.#file);
    for (const { row, column, text } of cellsOf(part, { texts, shared, styles: this.#styles, from1904: this.#from1904, file: this.#file }))
      if (!texts.isEmpty(text)) cells.add(row, column, text);
    return { ...texts.finish(), ...cells.finish() };
  }

  #partOf(type: string, usual: string): Buffer | undefined {
    const relation = [...this.#relations.values()].find((one) => one.type.endsWith(type));
    return this.#parts.get(relation?.path ?? usual);
  }
}

interface Relation {
  readonly type: string;
  readonly path: string;
}

/** Returns the workbook's relations by id, with paths as in the archive. */
export function parseRelations(part: Buffer | undefined, file: string): ReadonlyMap<string, Relation> {
  const relations = new Map<string, Relation>();
  if (part === undefined) return relations;
  for (const tags = new XmlTags(part, file); tags.next(); ) {
    if (tags.closing || tags.name !== 'Relationship') continue;
    if (relations.size >= MAX_RELATIONS) throw new ExpectedError('file-beyond-limits', { file, limit: 'parts', most: MAX_RELATIONS });
    const target = tags.attribute('Target') ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
    relations.set(tags.attribute('Id') ?? '', { type: tags.attribute('Type') ?? '', path });
  }
  return relations;
}

/** Adds the shared texts, without phonetic readings (`rPh`), to `texts`. Returns the number of the first one, and their count. */
export function readSharedTexts(
  part: Buffer | undefined,
  texts: WorkbookTexts,
  file: string,
): { readonly first: number; readonly count: number } {
  const first = texts.count;
  if (part === undefined) return { first, count: 0 };
  const tags = new XmlTags(part, file);
  while (tags.next()) {
    if (tags.name !== 'si' || tags.closing) continue;
    if (tags.empty) texts.add('');
    else richText(tags, 'si', texts);
  }
  return { first, count: texts.count - first };
}

/** Adds the text of an element, which consists of all its `t` except phonetic readings. Returns its number. */
function richText(tags: XmlTags, element: string, texts: WorkbookTexts): number {
  let text: string | null = null;
  let plain: readonly [from: number, to: number] | null = null;
  let reading = 0;
  while (tags.next()) {
    if (tags.name === element && tags.closing) break;
    if (tags.name === 'rPh') reading += tags.empty ? 0 : tags.closing ? -1 : 1;
    if (tags.name !== 't' || tags.closing || tags.empty || reading > 0) continue;
    const from = tags.end;
    if (!tags.next() || tags.name !== 't' || !tags.closing) continue;
    const to = tags.start;
    if (text === null && plain === null && tags.isPlain(from, to)) plain = [from, to];
    else {
      if (plain !== null) text = tags.text(...plain);
      plain = null;
      text = (text ?? '') + tags.text(from, to);
    }
  }
  return plain !== null ? texts.addBytes(tags.bytes, ...plain) : texts.add(text ?? '');
}

/** Returns for each cell style how numbers are displayed. */
function numberStyles(part: Buffer | undefined, file: string): readonly NumberStyle[] {
  const codes = new Map<number, string>();
  const styles: NumberStyle[] = [];
  if (part === undefined) return styles;
  let inCells = false;
  for (const tags = new XmlTags(part, file); tags.next(); ) {
    if (tags.name === 'cellXfs') inCells = !tags.closing && !tags.empty;
    else if (tags.closing) continue;
    else if (tags.name === 'numFmt' && codes.size < MAX_STYLES)
      codes.set(Number(tags.attribute('numFmtId')), tags.attribute('formatCode') ?? '');
    else if (tags.name === 'xf' && inCells) {
      if (styles.length > MAX_STYLES) throw new ExpectedError('file-beyond-limits', { file, limit: 'parts', most: MAX_STYLES });
      const id = Number(tags.attribute('numFmtId') ?? '0');
      styles.push(getNumberStyle(id, codes.get(id)));
    }
  }
  return styles;
}

interface Reading {
  readonly texts: WorkbookTexts;
  readonly shared: { readonly first: number; readonly count: number };
  readonly styles: readonly NumberStyle[];
  readonly from1904: boolean;
  readonly file: string;
}

interface ReadCell {
  row: number;
  column: number;
  text: number;
}

/** Yields the cells in order; the same object is reused for each cell. */
function* cellsOf(part: Buffer, reading: Reading): Generator<ReadCell, void> {
  const { file } = reading;
  const tags = new XmlTags(part, file);
  const cell: ReadCell = { row: 0, column: -1, text: 0 };
  while (tags.next()) {
    if (tags.closing) continue;
    if (tags.name === 'row') {
      const number = tags.attribute('r');
      cell.row = number === undefined ? cell.row + 1 : rowNumber(number, file);
      cell.column = -1;
    } else if (tags.name === 'c') {
      const reference = tags.attribute('r');
      if (reference === undefined) cell.column++;
      else cell.column = parseCellColumn(reference, cell.row, file);
      if (cell.row < 1 || cell.row > LAST_EXCEL_ROW_NUMBER || cell.column >= MAX_COLUMNS) throw outside(file);
      if (tags.empty) continue;
      cell.text = cellText(tags, reading);
      if (cell.text !== 0) yield cell;
    }
  }
}

const outside = (file: string): ExpectedError => new ExpectedError('file-beyond-limits', { file, limit: 'place' });

function rowNumber(text: string, file: string): number {
  const number = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > LAST_EXCEL_ROW_NUMBER) throw outside(file);
  return number;
}

/** Returns the 0-based column of a cell reference, which must be in this row. */
export function parseCellColumn(reference: string, row: number, file: string): number {
  const [, letters = '', digits = ''] = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference) ?? [];
  if (letters === '') throw outside(file);
  if (rowNumber(digits, file) !== row) throw new ExpectedError('file-unreadable', { file });
  let column = 0;
  for (let at = 0; at < letters.length; at++) column = column * 26 + letters.charCodeAt(at) - 64;
  if (column > MAX_COLUMNS) throw outside(file);
  return column - 1;
}

/** Adds the displayed text of the current cell, and moves to its end. Returns its number; 0 = no text. */
function cellText(tags: XmlTags, { texts, shared, styles, from1904, file }: Reading): number {
  const type = tags.attribute('t') ?? 'n';
  const style = tags.attribute('s');
  let text = 0;
  while (tags.next()) {
    if (tags.name === 'c' && tags.closing) break;
    if (tags.closing || tags.empty) continue;
    if (tags.name === 'is' && type === 'inlineStr') text = richText(tags, 'is', texts);
    if (tags.name !== 'v') continue;
    const from = tags.end;
    if (!tags.next() || tags.name !== 'v' || !tags.closing) continue;
    const to = tags.start;
    if (type === 's') {
      const index = to - from > 10 ? Number.NaN : Number(tags.bytes.toString('latin1', from, to));
      if (!Number.isInteger(index) || index < 0 || index >= shared.count) throw new ExpectedError('file-unreadable', { file });
      text = shared.first + index;
    } else if (type === 'str') text = texts.add(shown(tags.text(from, to)));
    else if (type === 'n' || type === 'b' || type === 'd') {
      // The text is too long for a number, although it is declared as one.
      if (to - from > 400) throw new ExpectedError('file-unreadable', { file });
      text = texts.add(valueText(type, tags.text(from, to), styles[Number(style)], from1904));
    }
  }
  return text;
}

const shown = (text: string): string => (ERROR_TEXT.test(text) ? '' : text);

/**
 * Returns the text of a value: days as `YYYY-MM-DD` (`''` if the number is too large), booleans as 1 and 0, numbers with their displayed
 * leading zeros.
 */
function valueText(type: string, value: string, style: NumberStyle | undefined, from1904: boolean): string {
  if (value.trim() === '') return '';
  if (type === 'd') {
    const day = new Date(value);
    return Number.isNaN(day.getTime()) ? '' : day.toISOString().slice(0, 10);
  }
  const number = Number(value);
  if (Number.isNaN(number)) return shown(value);
  if (type === 'b') return number === 0 ? '0' : '1';
  if (style === 'day') return toDayOfSerial(number, from1904);
  return style !== undefined && Number.isInteger(number) && number >= 0 ? String(number).padStart(style, '0') : String(number);
}
