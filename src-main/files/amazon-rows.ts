import { ExpectedError } from '#shared/contract/result.ts';
import type { AmazonUser, AmazonUserState } from '#shared/domain/directory/directory.ts';
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
  readonly invitedOn: number;
  readonly state: number;
  readonly role: number;
  readonly punchoutFlag: number;
  readonly states: Map<string, AmazonUserState>;
  readonly roles: Map<string, boolean>;
  readonly days: Map<string, string | null>;
  readonly flags: Map<string, boolean>;
}

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
    const { table, state, states } = this.source;
    if (state < 0) return 'unknown';
    const text = table.cell(this.row, state);
    let known = states.get(text);
    if (known === undefined) states.set(text, (known = parseAmazonState(text)));
    return known;
  }
  get punchout(): boolean | null {
    const { role, punchoutFlag } = this.source;
    if (role < 0 && punchoutFlag < 0) return null;
    return this.punchoutIn(this.row) || (this.more?.some((row) => this.punchoutIn(row)) ?? false);
  }
  get groups(): readonly string[] {
    const { table, group } = this.source;
    const groups = parseList(table.cell(this.row, group));
    for (const row of this.more ?? []) for (const name of parseList(table.cell(row, group))) if (!groups.includes(name)) groups.push(name);
    return groups;
  }
  get invitedOn(): string | null {
    return this.source.days.get(this.source.table.cell(this.row, this.source.invitedOn)) ?? null;
  }

  private punchoutIn(row: number): boolean {
    const { table, role, punchoutFlag, roles, flags } = this.source;
    if (punchoutFlag >= 0 && flags.get(table.cell(row, punchoutFlag)) === true) return true;
    if (role < 0) return false;
    const text = table.cell(row, role);
    let named = roles.get(text);
    if (named === undefined) roles.set(text, (named = namesPunchout(text)));
    return named;
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
    invitedOn: column('invitedOn'),
    state: column('state'),
    role: column('role'),
    punchoutFlag: column('punchout'),
    states: new Map(),
    roles: new Map(),
    days: readDays(table, column('invitedOn')),
    flags: readFlags(table, column('punchout'), fileName),
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
  const alike = [source.name, source.familyName, source.givenName, source.employeeCode, source.state, source.invitedOn].filter(
    (index) => index >= 0,
  );
  const sameAccount = (a: number, b: number): boolean => alike.every((index) => table.cell(a, index) === table.cell(b, index));

  const emails = table.column(email);
  /** First row of each address; the rows that joined it, by that first row. */
  const firstRows = new Map<string, number>();
  const joined = new Map<number, number[]>();
  const joins = new Set<number>();
  for (let row = 0; row < emails.length; row++) {
    const address = emails[row] as string;
    if (address === '') continue;
    const first = firstRows.get(address);
    if (first === undefined) {
      firstRows.set(address, row);
      continue;
    }
    const others = joined.get(first) ?? [];
    const groupName = table.cell(row, group);
    const anotherGroup = table.cell(first, group) !== groupName && others.every((other) => table.cell(other, group) !== groupName);
    if (!anotherGroup || !sameAccount(first, row)) continue;
    joined.set(first, [...others, row]);
    joins.add(row);
  }
  const users: AmazonUser[] = [];
  for (let row = 0; row < emails.length; row++)
    if (!joins.has(row)) users.push(new AmazonRow(source, row, emails[row] as string, joined.get(row)));
  return users;
}

/** The days of a column by their texts: there are far fewer days than rows. */
function readDays(table: Table, column: number): Map<string, string | null> {
  if (column < 0) return new Map();
  const texts = [...new Set(table.column(column))];
  const order = texts.some(needsDayOrder) ? dayOrderOf(texts) : 'unknown';
  return new Map(texts.map((text) => [text, parseDay(text, order)]));
}

function readFlags(table: Table, column: number, file: string): Map<string, boolean> {
  const flags = new Map<string, boolean>();
  if (column < 0) return flags;
  for (let row = 0; row < table.rowCount; row++) {
    const text = table.cell(row, column);
    if (flags.has(text)) continue;
    const flag = parseFlag(text) ?? (parseAmazonState(text) === 'unknown' ? undefined : parseAmazonState(text) === 'active');
    if (flag === undefined)
      throw new ExpectedError('file-value-invalid', {
        ...placeOf(file, table.fileRow(row), table.header, column),
        value: text.slice(0, 60),
      });
    flags.set(text, flag);
  }
  return flags;
}
