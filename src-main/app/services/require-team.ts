import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { TeamPort } from '../ports.ts';

/** Throws `not-allowed` on a computer with a single user. */
export function requireTeam(team: TeamPort | null): TeamPort {
  if (team === null) throw new ExpectedError('not-allowed', { reason: 'no team' });
  return team;
}
