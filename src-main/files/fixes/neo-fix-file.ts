import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { SkippedFix } from '#shared/contract/fixes/fix-files.ts';
import type { FileEncoding } from '#shared/contract/imports/imports.ts';
import { foldCode } from '#shared/domain/readiness/evidence/identities.ts';
import { getCp932EncodeTable } from '../bytes/cp932.ts';
import { foldWord } from '../columns/fold.ts';
import { type ColumnMapping, type ColumnMatch, matchColumns } from '../columns/mapping.ts';
import { type CsvBytes, countLineEnds, findUnwritableCharacter, openCsvBytes } from '../csv/csv-rewrite.ts';
import { type CsvReadOptions, readCsvTable } from '../csv/csv-table.ts';

/** The change for one NEO user. */
export interface NeoChange {
  readonly person: string;
  readonly neoUserId: string;
  readonly loginId: string;
  readonly name: string;
  /** The work e-mail when the finding was created. */
  readonly from: string;
  readonly to: string;
}

/** Columns that are needed for importing addresses; others are copied unchanged. */
export const NEO_FIX_FIELDS = ['id', 'loginId', 'workEmail', 'deleted'] as const;
const PASSWORD_FIELD = 'password';
/** Columns that NEO's import requires besides the password, with NEO's names. */
const NEEDED = [
  ['id', 'ID'],
  ['workEmail', '職場用メールアドレス'],
] as const;

/** One changed row. `row` counts below the export's header; `fileRow` is its line in the file. */
export interface NeoFixRow {
  readonly change: NeoChange;
  readonly row: number;
  readonly fileRow: number;
}

export interface NeoFixFile {
  readonly csv: CsvBytes;
  readonly columns: readonly ColumnMatch[];
  /** Changed rows, in the order of the export. */
  readonly rows: readonly NeoFixRow[];
  readonly leftOut: readonly SkippedFix[];
}

/** A password of only asterisks leaves the password unchanged (docs/domain/neo.md#user-csv). */
const UNCHANGED_PASSWORD = '********';

/**
 * Finds every change in the administrator's full export, by NEO id or else by login id. Changes are left out, with a reason, for missing or
 * duplicate people, rows marked for deletion, addresses changed since, a missing id, an id that belongs to another person, and characters
 * lost in the export. Throws the errors of `readCsvTable`, and file-kind-wrong for a workbook, because NEO imports text only.
 */
