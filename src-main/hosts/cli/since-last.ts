import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { ListSide } from '#shared/contract/list-changes.ts';
import { readShape } from '#shared/contract/read-shape.ts';
import type { Failure } from '#shared/contract/result.ts';
import type { Directory } from '#shared/domain/directory/directory.ts';
import { type KnownPerson, type Recognition, recognise } from '#shared/domain/directory/person-identity.ts';
import { canonicalAddress } from '#shared/domain/email/index.ts';
import { hasAddress } from '#shared/domain/email/placeholder.ts';
import type { Audit } from '#shared/domain/readiness/audit.ts';
import type { Finding, FindingCode } from '#shared/domain/readiness/finding.ts';
import { followRun } from '#shared/domain/readiness/history.ts';
import { codeOfKey, findingKey, findingName } from '#shared/domain/readiness/triage-identity.ts';
import type { Limit } from '#shared/domain/sync/guards/guard-types.ts';
import type { Translate } from '#shared/messages/texts.ts';
import { LIST_STATES, type ListState, lostStateLines, newsSentence } from '#shared/messages/watch-words.ts';
import { writeWhole } from '../../files/atomic-file.ts';
import { readJsonFile } from '../../files/json-file.ts';
import { addressFailureOf, shrinkFailureOf } from './previous-lists.ts';

/** What an audit keeps of its last run. It is of this computer alone, and only its user may read it: it names people. */
const memorySchema = z.strictObject({
  format: z.literal('tsunagi-since-last'),
  version: z.literal(1),
  run: z.int().min(0),
  /** How many accounts Amazon's list had; left out by earlier versions. */
  accounts: z.int().min(0).optional(),
  /** How many people of NEO's list and accounts of Amazon's had an address; left out by earlier versions. */
  addresses: z.strictObject({ neo: z.int().min(0), amazon: z.int().min(0) }).optional(),
  /** The states that NEO's list told of in this run; left out by earlier versions. */
  stateFields: z.array(z.string()).readonly().optional(),
  people: z.array(
    z.strictObject({
      key: z.string(),
      id: z.string(),
      loginId: z.string(),
      employeeCode: z.string(),
      name: z.string(),
      organization: z.string(),
      gone: z.boolean(),
    }),
  ),
  /** The latest stay of each finding that ever was. */
  stays: z.array(
    z.strictObject({
      key: z.string(),
      name: z.string(),
      from: z.int().min(1),
      to: z.int().min(1).nullable(),
      /** The states that told of it, where NEO's list has lost one of them since: it waits until the list has all of them again. */
      states: z.array(z.string()).readonly().optional(),
    }),
  ),
});
type Memory = z.infer<typeof memorySchema>;
type Stay = Memory['stays'][number];

/** A hundred thousand people with their findings. */
const MOST_MEGABYTES = 128;
const NOTHING: Memory = { format: 'tsunagi-since-last', version: 1, run: 0, people: [], stays: [] };

/** A finding by its code and the name that stands beside it. */
export interface Named {
  readonly code: FindingCode;
  readonly name: string;
}

/** What became of the findings since the last run. */
export interface SinceLast {
  /** The number of this run; 1 for the first, which has nothing to compare with. */
  readonly run: number;
  readonly new: number;
  readonly back: readonly Named[];
  readonly fixed: readonly Named[];
  /** No longer seen, but what they hang on was not checked this time: neither fixed nor new. Those that wait for a lost state are told once. */
  readonly notChecked: number;
  /** States that NEO's list told of in the last run, and tells of no longer. Left out = none. */
  readonly lostStates?: readonly ListState[];
}

