import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import type { DemoCompany } from '../company/company.ts';

/** Lists that the gateway's reading actions return. */
export type ListName = 'users' | 'organizations' | 'roles' | 'approvers';

/** Returns the company's lists in the gateway's format. Source: docs/gateway.md. */

export function createListRows(company: DemoCompany): Readonly<Record<ListName, readonly unknown[]>> {
  const organizations = new Map(company.organizations.map((organization) => [organization.id, organization]));
  return {
    users: company.users.map((user) => ({
      id: user.id,
      login_id: user.loginId,
      name: user.name,
      kana: user.kana,
      employee_code: user.employeeCode,
      title: user.title,
      title_code: user.titleCode,
      work_email: user.workEmail,
      mobile_email: user.mobileEmail,
      home_email: user.homeEmail,
      other_email: user.otherEmail,
      state: user.state.replace('-', '_'),
      organizations: user.organizations.map((id, index) => ({
        id,
        code: organizations.get(id)?.code ?? '',
        name: organizations.get(id)?.name ?? '',
        default: index === 0 ? 1 : 0,
      })),
    })),
    organizations: company.organizations.map(({ id, code, name, parentId }) => ({ id, code, name, parent_id: parentId ?? '' })),
    roles: company.roles.map(({ id, name, members }) => ({ id, name, members: members.map((userId) => ({ user_id: userId })) })),
    approvers: company.approvers.map(({ organizationId, userId }) => ({ organization_id: organizationId, user_id: userId })),
  };
}

export function createOrderRows(orders: readonly ServerOrder[]): readonly { readonly state: string; readonly body: unknown }[] {
  return orders.map((order) => ({
    state: order.state,
    body: {
      id: order.id,
      number: order.number,
      title: order.title,
      state: order.state,
      requested_at: order.requestedAt,
      decided_at: order.decidedAt ?? '',
      applicant_id: order.applicantId,
      applicant_name: order.applicantName,
      route_id: order.routeId,
      route_name: order.routeName,
      step: order.step === null ? '' : stepRow(order.step),
      amount: order.amount === null ? '' : String(order.amount),
    },
  }));
}

const stepRow = ({ index, count, name, approverIds, approverNames, since }: NonNullable<ServerOrder['step']>): unknown => ({
  index,
  count,
  name,
  since: since ?? '',
  approvers: approverIds.map((id, at) => ({ user_id: id, name: approverNames[at] ?? '' })),
});
