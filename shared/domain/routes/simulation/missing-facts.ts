import type { ListFact, MissingFacts } from '../../directory/missing-facts.ts';
import type { Approver, Resolver } from '../route.ts';

/** Facts that a resolver needs in addition to organizations. */
const NEEDS: Readonly<Record<Resolver['kind'], readonly ListFact[]>> = {
  selected: ['ids'],
  members: [],
  everybody: [],
  'role-members': ['roles', 'ids'],
  'workflow-admins': ['workflow-admins', 'ids'],
  approvers: ['approvers', 'ids'],
};

const lacks = (missingFacts: MissingFacts, facts: readonly ListFact[]): boolean => facts.some((fact) => missingFacts.has(fact));

/** True if the people found by a resolver in an organization are unknown. */
export const areResolverFactsMissing = (missingFacts: MissingFacts, { kind }: Resolver): boolean =>
  missingFacts.has('organizations') || lacks(missingFacts, NEEDS[kind]);

/** True if the people of a step are unknown for every applicant. */
export function areApproverFactsMissing(missingFacts: MissingFacts, approvers: Approver): boolean {
  switch (approvers.kind) {
    case 'users':
    case 'group':
      return missingFacts.has('ids');
    case 'role':
      return lacks(missingFacts, ['roles', 'ids']);
    case 'organization':
    case 'hierarchy':
      return areResolverFactsMissing(missingFacts, approvers.resolver);
    case 'applicant':
      return false;
  }
}