/** One run against the last. */
export async function createSinceLast(path: string, limit: Limit) {
  const last = await readMemory(path);
  let memory = last;
  return {
    /** The number of the last run; 0 before the first. */
    lastRun: last.run,
    /** The audit with what became of its findings, and those that are new or back. Throws list-shrinks, list-loses-addresses. */
    compare(directory: Directory, audit: Audit, missing: MissingFields): Compared {
      const compared = compareWithLast(directory, audit, missing, last, limit);
      memory = compared.memory;
      const summary = { ...audit.summary, sinceLast: compared.sinceLast };
      return { audit: { ...audit, summary }, findings: compared.came, sinceLast: compared.sinceLast };
    },
    /** Keeps this run as the last one. */
    keep: (): Promise<void> => writeWhole(path, `${JSON.stringify(memory)}\n`),
  };
}

interface Compared {
  readonly audit: Audit;
  readonly findings: readonly Finding[];
  readonly sinceLast: SinceLast;
}

/** Whether a run found what nobody was told of before. */
export const hasCome = ({ new: fresh, back }: SinceLast): boolean => fresh + back.length > 0;

/** The last run as it was kept in a file; one that is not there is a first run. Throws last-run-unreadable, file-unreadable. */
async function readMemory(path: string): Promise<Memory> {
  const isThere = await stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
  if (!isThere) return NOTHING;
  const file = basename(path);
  const content = await readJsonFile({ path, name: file, maxMegabytes: MOST_MEGABYTES }).catch((error: unknown) => {
    // What is said of an empty list would send people to export it anew.
    if (error instanceof ExpectedError && error.failure.code !== 'file-unreadable') return undefined;
    throw error;
  });
  const parsed = readShape(memorySchema, content);
  if (!parsed.success) throw new ExpectedError('last-run-unreadable', { file });
  return parsed.data;
}

/** Fields that the lists of this run do not hold, and whose rows were not all taken. */
export interface MissingFields {
  readonly neo: ReadonlySet<string>;
  readonly amazon: ReadonlySet<string>;
  /** Left out = no directory was given. */
  readonly directory?: ReadonlySet<string>;
  /** Lists of which rows were left out: whoever is not in one of them may stand in such a row. Left out = none. */
  readonly withoutRows?: ReadonlySet<ListSide>;
}

/** A column tells of one state each, or `state` of all of them. */
const STATE = 'state';

const statesIn = ({ neo }: MissingFields): readonly ListState[] =>
  neo.has(STATE) ? LIST_STATES.filter((field) => !neo.has(field)) : LIST_STATES;

/** What a finding is read from, where that is a column that a list may lack (any of these will do) or a word in it that nobody knows. */
const READ_FROM: Readonly<
  Partial<Record<FindingCode, readonly [Exclude<keyof MissingFields, 'withoutRows'>, readonly string[], FindingCode | null]>>
> = {
  'punchout-role-missing': ['amazon', ['role', 'punchout'], 'punchout-role-unknown'],
  'purchasing-group-missing': ['amazon', ['group'], null],
  'amazon-user-inactive': ['amazon', ['state'], 'amazon-state-unknown'],
  'amazon-invitation-pending': ['amazon', ['state'], 'amazon-state-unknown'],
  'amazon-invitation-expiring': ['amazon', ['state'], 'amazon-state-unknown'],
  'amazon-invitation-expired': ['amazon', ['state'], 'amazon-state-unknown'],
  'amazon-user-of-suspended': ['neo', [...LIST_STATES, STATE], null],
  'directory-disabled': ['directory', ['enabled', 'blocked'], null],
  'directory-missing': ['directory', ['mail'], null],
  'user-suspended': ['neo', [...LIST_STATES, STATE], null],
};

/** How the part of a key behind its code begins where it is about an account, and where about the company. */
const [ACCOUNT, COMPANY] = [' amazon:', ' company:'];

/** Everybody who is in the lists, as keys name them behind their codes. */
const listedIn = ({ amazonUsers }: Directory, people: readonly string[]): ReadonlySet<string> =>
  new Set([...people.map((key) => ` ${key}`), ...amazonUsers.map(({ email }) => ACCOUNT + canonicalAddress(email))]);

