import type { FileLeftOut } from '#shared/contract/fixes.ts';
import type { FileEncoding } from '#shared/contract/imports.ts';
import { ExpectedError } from '#shared/contract/result.ts';
import { canonicalAddress } from '#shared/domain/email/index.ts';
import { openCsvBytes } from './csv-rewrite.ts';
import type { CsvReading } from './csv-table.ts';
import { foldWord } from './fold.ts';
import { type ColumnMatch, type Mapping, matchColumns } from './mapping.ts';
import { kindOf } from './open-table.ts';
import type { Delimiter } from './text-format.ts';
import { openXlsxTemplate } from './xlsx-template.ts';

/** Most people in one sheet. Source: docs/domain/amazon-cxml.md#invitations. */
export const PEOPLE_A_SHEET = 1_000;

export interface SheetPerson {
  readonly person: string;
  readonly name: string;
  readonly employeeCode: string;
  readonly email: string;
}

/** What the template asks for beside the person. */
export interface SheetValues {
  readonly group: string;
  readonly role: string;
  readonly action: string;
}

export interface AmazonTemplate {
  readonly format: 'csv' | 'xlsx';
  readonly encoding: FileEncoding | null;
  readonly delimiter: Delimiter | null;
  readonly header: readonly string[];
  readonly columns: readonly ColumnMatch[];
  readonly rowCount: number;
  cell(row: number, column: number): string;
  /** 1-based row of the file at which the first new row would stand. */
  firstNewRow(keep: boolean): number;
  fill(rows: readonly (readonly string[])[], keep: boolean): Buffer;
}

const CR = 0x0d;
const LF = 0x0a;

/** Fields of a template that can be filled; all others stay empty. */
export const TEMPLATE_FIELDS = ['email', 'group', 'role', 'name', 'familyName', 'givenName', 'employeeCode', 'action'] as const;
const ACTION_HEADERS = ['操作', 'アクション', '処理', '処理区分', '操作区分', 'action', 'operation', 'ユーザー操作', 'user action'].map(
  foldWord,
);

/**
 * The administrator's own downloaded template, CSV or XLSX by what is in it; its columns are found like those of an import and may be
 * chosen by hand. Throws fix-template-no-email, fix-template-macros, file-kind-wrong, file-no-header and what the readers throw.
 */
export function openAmazonTemplate(
  bytes: Buffer,
  file: string,
  reading: CsvReading & { readonly mapping?: Mapping | undefined },
  rememberedFor: (header: readonly string[]) => Mapping | undefined = () => undefined,
): AmazonTemplate {
  const { mapping: chosen, ...text } = reading;
  const columnsOf = (header: readonly string[]): readonly ColumnMatch[] => templateColumns(header, chosen, rememberedFor(header));
  const hasEmail = (header: readonly string[]): boolean => columnsOf(header).some(({ id, column }) => id === 'email' && column !== null);
  const refuseWithout = (header: readonly string[]): readonly ColumnMatch[] => {
    if (!hasEmail(header))
      throw new ExpectedError('fix-template-no-email', {
        file,
        headers: header
          .filter((cell) => cell !== '')
          .join(' / ')
          .slice(0, 300),
      });
    return columnsOf(header);
  };
  const kind = kindOf(bytes);
  if (kind === 'foreign') throw new ExpectedError('file-kind-wrong', { file });
  if (kind === 'xlsx') {
    const book = openXlsxTemplate(bytes, file, hasEmail);
    return { ...book, format: 'xlsx', encoding: null, delimiter: null, columns: refuseWithout(book.header) };
  }
  const csv = openCsvBytes(bytes, file, text);
  const above = (keep: boolean): Buffer => {
    const kept = Buffer.concat([csv.head(), ...(keep ? Array.from({ length: csv.rowCount }, (_, row) => csv.row(row)) : [])]);
    return kept.at(-1) === LF || kept.at(-1) === CR ? kept : Buffer.concat([kept, csv.lineEnd]);
  };
  // Line ends inside quotes count too, as they do in an editor and in our errors.
  const firstNewRow = (keep: boolean): number =>
    above(keep)
      .toString('latin1')
      .split(/\r\n|\r|\n/).length;
  return {
    format: 'csv',
    encoding: csv.encoding,
    delimiter: csv.delimiter,
    header: csv.header,
    columns: refuseWithout(csv.header),
    rowCount: csv.rowCount,
    cell: (row, column) => csv.cell(row, column),
    firstNewRow,
    fill(rows, keep) {
      const first = firstNewRow(keep);
      return csv.assemble([above(keep), ...rows.map((cells, index) => csv.newRow(cells, first + index)), csv.tail()]);
    },
  };
}

