import type { CompanyContext } from '../context.ts';
import type { HandlersOf } from '../procedures-of.ts';
import { routeService } from './route-service.ts';

export const routeHandlers = ({ session }: CompanyContext): HandlersOf<'routes'> => {
  const service = routeService(session);
  return {
    'routes.simulate': service.simulateRoute,
    'routes.simulateAll': service.simulateRouteForAll,
    'routes.affected': service.peopleAffected,
    'routes.health': ({ ids }) => service.routeHealth(ids),
    'routes.leadTime': service.routeLeadTime,
  };
};
