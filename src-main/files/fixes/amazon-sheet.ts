import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { SkippedFix } from '#shared/contract/fixes/fix-files.ts';
import type { FileEncoding } from '#shared/contract/imports/imports.ts';
import { toCanonicalAddress } from '#shared/domain/email/index.ts';
import { type AccountChange, type AccountChangeKind, hasRoleInSheet } from '#shared/domain/fixes/account-changes.ts';
import { divideName } from '#shared/domain/fixes/amazon-users.ts';
import type { Delimiter } from '../bytes/text-format.ts';
import { foldWord } from '../columns/fold.ts';
import { type ColumnMapping, type ColumnMatch, matchColumns } from '../columns/mapping.ts';
import { countLineEnds, openCsvBytes } from '../csv/csv-rewrite.ts';
import type { CsvReadOptions } from '../csv/csv-table.ts';
import { detectFileType } from '../open-table.ts';
import { openXlsxTemplate } from '../xlsx/xlsx-template.ts';
import { getSheetWordMeaning, isRemovalWord } from './amazon-sheet-words.ts';

/** Maximum number of people per sheet. Source: docs/domain/amazon-cxml.md#invitations. */
export const MAX_PEOPLE_PER_AMAZON_SHEET = 1_000;

export interface SheetPerson {
  readonly person: string;
  readonly name: string;
  readonly employeeCode: string;
  readonly email: string;
  /** Change of an existing account; omitted = invitation. */
  readonly change?: AccountChange;
}

/** Values for the template that are the same for all people. */
export interface SheetValues {
  readonly group: string;
  readonly role: string;
  /** The template's word for an invitation. */
  readonly action: string;
  /** The template's words for changes. Changes without a word are not written. */
  readonly words?: SheetWords;
}

export type SheetWords = Readonly<Partial<Record<AccountChangeKind, string>>>;

export interface AmazonTemplate {
  readonly format: 'csv' | 'xlsx';
  readonly encoding: FileEncoding | null;
  readonly delimiter: Delimiter | null;
  readonly header: readonly string[];
  readonly columns: readonly ColumnMatch[];
  /** Index of the column with addresses. */
  readonly email: number;
  readonly rowCount: number;
  cell(row: number, column: number): string;
  /** Returns the choices of a column if the template defines them. */
  choices(column: number): readonly string[];
  /** Returns the 1-based file row of the first new row. */
  firstNewRow(keep: boolean): number;
  fill(rows: readonly (readonly string[])[], keep: boolean): Buffer;
}

const CR = 0x0d;
const LF = 0x0a;

/** Fields of a template that can be filled from lists of users; all others stay empty. */
export const TEMPLATE_FIELDS = ['email', 'group', 'role', 'name', 'familyName', 'givenName', 'employeeCode'] as const;
/** Headers of template fields that do not occur in lists of users. */
const SHEET_HEADERS = {
  fromGroup: [
    '移動元',
    '移動元グループ',
    '移動前のグループ',
    '変更前グループ',
    '現在のグループ',
    '元のグループ',
    'from group',
    'source group',
    'current group',
    'move from',
  ],
  toGroup: [
    '移動先',
    '移動先グループ',
    '移動後のグループ',
    '変更後グループ',
    '新しいグループ',
    'to group',
    'target group',
    'destination group',
    'new group',
    'move to',
  ],
  action: ['操作', 'アクション', '処理', '処理区分', '操作区分', 'action', 'operation', 'ユーザー操作', 'user action'],
} as const;
const SHEET_FIELDS = Object.entries(SHEET_HEADERS).map(([id, headers]) => ({ id, headers: headers.map(foldWord) }));

/**
 * Opens the administrator's template, CSV or XLSX by content. Columns are mapped as for an import, or manually. Throws
 * fix-template-no-email, fix-template-macros, file-kind-wrong, file-no-header and the readers' errors.
 */