export function planNeoFixFile(
  bytes: Buffer,
  file: string,
  reading: CsvReadOptions & { readonly mapping?: ColumnMapping | undefined },
  rememberedFor: (header: readonly string[]) => ColumnMapping | undefined,
  changes: readonly NeoChange[],
): NeoFixFile {
  const { mapping: chosen, ...text } = reading;
  // The import reader detects all damage, so an accepted file can be copied row by row.
  const { header } = readCsvTable(bytes, file, text);
  const csv = openCsvBytes(bytes, file, text);
  const remembered = rememberedFor(header);
  const matches = matchColumns('neo-users', header, { ...(remembered && { remembered }), ...(chosen && { chosen }) }, csv);
  const own = matches.filter(({ id }) => (NEO_FIX_FIELDS as readonly string[]).includes(id));
  // Without ids, NEO's import would create all people as new users (docs/domain/neo.md#user-csv).
  const columns = [...own.map((match) => (match.id === 'id' ? { ...match, required: true } : match)), findPasswordColumn(header, chosen)];
  const names = new Set(matches.flatMap((match) => (match.column !== null && NAME_FIELDS.includes(match.id) ? [match.column] : [])));
  const column = (id: string): number => columns.find((match) => match.id === id)?.column ?? -1;
  const [id, loginId, email, deleted] = NEO_FIX_FIELDS.map(column) as [number, number, number, number];

  const byId = rowsBy(csv, id);
  const byLogin = rowsBy(csv, loginId);
  const byEmail = rowsBy(csv, email);
  /** Whether a cell identifies no single person: it is blank, or several people have this address. */
  const isOfSeveral = (cell: string): boolean => cell === '' || (byEmail.get(cell)?.length ?? 0) > 1;
  const rows: NeoFixRow[] = [];
  const leftOut: SkippedFix[] = [];
  for (const change of changes) {
    const known = change.neoUserId === '' ? undefined : byId.get(change.neoUserId);
    const byItsLogin = change.loginId !== '' && (change.neoUserId === '' || id < 0);
    const found = known ?? (byItsLogin ? byLogin.get(change.loginId) : undefined) ?? [];
    const row = found[0];
    const leave = (why: SkippedFix['why'], text = ''): void =>
      void leftOut.push({ why, person: change.person, name: change.name, row: row === undefined ? null : csv.fileRow(row), found: text });
    if (row === undefined) leave('not-in-export');
    else if (found.length > 1) leave('found-twice');
    // NEO would create a new user for id 0 or a missing id (docs/domain/neo.md#user-csv).
    else if (id >= 0 && !/^0*[1-9]\d*$/.test(csv.cell(row, id).trim())) leave('no-id', csv.cell(row, id));
    else if (deleted >= 0 && /^d$/i.test(csv.cell(row, deleted).normalize('NFKC').trim())) leave('marked-deleted');
    else if (email >= csv.width(row) || column(PASSWORD_FIELD) >= csv.width(row)) leave('row-incomplete');
    else if (!isAsExported(change.from, csv.cell(row, email), csv.encoding)) leave('email-changed', csv.cell(row, email));
    // Ids of another server may coincide with this one's, and such an address identifies no person, so the login id must match.
    else if (isOfSeveral(csv.cell(row, email)) && logsInOtherwise(change, csv.cell(row, loginId)))
      leave('other-login', csv.cell(row, loginId));
    else {
      const lost = lostText(csv, row, { names, except: new Set([email, column(PASSWORD_FIELD)]) });
      if (lost !== null) leave('lost-letters', lost);
      else rows.push({ change, row, fileRow: csv.fileRow(row) });
    }
  }
  // If NEO's list gave two people the same id, the row belongs to the one whose login id it contains.
  const wanted = Map.groupBy(rows, ({ row }) => row);
  const logsInThere = ({ change, row }: NeoFixRow): boolean =>
    loginId >= 0 && change.loginId !== '' && csv.cell(row, loginId) === change.loginId;
  const isOf = (one: NeoFixRow): boolean => {
    const rivals = wanted.get(one.row) ?? [];
    return rivals.length === 1 || (logsInThere(one) && rivals.filter(logsInThere).length === 1);
  };
  for (const { change } of rows.filter((row) => !isOf(row)))
    leftOut.push({ why: 'not-in-export', person: change.person, name: change.name, row: null, found: '' });
  return { csv, columns, rows: rows.filter(isOf).sort((a, b) => a.row - b.row), leftOut };
}

/** Returns people whose new address has a character that the export's encoding lacks. `writeNeoFixFile` throws for the first of them. */
export function listUnwritableChanges({ csv, rows }: NeoFixFile): readonly SkippedFix[] {
  return rows.flatMap(({ change, fileRow }) => {
    const character = findUnwritableCharacter(change.to, csv.encoding);
    return character === null
      ? []
      : [{ why: 'unwritable' as const, person: change.person, name: change.name, row: fileRow, found: character }];
  });
}

/**
 * Creates the file for NEO's import: the export's header and its changed rows, byte for byte except for the address and a password of
 * asterisks. Throws fix-no-password-column, file-column-missing, fix-export-mismatch if no person is found, and fix-value-unwritable with
 * row and column.
 */
export function writeNeoFixFile(plan: NeoFixFile, file: string): Buffer {
  const { csv, columns, rows, leftOut } = plan;
  const column = (id: string): number => columns.find((match) => match.id === id)?.column ?? -1;
  const email = column('workEmail');
  const password = column(PASSWORD_FIELD);
  if (password < 0) throw new ExpectedError('fix-no-password-column', { file, headers: csv.header.join(' / ').slice(0, 300) });
  for (const [field, header] of NEEDED)
    if (column(field) < 0)
      throw new ExpectedError('file-column-missing', { file, field, column: header, headers: csv.header.join(' / ').slice(0, 300) });
  if (rows.length === 0) throw new ExpectedError('fix-export-mismatch', { file, people: leftOut.length });
  return csv.assemble([
    csv.head(),
    ...rows.map(({ change, row }) => {
      const cells = new Map([[email, change.to]]);
      if (!/^\*+$/.test(csv.cell(row, password))) cells.set(password, UNCHANGED_PASSWORD);
      return csv.rowWith(row, cells);
    }),
  ]);
}

/** Returns the line number of each changed row in the written file, counting the lines above the header. */
export function getFixFileLineNumbers({ csv, rows }: NeoFixFile): readonly number[] {
  let next = 1 + countLineEnds(csv.head());
  return rows.map(({ row }) => {
    const line = next;
    next += countLineEnds(csv.row(row));
    return line;
  });
}

