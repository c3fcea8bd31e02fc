import { type ChunkedWork, forEachInChunks, mapInChunks } from '../../chunks/chunked-work.ts';
import type { AmazonUser } from '../../directory/directory.ts';
import { toCanonicalAddress } from '../../email/index.ts';

/**
 * Identifies people in two lists of Amazon users by shared keys: canonical address, else a unique employee code or name. An account with a
 * new address is thus recognized as the same person.
 */
export function* assignAccountKeys(
  before: readonly AmazonUser[],
  after: readonly AmazonUser[],
): ChunkedWork<{ readonly before: readonly string[]; readonly after: readonly string[] }> {
  const keys = { before: yield* mapInChunks(before, addressKey), after: yield* mapInChunks(after, addressKey) };
  const [there, here] = [yield* setOf(keys.before), yield* setOf(keys.after)];
  const open = {
    before: yield* mapInChunks(keys.before, (key) => !here.has(key)),
    after: yield* mapInChunks(keys.after, (key) => !there.has(key)),
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

const addressKey = ({ email }: AmazonUser): string => toCanonicalAddress(email);

/** Index of each value that only one user has; `null` for shared values. */
function* uniqueMarks(users: readonly AmazonUser[], markOf: (user: AmazonUser) => string): ChunkedWork<ReadonlyMap<string, number | null>> {
  const places = new Map<string, number | null>();
  yield* forEachInChunks(users.length, (at) => {
    const mark = markOf(users[at] as AmazonUser);
    if (mark !== '') places.set(mark, places.has(mark) ? null : at);
  });
  return places;
}

function* setOf(keys: readonly string[]): ChunkedWork<ReadonlySet<string>> {
  const all = new Set<string>();
  yield* forEachInChunks(keys.length, (at) => all.add(keys[at] as string));
  return all;
}