export function openAmazonTemplate(
  bytes: Buffer,
  file: string,
  reading: CsvReadOptions & { readonly mapping?: ColumnMapping | undefined },
  rememberedFor: (header: readonly string[]) => ColumnMapping | undefined = () => undefined,
): AmazonTemplate {
  const { mapping: chosen, ...text } = reading;
  const columnsOf = (header: readonly string[]): Pick<AmazonTemplate, 'columns'> & { readonly email: number | null } => {
    const columns = templateColumns(header, chosen, rememberedFor(header));
    return { columns, email: columns.find(({ id }) => id === 'email')?.column ?? null };
  };
  const requireEmail = (header: readonly string[]): Pick<AmazonTemplate, 'columns' | 'email'> => {
    const { columns, email } = columnsOf(header);
    if (email !== null) return { columns, email };
    const headers = header
      .filter((cell) => cell !== '')
      .join(' / ')
      .slice(0, 300);
    throw new ExpectedError('fix-template-no-email', { file, headers });
  };
  const kind = detectFileType(bytes);
  if (kind === 'foreign') throw new ExpectedError('file-kind-wrong', { file });
  if (kind === 'xlsx') {
    const book = openXlsxTemplate(bytes, file, (header) => columnsOf(header).email !== null);
    return { ...book, format: 'xlsx', encoding: null, delimiter: null, ...requireEmail(book.header) };
  }
  const csv = openCsvBytes(bytes, file, text);
  const above = (keep: boolean): Buffer => {
    const kept = Buffer.concat([csv.head(), ...(keep ? Array.from({ length: csv.rowCount }, (_, row) => csv.row(row)) : [])]);
    return kept.at(-1) === LF || kept.at(-1) === CR ? kept : Buffer.concat([kept, csv.lineEnd]);
  };
  const firstNewRow = (keep: boolean): number => countLineEnds(above(keep)) + 1;
  return {
    format: 'csv',
    encoding: csv.encoding,
    delimiter: csv.delimiter,
    header: csv.header,
    ...requireEmail(csv.header),
    rowCount: csv.rowCount,
    cell: (row, column) => csv.cell(row, column),
    choices: () => [],
    firstNewRow,
    fill(rows, keep) {
      const first = firstNewRow(keep);
      return csv.assemble([above(keep), ...rows.map((cells, index) => csv.newRow(cells, first + index)), csv.tail()]);
    },
  };
}

function templateColumns(
  header: readonly string[],
  chosen: ColumnMapping | undefined,
  remembered: ColumnMapping | undefined,
): readonly ColumnMatch[] {
  const columns: ColumnMatch[] = matchColumns('amazon-users', header, {
    ...(chosen && { chosen }),
    ...(remembered && { remembered }),
  }).filter(({ id }) => (TEMPLATE_FIELDS as readonly string[]).includes(id));
  for (const { id, headers } of SHEET_FIELDS) {
    const byHand = chosen?.[id];
    const given = byHand === undefined ? remembered?.[id] : byHand;
    const byHeader = (): number => header.findIndex((text) => headers.includes(foldWord(text)));
    const place = given === null ? -1 : given !== undefined && given < header.length ? given : byHeader();
    const isFree = place >= 0 && columns.every(({ column }) => column !== place);
    const mappedBy = place !== given ? 'header' : byHand === undefined ? 'remembered' : 'user';
    columns.push({ id, required: false, column: isFree ? place : null, mappedBy: isFree ? mappedBy : 'none' });
  }
  return columns;
}

const EXAMPLES_SHOWN = 20;

const columnOf = (template: AmazonTemplate, field: string): number | null =>
  template.columns.find(({ id }) => id === field)?.column ?? null;

/** Returns the choices that the template defines for a field, followed by the distinct values below its header. */
export function listTemplateValues(template: AmazonTemplate, field: string): string[] {
  const column = columnOf(template, field);
  const values = new Set<string>(column === null ? [] : template.choices(column).slice(0, EXAMPLES_SHOWN));
  for (let row = 0; column !== null && row < template.rowCount && values.size < EXAMPLES_SHOWN; row++) {
    const value = template.cell(row, column).trim();
    if (value !== '') values.add(value);
  }
  return [...values];
}

/** One sheet for upload: its bytes, and the row number of each person. */
export interface FilledSheet {
  readonly bytes: Buffer;
  readonly people: readonly { readonly person: SheetPerson; readonly fileRow: number }[];
}

/**
 * Distributes people over sheets. Each person occurs once, and people in the template's rows are skipped if those rows are kept. If the
 * kept rows fill a sheet, the first part has no new people.
 */
export function planSheets(
  template: AmazonTemplate,
  people: readonly SheetPerson[],
  keep: boolean,
): { readonly parts: readonly (readonly SheetPerson[])[]; readonly leftOut: readonly SkippedFix[] } {
  const there = new Map<string, number>();
  let held = 0;
  for (let row = 0; keep && row < template.rowCount; row++) {
    const address = toCanonicalAddress(template.cell(row, template.email));
    if (address === '') continue;
    held++;
    there.set(address, row);
  }
  const leftOut: SkippedFix[] = [];
  const wanted: SheetPerson[] = [];
  for (const person of people) {
    const key = toCanonicalAddress(person.email);
    if (there.has(key))
      leftOut.push({ why: 'already-in-template', person: person.person, name: person.name, row: null, found: person.email });
    else {
      there.set(key, -1);
      wanted.push(person);
    }
  }
  const parts: SheetPerson[][] = [];
  let room = Math.max(0, MAX_PEOPLE_PER_AMAZON_SHEET - held);
  for (let at = 0; at < wanted.length; at += room, room = MAX_PEOPLE_PER_AMAZON_SHEET) parts.push(wanted.slice(at, at + room));
  return { parts, leftOut };
}

