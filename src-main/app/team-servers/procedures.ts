import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ConsoleContext } from '../context.ts';
import type { TeamServersPort } from '../ports.ts';
import type { ConsoleProceduresOf } from '../procedures-of.ts';

export const createTeamServerProcedures = ({ teamServers }: ConsoleContext): ConsoleProceduresOf<'teamServers'> => ({
  'teamServers.list': async () => ({ servers: teamServers === null ? null : await teamServers.list() }),
  async 'teamServers.connect'({ address }) {
    await requireDesktop(teamServers).connect(address);
    return {};
  },
  async 'teamServers.open'({ address, company }) {
    await requireDesktop(teamServers).open(address, company);
    return {};
  },
  async 'teamServers.cancel'({ address }) {
    await requireDesktop(teamServers).cancel(address);
    return {};
  },
  async 'teamServers.forget'({ address }) {
    await requireDesktop(teamServers).forget(address);
    return {};
  },
});

/** Throws `not-allowed` in a browser, which opens the server's address itself. */
function requireDesktop(teamServers: TeamServersPort | null): TeamServersPort {
  if (teamServers === null) throw new ExpectedError('not-allowed', { reason: 'no desktop' });
  return teamServers;
}
