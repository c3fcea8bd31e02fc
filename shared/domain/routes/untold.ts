import type { ListFact, Untold } from '../directory/untold.ts';
import type { Approver, Resolver } from './route.ts';

/** What lists have to tell, beside the organisations, before it is known whom a resolver finds in one of them. */
const NEEDS: Readonly<Record<Resolver['kind'], readonly ListFact[]>> = {
  selected: ['ids'],
  members: [],
  everybody: [],
  'role-members': ['roles', 'ids'],
  'workflow-admins': ['workflow-admins', 'ids'],
  approvers: ['approvers', 'ids'],
};

const lacks = (untold: Untold, facts: readonly ListFact[]): boolean => facts.some((fact) => untold.has(fact));

/** Whether no list tells whom a resolver finds in an organisation. */
export const isResolverUntold = (untold: Untold, { kind }: Resolver): boolean => untold.has('organizations') || lacks(untold, NEEDS[kind]);

/** Whether no list tells who is asked at a step, whoever applies. */
export function areApproversUntold(untold: Untold, approvers: Approver): boolean {
  switch (approvers.kind) {
    case 'users':
    case 'group':
      return untold.has('ids');
    case 'role':
      return lacks(untold, ['roles', 'ids']);
    case 'organization':
    case 'hierarchy':
      return isResolverUntold(untold, approvers.resolver);
    case 'applicant':
      return false;
  }
}
