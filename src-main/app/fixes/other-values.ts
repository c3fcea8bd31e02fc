import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { type ComparedEntry, toNeoEntries } from '#shared/domain/directory/list-change.ts';
import { OrganizationTree } from '#shared/domain/directory/organizations.ts';
import { getPresentFields } from '../../company/lists/list-changes.ts';
import type { ListFile } from '../../company/lists/list-file.ts';
import { readNeoUsersFile } from '../../company/lists/list-import.ts';
import type { CompanySession } from '../../company/session.ts';
import { isAsExported, type NeoFixFile } from '../../files/fixes/neo-fix-file.ts';
import type { FixContext } from './fix-context.ts';

/** Fields that identify a person, and the field that the fix changes. */
const FIXED_FIELDS: ReadonlySet<string> = new Set(['id', 'loginId', 'workEmail']);

type Preview = CallOutput<'fixes.previewNeoFile'>;

/** Values of the rows other than the fix. They are imported into NEO too, so outdated ones would overwrite NEO. */
export interface OtherValues {
  /**
   * Number of rows that differ from the current list, and the fields. It is unknown whether the file or the list is newer, so the user is
   * asked. `null` = no difference, or not comparable.
   */
  readonly differs: Preview['differs'];
  /** Number of rows whose organization name is shared by several organizations; NEO does not document which one it uses. `null` = none. */
  readonly unplaced: Preview['unplaced'];
}

const NO_OTHER_VALUES: OtherValues = { differs: null, unplaced: null };

export async function readOtherValues(
  session: CompanySession,
  context: FixContext,
  order: Pick<ListFile, 'path' | 'name' | 'reading'>,
  { rows, csv }: NeoFixFile,
): Promise<OtherValues> {
  const current = session
    .file()
    .people.current()
    .find(({ side }) => side === 'neo');
  const users = context.listed();
  const listed = rows.map(({ change }) => users.get(change.person) ?? null);
  if (current === undefined || listed.every((user) => user === null)) return NO_OTHER_VALUES;
  const { mapping, ...reading } = order.reading;
  // Leave out the password column, because lists do not have one.
  const own = mapping && Object.fromEntries(Object.entries(mapping).filter(([field]) => field !== 'password'));
  const file = { path: order.path, name: order.name, kind: 'neo-users', reading: { ...reading, ...(own && { mapping: own }) } } as const;
  const read = await readNeoUsersFile(file, session.file()).catch((error: unknown) => {
    // A file that cannot be read as a list can still be copied row by row.
    if (error instanceof ExpectedError) return null;
    throw error;
  });
  if (read === null) return NO_OTHER_VALUES;
  const inExport = new Map<string, NeoUser>();
  for (const user of read.items) for (const key of keysOf(user)) inExport.set(key, user);
  const pairs = rows.flatMap(({ change }, at) => {
    const [is, was] = [listed[at] ?? null, keysOf({ id: change.neoUserId, loginId: change.loginId }).map((key) => inExport.get(key))];
    const exported = was.find((user) => user !== undefined);
    return is === null || exported === undefined ? [] : [[is, exported] as const];
  });
  const tree = new OrganizationTree(session.directory().organizations);
  const nameOf = (reference: string): string => tree.resolve(reference)?.name ?? reference;
  const linesOf = (users: readonly NeoUser[]): readonly ComparedEntry[] =>
    runToEnd(
      toNeoEntries(
        users,
        users.map(() => ''),
        nameOf,
      ),
    );
  const [now, then] = [linesOf(pairs.map(([is]) => is)), linesOf(pairs.map(([, exported]) => exported))];
  const inFile = getPresentFields('neo', read.missingFields);
  const common = [...getPresentFields('neo', current.missingFields)].filter((field) => inFile.has(field) && !FIXED_FIELDS.has(field));
  const differing = new Set<string>();
  let people = 0;
  now.forEach(({ fields }, at) => {
    const differs = common.filter(
      (field) => !isAsExported((fields[field] ?? '').trim(), (then[at]?.fields[field] ?? '').trim(), csv.encoding),
    );
    for (const field of differs) differing.add(field);
    if (differs.length > 0) people++;
  });
  return {
    differs: people === 0 ? null : { people, fields: common.filter((field) => differing.has(field)), takenAt: current.takenAt },
    unplaced: unplacedIn(
      pairs.map(([, exported]) => exported),
      tree,
    ),
  };
}

/** Maximum number of ambiguous names listed; further ones are only counted. */
const MAX_NAMED = 5;

function unplacedIn(users: readonly NeoUser[], tree: OrganizationTree): OtherValues['unplaced'] {
  const names = new Set<string>();
  let people = 0;
  for (const { organizations } of users) {
    const shared = organizations.filter((reference) => tree.sharing(reference).length > 0);
    for (const name of shared) names.add(name);
    if (shared.length > 0) people++;
  }
  return people === 0 ? null : { people, organizations: names.size, names: [...names].slice(0, MAX_NAMED) };
}

const keysOf = ({ id, loginId }: { readonly id: string; readonly loginId: string }): readonly string[] => [
  ...(id === '' ? [] : [`id ${id}`]),
  ...(loginId === '' ? [] : [`login ${loginId}`]),
];
