import type { NeoUser, NeoUserState, UnclearWords } from '#shared/domain/directory/directory.ts';
import type { ConfirmedWordMeanings, WordMeaning } from '#shared/domain/directory/list-words.ts';
import { CellSplitter, type SeparatorChoices } from '../cells/cell-lists.ts';
import { mapColumnToCodes } from '../cells/column-codes.ts';
import { createWordReader, findUnclearWords, type WordReader } from '../cells/list-words.ts';
import { type ColumnMapping, requireFields } from '../columns/mapping.ts';
import type { Table } from '../table.ts';
import type { NeoColumns } from './prematched-rows.ts';

/**
 * NEO's states in order of precedence: of several columns, the last state in this list counts. An unknown state therefore overrides a
 * permitting one.
 */
const STATES: readonly NeoUserState[] = ['active', 'login-denied', 'unknown', 'suspended', 'deleted'];

/** A NEO list with mapped columns and states. */
export interface NeoSource {
  readonly table: Table;
  readonly id: number;
  readonly loginId: number;
  readonly name: number;
  readonly kana: number;
  readonly employeeCode: number;
  readonly title: number;
  readonly workEmail: number;
  readonly mobileEmail: number;
  readonly homeEmail: number;
  readonly otherEmail: number;
  /** Columns of organizations with the splitters of their cells. */
  readonly organizations: readonly { readonly column: number; readonly cells: CellSplitter }[];
  readonly states: Uint8Array;
  /** Readers of the state columns, by field. */
  readonly words: ReadonlyMap<string, WordReader>;
}

/** A row as a user; texts are decoded on demand. */
class NeoRow implements NeoUser {
  private readonly source: NeoSource;
  private readonly row: number;
  constructor(source: NeoSource, row: number) {
    this.source = source;
    this.row = row;
  }
  get id(): string {
    return this.source.table.cell(this.row, this.source.id);
  }
  get loginId(): string {
    return this.source.table.cell(this.row, this.source.loginId);
  }
  get name(): string {
    return this.source.table.cell(this.row, this.source.name);
  }
  get kana(): string {
    return this.source.table.cell(this.row, this.source.kana);
  }
  get employeeCode(): string {
    return this.source.table.cell(this.row, this.source.employeeCode);
  }
  get title(): string {
    return this.source.table.cell(this.row, this.source.title);
  }
  get workEmail(): string {
    return this.source.table.cell(this.row, this.source.workEmail);
  }
  get mobileEmail(): string {
    return this.source.table.cell(this.row, this.source.mobileEmail);
  }
  get homeEmail(): string {
    return this.source.table.cell(this.row, this.source.homeEmail);
  }
  get otherEmail(): string {
    return this.source.table.cell(this.row, this.source.otherEmail);
  }
  get state(): NeoUserState {
    return STATES[this.source.states[this.row] as number] as NeoUserState;
  }
  get organizations(): readonly string[] {
    const { table, organizations } = this.source;
    const references: string[] = [];
    for (const { column, cells } of organizations) {
      for (const reference of cells.split(table.cell(this.row, column))) if (!references.includes(reference)) references.push(reference);
    }
    return references;
  }
  get unclear(): UnclearWords | undefined {
    return this.state === 'unknown' ? findUnclearWords(this.source.table, this.row, this.source.words) : undefined;
  }
}

/** State of a person for whom this flag is set. */
const SWITCHES = { loginDenied: 'login-denied', suspended: 'suspended', deleted: 'deleted' } as const;
const WORD_COLUMNS = ['state', 'loginDenied', 'suspended', 'deleted'] as const;

/**
 * Reads the list with states. `answers` are the company's meanings of words. An unknown word gives the state `unknown`, because a wrong
 * guess would hide people. `separators` split organizations in a cell. Throws file-column-missing.
 */
export function readNeoList(
  table: Table,
  mapping: ColumnMapping,
  fileName: string,
  answers?: ConfirmedWordMeanings,
  separators: SeparatorChoices = {},
): NeoSource {
  requireFields('neo-users', mapping, table.header, fileName);
  const column = (id: string): number => mapping[id] ?? -1;
  const states = new Uint8Array(table.rowCount);
  const words = new Map<string, WordReader>();
  for (const id of WORD_COLUMNS) {
    const reader = createWordReader('neo-users', id, table, mapping, answers);
    if (reader === undefined) continue;
    words.set(id, reader);
    raiseStates(table, reader, states, (meaning) =>
      meaning === undefined ? 'unknown' : id === 'state' ? (meaning as NeoUserState) : meaning === 'on' ? SWITCHES[id] : 'active',
    );
  }

  return {
    table,
    id: column('id'),
    loginId: column('loginId'),
    name: column('name'),
    kana: column('kana'),
    employeeCode: column('employeeCode'),
    title: column('title'),
    workEmail: column('workEmail'),
    mobileEmail: column('mobileEmail'),
    homeEmail: column('homeEmail'),
    otherEmail: column('otherEmail'),
    organizations: ['organization', 'organization2', 'organization3'].flatMap((id) =>
      column(id) < 0 ? [] : [{ column: column(id), cells: new CellSplitter(table, column(id), separators[id]) }],
    ),
    states,
    words,
  };
}

/**
 * Returns the rows as NEO users in file order, with unchanged texts. Organizations are references as in the file (`*id`, `@code` or name).
 */
export function readNeoUsers(source: NeoSource): readonly NeoUser[] {
  const users = new Array<NeoUser>(source.table.rowCount);
  for (let row = 0; row < users.length; row++) users[row] = new NeoRow(source, row);
  return users;
}

/** Returns one row as a NEO user. */
export const toNeoUser = (source: NeoSource, row: number): NeoUser => new NeoRow(source, row);

/** Reads a list and calls `readNeoUsers`. Throws the errors of `readNeoList`. */
export const toNeoUsers = (...list: Parameters<typeof readNeoList>): readonly NeoUser[] => readNeoUsers(readNeoList(...list));

/** Whether any person has an unknown word for the state. */
export const hasUnclearPeople = ({ states }: NeoSource): boolean => states.includes(STATES.indexOf('unknown'));

/** Returns the columns for matching people by bytes. */
export const getNeoColumns = ({ table, name, workEmail, mobileEmail, homeEmail, otherEmail, states }: NeoSource): NeoColumns => ({
  table,
  name,
  workEmail,
  otherEmails: [mobileEmail, homeEmail, otherEmail].filter((column) => column >= 0),
  active: states.map((state) => Number(STATES[state] === 'active')),
});

function raiseStates(
  table: Table,
  { column, read }: WordReader,
  states: Uint8Array,
  stateOf: (meaning: WordMeaning | undefined) => NeoUserState,
): void {
  const ranks = mapColumnToCodes(table, column, (text) => STATES.indexOf(stateOf(read(text)[0])));
  for (let row = 0; row < states.length; row++) if ((ranks[row] as number) > (states[row] as number)) states[row] = ranks[row] as number;
}
