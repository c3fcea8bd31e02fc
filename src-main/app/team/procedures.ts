import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { getCallerId, getCurrentCaller } from '../../company/caller.ts';
import type { ConsoleContext } from '../context.ts';
import type { TeamPort } from '../ports.ts';
import type { ConsoleProceduresOf } from '../procedures-of.ts';

export const createTeamProcedures = ({ team }: ConsoleContext): ConsoleProceduresOf<'team'> => ({
  'team.current'() {
    const caller = getCurrentCaller();
    if (caller?.member === undefined) return { person: null };
    const { account, access } = caller.member;
    return { person: { id: caller.id, name: caller.name, account, ...access } };
  },
  'team.members': async () => ({ members: [...(await requireTeam(team).members())] }),
  async 'team.changeMember'({ id, ...change }) {
    await requireTeam(team).changeMember(id, change, getCallerId());
    return {};
  },
  async 'team.endSession'({ id }) {
    await requireTeam(team).endSession(id, getCallerId());
    return {};
  },
  'team.accessLog': async ({ limit }) => ({ entries: [...(await requireTeam(team).readAccessLog(limit))] }),
});

/** Throws `not-allowed` on a computer with a single user. */
function requireTeam(team: TeamPort | null): TeamPort {
  if (team === null) throw new ExpectedError('not-allowed', { reason: 'no team' });
  return team;
}
