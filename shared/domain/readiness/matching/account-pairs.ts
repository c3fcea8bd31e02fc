import type { AmazonUser } from '../../directory/directory.ts';
import { canonicalAddress } from '../../email/index.ts';
import { eachInPieces, type InPieces, mapInPieces } from '../../pieces/in-pieces.ts';

/**
 * Identifies people in two lists of Amazon users by shared keys: canonical address, else a unique employee code or name. An account with a
 * new address is thus recognized as the same person.
 */
export function* accountKeys(
  before: readonly AmazonUser[],
  after: readonly AmazonUser[],
): InPieces<{ readonly before: readonly string[]; readonly after: readonly string[] }> {
  const keys = { before: yield* mapInPieces(before, addressKey), after: yield* mapInPieces(after, addressKey) };
  const [there, here] = [yield* setOf(keys.before), yield* setOf(keys.after)];
  const open = {
    before: yield* mapInPieces(keys.before, (key) => !here.has(key)),
    after: yield* mapInPieces(keys.after, (key) => !there.has(key)),
  };
  for (const markOf of [
    ({ employeeCode }: AmazonUser) => employeeCode,
    ({ name }: AmazonUser) => name.normalize('NFKC').replace(/\s/gu, ''),
  ]) {
    const [was, is] = [yield* uniqueMarks(before, markOf), yield* uniqueMarks(after, markOf)];
    yield;
    for (const [mark, place] of was) {
      const other = is.get(mark) ?? null;
      if (place === null || other === null || !open.before[place] || !open.after[other]) continue;
      open.before[place] = false;
      open.after[other] = false;
      keys.after[other] = keys.before[place] as string;
    }
    yield;
  }
  return keys;
}

const addressKey = ({ email }: AmazonUser): string => canonicalAddress(email);

/** Index of each value that only one user has; `null` for shared values. */
function* uniqueMarks(users: readonly AmazonUser[], markOf: (user: AmazonUser) => string): InPieces<ReadonlyMap<string, number | null>> {
  const places = new Map<string, number | null>();
  yield* eachInPieces(users.length, (at) => {
    const mark = markOf(users[at] as AmazonUser);
    if (mark !== '') places.set(mark, places.has(mark) ? null : at);
  });
  return places;
}

function* setOf(keys: readonly string[]): InPieces<ReadonlySet<string>> {
  const all = new Set<string>();
  yield* eachInPieces(keys.length, (at) => all.add(keys[at] as string));
  return all;
}
