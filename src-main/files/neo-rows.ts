import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { NeoUser, NeoUserState } from '#shared/domain/directory/directory.ts';
import { eachCode } from './column-codes.ts';
import { parseFlagUnder, parseList, parseNeoState } from './list-values.ts';
import { type Mapping, requireFields } from './mapping.ts';
import type { NeoColumns } from './settled-rows.ts';
import { placeOf, type Table } from './table.ts';

/** NEO's states, the one that shuts out more later: of several columns the last one that holds decides. */
const STATES: readonly NeoUserState[] = ['active', 'login-denied', 'suspended', 'deleted'];

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
  readonly organizations: readonly number[];
  readonly states: Uint8Array;
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
    for (const column of organizations) {
      for (const reference of parseList(table.cell(this.row, column))) if (!references.includes(reference)) references.push(reference);
    }
    return references;
  }
}

/**
 * The list with the states of its people.
 * Throws file-column-missing, and file-value-invalid for a flag or a state that is not understood: a wrong guess would hide people.
 */
export function readNeoList(table: Table, mapping: Mapping, fileName: string): NeoSource {
  requireFields('neo-users', mapping, table.header, fileName);
  const column = (id: string): number => mapping[id] ?? -1;
  const states = new Uint8Array(table.rowCount);
  raiseStates(table, column('loginDenied'), fileName, states, (header, text) =>
    parseFlagUnder(header, text) === true ? 'login-denied' : flagOff(header, text),
  );
  raiseStates(table, column('suspended'), fileName, states, (header, text) =>
    parseFlagUnder(header, text) === true ? 'suspended' : flagOff(header, text),
  );
  raiseStates(table, column('deleted'), fileName, states, (header, text) =>
    parseFlagUnder(header, text) === true ? 'deleted' : flagOff(header, text),
  );
  raiseStates(table, column('state'), fileName, states, (_header, text) => parseNeoState(text));

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
    organizations: [column('organization'), column('organization2'), column('organization3')].filter((index) => index >= 0),
    states,
  };
}

/** The rows as NEO users, in the file's order; texts verbatim, organisations as the file refers to them (`*id`, `@code` or name). */
export function neoUsersOf(source: NeoSource): readonly NeoUser[] {
  const users = new Array<NeoUser>(source.table.rowCount);
  for (let row = 0; row < users.length; row++) users[row] = new NeoRow(source, row);
  return users;
}

/** `neoUsersOf` a list that is read here; throws what `readNeoList` does. */
export const toNeoUsers = (table: Table, mapping: Mapping, fileName: string): readonly NeoUser[] =>
  neoUsersOf(readNeoList(table, mapping, fileName));

/** What settles people by bytes has to see of the list. */
export const neoColumnsOf = ({ table, name, workEmail, mobileEmail, homeEmail, otherEmail, states }: NeoSource): NeoColumns => ({
  table,
  name,
  workEmail,
  otherEmails: [mobileEmail, homeEmail, otherEmail].filter((column) => column >= 0),
  active: states.map((state) => Number(STATES[state] === 'active')),
});

const flagOff = (header: string, text: string): NeoUserState | undefined => (parseFlagUnder(header, text) === false ? 'active' : undefined);

function raiseStates(
  table: Table,
  column: number,
  file: string,
  states: Uint8Array,
  read: (header: string, text: string) => NeoUserState | undefined,
): void {
  if (column < 0) return;
  const header = table.header[column] ?? '';
  const rankOf = (text: string, row: number): number => {
    const state = read(header, text);
    if (state !== undefined) return STATES.indexOf(state);
    throw new ExpectedError('file-value-invalid', {
      ...placeOf(file, table.fileRow(row), table.header, column),
      value: text.slice(0, 60),
    });
  };
  eachCode(table, column, rankOf, (row, rank) => {
    if (rank > (states[row] as number)) states[row] = rank;
  });
}
