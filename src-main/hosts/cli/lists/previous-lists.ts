import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { ListSide } from '#shared/contract/imports/list-changes.ts';
import { type ChunkedWork, runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import type { AmazonUser, NeoUser } from '#shared/domain/directory/directory.ts';
import {
  ADDRESS_FIELDS,
  type ComparedEntry,
  compareLists,
  computePercent,
  countLostAddresses,
  type LostAddresses,
  toAmazonEntries,
  toNeoEntries,
} from '#shared/domain/directory/list-change.ts';
import { recognizePeopleInChunks } from '#shared/domain/directory/person-identity.ts';
import { hasAddress } from '#shared/domain/email/placeholder.ts';
import { assignAccountKeys } from '#shared/domain/readiness/matching/account-pairs.ts';
import { judgeAddressLoss } from '#shared/domain/sync/guards/address-loss.ts';
import { DEFAULT_LIST_LIMIT, getMaxAllowed } from '#shared/domain/sync/guards/guard-limits.ts';
import type { ChangeLimit } from '#shared/domain/sync/guards/guard-types.ts';
import type { TruncatedRow } from '../../../files/csv/csv-table.ts';
import { toAmazonUsers, toNeoUsers } from '../../../files/lists/directory-rows.ts';
import { UsageError } from '../arguments.ts';
import { type ListReadOptions, openListFile } from './read-directory.ts';

/** Lists of an earlier day, and the maximum number of people that may be missing today. */
export interface PreviousLists {
  readonly neo: string | undefined;
  readonly amazon: string | undefined;
  readonly limit: ChangeLimit;
}

/** Returns the lists of an earlier day; `null` if none are given. */
export function toPreviousLists(neo: string | undefined, amazon: string | undefined, limit: ChangeLimit): PreviousLists | null {
  return neo === undefined && amazon === undefined ? null : { neo, amazon, limit };
}

/**
 * Parses the maximum number of people who may be missing; `compared` = earlier lists are given. Throws UsageError for an invalid limit, or
 * one without earlier lists.
 */
export function parseShrinkLimit(text: string | undefined, compared: boolean): ChangeLimit {
  if (text === undefined) return DEFAULT_LIST_LIMIT;
  if (!compared) throw UsageError.missing('--previous-neo FILE | --previous-amazon FILE | --since-last FILE');

  const [, number = '', sign = ''] = /^(\d{1,7}(?:\.\d+)?)(%?)$/.exec(text) ?? [];
  const value = Number(number);
  if (sign === '%' && number !== '' && value <= 100) return { count: null, percent: value, floor: 0 };
  if (sign === '' && Number.isInteger(value) && number !== '') return { count: value, percent: null, floor: 0 };
  throw UsageError.value(`--max-shrink ${text.slice(0, 60)}`, '20% | 10');
}

/**
 * Returns the reason for refusing today's lists: too many people or addresses are missing, or a file looks truncated. `null` = accepted.
 */
export async function findShrinkFailure(
  previous: PreviousLists,
  files: { readonly neo: string; readonly amazon: string },
  reading: ListReadOptions,
): Promise<Failure | null> {
  if (previous.neo !== undefined) {
    const [before, after] = [
      await openListFile(previous.neo, 'neo-users', 'neo', reading),
      await openListFile(files.neo, 'neo-users', 'neo', reading),
    ];
    if (after.cut !== null) return cutFailure(after.name, after.cut);
    const [was, is] = [toNeoUsers(before.table, before.mapping, before.name), toNeoUsers(after.table, after.mapping, after.name)];
    const failure = runToEnd(changeOfUsers(was, is, previous.limit));
    if (failure !== null) return failure;
  }
  if (previous.amazon === undefined) return null;
  const [before, after] = [
    await openListFile(previous.amazon, 'amazon-users', 'amazon', reading),
    await openListFile(files.amazon, 'amazon-users', 'amazon', reading),
  ];
  if (after.cut !== null) return cutFailure(after.name, after.cut);
  const [was, is] = [toAmazonUsers(before.table, before.mapping, before.name), toAmazonUsers(after.table, after.mapping, after.name)];
  return runToEnd(changeOfAccounts(was, is, previous.limit));
}

function* changeOfUsers(was: readonly NeoUser[], is: readonly NeoUser[], limit: ChangeLimit): ChunkedWork<Failure | null> {
  const known = yield* recognizePeopleInChunks(was, []);
  const { keys } = yield* recognizePeopleInChunks(is, known.learned);
  const asIs = (name: string): string => name;
  return yield* failureBetween('neo', yield* toNeoEntries(was, known.keys, asIs), yield* toNeoEntries(is, keys, asIs), limit);
}

function* changeOfAccounts(was: readonly AmazonUser[], is: readonly AmazonUser[], limit: ChangeLimit): ChunkedWork<Failure | null> {
  const keys = yield* assignAccountKeys(was, is);
  return yield* failureBetween('amazon', yield* toAmazonEntries(was, keys.before), yield* toAmazonEntries(is, keys.after), limit);
}

function* failureBetween(
  side: 'neo' | 'amazon',
  was: readonly ComparedEntry[],
  is: readonly ComparedEntry[],
  limit: ChangeLimit,
): ChunkedWork<Failure | null> {
  const { before, after, gone, kept } = yield* compareLists(was, is, []);
  return (
    toShrinkFailure(side, { gone: gone.length, before, after }, limit) ??
    toAddressFailure(side, yield* countLostAddresses(was, is, kept, { field: ADDRESS_FIELDS[side], isAddress: hasAddress }), limit)
  );
}

const cutFailure = (file: string, cut: TruncatedRow): Failure => new ExpectedError('list-cut', { file, ...cut }).failure;

interface Shrunk {
  readonly gone: number;
  readonly before: number;
  readonly after: number;
}

/** Returns `list-shrinks` if more people are missing than allowed; otherwise `null`. */
export function toShrinkFailure(side: ListSide, shrunk: Shrunk, limit: ChangeLimit): Failure | null {
  const allowed = getMaxAllowed(limit, shrunk.before);
  if (allowed === null || shrunk.gone <= allowed) return null;
  return new ExpectedError('list-shrinks', { side, ...shrunk, percent: computePercent(shrunk.gone, shrunk.before), allowed }).failure;
}

/**
 * Returns `list-loses-addresses` if more addresses are missing than allowed, or all of them without a `--max-shrink` that permits it;
 * otherwise `null`.
 */
export function toAddressFailure(side: ListSide, counted: LostAddresses, limit: ChangeLimit): Failure | null {
  const { over, lost, had, percent, allowed } = judgeAddressLoss(counted, limit, limit !== DEFAULT_LIST_LIMIT);
  return over ? new ExpectedError('list-loses-addresses', { side, lost, before: had, percent, allowed: allowed ?? 0 }).failure : null;
}
