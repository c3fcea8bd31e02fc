import type { PersonSummary } from '#shared/contract/call/named.ts';
import type { RouteProblemView } from '#shared/contract/routes/routes.ts';
import type { CompanyIndex, PersonIndex } from '#shared/domain/routes/company.ts';
import type { RouteProblem } from '#shared/domain/routes/simulation/outcome.ts';

/** Returns a person in the form of the contract; for a person who is missing in the list only the id is known. */
export function toPersonSummary(index: CompanyIndex, person: PersonIndex): PersonSummary {
  const home = index.organizations[index.homes[person] ?? -1];
  const reference = index.users[person]?.organizations[0] ?? '';
  return {
    id: index.idOf(person),
    name: index.nameOf(person),
    organizationId: home?.id ?? '',
    organization: home?.name ?? reference,
    title: index.users[person]?.title ?? '',
  };
}

export const toNamedPerson = (index: CompanyIndex, id: string): { readonly id: string; readonly name: string } => ({
  id,
  name: index.nameOf(index.person(id)),
});

/** Returns id and name of an organization; `''` = no organization. */
export const toNamedOrganization = (index: CompanyIndex, id: string): { readonly id: string; readonly name: string } => ({
  id,
  name: id === '' ? '' : (index.organizations[index.organizationAt(id)]?.name ?? id),
});

export const toRouteProblemView = ({ code, severity, stepId, reason, params, organizationId }: RouteProblem): RouteProblemView => ({
  code,
  severity,
  stepId,
  text: `route.reason.${reason}`,
  params: { ...params },
  organizationId,
});
