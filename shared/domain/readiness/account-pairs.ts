import type { AmazonUser } from '../directory/directory.ts';
import { canonicalAddress } from '../email/index.ts';

/**
 * Who is who in two lists of Amazon's users, as keys that both share: by the canonical address; whoever has no such counterpart by an
 * employee code, else a name, that nobody else in either list has. So an account under another address is known to be the same person's.
 */
export function accountKeys(
  before: readonly AmazonUser[],
  after: readonly AmazonUser[],
): { readonly before: readonly string[]; readonly after: readonly string[] } {
  const keys = { before: before.map(addressKey), after: after.map(addressKey) };
  const [there, here] = [new Set(keys.before), new Set(keys.after)];
  const open = {
    before: keys.before.map((key) => !here.has(key)),
    after: keys.after.map((key) => !there.has(key)),
  };
  for (const markOf of [
    ({ employeeCode }: AmazonUser) => employeeCode,
    ({ name }: AmazonUser) => name.normalize('NFKC').replace(/\s/gu, ''),
  ]) {
    const [was, is] = [uniqueMarks(before, markOf), uniqueMarks(after, markOf)];
    for (const [mark, place] of was) {
      const other = is.get(mark) ?? null;
      if (place === null || other === null || !open.before[place] || !open.after[other]) continue;
      open.before[place] = false;
      open.after[other] = false;
      keys.after[other] = keys.before[place] as string;
    }
  }
  return keys;
}

const addressKey = ({ email }: AmazonUser): string => canonicalAddress(email);

/** The place of each mark that one user alone has; `null` for a shared one. */
function uniqueMarks(users: readonly AmazonUser[], markOf: (user: AmazonUser) => string): ReadonlyMap<string, number | null> {
  const places = new Map<string, number | null>();
  users.forEach((user, at) => {
    const mark = markOf(user);
    if (mark !== '') places.set(mark, places.has(mark) ? null : at);
  });
  return places;
}
