import { XmlTags } from './xml-tags.ts';

/** A data validation list of a sheet (ECMA-376 18.3.1.32): its columns, and the choices or their range. */
export interface ChoiceList {
  readonly columns: readonly number[];
  readonly formula: string;
}

/** Maximum number of lists, of ranges in a list, and of its choices; a vendor's template has few. */
const [MAX_LISTS, MAX_RANGES, MAX_CHOICES] = [200, 200, 200] as const;

/** Returns the validation lists of a sheet, including those of Excel's extension for choices in other sheets. */
export function parseChoiceLists(part: Buffer, file: string): readonly ChoiceList[] {
  const lists: ChoiceList[] = [];
  const tags = new XmlTags(part, file);
  while (tags.next() && lists.length < MAX_LISTS) {
    if (tags.name !== 'dataValidation' || tags.closing || tags.empty || tags.attribute('type') !== 'list') continue;
    let places = tags.attribute('sqref') ?? '';
    let formula = '';
    let inFormula = false;
    while (tags.next()) {
      const name: string = tags.name;
      if (name === 'dataValidation' && tags.closing) break;
      if (name === 'formula1') inFormula = !tags.closing && !tags.empty;
      if (tags.closing || tags.empty) continue;
      // The formula is the content of this element or of the element within it.
      const text = tags.bytes.indexOf('<', tags.end);
      if (text < 0) break;
      if (name === 'sqref') places = tags.text(tags.end, text);
      else if (inFormula && (name === 'formula1' || name === 'f')) formula = tags.text(tags.end, text).trim() || formula;
    }
    lists.push({ columns: columnsOf(places), formula });
  }
  return lists;
}

const PLACE = /^\$?([A-Z]{1,3})\$?\d*(?::\$?([A-Z]{1,3})\$?\d*)?$/;

function columnsOf(places: string): readonly number[] {
  const columns = new Set<number>();
  for (const place of places.trim().split(/\s+/).slice(0, MAX_RANGES)) {
    const match = PLACE.exec(place);
    const from = match?.[1];
    if (from === undefined) continue;
    const [first, last] = [columnNumber(from), columnNumber(match?.[2] ?? from)];
    for (let column = first; column <= last && columns.size < MAX_CHOICES; column++) columns.add(column);
  }
  return [...columns];
}

const columnNumber = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** Range of a list's choices: one column of one sheet; `''` = the same sheet. */
export interface ChoiceRange {
  readonly sheet: string;
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

const RANGE = /^(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/;

/** Returns the literal choices of a formula, or their range; `null` for any other formula, such as a name or a calculation. */
export function parseChoices(formula: string): readonly string[] | ChoiceRange | null {
  const inline = /^"([\s\S]*)"$/.exec(formula);
  if (inline !== null)
    return (inline[1] as string)
      .replaceAll('""', '"')
      .split(',')
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .slice(0, MAX_CHOICES);
  const range = RANGE.exec(formula);
  if (range === null || (range[5] !== undefined && range[5] !== range[3])) return null;
  const from = Number(range[4]);
  const to = Math.min(Number(range[6] ?? range[4]), from + MAX_CHOICES - 1);
  return { sheet: range[1]?.replaceAll("''", "'") ?? range[2] ?? '', column: columnNumber(range[3] as string), from, to };
}
