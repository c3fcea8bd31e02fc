import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { ListSide } from '#shared/contract/imports/list-changes.ts';
import type { Directory } from '#shared/domain/directory/directory.ts';
import { type KnownPerson, type RecognizedPeople, recognizePeople } from '#shared/domain/directory/person-identity.ts';
import { toCanonicalAddress } from '#shared/domain/email/index.ts';
import { hasAddress } from '#shared/domain/email/placeholder.ts';
import type { Audit } from '#shared/domain/readiness/audit.ts';
import type { Finding, FindingCode } from '#shared/domain/readiness/finding.ts';
import { compareRunWithHistory } from '#shared/domain/readiness/history.ts';
import type { ChangeLimit } from '#shared/domain/sync/guards/guard-types.ts';
import { getFindingKey, getFindingName, parseFindingCode } from '#shared/domain/triage/triage-identity.ts';
import type { Translate } from '#shared/messages/texts.ts';
import {
  formatFindingCounts,
  formatLostStates,
  type NamedFinding,
  PERSON_STATE_COLUMNS,
  type PersonStateColumn,
  type SinceLast,
} from '#shared/messages/watch-words.ts';
import { writeContentAtomically } from '../../../files/atomic-file.ts';
import { readJsonFile } from '../../../files/json-file.ts';
import { toAddressFailure, toShrinkFailure } from '../lists/previous-lists.ts';

/** Schema of the file that stores an audit's last run. The file is readable by its user only, because it contains names. */
const memorySchema = z.strictObject({
  format: z.literal('tsunagi-since-last'),
  version: z.literal(1),
  run: z.int().min(0),
  /** Number of Amazon accounts; missing in files of earlier versions. */
  accounts: z.int().min(0).optional(),
  /** Number of NEO people and Amazon accounts with an address; missing in files of earlier versions. */
  addresses: z.strictObject({ neo: z.int().min(0), amazon: z.int().min(0) }).optional(),
  /** State columns in NEO's list of this run; missing in files of earlier versions. */
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
  /** The latest interval of runs (`from`, `to`) in which each finding ever reported was present; `to` is `null` while it is present. */
  stays: z.array(
    z.strictObject({
      key: z.string(),
      name: z.string(),
      from: z.int().min(1),
      to: z.int().min(1).nullable(),
      /**
       * State columns from which the finding was derived, stored while NEO's list lacks one of them. The finding is compared again when the
       * list has all of them.
       */
      states: z.array(z.string()).readonly().optional(),
    }),
  ),
});
type Memory = z.infer<typeof memorySchema>;
type Stay = Memory['stays'][number];

/** Maximum size of the file of the last run; enough for the findings of 100,000 people. */
const MAX_MEGABYTES = 128;
const EMPTY_MEMORY: Memory = { format: 'tsunagi-since-last', version: 1, run: 0, people: [], stays: [] };

/** Prepares the comparison of one run with the last. */
export async function createRunComparison(path: string, limit: ChangeLimit) {
  const last = await readMemory(path);
  let memory = last;
  return {
    /** Number of the last run; 0 before the first. */
    lastRun: last.run,
    /**
     * Returns the audit with the changes of its findings, and the findings that are new or returned. Throws list-shrinks,
     * list-loses-addresses.
     */
    compare(directory: Directory, audit: Audit, missing: MissingFields): Compared {
      const compared = compareWithLast(directory, audit, missing, last, limit);
      memory = compared.memory;
      const summary = { ...audit.summary, sinceLast: compared.sinceLast };
      return { audit: { ...audit, summary }, findings: compared.came, sinceLast: compared.sinceLast };
    },
    /** Saves this run as the last one. */
    keep: (): Promise<void> => writeContentAtomically(path, `${JSON.stringify(memory)}\n`),
  };
}

interface Compared {
  readonly audit: Audit;
  readonly findings: readonly Finding[];
  readonly sinceLast: SinceLast;
}

/** Whether a run has findings that are new, or returned after they were resolved. */
export const hasNewFindings = ({ new: fresh, back }: SinceLast): boolean => fresh + back.length > 0;

/** Reads the last run from a file; a missing file means that this is the first run. Throws last-run-unreadable, file-unreadable. */
async function readMemory(path: string): Promise<Memory> {
  const isThere = await stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
  if (!isThere) return EMPTY_MEMORY;
  const file = basename(path);
  const content = await readJsonFile({ path, name: file, maxMegabytes: MAX_MEGABYTES }).catch((error: unknown) => {
    // The text of `file-empty` and similar errors would advise exporting the list again.
    if (error instanceof ExpectedError && error.failure.code !== 'file-unreadable') return undefined;
    throw error;
  });
  const parsed = safeParseUntrusted(memorySchema, content);
  if (!parsed.success) throw new ExpectedError('last-run-unreadable', { file });
  return parsed.data;
}

