import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { AmazonUser, AmazonUserState } from '#shared/domain/directory/directory.ts';
import { TextIndex } from '#shared/domain/directory/text-index.ts';
import { eachCode } from './column-codes.ts';
import { dayOrderOf, needsDayOrder, parseDay } from './list-dates.ts';
import { namesPunchout, parseAmazonState, parseFlag, parseList } from './list-values.ts';
import { type Mapping, requireFields } from './mapping.ts';
import { placeOf, type Table } from './table.ts';

interface AmazonSource {
  readonly table: Table;
  readonly email: number;
  readonly name: number;
  readonly familyName: number;
  readonly givenName: number;
  readonly employeeCode: number;
  readonly group: number;
  /** Columns that rows of one account share. */
  readonly alike: readonly number[];
  /** Of each row an index into `STATES`; `undefined` for a column that the file does not hold. */
  readonly states: Uint8Array | undefined;
  /** 1 for each row that holds the punchout role; `undefined` where the file has no column that says so. */
  readonly punchout: Uint8Array | undefined;
  readonly days: () => readonly (string | null)[] | undefined;
}

const STATES: readonly AmazonUserState[] = ['unknown', 'active', 'invited', 'inactive'];

/** One row, or several that name the same account in several groups, seen as an account. */
class AmazonRow implements AmazonUser {
  readonly email: string;
  private readonly source: AmazonSource;
  private readonly row: number;
  private readonly more: number[] | undefined;
  constructor(source: AmazonSource, row: number, email: string, more?: number[]) {
    this.email = email;
    this.source = source;
    this.row = row;
    this.more = more;
  }
  get name(): string {
    const { table, name, familyName, givenName } = this.source;
    const whole = table.cell(this.row, name);
    if (whole !== '') return whole;
    const family = table.cell(this.row, familyName);
    const given = table.cell(this.row, givenName);
    return family !== '' && given !== '' ? `${family} ${given}` : family + given;
  }
  get employeeCode(): string {
    return this.source.table.cell(this.row, this.source.employeeCode);
  }
  get state(): AmazonUserState {
    return STATES[this.source.states?.[this.row] ?? 0] as AmazonUserState;
  }
  get punchout(): boolean | null {
    const { punchout } = this.source;
    if (punchout === undefined) return null;
    return punchout[this.row] === 1 || (this.more?.some((row) => punchout[row] === 1) ?? false);
  }
  get groups(): readonly string[] {
    const { table, group } = this.source;
    const groups = parseList(table.cell(this.row, group));
    if (this.more === undefined) return groups;
    return [...new Set([...groups, ...this.more.flatMap((row) => parseList(table.cell(row, group)))])];
  }
  get invitedOn(): string | null {
    return this.source.days()?.[this.row] ?? null;
  }
}

/**
 * The rows as Amazon Business accounts, in the file's order; texts verbatim.
 * An export may list an account once a group: rows alike in everything but group and role, whose groups differ, are one account that
 * holds the punchout role when any of them does. Rows that differ in anything else stay apart: that is a finding, not a format.
 * Throws file-column-missing, and file-value-invalid for an unknown word in a yes/no column of the punchout role.
 */
export function toAmazonUsers(table: Table, mapping: Mapping, fileName: string): readonly AmazonUser[] {
  requireFields('amazon-users', mapping, table.header, fileName);
  const column = (id: string): number => mapping[id] ?? -1;
  const source: AmazonSource = {
    table,
    email: column('email'),
    name: column('name'),
    familyName: column('familyName'),
    givenName: column('givenName'),
    employeeCode: column('employeeCode'),
    group: column('group'),
    alike: ['name', 'familyName', 'givenName', 'employeeCode', 'state', 'invitedOn'].map(column).filter((index) => index >= 0),
    states: codesOf(table, column('state'), (text) => STATES.indexOf(parseAmazonState(text))),
    punchout: either(
      codesOf(table, column('role'), (text) => Number(namesPunchout(text))),
      codesOf(table, column('punchout'), (text, row) => {
        const flag = parsePunchoutFlag(text);
        if (flag !== undefined) return Number(flag);
        throw new ExpectedError('file-value-invalid', {
          ...placeOf(fileName, table.fileRow(row), table.header, column('punchout')),
          value: text.slice(0, 60),
        });
      }),
    ),
    days: once(() => daysOf(table, column('invitedOn'))),
  };
  return source.group < 0 ? eachRow(source) : groupedRows(source);
}

function eachRow(source: AmazonSource): AmazonUser[] {
  const users = new Array<AmazonUser>(source.table.rowCount);
  for (let row = 0; row < users.length; row++) users[row] = new AmazonRow(source, row, source.table.cell(row, source.email));
  return users;
}

function groupedRows(source: AmazonSource): AmazonUser[] {
  const { table, email, group } = source;
  const sameAccount = (a: number, b: number): boolean => source.alike.every((index) => table.cell(a, index) === table.cell(b, index));

  const emails = table.column(email);
  const firstRows = new TextIndex(emails);
  /** The rows that joined a row of the same address, by that row. */
  const joined = new Map<number, { readonly rows: number[]; readonly groups: Set<string> }>();
  const joins = new Set<number>();
  for (let row = 0; row < emails.length; row++) {
    if (emails[row] === '') continue;
    const first = firstRows.put(row);
    if (first === row) continue;
    const account = joined.get(first) ?? { rows: [], groups: new Set([table.cell(first, group)]) };
    const groupName = table.cell(row, group);
    if (account.groups.has(groupName) || !sameAccount(first, row)) continue;
    account.rows.push(row);
    account.groups.add(groupName);
    joined.set(first, account);
    joins.add(row);
  }
  const users: AmazonUser[] = [];
  if (joins.size === 0) {
    for (let row = 0; row < emails.length; row++) users.push(new AmazonRow(source, row, emails[row] as string));
    return users;
  }
  for (let row = 0; row < emails.length; row++) {
    if (!joins.has(row)) users.push(new AmazonRow(source, row, emails[row] as string, joined.get(row)?.rows));
  }
  return users;
}

/** Days are read when the first is asked for: most audits ask for none. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Each row's code for its text in a column; `undefined` for a column that the file does not hold. */
function codesOf(table: Table, column: number, read: (text: string, row: number) => number): Uint8Array | undefined {
  if (column < 0) return undefined;
  const codes = new Uint8Array(table.rowCount);
  eachCode(table, column, read, (row, code) => {
    codes[row] = code;
  });
  return codes;
}

const either = (a: Uint8Array | undefined, b: Uint8Array | undefined): Uint8Array | undefined =>
  a === undefined || b === undefined ? (a ?? b) : a.map((mark, row) => mark | (b[row] as number));

function daysOf(table: Table, column: number): (string | null)[] | undefined {
  if (column < 0) return undefined;
  const texts = table.column(column);
  const different = new Set(texts);
  const order = [...different].some(needsDayOrder) ? dayOrderOf(different) : 'unknown';
  const days = new Map([...different].map((text) => [text, parseDay(text, order)]));
  return texts.map((text) => days.get(text) ?? null);
}

/** A yes/no column of the punchout role; some write the state of the role instead. */
function parsePunchoutFlag(text: string): boolean | undefined {
  const flag = parseFlag(text);
  if (flag !== undefined) return flag;
  const state = parseAmazonState(text);
  return state === 'unknown' ? undefined : state === 'active';
}
