import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { AmazonMembership, AmazonUser, InvitationExpiry, NeoUser, UnclearWords } from '#shared/domain/directory/directory.ts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import { memoizeByText } from '#shared/domain/email/memoize.ts';
import { readJsonColumn } from '../database/json-column.ts';
import type { ListItems, ListTable } from './snapshot.ts';

/** Cells of a row in the order of the column names. */
type Cells = readonly unknown[];

/** Parses cells with lists. Organizations, groups, states, titles and days have few distinct values, so each is read once and shared. */
const listOf = memoizeByText((cell) => readJsonColumn(cell) as readonly string[]);
const oneText = memoizeByText((text) => text);

/** Columns of each list table, and the conversion of its rows. */
export const LIST_COLUMNS: {
  readonly [T in ListTable]: {
    readonly names: readonly string[];
    readonly values: (item: ListItems[T]) => SQLInputValue[];
    readonly itemOf: (cells: Cells) => ListItems[T];
  };
} = {
  neo_user: {
    names: [
      'id',
      'login_id',
      'name',
      'kana',
      'employee_code',
      'title',
      'work_email',
      'mobile_email',
      'home_email',
      'other_email',
      'state',
      'organizations',
      'unclear',
    ],
    values: (u) => [
      u.id,
      u.loginId,
      u.name,
      u.kana,
      u.employeeCode,
      u.title,
      u.workEmail,
      u.mobileEmail,
      u.homeEmail,
      u.otherEmail,
      u.state,
      JSON.stringify(u.organizations),
      u.unclear === undefined ? null : JSON.stringify(u.unclear),
    ],
    itemOf: (cells) => ({
      id: cells[0] as string,
      loginId: cells[1] as string,
      name: cells[2] as string,
      kana: cells[3] as string,
      employeeCode: cells[4] as string,
      title: oneText(cells[5] as string),
      workEmail: cells[6] as string,
      mobileEmail: cells[7] as string,
      homeEmail: cells[8] as string,
      otherEmail: cells[9] as string,
      state: oneText(cells[10] as string) as NeoUser['state'],
      organizations: listOf(cells[11] as string),
      ...unclearOf(cells[12]),
    }),
  },
  amazon_user: {
    names: ['email', 'name', 'employee_code', 'state', 'punchout', 'groups', 'invited_on', 'invitation', 'unclear', 'memberships'],
    values: (u) => [
      u.email,
      u.name,
      u.employeeCode,
      u.state,
      u.punchout === null ? null : Number(u.punchout),
      JSON.stringify(u.groups),
      u.invitedOn,
      u.invitation ?? null,
      u.unclear === undefined ? null : JSON.stringify(u.unclear),
      u.memberships === undefined ? null : JSON.stringify(u.memberships),
    ],
    itemOf: (cells) => ({
      email: cells[0] as string,
      name: cells[1] as string,
      employeeCode: cells[2] as string,
      state: oneText(cells[3] as string) as AmazonUser['state'],
      punchout: cells[4] === null ? null : cells[4] === 1,
      groups: listOf(cells[5] as string),
      invitedOn: cells[6] === null ? null : oneText(cells[6] as string),
      ...(cells[7] !== null && { invitation: cells[7] as InvitationExpiry }),
      ...unclearOf(cells[8]),
      ...(cells[9] !== null && { memberships: readJsonColumn(cells[9] as string) as readonly AmazonMembership[] }),
    }),
  },
  directory_person: {
    names: ['mail', 'principal_name', 'account_name', 'employee_id', 'name', 'state', 'group_name'],
    values: (p) => [p.mail, p.principalName, p.accountName, p.employeeId, p.name, p.state, p.group],
    itemOf: (cells) => ({
      mail: cells[0] as string,
      principalName: cells[1] as string,
      accountName: cells[2] as string,
      employeeId: cells[3] as string,
      name: cells[4] as string,
      state: oneText(cells[5] as string) as DirectoryPerson['state'],
      group: cells[6] as string,
    }),
  },
  organization: {
    names: ['id', 'code', 'name', 'parent_id'],
    values: (o) => [o.id, o.code, o.name, o.parentId],
    itemOf: (cells) => ({
      id: cells[0] as string,
      code: cells[1] as string,
      name: cells[2] as string,
      parentId: cells[3] as string | null,
    }),
  },
  role: {
    names: ['id', 'name', 'members'],
    values: (r) => [r.id, r.name, JSON.stringify(r.members)],
    itemOf: (cells) => ({ id: cells[0] as string, name: cells[1] as string, members: readJsonColumn(cells[2] as string) as string[] }),
  },
  approver: {
    names: ['organization_id', 'user_id'],
    values: (a) => [a.organizationId, a.userId],
    itemOf: (cells) => ({ organizationId: cells[0] as string, userId: cells[1] as string }),
  },
};

const unclearOf = (cell: unknown): { readonly unclear?: UnclearWords } =>
  cell === null ? {} : { unclear: readJsonColumn(cell as string) as UnclearWords };

/** Rows read per piece, a few milliseconds of work. */
export const ROWS_PER_CHUNK = 1_000;

/** Greatest number of positions; imported files and servers have far fewer rows. */
const MAX_POSITIONS = 10_000_000;

/**
 * Returns the number of positions in a list; positions start at 0. Throws `company-file-corrupt` for a position that no console writes,
 * because reading all positions before it would never end.
 */
export function countPositions(database: DatabaseSync, table: ListTable, snapshotId: number): number {
  const row = database.prepare(`SELECT COALESCE(MAX(position) + 1, 0) AS places FROM ${table} WHERE snapshot_id = ?`).get(snapshotId);
  const places = Number(row?.['places']);
  if (places > MAX_POSITIONS) throw new ExpectedError('company-file-corrupt', { exists: 1 });
  return places;
}

/**
 * Returns a function that reads `ROWS_PER_CHUNK` rows of a list from a position on. `columns` must be constants. Each piece is a separate
 * statement, so that no cursor is open during writes.
 */
export function createRowReader(
  database: DatabaseSync,
  table: ListTable,
  columns: readonly string[],
  snapshotId: number,
): (start: number) => readonly Cells[] {
  const piece = database.prepare(
    `SELECT ${columns.join(', ')} FROM ${table} WHERE snapshot_id = ? AND position >= ? AND position < ? ORDER BY position`,
  );
  // Return arrays, because creating one object per row would double the cost.
  piece.setReturnArrays(true);
  return (start) => piece.all(snapshotId, start, start + ROWS_PER_CHUNK) as unknown as Cells[];
}
