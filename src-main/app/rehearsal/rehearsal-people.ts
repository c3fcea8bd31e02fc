import type { NeoUser } from '#shared/domain/directory/directory.ts';

/**
 * Matches the people of a later list to today's: people without a NEO id by login ID, else by employee code. Returns copies, so that the
 * memory of the file can be released.
 */
export function matchLaterPeople(later: readonly NeoUser[], today: readonly NeoUser[]): readonly NeoUser[] {
  const byLogin = uniquely(today, ({ loginId }) => loginId);
  const byCode = uniquely(today, ({ employeeCode }) => employeeCode);
  const taken = new Set(later.map(({ id }) => id));
  return later.map((user) => {
    const known = user.id === '' ? (byLogin.get(user.loginId) ?? byCode.get(user.employeeCode)) : undefined;
    const id = known === undefined || taken.has(known.id) ? user.id : known.id;
    return plain(user, id);
  });
}

/** Indexes people by a field; empty and shared values are omitted. */
function uniquely(users: readonly NeoUser[], field: (user: NeoUser) => string): ReadonlyMap<string, NeoUser> {
  const found = new Map<string, NeoUser>();
  const shared = new Set<string>(['']);
  for (const user of users) {
    const key = field(user);
    if (found.has(key)) shared.add(key);
    else found.set(key, user);
  }
  for (const key of shared) found.delete(key);
  return found;
}

const plain = (user: NeoUser, id: string): NeoUser => ({
  id,
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
  organizations: user.organizations,
});