/** Fields that this run's lists lack, and lists with skipped rows. */
export interface MissingFields {
  readonly neo: ReadonlySet<string>;
  readonly amazon: ReadonlySet<string>;
  /** Missing fields of the company directory; omitted if no directory was given. */
  readonly directory?: ReadonlySet<string>;
  /** Lists with skipped rows, which may contain a missing person. Omitted = none. */
  readonly withoutRows?: ReadonlySet<ListSide>;
}

/** Code of a column that contains the whole state. Other lists have one column per state. */
const STATE = 'state';

const statesIn = ({ neo }: MissingFields): readonly PersonStateColumn[] =>
  neo.has(STATE) ? PERSON_STATE_COLUMNS.filter((field) => !neo.has(field)) : PERSON_STATE_COLUMNS;

/** Inputs of a finding: the side, its columns (one of them is enough), and the finding reported instead if a word in them is unknown. */
const READ_FROM: Readonly<
  Partial<Record<FindingCode, readonly [Exclude<keyof MissingFields, 'withoutRows'>, readonly string[], FindingCode | null]>>
> = {
  'punchout-role-missing': ['amazon', ['role', 'punchout'], 'punchout-role-unknown'],
  'purchasing-group-missing': ['amazon', ['group'], null],
  'amazon-user-inactive': ['amazon', ['state'], 'amazon-state-unknown'],
  'amazon-invitation-pending': ['amazon', ['state'], 'amazon-state-unknown'],
  'amazon-invitation-expiring': ['amazon', ['state'], 'amazon-state-unknown'],
  'amazon-invitation-expired': ['amazon', ['state'], 'amazon-state-unknown'],
  'amazon-user-of-suspended': ['neo', [...PERSON_STATE_COLUMNS, STATE], null],
  'directory-disabled': ['directory', ['enabled', 'blocked'], null],
  'directory-missing': ['directory', ['mail'], null],
  'user-suspended': ['neo', [...PERSON_STATE_COLUMNS, STATE], null],
};

/** Start of a finding key after its code, for findings of accounts and of the company. */
const [ACCOUNT, COMPANY] = [' amazon:', ' company:'];

/** Returns all people and accounts in the lists, in the form of a finding key after its code. */
const listedIn = ({ amazonUsers }: Directory, people: readonly string[]): ReadonlySet<string> =>
  new Set([...people.map((key) => ` ${key}`), ...amazonUsers.map(({ email }) => ACCOUNT + toCanonicalAddress(email))]);

/** Whether a finding is derived from a state in NEO's list. */
const isOfState = (key: string): boolean =>
  READ_FROM[parseFindingCode(key)]?.[1].includes(STATE) === true && READ_FROM[parseFindingCode(key)]?.[0] === 'neo';

/**
 * Whether a finding that is missing now would have been found: its inputs are present and known. The last parameter contains the state
 * columns from which the finding was derived.
 */
function wouldBeSeen(
  key: string,
  found: Pick<ReadonlyMap<string, unknown>, 'has'>,
  missing: MissingFields,
  listed: () => ReadonlySet<string>,
  told: readonly string[],
): boolean {
  const code = parseFindingCode(key);
  const whom = key.slice(code.length);
  const isAccount = whom.startsWith(ACCOUNT);
  const isCompany = whom.startsWith(COMPANY);
  const { withoutRows } = missing;
  if (withoutRows?.has(isAccount ? 'amazon' : 'neo') && !isCompany && !listed().has(whom)) return false;
  if (withoutRows?.has('amazon') && found.has(`amazon-user-missing${whom}`)) return false;
  if (found.has(`user-state-unknown${whom}`)) return false;
  const [side, fields, unknown] = READ_FROM[code] ?? [];
  if (side === undefined || fields === undefined) return true;
  // A finding of a person who left the lists is resolved, whichever columns are missing.
  if (!isCompany && !listed().has(whom)) return true;
  // The finding depends on a state column that an earlier list had and this one lacks.
  if (isOfState(key) && lacksStates(told, missing)) return false;
  return fields.some((field) => missing[side]?.has(field) === false) && !(unknown && found.has(unknown + whom));
}

const lacksStates = (told: readonly string[], missing: MissingFields): boolean => {
  const states: readonly string[] = statesIn(missing);
  return told.some((state) => !states.includes(state));
};

/**
 * Compares an audit with the last one. Returns new and returned findings in order, and the data to save. Throws list-shrinks and
 * list-loses-addresses beyond the limit, because findings of people missing from an incomplete list would count as resolved.
 */
