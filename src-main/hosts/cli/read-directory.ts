import { basename } from 'node:path';
import type { ListKind } from '#shared/contract/imports.ts';
import type { Directory } from '#shared/domain/directory/directory.ts';
import { toAmazonUsers, toNeoUsers, toOrganizations } from '../../files/directory-rows.ts';
import { FIELDS } from '../../files/fields.ts';
import { type Mapping, matchColumns, requireColumns } from '../../files/mapping.ts';
import { type OpenedTable, openTable } from '../../files/open-table.ts';

/** Both lists, and the fields that Amazon's does not hold. */
export interface DirectoryOfFiles {
  readonly directory: Directory;
  readonly missingFields: ReadonlySet<string>;
}

/** Both lists and, where given, the organisations, from files whose encoding and columns are found by themselves. */
export async function readDirectoryFiles(files: {
  readonly neo: string;
  readonly amazon: string;
  readonly organizations: string | undefined;
}): Promise<DirectoryOfFiles> {
  // One after another: of several lists that cannot be read, the same one is always told first.
  const neo = await openList(files.neo, 'neo-users');
  const amazon = await openList(files.amazon, 'amazon-users');
  const organizations = files.organizations === undefined ? null : await openList(files.organizations, 'organizations');
  return {
    directory: {
      neoUsers: toNeoUsers(neo.table, neo.mapping, neo.name),
      amazonUsers: toAmazonUsers(amazon.table, amazon.mapping, amazon.name),
      organizations: organizations === null ? [] : toOrganizations(organizations.table, organizations.mapping, organizations.name),
      approvers: [],
    },
    missingFields: new Set(FIELDS['amazon-users'].map(({ id }) => id).filter((id) => (amazon.mapping[id] ?? null) === null)),
  };
}

async function openList(path: string, kind: ListKind): Promise<{ table: OpenedTable; mapping: Mapping; name: string }> {
  const name = basename(path);
  const table = await openTable(path, name, kind);
  return { table, mapping: requireColumns(kind, matchColumns(kind, table.header), table.header, name), name };
}
