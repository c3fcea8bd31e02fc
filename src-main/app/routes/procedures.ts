import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { createRouteService } from './route-service.ts';

export const createRouteProcedures = ({ session }: CompanyContext): ProceduresOf<'routes'> => {
  const service = createRouteService(session);
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
