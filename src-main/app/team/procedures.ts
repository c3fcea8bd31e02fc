import { getCallerId, getCurrentCaller } from '../../company/caller.ts';
import type { ConsoleContext } from '../context.ts';
import type { ConsoleProceduresOf } from '../procedures-of.ts';
import { requireTeam } from '../services/require-team.ts';

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
