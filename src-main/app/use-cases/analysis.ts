import type { CompanyContext } from '../context.ts';
import type { HandlersOf } from './handlers.ts';

export const analysisHandlers = ({
  engine,
  files,
  jobs,
  workspaceChanged,
}: CompanyContext): HandlersOf<'routes'> &
  HandlersOf<'serials'> &
  HandlersOf<'invoicing'> &
  HandlersOf<'rehearsal'> &
  HandlersOf<'calendar'> => ({
  'routes.simulate': (question) => engine.simulateRoute(question),
  'routes.simulateAll': (question) => engine.simulateRouteForAll(question),
  'routes.affected': (window) => engine.peopleAffected(window),
  'routes.health': ({ ids }) => engine.routeHealth(ids),
  'routes.leadTime': (question) => engine.routeLeadTime(question),
  async 'serials.enterLastIssued'({ id, value }) {
    await engine.enterLastIssued(id, value);
    await workspaceChanged();
    return {};
  },
  'invoicing.codes': () => engine.invoiceCodes(),
  'invoicing.people': (window) => engine.invoicePeople(window),
  'rehearsal.run'({ users, organizations, date }) {
    const order = { users: files.find(users), organizations: organizations === null ? null : files.find(organizations), date };
    return {
      jobId: jobs.start('rehearsal', async (work) => {
        const { changes, breaks } = await engine.rehearse(order, work);
        for (const token of [users, organizations]) if (token !== null) await files.drop(token);
        return { changes, breaks };
      }),
    };
  },
  'rehearsal.result': () => engine.rehearsal(),
  'rehearsal.rows': (window) => engine.rehearsalRows(window),
  'calendar.get': (days) => engine.calendar(days),
  async 'calendar.change'({ change }) {
    const calendar = await engine.changeCalendar(change);
    await workspaceChanged();
    return calendar;
  },
});