function templateColumns(header: readonly string[], chosen: Mapping | undefined, remembered: Mapping | undefined): readonly ColumnMatch[] {
  const found = matchColumns('amazon-users', header, { ...(chosen && { chosen }), ...(remembered && { remembered }) }).filter(({ id }) =>
    (TEMPLATE_FIELDS as readonly string[]).includes(id),
  );
  const given = chosen?.['action'] ?? remembered?.['action'];
  const action =
    given !== undefined && given !== null && given < header.length
      ? given
      : header.findIndex((text) => ACTION_HEADERS.includes(foldWord(text)));
  const taken = found.some(({ column }) => column === action);
  return [
    ...found,
    {
      id: 'action',
      required: false,
      column: action < 0 || taken ? null : action,
      mappedBy: action < 0 || taken ? 'none' : given === undefined ? 'header' : 'user',
    },
  ];
}

const EXAMPLES_SHOWN = 20;

/** Different values that a field has below the header, in their order. */
export function templateValues(template: AmazonTemplate, field: string): string[] {
  const column = template.columns.find(({ id }) => id === field)?.column ?? null;
  const values = new Set<string>();
  for (let row = 0; column !== null && row < template.rowCount && values.size < EXAMPLES_SHOWN; row++) {
    const value = template.cell(row, column).trim();
    if (value !== '') values.add(value);
  }
  return [...values];
}

/** One sheet that is to be uploaded: its bytes, and the row of everybody in it. */
export interface FilledSheet {
  readonly bytes: Buffer;
  readonly people: readonly { readonly person: SheetPerson; readonly fileRow: number }[];
}

/** Who goes into which sheet: nobody twice, nobody whom the template holds already when its rows are kept. */
export function planSheets(
  template: AmazonTemplate,
  people: readonly SheetPerson[],
  keep: boolean,
): { readonly parts: readonly (readonly SheetPerson[])[]; readonly leftOut: readonly FileLeftOut[] } {
  const column = template.columns.find(({ id }) => id === 'email')?.column ?? 0;
  const there = new Map<string, number>();
  let held = 0;
  for (let row = 0; keep && row < template.rowCount; row++) {
    const address = canonicalAddress(template.cell(row, column));
    if (address === '') continue;
    held++;
    there.set(address, row);
  }
  const leftOut: FileLeftOut[] = [];
  const wanted: SheetPerson[] = [];
  for (const person of people) {
    const key = canonicalAddress(person.email);
    if (there.has(key))
      leftOut.push({ why: 'already-in-template', person: person.person, name: person.name, row: null, found: person.email });
    else {
      there.set(key, -1);
      wanted.push(person);
    }
  }
  const parts: SheetPerson[][] = [];
  let room = Math.max(0, PEOPLE_A_SHEET - held);
  for (let at = 0; at < wanted.length; at += room, room = PEOPLE_A_SHEET) if (room > 0) parts.push(wanted.slice(at, at + room));
  return { parts, leftOut };
}

/** Fills one copy of the template. The first part keeps the template's rows where they are kept at all. */
export function fillSheet(template: AmazonTemplate, part: readonly SheetPerson[], values: SheetValues, keep: boolean): FilledSheet {
  const first = template.firstNewRow(keep);
  const rows = part.map((person) => {
    const cells = new Array<string>(template.header.length).fill('');
    for (const { id, column } of template.columns) if (column !== null) cells[column] = valueFor(id, person, values);
    return cells;
  });
  return { bytes: template.fill(rows, keep), people: part.map((person, index) => ({ person, fileRow: first + index })) };
}

function valueFor(field: string, person: SheetPerson, values: SheetValues): string {
  const [family = '', ...given] = person.name
    .normalize('NFC')
    .split(/[\s\u3000]+/u)
    .filter((word) => word !== '');
  switch (field) {
    case 'email':
      return person.email;
    case 'name':
      return person.name;
    case 'familyName':
      return family;
    case 'givenName':
      return given.join(' ');
    case 'employeeCode':
      return person.employeeCode;
    case 'group':
    case 'role':
    case 'action':
      return values[field];
    default:
      return '';
  }
}
