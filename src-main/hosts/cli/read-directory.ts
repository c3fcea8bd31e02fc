import { basename } from 'node:path';
import type { ListKind } from '#shared/contract/imports.ts';
import type { Directory } from '#shared/domain/directory/directory.ts';
import type { EmailPolicy } from '#shared/domain/email/policy.ts';
import type { Settled } from '#shared/domain/readiness/settled.ts';
import { readAmazonList, readNeoList, settleLists, toOrganizations } from '../../files/directory-rows.ts';
import { FIELDS } from '../../files/fields.ts';
import { type Mapping, matchColumns, requireColumns } from '../../files/mapping.ts';
import { type OpenedTable, readBytes, tableOfBytes } from '../../files/open-table.ts';

/** Both lists, and the fields that Amazon's does not hold. */
export interface DirectoryOfFiles {
  readonly directory: Directory;
  readonly missingFields: ReadonlySet<string>;
  readonly settled: Settled;
}

/** Both lists and, where given, the organisations, from files whose encoding and columns are found by themselves. */
export async function readDirectoryFiles(
  files: { readonly neo: string; readonly amazon: string; readonly organizations: string | undefined },
  policy: EmailPolicy,
): Promise<DirectoryOfFiles> {
  const [neoFile, amazonFile] = [readList(files.neo), readList(files.amazon)];
  // One after another: of several lists that cannot be read, the same one is always told first.
  const neo = await openList(neoFile, 'neo-users');
  const amazon = await openList(amazonFile, 'amazon-users');
  const organizations = files.organizations === undefined ? null : await openList(readList(files.organizations), 'organizations');
  const neoList = readNeoList(neo.table, neo.mapping, neo.name);
  const amazonList = readAmazonList(amazon.table, amazon.mapping, amazon.name);
  const { settled, ...users } = settleLists(neoList, amazonList, policy);
  return {
    directory: {
      ...users,
      organizations: organizations === null ? [] : toOrganizations(organizations.table, organizations.mapping, organizations.name),
      approvers: [],
    },
    settled,
    missingFields: new Set(FIELDS['amazon-users'].map(({ id }) => id).filter((id) => (amazon.mapping[id] ?? null) === null)),
  };
}

interface ListFile {
  readonly name: string;
  readonly bytes: Promise<Buffer>;
}

/** Begins to read; a failure is told where the list is opened. */
function readList(path: string): ListFile {
  const name = basename(path);
  const bytes = readBytes(path, name, undefined);
  bytes.catch(() => undefined);
  return { name, bytes };
}

async function openList({ name, bytes }: ListFile, kind: ListKind): Promise<{ table: OpenedTable; mapping: Mapping; name: string }> {
  const table = await tableOfBytes(await bytes, name, kind);
  return { table, mapping: requireColumns(kind, matchColumns(kind, table.header), table.header, name), name };
}
