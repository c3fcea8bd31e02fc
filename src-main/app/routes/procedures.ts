import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { routeService } from './route-service.ts';

export const routeProcedures = ({ session }: CompanyContext): ProceduresOf<'routes'> => {
  const service = routeService(session);
  return {
    'routes.simulate': service.simulateRoute,
    'routes.simulateAll': service.simulateRouteForAll,
    'routes.remedies': service.routeRemedies,
    'routes.affected': service.peopleAffected,
    'routes.health': service.routeHealth,
    'routes.reach': service.routeReach,
    'routes.assignment': service.routeAssignment,
    'routes.leadTime': service.routeLeadTime,
  };
};