function compareWithLast(
  directory: Directory,
  audit: Audit,
  missing: MissingFields,
  last: Memory,
  limit: ChangeLimit,
): { readonly came: readonly Finding[]; readonly sinceLast: SinceLast; readonly memory: Memory } {
  const known = recognizePeople(directory.neoUsers, last.people);
  refuseShrunk(directory, known, last, limit);
  const found = new Map(audit.findings.map((finding) => [getFindingKey(finding, directory, known.keys), finding]));
  const run = last.run + 1;
  const stays = last.stays.map((stay, id) => ({ ...stay, id }));
  const changes = compareRunWithHistory(stays, found);
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
  const lostStates = PERSON_STATE_COLUMNS.filter((state) => toldBefore.includes(state) && !states.includes(state));
  const nameOf = (key: string): string => getFindingName(found.get(key) as Finding, directory);
  const opened = changes.open.map(({ key }) => ({ key, name: nameOf(key), from: run, to: null }));
  const named = (key: string, name: string): NamedFinding => ({ code: parseFindingCode(key), name });
  return {
    came: audit.findings.filter((finding) => reopened.has(getFindingKey(finding, directory, known.keys))),
    sinceLast: {
      run,
      new: changes.open.filter(({ back }) => !back).length,
      back: changes.open.filter(({ back }) => back).map(({ key }) => named(key, nameOf(key))),
      fixed: stays.filter(({ id }) => ended.has(id) && !unsure.has(id)).map(({ key, name }) => named(key, name)),
      notChecked: [...unsure.values()].filter((stay) => stay.states === undefined).length,
      ...(lostStates.length > 0 && { lostStates }),
    },
    memory: {
      ...EMPTY_MEMORY,
      run,
      accounts: directory.amazonUsers.length,
      addresses: countAddresses(directory),
      stateFields: [...states],
      people: peopleAfter(last.people, known),
      stays: [...kept, ...opened],
    },
  };
}

function peopleAfter(before: readonly KnownPerson[], { learned }: RecognizedPeople): KnownPerson[] {
  const people = new Map(before.map((person) => [person.key, person]));
  for (const person of learned) people.set(person.key, person);
  return [...people.values()];
}

function refuseShrunk(directory: Directory, { learned }: RecognizedPeople, last: Memory, limit: ChangeLimit): void {
  const { neoUsers, amazonUsers } = directory;
  const people = new Set(last.people.flatMap(({ key, gone }) => (gone ? [] : [key])));
  // A new record may concern a person who had already left, for example if a login id has another owner; only people of the last run are
  // counted.
  const left = learned.filter(({ key, gone }) => gone && people.has(key)).length;
  refuse(toShrinkFailure('neo', { gone: left, before: people.size, after: neoUsers.length }, limit));
  // Accounts have no lasting identity, so only their number is compared.
  const accounts = last.accounts ?? 0;
  const closed = Math.max(0, accounts - amazonUsers.length);
  refuse(toShrinkFailure('amazon', { gone: closed, before: accounts, after: amazonUsers.length }, limit));
  if (last.addresses === undefined) return;
  const now = countAddresses(directory);
  for (const [side, gone] of [
    ['neo', left],
    ['amazon', closed],
  ] as const) {
    const had = last.addresses[side];
    // Assumes that every person who left had an address, so that leavers are not counted as lost addresses.
    const lost = Math.max(0, had - now[side] - gone);
    refuse(toAddressFailure(side, { lost, had, all: lost > 0 && now[side] === 0 }, limit));
  }
}

const countAddresses = ({ neoUsers, amazonUsers }: Directory): NonNullable<Memory['addresses']> => ({
  neo: neoUsers.filter(({ workEmail, state }) => state !== 'deleted' && hasAddress(workEmail)).length,
  amazon: amazonUsers.filter(({ email }) => hasAddress(email)).length,
});

function refuse(failure: Failure | null): void {
  if (failure !== null) throw new ExpectedError(failure.code, failure.params);
}

/** Returns the changes of the findings as lines of text. */
export function formatFindingsSinceLastRun(since: SinceLast, translate: Translate): string {
  const { back, fixed, notChecked, lostStates } = since;
  const line = ({ code, name }: NamedFinding): string => `    ${name}: ${translate(`finding.${code}.name`)}`;
  const part = (title: string, items: readonly NamedFinding[]): string[] => {
    const more = items.length - MAX_LINES;
    const shown = items.slice(0, MAX_LINES).map(line);
    return items.length === 0
      ? []
      : [`  ${title}`, ...shown, ...(more > 0 ? [`    ${translate('cli.lists.more', { more, total: items.length })}`] : [])];
  };
  return [
    formatFindingCounts(since, translate),
    ...formatLostStates(lostStates, translate).map((told) => `  ${told}`),
    ...part(translate('cli.since.back'), back),
    ...part(translate('cli.since.fixed'), fixed),
    ...(notChecked === 0 ? [] : [`  ${translate('cli.since.notChecked', { count: notChecked })}`]),
  ].join('\n');
}

const MAX_LINES = 50;
