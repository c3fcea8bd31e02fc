import type { NeoUser, NeoUserState, UnclearWords } from '#shared/domain/directory/directory.ts';
import type { WordAnswers, WordMeaning } from '#shared/domain/directory/list-words.ts';
import { CellSplitter, type SeparatorChoices } from './cell-lists.ts';
import { columnCodes } from './column-codes.ts';
import { unclearWords, type WordReader, wordReader } from './list-words.ts';
import { type Mapping, requireFields } from './mapping.ts';
import type { NeoColumns } from './prematched-rows.ts';
import type { Table } from './table.ts';

/**
 * NEO's states, the one that shuts out more later: of several columns the last one that holds decides. Nobody whose state is unknown in
 * one column is told by another that lets people order.
 */
const STATES: readonly NeoUserState[] = ['active', 'login-denied', 'unknown', 'suspended', 'deleted'];

/** A NEO list with its columns found and its states read. */
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
  /** The columns of organisations, each with what takes its cells apart. */
  readonly organizations: readonly { readonly column: number; readonly cells: CellSplitter }[];
  readonly states: Uint8Array;
  /** What reads the columns that tell the state, by field. */
  readonly words: ReadonlyMap<string, WordReader>;
}

/** One row seen as a user: its texts are decoded when they are asked for. */
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
    return this.state === 'unknown' ? unclearWords(this.source.table, this.row, this.source.words) : undefined;
  }
}

/** What a switch that is on makes of a person. */
const SWITCHES = { loginDenied: 'login-denied', suspended: 'suspended', deleted: 'deleted' } as const;
const WORD_COLUMNS = ['state', 'loginDenied', 'suspended', 'deleted'] as const;

/**
 * The list with the states of its people; `answers` say what words mean that nobody else knows. Whose state is told by a word that stays
 * unexplained has the state `unknown`: a guess would hide people. `separators` say what stands between several organisations of a cell.
 * Throws file-column-missing.
 */
export function readNeoList(
  table: Table,
  mapping: Mapping,
  fileName: string,
  answers?: WordAnswers,
  separators: SeparatorChoices = {},
): NeoSource {
  requireFields('neo-users', mapping, table.header, fileName);
  const column = (id: string): number => mapping[id] ?? -1;
  const states = new Uint8Array(table.rowCount);
  const words = new Map<string, WordReader>();
  for (const id of WORD_COLUMNS) {
    const reader = wordReader('neo-users', id, table, mapping, answers);
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

/** The rows as NEO users, in the file's order; texts verbatim, organisations as the file refers to them (`*id`, `@code` or name). */
export function neoUsersOf(source: NeoSource): readonly NeoUser[] {
  const users = new Array<NeoUser>(source.table.rowCount);
  for (let row = 0; row < users.length; row++) users[row] = new NeoRow(source, row);
  return users;
}

/** One row as a NEO user. */
export const neoRowOf = (source: NeoSource, row: number): NeoUser => new NeoRow(source, row);

/** `neoUsersOf` a list that is read here; throws what `readNeoList` does. */
export const toNeoUsers = (...list: Parameters<typeof readNeoList>): readonly NeoUser[] => neoUsersOf(readNeoList(...list));

/** Whether the state of anybody is told by a word that nobody has explained. */
export const hasUnclearPeople = ({ states }: NeoSource): boolean => states.includes(STATES.indexOf('unknown'));

/** What matches people by bytes has to see of the list. */
export const neoColumnsOf = ({ table, name, workEmail, mobileEmail, homeEmail, otherEmail, states }: NeoSource): NeoColumns => ({
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
  const ranks = columnCodes(table, column, (text) => STATES.indexOf(stateOf(read(text)[0])));
  for (let row = 0; row < states.length; row++) if ((ranks[row] as number) > (states[row] as number)) states[row] = ranks[row] as number;
}