/** Fills one copy of the template. Only the first part may keep the template's rows. */
export function fillSheet(template: AmazonTemplate, part: readonly SheetPerson[], values: SheetValues, keep: boolean): FilledSheet {
  const first = template.firstNewRow(keep);
  const rows = part.map((person) => {
    const cells = new Array<string>(template.header.length).fill('');
    for (const { id, column } of template.columns) if (column !== null) cells[column] = valueFor(id, person, values, template.columns);
    return cells;
  });
  return { bytes: template.fill(rows, keep), people: part.map((person, index) => ({ person, fileRow: first + index })) };
}

/** Returns the values of one row by field, only for fields that have a column. */
export const getSheetRowValues = (template: AmazonTemplate, person: SheetPerson, values: SheetValues): Record<string, string> =>
  Object.fromEntries(
    template.columns.flatMap(({ id, column }) => (column === null ? [] : [[id, valueFor(id, person, values, template.columns)]])),
  );

/** Reason why a template cannot express a change; `null` = it can. */
export type ChangeRefusal = 'no-action-column' | 'no-action-word' | 'no-group-column' | 'no-role-column';

/**
 * Checks whether the template can express a change with the chosen word. Only words from the template are written, because Amazon's
 * handling of others is unknown (docs/domain/amazon-cxml.md#invitations).
 */
export function findChangeRefusal(template: AmazonTemplate, kind: AccountChangeKind, word: string): ChangeRefusal | null {
  if (columnOf(template, 'action') === null) return 'no-action-column';
  if (word === '' || !listTemplateValues(template, 'action').includes(word)) return 'no-action-word';
  const has = (...fields: readonly string[]): boolean => fields.some((field) => columnOf(template, field) !== null);
  if (kind === 'grant-role') return has('role') ? null : 'no-role-column';
  if (kind === 'remove-account') return null;
  return has('group', kind === 'leave-group' ? 'fromGroup' : 'toGroup') ? null : 'no-group-column';
}

/** Returns the template's unambiguous word for each change. */
export function getUnambiguousWords(template: AmazonTemplate): SheetWords {
  const words: Partial<Record<AccountChangeKind, string>> = {};
  for (const word of listTemplateValues(template, 'action')) {
    const means = getSheetWordMeaning(word);
    if (means !== null && means !== 'invite') words[means] ??= word;
  }
  return words;
}

/** Returns the template's word for an invitation: an unambiguous one, else the first word that does not mean a removal. */
export function getInvitationWord(template: AmazonTemplate): string {
  const words = listTemplateValues(template, 'action');
  return (
    words.find((word) => getSheetWordMeaning(word) === 'invite') ??
    words.find((word) => getSheetWordMeaning(word) === null && !isRemovalWord(word)) ??
    ''
  );
}

/**
 * Returns people whose given name stays empty because their name has only one word; none if the template does not separate family and given
 * name.
 */
export const listUnsplitNames = (template: AmazonTemplate, people: readonly SheetPerson[]): readonly SheetPerson[] =>
  columnOf(template, 'familyName') === null || columnOf(template, 'givenName') === null
    ? []
    : people.filter(({ name }) => divideName(name).givenName === '');

function valueFor(field: string, person: SheetPerson, values: SheetValues, columns: AmazonTemplate['columns']): string {
  const { familyName, givenName } = divideName(person.name);
  switch (field) {
    case 'email':
      return person.email;
    case 'name':
      return person.name;
    case 'familyName':
      return familyName;
    case 'givenName':
      return givenName;
    case 'employeeCode':
      return person.employeeCode;
    default:
      return person.change === undefined
        ? invitationValue(field, values)
        : changeValue(field, person.change, values, (other) => columns.some(({ id, column }) => id === other && column !== null));
  }
}

function invitationValue(field: string, values: SheetValues): string {
  switch (field) {
    case 'group':
    case 'role':
    case 'action':
      return values[field];
    default:
      return '';
  }
}

/** Returns the value of a column for a change: its action, its groups, and the role if the change assigns one. Other columns stay empty. */
function changeValue(field: string, { kind, from, group }: AccountChange, values: SheetValues, has: (field: string) => boolean): string {
  switch (field) {
    case 'action':
      return values.words?.[kind] ?? '';
    case 'role':
      return hasRoleInSheet(kind) ? values.role : '';
    case 'fromGroup':
      return from;
    case 'toGroup':
      return group;
    case 'group':
      return kind === 'leave-group' ? (has('fromGroup') ? '' : from) : has('toGroup') ? (kind === 'move-group' ? from : '') : group;
    default:
      return '';
  }
}
