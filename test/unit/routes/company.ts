import type { RouteCompanyData } from '#shared/domain/routes/company.ts';
import { type Approver, createRoute, createRouteStep, type Route, type Step } from '#shared/domain/routes/route.ts';
import { neoUser } from '../../support/directories.ts';

const person = (id: string, name: string, organization: string, state: 'active' | 'suspended' = 'active') =>
  neoUser({ id, name, organizations: [organization], state });

/** 本社 > 営業部 > 営業一課, 営業二課; 本社 > 購買部. Each has a head who may approve, except 営業二課, whose head has left. */
export const COMPANY: RouteCompanyData = {
  organizations: [
    { id: '10', code: 'HQ', name: '本社', parentId: null },
    { id: '20', code: 'SALES', name: '営業部', parentId: '10' },
    { id: '21', code: 'S1', name: '営業一課', parentId: '20' },
    { id: '22', code: 'S2', name: '営業二課', parentId: '20' },
    { id: '30', code: 'BUY', name: '購買部', parentId: '10' },
  ],
  neoUsers: [
    person('1', '社長', '10'),
    person('2', '営業部長', '20'),
    person('3', '一課長', '21'),
    person('4', '一課員', '21'),
    person('5', '二課員', '22'),
    person('6', '購買部長', '30'),
    person('7', '購買担当', '30'),
    person('8', '元二課長', '22', 'suspended'),
  ],
  approvers: [
    { organizationId: '10', userId: '1' },
    { organizationId: '20', userId: '2' },
    { organizationId: '21', userId: '3' },
    { organizationId: '30', userId: '6' },
    { organizationId: '30', userId: '7' },
  ],
  roles: [{ id: 'committee', name: '購買委員', members: ['2', '6', '8'] }],
  workflowAdmins: [{ organizationId: '10', userId: '7' }],
};

export const step = (id: string, approvers: Approver, changes: Partial<Step> = {}): Step => ({
  ...createRouteStep(id),
  approvers,
  ...changes,
});

export const route = (steps: readonly Step[], changes: Partial<Route> = {}): Route => ({
  ...createRoute('r1', '購買申請'),
  status: 'complete',
  steps,
  ...changes,
});

/** 課長 and 部長 of the applicant, then the purchasing department as final decider. */
export const LADDER: Route = route([
  step('chiefs', { kind: 'hierarchy', from: 3, to: 2, resolver: { kind: 'approvers' } }),
  step('buying', { kind: 'organization', organizationId: '30', resolver: { kind: 'approvers' } }, { role: 'decide', finalDecider: true }),
]);