const NAME_FIELDS: readonly string[] = ['name', 'kana'];
/** Characters that Shift_JIS exports contain instead of unsupported ones. In a UTF-8 export they are intended. */
const LOST_WITHIN = /〓|\P{ASCII}\?|\?\P{ASCII}/u;
/** Removes question marks that separate path and query, which never replace a lost character. */
const withoutQueries = (text: string): string =>
  text.replace(/\?(?=[\w.~%-]+=)/g, (mark, at: number) => (text.slice(0, at).split(/\s/).at(-1)?.includes('/') ? '' : mark));

/**
 * Returns the first text of a row with characters lost in Shift_JIS (docs/domain/neo.md#user-csv), with its header; `null` = none. NEO
 * imports the whole row, so it would store the `?`.
 */
function lostText(
  csv: CsvBytes,
  row: number,
  { names, except }: { readonly names: ReadonlySet<number>; readonly except: ReadonlySet<number> },
): string | null {
  if (csv.encoding !== 'shift_jis') return null;
  for (let column = 0; column < csv.width(row); column++) {
    const text = csv.cell(row, column);
    if (!except.has(column) && (LOST_WITHIN.test(withoutQueries(text)) || (names.has(column) && text.includes('?')))) {
      const header = csv.header[column] ?? '';
      return `${header === '' ? '' : `${header}: `}${text.slice(0, 100)}`;
    }
  }
  return null;
}

/** Whether both sides have a login id and they differ. */
const logsInOtherwise = ({ loginId }: NeoChange, cell: string): boolean =>
  loginId !== '' && cell.trim() !== '' && foldCode(loginId) !== foldCode(cell);

const PASSWORD_HEADERS = ['パスワード', 'password', 'ログインパスワード', 'login password', 'pass word'].map(foldWord);

/** Returns the column of passwords, which NEO's import requires. */
export function findPasswordColumn(header: readonly string[], chosen: ColumnMapping | undefined): ColumnMatch {
  const given = chosen?.[PASSWORD_FIELD];
  if (given !== undefined && (given === null || (given >= 0 && given < header.length)))
    return { id: PASSWORD_FIELD, required: true, column: given, mappedBy: given === null ? 'none' : 'user' };
  const found = header.findIndex((text) => PASSWORD_HEADERS.includes(foldWord(text)));
  return { id: PASSWORD_FIELD, required: true, column: found < 0 ? null : found, mappedBy: found < 0 ? 'none' : 'header' };
}

function rowsBy(csv: CsvBytes, column: number): ReadonlyMap<string, readonly number[]> {
  const rows = new Map<string, number[]>();
  if (column < 0) return rows;
  for (let row = 0; row < csv.rowCount; row++) {
    const key = csv.cell(row, column);
    const list = rows.get(key);
    if (list) list.push(row);
    else rows.set(key, [row]);
  }
  return rows;
}

/** Characters that Windows substitutes for some that CP932 lacks; others become `?`. */
const CP932_TWINS: Readonly<Record<string, string>> = {
  '\u2212': '\uff0d',
  '\u301c': '\uff5e',
  '\u2016': '\u2225',
  '\u2014': '\u2015',
  '\u00a2': '\uffe0',
  '\u00a3': '\uffe1',
  '\u00ac': '\uffe2',
  '\u00a0': ' ',
};

/** Whether NEO exports this text as this cell in this encoding: Shift_JIS loses characters (docs/domain/neo.md#user-csv). */
export function isAsExported(text: string, cell: string, encoding: FileEncoding): boolean {
  if (text === cell) return true;
  if (encoding !== 'shift_jis') return false;
  const codes = getCp932EncodeTable();
  const lossy = [...text].map((character) => {
    const point = character.codePointAt(0) as number;
    return point < 0x80 || (point <= 0xffff && codes[point] !== 0)
      ? [character]
      : [CP932_TWINS[character] ?? '?', '?', '〓', ...(point > 0xffff ? ['??'] : [])];
  });
  let rest = [cell];
  for (const choices of lossy) {
    rest = [
      ...new Set(rest.flatMap((left) => choices.filter((choice) => left.startsWith(choice)).map((choice) => left.slice(choice.length)))),
    ];
    if (rest.length === 0) return false;
  }
  return rest.includes('');
}
