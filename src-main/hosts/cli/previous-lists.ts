import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { ListSide } from '#shared/contract/list-changes.ts';
import type { Failure } from '#shared/contract/result.ts';
import type { AmazonUser, NeoUser } from '#shared/domain/directory/directory.ts';
import { amazonLines, compareLists, type ListChange, neoLines, sharePercent } from '#shared/domain/directory/list-change.ts';
import { recogniseInPieces } from '#shared/domain/directory/person-identity.ts';
import { atOnce, type InPieces } from '#shared/domain/pieces/in-pieces.ts';
import { accountKeys } from '#shared/domain/readiness/account-pairs.ts';
import { allowedBy, DEFAULT_LIST_LIMIT } from '#shared/domain/sync/guards/guard-limits.ts';
import type { Limit } from '#shared/domain/sync/guards/guard-types.ts';
import type { CutRow } from '../../files/csv-table.ts';
import { toAmazonUsers, toNeoUsers } from '../../files/directory-rows.ts';
import { UsageError } from './arguments.ts';
import { openListFile, type Reading } from './read-directory.ts';

/** Lists of an earlier day, and how many people the lists of today may lack. */
export interface PreviousLists {
  readonly neo: string | undefined;
  readonly amazon: string | undefined;
  readonly limit: Limit;
}

/** The lists of an earlier day; `null` where there are none. */
export function previousLists(neo: string | undefined, amazon: string | undefined, limit: Limit): PreviousLists | null {
  return neo === undefined && amazon === undefined ? null : { neo, amazon, limit };
}

/**
 * How many people may be gone; `compared` = there is something to compare with. Throws UsageError for a limit without that, and for one
 * that is neither a number nor a share.
 */
export function shrinkLimit(text: string | undefined, compared: boolean): Limit {
  if (text === undefined) return DEFAULT_LIST_LIMIT;
  if (!compared) throw UsageError.missing('--previous-neo FILE | --previous-amazon FILE | --since-last FILE');

  const [, number = '', sign = ''] = /^(\d{1,7}(?:\.\d+)?)(%?)$/.exec(text) ?? [];
  const value = Number(number);
  if (sign === '%' && number !== '' && value <= 100) return { count: null, percent: value, floor: 0 };
  if (sign === '' && Number.isInteger(value) && number !== '') return { count: value, percent: null, floor: 0 };
  throw UsageError.value(`--max-shrink ${text.slice(0, 60)}`, '20% | 10');
}

/** Why the lists of today are refused: too many people of an earlier list are gone, or a file looks cut off. `null` = they are not. */
export async function shrinkFailure(
  previous: PreviousLists,
  files: { readonly neo: string; readonly amazon: string },
  reading: Reading,
): Promise<Failure | null> {
  if (previous.neo !== undefined) {
    const [before, after] = [
      await openListFile(previous.neo, 'neo-users', 'neo', reading),
      await openListFile(files.neo, 'neo-users', 'neo', reading),
    ];
    if (after.cut !== null) return cutFailure(after.name, after.cut);
    const [was, is] = [toNeoUsers(before.table, before.mapping, before.name), toNeoUsers(after.table, after.mapping, after.name)];
    const failure = failureOf('neo', atOnce(changeOfUsers(was, is)), previous.limit);
    if (failure !== null) return failure;
  }
  if (previous.amazon === undefined) return null;
  const [before, after] = [
    await openListFile(previous.amazon, 'amazon-users', 'amazon', reading),
    await openListFile(files.amazon, 'amazon-users', 'amazon', reading),
  ];
  if (after.cut !== null) return cutFailure(after.name, after.cut);
  const [was, is] = [toAmazonUsers(before.table, before.mapping, before.name), toAmazonUsers(after.table, after.mapping, after.name)];
  return failureOf('amazon', atOnce(changeOfAccounts(was, is)), previous.limit);
}

function* changeOfUsers(was: readonly NeoUser[], is: readonly NeoUser[]): InPieces<ListChange> {
  const known = yield* recogniseInPieces(was, []);
  const { keys } = yield* recogniseInPieces(is, known.learned);
  const asIs = (name: string): string => name;
  return yield* compareLists(yield* neoLines(was, known.keys, asIs), yield* neoLines(is, keys, asIs), []);
}

function* changeOfAccounts(was: readonly AmazonUser[], is: readonly AmazonUser[]): InPieces<ListChange> {
  const keys = yield* accountKeys(was, is);
  return yield* compareLists(yield* amazonLines(was, keys.before), yield* amazonLines(is, keys.after), []);
}

const cutFailure = (file: string, cut: CutRow): Failure => new ExpectedError('list-cut', { file, ...cut }).failure;

function failureOf(side: ListSide, change: ListChange, limit: Limit): Failure | null {
  const allowed = allowedBy(limit, change.before);
  const gone = change.gone.length;
  if (allowed === null || gone <= allowed) return null;
  const { before, after } = change;
  return new ExpectedError('list-shrinks', { side, gone, before, after, percent: sharePercent(gone, before), allowed }).failure;
}