/** Whether a finding hangs on what NEO's list says of somebody's state. */
const isOfState = (key: string): boolean =>
  READ_FROM[codeOfKey(key)]?.[1].includes(STATE) === true && READ_FROM[codeOfKey(key)]?.[0] === 'neo';

/**
 * Whether a finding that is not there would have been seen: the lists hold what it is read from, in words that are known. `told`: the states
 * by which it was found.
 */
function wouldBeSeen(
  key: string,
  found: Pick<ReadonlyMap<string, unknown>, 'has'>,
  missing: MissingFields,
  listed: () => ReadonlySet<string>,
  told: readonly string[],
): boolean {
  const code = codeOfKey(key);
  const whom = key.slice(code.length);
  const isAccount = whom.startsWith(ACCOUNT);
  const isCompany = whom.startsWith(COMPANY);
  const { withoutRows } = missing;
  if (withoutRows?.has(isAccount ? 'amazon' : 'neo') && !isCompany && !listed().has(whom)) return false;
  if (withoutRows?.has('amazon') && found.has(`amazon-user-missing${whom}`)) return false;
  if (found.has(`user-state-unknown${whom}`)) return false;
  const [side, fields, unknown] = READ_FROM[code] ?? [];
  if (side === undefined || fields === undefined) return true;
  // Of whoever has left the lists no column has to tell anything.
  if (!isCompany && !listed().has(whom)) return true;
  // Nobody is found to be in a state that a list before it told of, and this one does not.
  if (isOfState(key) && lacksStates(told, missing)) return false;
  return fields.some((field) => missing[side]?.has(field) === false) && !(unknown && found.has(unknown + whom));
}

const lacksStates = (told: readonly string[], missing: MissingFields): boolean => {
  const states: readonly string[] = statesIn(missing);
  return told.some((state) => !states.includes(state));
};

/**
 * Compares an audit with the last one. Answers what is new or back, in the order of the findings, and what to keep. Throws list-shrinks
 * and list-loses-addresses where more people or addresses are gone than the limit allows: findings of people missing from an unfinished
 * list would be reported as fixed.
 */
function compareWithLast(
  directory: Directory,
  audit: Audit,
  missing: MissingFields,
  last: Memory,
  limit: Limit,
): { readonly came: readonly Finding[]; readonly sinceLast: SinceLast; readonly memory: Memory } {
  const known = recognise(directory.neoUsers, last.people);
  refuseShrunk(directory, known, last, limit);
  const found = new Map(audit.findings.map((finding) => [findingKey(finding, directory, known.keys), finding]));
  const run = last.run + 1;
  const stays = last.stays.map((stay, id) => ({ ...stay, id }));
  const changes = followRun(stays, found);
  const ended = new Set(changes.close);
  let listedOnes: ReadonlySet<string> | undefined;
  const listed = (): ReadonlySet<string> => (listedOnes ??= listedIn(directory, known.keys));
  const states = statesIn(missing);
  const toldBefore = last.stateFields ?? states;
  const isUnsure = ({ key, states: told = toldBefore }: Stay): boolean => !wouldBeSeen(key, found, missing, listed, told);
  const unsure = new Map(stays.filter((stay) => ended.has(stay.id) && isUnsure(stay)).map((stay) => [stay.id, stay]));
  const reopened = new Set(changes.open.map(({ key }) => key));
  const kept = stays
    .filter(({ key }) => !reopened.has(key))
    .map(({ id, states: told, ...stay }): Stay => {
      if (!unsure.has(id)) return ended.has(id) ? { ...stay, to: run } : stay;
      const hangsOn = told ?? toldBefore;
      return isOfState(stay.key) && lacksStates(hangsOn, missing) ? { ...stay, states: [...hangsOn] } : stay;
    });
  const lostStates = LIST_STATES.filter((state) => toldBefore.includes(state) && !states.includes(state));
  const nameOf = (key: string): string => findingName(found.get(key) as Finding, directory);
  const opened = changes.open.map(({ key }) => ({ key, name: nameOf(key), from: run, to: null }));
  const named = (key: string, name: string): Named => ({ code: codeOfKey(key), name });
  return {
    came: audit.findings.filter((finding) => reopened.has(findingKey(finding, directory, known.keys))),
    sinceLast: {
      run,
      new: changes.open.filter(({ back }) => !back).length,
      back: changes.open.filter(({ back }) => back).map(({ key }) => named(key, nameOf(key))),
      fixed: stays.filter(({ id }) => ended.has(id) && !unsure.has(id)).map(({ key, name }) => named(key, name)),
      notChecked: [...unsure.values()].filter((stay) => stay.states === undefined).length,
      ...(lostStates.length > 0 && { lostStates }),
    },
    memory: {
      ...NOTHING,
      run,
      accounts: directory.amazonUsers.length,
      addresses: countAddresses(directory),
      stateFields: [...states],
      people: peopleAfter(last.people, known),
      stays: [...kept, ...opened],
    },
  };
}

