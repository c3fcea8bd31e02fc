import type { AmazonMembership, AmazonUser, AmazonUserState, InvitationExpiry, UnclearWords } from '#shared/domain/directory/directory.ts';
import type { ConfirmedWordMeanings, WordMeaning } from '#shared/domain/directory/list-words.ts';
import { TextIndex } from '#shared/domain/directory/text-index.ts';
import { CellSplitter, type SeparatorChoices } from '../cells/cell-lists.ts';
import { mapColumnToCodes } from '../cells/column-codes.ts';
import { detectDayOrder, needsDayOrder, parseDay } from '../cells/list-dates.ts';
import { createWordReader, findUnclearWords, type WordReader } from '../cells/list-words.ts';
import { type ColumnMapping, requireFields } from '../columns/mapping.ts';
import type { Table } from '../table.ts';
import type { AmazonColumns } from './prematched-rows.ts';

/** An Amazon list with mapped columns, states and roles. */
export interface AmazonSource {
  readonly table: Table;
  readonly email: number;
  readonly name: number;
  readonly familyName: number;
  readonly givenName: number;
  readonly employeeCode: number;
  readonly group: number;
  /** Splits a cell with several groups. */
  readonly groupCells: CellSplitter;
  /** Columns whose values must be equal in all rows of an account. */
  readonly alike: readonly number[];
  /** For each row an index in `STATED`; `undefined` if the file lacks the column. */
  readonly states: Uint8Array | undefined;
  /** For each row `HOLDS` (has the punchout role), `UNCLEAR` (unknown word) or `HOLDS_NOT`; `undefined` if the file lacks such a column. */
  readonly punchout: Uint8Array | undefined;
  /** Readers of the columns for states and roles, by field. */
  readonly words: Readonly<Record<'state' | 'roles', ReadonlyMap<string, WordReader>>>;
  readonly days: () => readonly (string | null)[] | undefined;
}

/** Meaning of a state: missing, a known state, or an unknown word. */
const STATED = ['nothing', 'active', 'invited', 'invitation-expiring', 'invitation-expired', 'inactive', 'unclear'] as const;
type Stated = (typeof STATED)[number];
const STATES: Readonly<Record<Stated, AmazonUserState>> = {
  nothing: 'unknown',
  active: 'active',
  invited: 'invited',
  'invitation-expiring': 'invited',
  'invitation-expired': 'invited',
  inactive: 'inactive',
  unclear: 'unknown',
};
const INVITATION_WORDS: Partial<Record<Stated, InvitationExpiry>> = { 'invitation-expiring': 'expiring', 'invitation-expired': 'expired' };

/** Values of `punchout`. */
const [HOLDS_NOT, HOLDS, UNCLEAR] = [0, 1, 2];

