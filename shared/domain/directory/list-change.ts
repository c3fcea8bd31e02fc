import { type ChunkedWork, forEachInChunks, mapInChunks } from '../chunks/chunked-work.ts';
import type { AmazonUser, NeoUser, Organization } from './directory.ts';
import { type DirectoryPerson, getDirectoryKey } from './directory-people.ts';

/** One entry of a list with the fields that are compared. */
export interface ComparedEntry {
  /** Key of the entry, the same in both lists. Entries with equal keys are matched in order. */
  readonly key: string;
  readonly name: string;
  /** Display name of the first organization or group; `''` = none. */
  readonly organization: string;
  /** False for a user who is marked as deleted; such entries are not counted. */
  readonly present: boolean;
  /** Compared values by field. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Differences between two lists. Entries are identified by their position in the list. */
export interface ListChange {
  /** Number of counted entries before and after. */
  readonly before: number;
  readonly after: number;
  readonly added: readonly number[];
  readonly gone: readonly number[];
  /** Entries in both lists with at least one different field, as positions `[before, after]`. */
  readonly changed: readonly (readonly [number, number])[];
  /** All entries in both lists, as positions `[before, after]`. */
  readonly kept: readonly (readonly [number, number])[];
  /** Number of changed entries per field; fields without changes are omitted. */
  readonly changedFields: Readonly<Record<string, number>>;
}

/** Compares two lists over the fields that both have. Swapping the lists swaps additions and removals. */
export function* compareLists(
  before: readonly ComparedEntry[],
  after: readonly ComparedEntry[],
  fields: readonly string[],
): ChunkedWork<ListChange> {
  const waiting = new Map<string, number[]>();
  yield* forEachInChunks(before.length, (at) => {
    const { key, present } = before[at] as ComparedEntry;
    if (!present) return;
    const places = waiting.get(key);
    if (places === undefined) waiting.set(key, [at]);
    else places.push(at);
  });
  const taken = new Map<string, number>();
  const kept: [number, number][] = [];
  const added: number[] = [];
  const stays = new Uint8Array(before.length);
  yield* forEachInChunks(after.length, (at) => {
    const { key, present } = after[at] as ComparedEntry;
    if (!present) return;
    const turn = taken.get(key) ?? 0;
    const place = waiting.get(key)?.[turn];
    if (place === undefined) added.push(at);
    else {
      taken.set(key, turn + 1);
      stays[place] = 1;
      kept.push([place, at]);
    }
  });
  const gone: number[] = [];
  yield* forEachInChunks(before.length, (at) => {
    if (before[at]?.present === true && stays[at] === 0) gone.push(at);
  });
  const changedFields: Record<string, number> = {};
  const changed: (readonly [number, number])[] = [];
  yield* forEachInChunks(kept.length, (place) => {
    const [was, is] = kept[place] as [number, number];
    const differing = fields.filter((field) => before[was]?.fields[field] !== after[is]?.fields[field]);
    for (const field of differing) changedFields[field] = (changedFields[field] ?? 0) + 1;
    if (differing.length > 0) changed.push([was, is]);
  });
  return { before: kept.length + gone.length, after: kept.length + added.length, added, gone, changed, kept, changedFields };
}

/** Name of the field with the e-mail address in each list; organizations have none. */
export const ADDRESS_FIELDS = { neo: 'workEmail', amazon: 'email', directory: 'mail', organizations: null } as const;

/** Addresses that are missing in the new list. */
export interface LostAddresses {
  readonly lost: number;
  /** Number of people in the former list who had an address. */
  readonly had: number;
  /** True if the new list contains no address at all. */
  readonly all: boolean;
}

/** Counts the people of both lists who had an address in the former list and have none in the new one. */
export function* countLostAddresses(
  before: readonly ComparedEntry[],
  after: readonly ComparedEntry[],
  kept: ListChange['kept'],
  { field, isAddress }: { readonly field: string; readonly isAddress: (cell: string) => boolean },
): ChunkedWork<LostAddresses> {
  const hasAddress = (line: ComparedEntry | undefined): boolean => isAddress(line?.fields[field] ?? '');
  let [had, has, lost] = [0, 0, 0];
  yield* forEachInChunks(before.length, (at) => {
    if (before[at]?.present === true && hasAddress(before[at])) had++;
  });
  yield* forEachInChunks(after.length, (at) => {
    if (after[at]?.present === true && hasAddress(after[at])) has++;
  });
  yield* forEachInChunks(kept.length, (at) => {
    const [was, is] = kept[at] as [number, number];
    if (hasAddress(before[was]) && !hasAddress(after[is])) lost++;
  });
  return { lost, had, all: lost > 0 && has === 0 };
}

/** Number of people before the change, removed and added, for one organization. */
export interface OrganizationChange {
  readonly name: string;
  readonly before: number;
  readonly gone: number;
  readonly added: number;
}

/** Organizations with additions or removals, largest losses first. Moves between organizations are not counted. */
export function* listOrganizationChanges(
  before: readonly ComparedEntry[],
  after: readonly ComparedEntry[],
  { gone, added }: Pick<ListChange, 'gone' | 'added'>,
): ChunkedWork<readonly OrganizationChange[]> {
  const changes = new Map<string, { name: string; before: number; gone: number; added: number }>();
  const at = (name: string) => {
    const known = changes.get(name) ?? { name, before: 0, gone: 0, added: 0 };
    changes.set(name, known);
    return known;
  };
  yield* forEachInChunks(before.length, (place) => {
    const { organization, present } = before[place] as ComparedEntry;
    if (present) at(organization).before++;
  });
  for (const place of gone) at((before[place] as ComparedEntry).organization).gone++;
  for (const place of added) at((after[place] as ComparedEntry).organization).added++;
  return [...changes.values()]
    .filter((change) => change.gone + change.added > 0)
    .sort((a, b) => b.gone - a.gone || b.added - a.added || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Returns a percentage with one decimal. A part of the whole is never rounded to 100, and more than none never to 0. */
export function computePercent(many: number, of: number): number {
  if (of === 0) return many === 0 ? 0 : 100;
  const rounded = Math.round((many / of) * 1000) / 10;
  if (many > 0 && rounded === 0) return 0.1;
  return many < of && rounded === 100 ? 99.9 : rounded;
}

/**
 * Converts NEO users to comparable entries. `keys` are their permanent identities; `nameOf` returns the display name of an organization.
 */
export const toNeoEntries = (
  users: readonly NeoUser[],
  keys: readonly string[],
  nameOf: (organization: string) => string,
): ChunkedWork<readonly ComparedEntry[]> =>
  mapInChunks(users, (user, at) => ({
    key: keys[at] as string,
    name: user.name,
    organization: nameOf(user.organizations[0] ?? ''),
    present: user.state !== 'deleted',
    fields: {
      id: user.id,
      loginId: user.loginId,
      name: user.name,
      kana: user.kana,
      employeeCode: user.employeeCode,
      title: user.title,
      workEmail: user.workEmail,
      mobileEmail: user.mobileEmail,
      homeEmail: user.homeEmail,
      otherEmail: user.otherEmail,
      state: user.state,
      organization: user.organizations.map(nameOf).join('\n'),
    },
  }));

/** Converts Amazon users to comparable entries with the given `keys`. */
export const toAmazonEntries = (users: readonly AmazonUser[], keys: readonly string[]): ChunkedWork<readonly ComparedEntry[]> =>
  mapInChunks(users, (user, at) => ({
    key: keys[at] as string,
    name: user.name,
    organization: user.groups[0] ?? '',
    present: true,
    fields: {
      email: user.email,
      name: user.name,
      employeeCode: user.employeeCode,
      state: user.state,
      role: roleOf(user),
      group: user.groups.join('\n'),
      invitedOn: user.invitedOn ?? '',
    },
  }));

/**
 * The role as one comparable value. An equal role in all groups gives the same value with and without `memberships`, which older lists
 * lack.
 */
const roleOf = ({ punchout, memberships = [] }: AmazonUser): string =>
  memberships.every((one) => one.punchout === memberships[0]?.punchout) ? String(punchout) : JSON.stringify(memberships);

/** Converts people of the company directory to comparable entries. */
export const toDirectoryEntries = (people: readonly DirectoryPerson[]): ChunkedWork<readonly ComparedEntry[]> =>
  mapInChunks(people, (person) => {
    const { mail, principalName, accountName, employeeId, name, state, group } = person;
    const fields = { mail, principalName, accountName, employeeId, name, enabled: state, group };
    return { key: getDirectoryKey(person), name, organization: group, present: true, fields };
  });

/** Converts organizations to comparable entries, keyed by the first non-empty field in `by`. */
export const toOrganizationEntries = (organizations: readonly Organization[], by: readonly ('id' | 'code')[]): readonly ComparedEntry[] => {
  const names = new Map(organizations.map(({ id, name }) => [id, name]));
  return organizations.map((organization) => {
    const { id, code, name, parentId } = organization;
    const parent = names.get(parentId ?? '') ?? '';
    const mark = by.map((field) => organization[field]).find((value) => value !== '');
    return { key: mark ?? name, name, organization: parent, present: true, fields: { id, code, name, parent } };
  });
};
