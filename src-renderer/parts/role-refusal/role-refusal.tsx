import type { ReactNode } from 'react';
import type { Role } from '#shared/domain/team/roles.ts';
import { useCompanyId, useHasRole, useShownCompany } from '../../client/index.ts';
import { RefusalProvider, useText } from '../../ui/index.ts';

/** Disables the controls inside, with the reason: in a view-only company, and for a person of a team server without the role. */
export const RoleRefusal = ({ needs, children }: { readonly needs: Role; readonly children: ReactNode }) => {
  const text = useText('app');
  const team = useText('team');
  const isReadOnly = useShownCompany()?.company.readOnly ?? false;
  const hasRole = useHasRole(needs, useCompanyId());
  const why = isReadOnly ? text('guard.refused') : hasRole ? null : team('refused', { role: team(`role.${needs}`) });
  return <RefusalProvider why={why}>{children}</RefusalProvider>;
};