/** An account from one row, or from several rows that list the same account in several groups. */
class AmazonRow implements AmazonUser {
  private readonly source: AmazonSource;
  private readonly row: number;
  private readonly more: readonly number[] | undefined;
  /**
   * Row that gives the account's state: a row with an unknown word if there is one, because it may concern the whole account; otherwise
   * `row`.
   */
  private readonly stateRow: number;
  constructor(source: AmazonSource, row: number, more?: readonly number[]) {
    this.source = source;
    this.row = row;
    this.more = more;
    this.stateRow = more?.find((each) => statedOf(source, each) === 'unclear') ?? row;
  }
  get email(): string {
    return this.source.table.cell(this.row, this.source.email);
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
    return STATES[this.#stated];
  }
  get invitation(): InvitationExpiry | undefined {
    return INVITATION_WORDS[this.#stated];
  }
  get #stated(): Stated {
    return statedOf(this.source, this.stateRow);
  }
  get punchout(): boolean | null {
    const { punchout } = this.source;
    if (punchout === undefined) return null;
    const own = punchout[this.row];
    const { more = [] } = this;
    if (own === HOLDS || more.some((row) => punchout[row] === HOLDS)) return true;
    return own === UNCLEAR || more.some((row) => punchout[row] === UNCLEAR) ? null : false;
  }
  get unclear(): UnclearWords | undefined {
    const { table, words, punchout } = this.source;
    const state = this.#stated === 'unclear' ? findUnclearWords(table, this.stateRow, words.state) : undefined;
    if (punchout === undefined || this.punchout !== null) return state;
    const row = [this.row, ...(this.more ?? [])].find((each) => punchout[each] === UNCLEAR) ?? this.row;
    return { ...state, ...findUnclearWords(table, row, words.roles) };
  }
  get groups(): readonly string[] {
    const groups = this.#groupsOf(this.row);
    if (this.more === undefined) return groups;
    return [...new Set([...groups, ...this.more.flatMap((row) => this.#groupsOf(row))])];
  }
  get memberships(): readonly AmazonMembership[] | undefined {
    const { row, more = [] } = this;
    const { punchout, table, words } = this.source;
    if (punchout === undefined) return undefined;
    if (more.every((each) => punchout[each] === punchout[row]) && this.groups.length < 2) return undefined;
    return [row, ...more].map((each): AmazonMembership => {
      const groups = this.#groupsOf(each);
      if (punchout[each] !== UNCLEAR) return { groups, punchout: punchout[each] === HOLDS };
      const [unclearRole = ''] = Object.values(findUnclearWords(table, each, words.roles) ?? {});
      return { groups, punchout: null, unclearRole };
    });
  }
  #groupsOf(row: number): readonly string[] {
    const { table, group, groupCells } = this.source;
    return groupCells.split(table.cell(row, group));
  }
  get invitedOn(): string | null {
    const days = this.source.days();
    if (days === undefined || this.more === undefined) return days?.[this.row] ?? null;
    // If invitations to several groups have different days, the relevant day is unknown.
    const stated = new Set([this.row, ...this.more].flatMap((row) => days[row] ?? []));
    return stated.size === 1 ? ([...stated][0] as string) : null;
  }
}

/**
 * Reads the list with states and roles. `answers` are the company's meanings of words; an unknown word neither gives nor denies a role.
 * `separators` split groups in a cell. Throws file-column-missing.
 */
export function readAmazonList(
  table: Table,
  mapping: ColumnMapping,
  fileName: string,
  answers?: ConfirmedWordMeanings,
  separators: SeparatorChoices = {},
): AmazonSource {
  requireFields('amazon-users', mapping, table.header, fileName);
  const column = (id: string): number => mapping[id] ?? -1;
  const reader = (id: string): WordReader | undefined => createWordReader('amazon-users', id, table, mapping, answers);
  const [state, role, punchout] = [reader('state'), reader('role'), reader('punchout')];
  return {
    table,
    email: column('email'),
    name: column('name'),
    familyName: column('familyName'),
    givenName: column('givenName'),
    employeeCode: column('employeeCode'),
    group: column('group'),
    groupCells: new CellSplitter(table, column('group'), separators['group']),
    alike: ['name', 'familyName', 'givenName', 'employeeCode'].map(column).filter((index) => index >= 0),
    states: codesOf(table, state, ([meaning]) => STATED.indexOf((meaning ?? 'unclear') as Stated)),
    punchout: either(codesOf(table, role, holdsRole), codesOf(table, punchout, holdsRole)),
    words: { state: readersOf({ state }), roles: readersOf({ role, punchout }) },
    days: once(() => daysOf(table, column('invitedOn'))),
  };
}

/** Accounts; `prematched` is 1 for each account whose row is prematched. */
export interface AmazonAccounts {
  readonly users: readonly AmazonUser[];
  readonly prematched: Uint8Array;
}

/**
 * Returns the rows as Amazon Business accounts in file order, with unchanged texts. An export may list an account once per group: rows
 * equal in name and code with different groups are one account. A row whose group was left or is pending gives neither group nor role. An
 * unknown state of a row is the account's. Rows with other differences stay separate and are reported as a finding. A prematched row has a
 * unique address.
 */
export function readAmazonAccounts(source: AmazonSource, prematchedRows: Uint8Array): AmazonAccounts {
  const { rowCount } = source.table;
  const joined = source.group < 0 ? NONE : joinedRows(source, prematchedRows);
  if (joined.rows.size === 0) {
    const users = new Array<AmazonUser>(rowCount);
    for (let row = 0; row < rowCount; row++) users[row] = new AmazonRow(source, row);
    return { users, prematched: prematchedRows };
  }
  const users: AmazonUser[] = [];
  for (let row = 0; row < rowCount; row++) if (!joined.rows.has(row)) users.push(new AmazonRow(source, row, joined.accounts.get(row)));
  return { users, prematched: prematchedRows.filter((_, row) => !joined.rows.has(row)) };
}

/** Returns one row as an account. */
export const toAmazonUser = (source: AmazonSource, row: number): AmazonUser => new AmazonRow(source, row);

/** Reads a list and calls `readAmazonAccounts`. Throws the errors of `readAmazonList`. */
export const toAmazonUsers = (...list: Parameters<typeof readAmazonList>): readonly AmazonUser[] => {
  const source = readAmazonList(...list);
  return readAmazonAccounts(source, new Uint8Array(source.table.rowCount)).users;
};

/** Whether any account has an unknown word for its state or role. */
export const hasUnclearAccounts = ({ states, punchout }: AmazonSource): boolean =>
  states?.includes(STATED.indexOf('unclear')) === true || punchout?.includes(UNCLEAR) === true;

/** Whether states or roles of all accounts are unknown because the list has no column for them. */
export const isEveryAccountUnknown = ({ states, punchout }: AmazonSource): boolean => states === undefined || punchout === undefined;

/** Returns the columns for matching accounts by bytes. Accounts with unknown words are left to the audit. */
export function getAmazonColumns(source: AmazonSource): AmazonColumns {
  const { table, email, states, punchout } = source;
  const able = new Uint8Array(table.rowCount);
  const mayBeUnknown = isEveryAccountUnknown(source);
  for (let row = 0; row < able.length; row++) {
    const stated = STATED[states?.[row] ?? 0];
    if ((stated === 'active' || (mayBeUnknown && stated === 'nothing')) && (punchout === undefined || punchout[row] === HOLDS))
      able[row] = 1;
  }
  return { table, email, able };
}

interface JoinedRows {
  /** Rows that were joined to the account of another row. */
  readonly rows: ReadonlySet<number>;
  /** Additional rows of an account, by its first row. */
  readonly accounts: ReadonlyMap<number, number[]>;
}

const NONE: JoinedRows = { rows: new Set(), accounts: new Map() };

/** Rank of a state, lower first. An unknown word may mean active, so it ranks before states that cannot order. */
const STANDING: Readonly<Record<Stated, number>> = {
  active: 0,
  nothing: 0,
  unclear: 1,
  invited: 2,
  'invitation-expiring': 2,
  'invitation-expired': 2,
  inactive: 3,
};

function joinedRows(source: AmazonSource, prematchedRows: Uint8Array): JoinedRows {
  const joins = new Set<number>();
  const accounts = new Map<number, number[]>();
  for (const rows of rowsByAddress(source, prematchedRows)) {
    const roots: { readonly row: number; readonly groups: Set<string> }[] = [];
    for (const row of furthestFirst(source, rows)) {
      const group = source.table.cell(row, source.group);
      const root = roots.find((each) => !each.groups.has(group) && isOneAccount(source, each.row, row));
      if (root === undefined) {
        roots.push({ row, groups: new Set([group]) });
        continue;
      }
      joins.add(row);
      const own = statedOf(source, row);
      if (own !== statedOf(source, root.row) && own !== 'unclear') continue;
      root.groups.add(group);
      const more = accounts.get(root.row);
      if (more === undefined) accounts.set(root.row, [row]);
      else more.push(row);
    }
  }
  return { rows: joins, accounts };
}

/** Returns the rows of each address that occurs several times, in file order. A prematched row has a unique address. */
function rowsByAddress({ table, email }: AmazonSource, prematchedRows: Uint8Array): Iterable<number[]> {
  const open: number[] = [];
  for (let row = 0; row < table.rowCount; row++) if (prematchedRows[row] === 0) open.push(row);
  const emails = open.map((row) => table.cell(row, email));
  const firstRows = new TextIndex(emails);
  const several = new Map<number, number[]>();
  for (let at = 0; at < open.length; at++) {
    if (emails[at] === '') continue;
    const first = firstRows.put(at);
    if (first === at) continue;
    const rows = several.get(first) ?? [open[first] as number];
    rows.push(open[at] as number);
    several.set(first, rows);
  }
  return several.values();
}

const statedOf = ({ states }: AmazonSource, row: number): Stated => STATED[states?.[row] ?? 0] as Stated;

/** Sorts rows by the rank of their state, otherwise in file order. */
const furthestFirst = (source: AmazonSource, rows: readonly number[]): readonly number[] =>
  source.states === undefined ? rows : [...rows].sort((a, b) => STANDING[statedOf(source, a)] - STANDING[statedOf(source, b)] || a - b);

/**
 * Whether a row is the same account in another group: it is equal in `alike`, and its state is equal, unknown, or of a lower rank with a
 * group (left, or still invited).
 */
function isOneAccount(source: AmazonSource, root: number, row: number): boolean {
  const { table, alike, group } = source;
  if (!alike.every((column) => table.cell(root, column) === table.cell(row, column))) return false;
  const [best, own] = [statedOf(source, root), statedOf(source, row)];
  return best === own || own === 'unclear' || (STANDING[best] < STANDING[own] && table.cell(row, group).trim() !== '');
}

/** Computes a value on first use. Most audits do not need the days. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Returns each row's code for the words of a column; `undefined` if the file lacks it. */
function codesOf(
  table: Table,
  reader: WordReader | undefined,
  codeOf: (meanings: readonly (WordMeaning | undefined)[]) => number,
): Uint8Array | undefined {
  if (reader === undefined) return undefined;
  return new Uint8Array(mapColumnToCodes(table, reader.column, (text) => codeOf(reader.read(text))));
}

function holdsRole(meanings: readonly (WordMeaning | undefined)[]): number {
  if (meanings.includes('punchout') || meanings.includes('on')) return HOLDS;
  return meanings.includes(undefined) ? UNCLEAR : HOLDS_NOT;
}

/** Combines two columns: `HOLDS` takes precedence, then `UNCLEAR`. */
const either = (a: Uint8Array | undefined, b: Uint8Array | undefined): Uint8Array | undefined =>
  a === undefined || b === undefined
    ? (a ?? b)
    : a.map((mark, row) => (mark === HOLDS || b[row] === HOLDS ? HOLDS : Math.max(mark, b[row] as number)));

const readersOf = (readers: Readonly<Record<string, WordReader | undefined>>): ReadonlyMap<string, WordReader> =>
  new Map(Object.entries(readers).flatMap(([id, reader]) => (reader === undefined ? [] : [[id, reader] as const])));

function daysOf(table: Table, column: number): (string | null)[] | undefined {
  if (column < 0) return undefined;
  const texts = table.column(column);
  const different = new Set(texts);
  const order = [...different].some(needsDayOrder) ? detectDayOrder(different) : 'unknown';
  const days = new Map([...different].map((text) => [text, parseDay(text, order)]));
  return texts.map((text) => days.get(text) ?? null);
}
