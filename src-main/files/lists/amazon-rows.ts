import type { AmazonMembership, AmazonUser, AmazonUserState, InvitationWord, UnclearWords } from '#shared/domain/directory/directory.ts';
import type { WordAnswers, WordMeaning } from '#shared/domain/directory/list-words.ts';
import { TextIndex } from '#shared/domain/directory/text-index.ts';
import { CellSplitter, type SeparatorChoices } from '../cells/cell-lists.ts';
import { columnCodes } from '../cells/column-codes.ts';
import { dayOrderOf, needsDayOrder, parseDay } from '../cells/list-dates.ts';
import { unclearWords, type WordReader, wordReader } from '../cells/list-words.ts';
import { type Mapping, requireFields } from '../columns/mapping.ts';
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
  /** Splits the cells of groups. */
  readonly groupCells: CellSplitter;
  /** Columns that are equal in rows of one account. */
  readonly alike: readonly number[];
  /** For each row an index into `TOLD`; `undefined` if the file lacks the column. */
  readonly states: Uint8Array | undefined;
  /** `HOLDS` for rows with the punchout role, `UNCLEAR` for unknown words; `undefined` if the file lacks such a column. */
  readonly punchout: Uint8Array | undefined;
  /** Readers of the columns of states and roles, by field. */
  readonly words: Readonly<Record<'state' | 'roles', ReadonlyMap<string, WordReader>>>;
  readonly days: () => readonly (string | null)[] | undefined;
}

/** Meaning of a state: missing, known, or an unknown word. */
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
const INVITATION_WORDS: Partial<Record<Stated, InvitationWord>> = { 'invitation-expiring': 'expiring', 'invitation-expired': 'expired' };

/** Result of the columns of roles for a row. */
const [HOLDS_NOT, HOLDS, UNCLEAR] = [0, 1, 2];

/** One row, or several with the same account in several groups, as one account. */
class AmazonRow implements AmazonUser {
  private readonly source: AmazonSource;
  private readonly row: number;
  private readonly more: readonly number[] | undefined;
  /** The row with the state: another than `row` if its word is unknown, because it may concern the whole account. */
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
  get invitation(): InvitationWord | undefined {
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
    const state = this.#stated === 'unclear' ? unclearWords(table, this.stateRow, words.state) : undefined;
    if (punchout === undefined || this.punchout !== null) return state;
    const row = [this.row, ...(this.more ?? [])].find((each) => punchout[each] === UNCLEAR) ?? this.row;
    return { ...state, ...unclearWords(table, row, words.roles) };
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
      const [unclearRole = ''] = Object.values(unclearWords(table, each, words.roles) ?? {});
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
    // With invitations to several groups on several days it is unknown which counts.
    const stated = new Set([this.row, ...this.more].flatMap((row) => days[row] ?? []));
    return stated.size === 1 ? ([...stated][0] as string) : null;
  }
}

/**
 * The list with states and roles; `answers` are the company's meanings of words. An unknown word is neither a role nor the lack of one.
 * `separators` separate groups in a cell. Throws file-column-missing.
 */
export function readAmazonList(
  table: Table,
  mapping: Mapping,
  fileName: string,
  answers?: WordAnswers,
  separators: SeparatorChoices = {},
): AmazonSource {
  requireFields('amazon-users', mapping, table.header, fileName);
  const column = (id: string): number => mapping[id] ?? -1;
  const reader = (id: string): WordReader | undefined => wordReader('amazon-users', id, table, mapping, answers);
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

/** Accounts, and 1 for each whose row is prematched. */
export interface AmazonAccounts {
  readonly users: readonly AmazonUser[];
  readonly prematched: Uint8Array;
}

/**
 * The rows as Amazon Business accounts in file order; texts verbatim. An export may list an account once per group: rows equal in name
 * and code with different groups are one account. A row with a left or pending group gives neither group nor role. An unknown state of a
 * row is the account's. Rows with other differences stay separate, which is reported as a finding. A prematched row has a unique address.
 */
export function amazonAccountsOf(source: AmazonSource, prematchedRows: Uint8Array): AmazonAccounts {
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

/** One row as an account. */
export const amazonRowOf = (source: AmazonSource, row: number): AmazonUser => new AmazonRow(source, row);

/** `amazonAccountsOf` for a list read here; throws as `readAmazonList`. */
export const toAmazonUsers = (...list: Parameters<typeof readAmazonList>): readonly AmazonUser[] => {
  const source = readAmazonList(...list);
  return amazonAccountsOf(source, new Uint8Array(source.table.rowCount)).users;
};

/** Whether any account has an unknown state or role word. */
export const hasUnclearAccounts = ({ states, punchout }: AmazonSource): boolean =>
  states?.includes(STATED.indexOf('unclear')) === true || punchout?.includes(UNCLEAR) === true;

/** Whether the list has no column of states, or none of roles, so that they are unknown for all accounts. */
export const isEveryAccountUnknown = ({ states, punchout }: AmazonSource): boolean => states === undefined || punchout === undefined;

/** Columns needed for matching accounts by bytes. Accounts with unknown words are left to the audit. */
export function amazonColumnsOf(source: AmazonSource): AmazonColumns {
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
  /** Rows that are not an account of their own. */
  readonly rows: ReadonlySet<number>;
  /** Further rows of an account, by its first row. */
  readonly accounts: ReadonlyMap<number, number[]>;
}

const NONE: JoinedRows = { rows: new Set(), accounts: new Map() };

/** Rank of a state in a group. An unknown word may mean active, so it precedes states that cannot order. */
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

/** Rows of each address that occurs several times, in file order. A prematched row has a unique address. */
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

/** Rows of the best-ranked groups first, else in file order. */
const furthestFirst = (source: AmazonSource, rows: readonly number[]): readonly number[] =>
  source.states === undefined ? rows : [...rows].sort((a, b) => STANDING[statedOf(source, a)] - STANDING[statedOf(source, b)] || a - b);

/** Whether a row is the same account in another group: same state, an unknown one, left, or still invited there. */
function isOneAccount(source: AmazonSource, root: number, row: number): boolean {
  const { table, alike, group } = source;
  if (!alike.every((column) => table.cell(root, column) === table.cell(row, column))) return false;
  const [best, own] = [statedOf(source, root), statedOf(source, row)];
  return best === own || own === 'unclear' || (STANDING[best] < STANDING[own] && table.cell(row, group).trim() !== '');
}

/** Days are parsed on first use, because most audits need none. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Each row's code for the words of a column; `undefined` if the file lacks it. */
function codesOf(
  table: Table,
  reader: WordReader | undefined,
  codeOf: (meanings: readonly (WordMeaning | undefined)[]) => number,
): Uint8Array | undefined {
  if (reader === undefined) return undefined;
  return new Uint8Array(columnCodes(table, reader.column, (text) => codeOf(reader.read(text))));
}

function holdsRole(meanings: readonly (WordMeaning | undefined)[]): number {
  if (meanings.includes('punchout') || meanings.includes('on')) return HOLDS;
  return meanings.includes(undefined) ? UNCLEAR : HOLDS_NOT;
}

/** Of two columns, yes has priority, then unknown. */
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
  const order = [...different].some(needsDayOrder) ? dayOrderOf(different) : 'unknown';
  const days = new Map([...different].map((text) => [text, parseDay(text, order)]));
  return texts.map((text) => days.get(text) ?? null);
}