function peopleAfter(before: readonly KnownPerson[], { learned }: Recognition): KnownPerson[] {
  const people = new Map(before.map((person) => [person.key, person]));
  for (const person of learned) people.set(person.key, person);
  return [...people.values()];
}

function refuseShrunk(directory: Directory, { learned }: Recognition, last: Memory, limit: Limit): void {
  const { neoUsers, amazonUsers } = directory;
  const people = new Set(last.people.flatMap(({ key, gone }) => (gone ? [] : [key])));
  // Something may be learned of somebody who was gone before: that a login id is another's now.
  const left = learned.filter(({ key, gone }) => gone && people.has(key)).length;
  refuse(shrinkFailureOf('neo', { gone: left, before: people.size, after: neoUsers.length }, limit));
  // Accounts have no name that lasts: what is known of them is how many there were.
  const accounts = last.accounts ?? 0;
  const closed = Math.max(0, accounts - amazonUsers.length);
  refuse(shrinkFailureOf('amazon', { gone: closed, before: accounts, after: amazonUsers.length }, limit));
  if (last.addresses === undefined) return;
  const now = countAddresses(directory);
  for (const [side, gone] of [
    ['neo', left],
    ['amazon', closed],
  ] as const) {
    const had = last.addresses[side];
    // The people who left may all have had an address.
    const lost = Math.max(0, had - now[side] - gone);
    refuse(addressFailureOf(side, { lost, had, all: lost > 0 && now[side] === 0 }, limit));
  }
}

const countAddresses = ({ neoUsers, amazonUsers }: Directory): NonNullable<Memory['addresses']> => ({
  neo: neoUsers.filter(({ workEmail, state }) => state !== 'deleted' && hasAddress(workEmail)).length,
  amazon: amazonUsers.filter(({ email }) => hasAddress(email)).length,
});

function refuse(failure: Failure | null): void {
  if (failure !== null) throw new ExpectedError(failure.code, failure.params);
}

/** What became of the findings, as lines for people. */
export function sinceLines(since: SinceLast, translate: Translate): string {
  const { back, fixed, notChecked, lostStates } = since;
  const line = ({ code, name }: Named): string => `    ${name}: ${translate(`finding.${code}.name`)}`;
  const part = (title: string, items: readonly Named[]): string[] => {
    const more = items.length - MOST_LINES;
    const shown = items.slice(0, MOST_LINES).map(line);
    return items.length === 0
      ? []
      : [`  ${title}`, ...shown, ...(more > 0 ? [`    ${translate('cli.lists.more', { more, total: items.length })}`] : [])];
  };
  return [
    newsSentence(since, translate),
    ...lostStateLines(lostStates, translate).map((told) => `  ${told}`),
    ...part(translate('cli.since.back'), back),
    ...part(translate('cli.since.fixed'), fixed),
    ...(notChecked === 0 ? [] : [`  ${translate('cli.since.notChecked', { count: notChecked })}`]),
  ].join('\n');
}

const MOST_LINES = 50;
