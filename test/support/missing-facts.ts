import type { ListFact } from '#shared/domain/directory/missing-facts.ts';
import type { RouteCompanyData } from '#shared/domain/routes/company.ts';

/** Returns the company as it appears in lists without these facts. */
export function withoutFacts(company: RouteCompanyData, facts: readonly ListFact[]): RouteCompanyData {
  const lacks = (fact: ListFact): boolean => facts.includes(fact);
  return {
    ...company,
    neoUsers: company.neoUsers.map((user) => ({
      ...user,
      id: lacks('ids') ? '' : user.id,
      organizations: lacks('organizations') ? [] : user.organizations,
    })),
    organizations: lacks('organizations') ? [] : company.organizations,
    approvers: lacks('approvers') ? [] : company.approvers,
    roles: lacks('roles') ? [] : company.roles,
    workflowAdmins: lacks('workflow-admins') ? [] : company.workflowAdmins,
    missingFacts: new Set(facts),
  };
}

/** Returns the company with two organizations of the same name, by which a list refers to their members. */
export function withSharedNames(company: RouteCompanyData): RouteCompanyData {
  const isShared = (id: string): boolean => ['o1', 'o2'].includes(id) && company.organizations.length > 1;
  return {
    ...company,
    neoUsers: company.neoUsers.map((user) => ({ ...user, organizations: user.organizations.map((id) => (isShared(id) ? '総務課' : id)) })),
    organizations: company.organizations.map((one) => (isShared(one.id) ? { ...one, name: '総務課' } : one)),
  };
}
