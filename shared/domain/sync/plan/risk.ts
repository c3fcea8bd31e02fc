import type { Bodies, Body } from '../../drafts/sections.ts';
import type { AllowedUsers } from '../../integration/settings.ts';
import type { GatewaySection } from '../gateway-section.ts';
import type { FieldChange, ObjectItem, Risk, RiskReason, RouteConcern } from './item.ts';

/** Reasons of which each makes an item a high risk: orders of many people stop, or data cannot be entered again. */
const HIGH: ReadonlySet<RiskReason> = new Set([
  'deletes',
  'fewer-allowed',
  'order-address',
  'login',
  'credentials',
  'default-route',
  'overwrites-server',
]);

/** Concerns with which no applicant passes a route: a high risk if Amazon orders use it. */
const CLOSED: ReadonlySet<RiskReason> = new Set<RouteConcern>(['route-written-wrong', 'route-incomplete', 'route-nobody-through']);

export function getHighestRisk(risks: readonly RiskReason[]): Risk {
  const carriesOrders = risks.includes('route-in-use') || risks.includes('route-will-be-used');
  if (risks.some((reason) => HIGH.has(reason) || (carriesOrders && CLOSED.has(reason)))) return 'high';
  return risks.length > 0 ? 'medium' : 'low';
}

type Weighed = Pick<ObjectItem, 'kind' | 'write' | 'fields' | 'target'> & { readonly server: Body | null };

/** Risks of an item according to its fields. `sealed-item.ts` adds those that depend on other items. */
export function computeItemRisk(section: GatewaySection, item: Weighed): { readonly risk: Risk; readonly risks: readonly RiskReason[] } {
  const risks = new Set<RiskReason>();
  const written = item.fields.filter((field) => field.conflict || field.resolution !== undefined || field.origin === 'ours');
  if (item.write === 'delete') risks.add('deletes');
  // A value that another administrator set on the server is overwritten.
  if (written.some(({ origin, resolution }) => origin !== 'ours' && resolution !== undefined && resolution !== 'theirs'))
    risks.add('overwrites-server');
  const isWritten = item.kind === 'create' || written.length > 0;
  if (section === 'routes' && isWritten && approvesOwn(item.target) && !approvesOwn(item.server)) risks.add('self-approval');
  if (item.kind === 'change' || item.kind === 'conflict') for (const field of written) note(section, field, item, risks);
  const list = [...risks];
  return { risk: getHighestRisk(list), risks: list };
}

/** True if an applicant who is an approver decides on their own request, or it is approved automatically. */
function approvesOwn(body: Body | null): boolean {
  const handling = (body as Bodies['routes'] | null)?.applicantHandling;
  return handling === 'leave' || handling === 'auto-approve';
}

const isPeople = (path: string): boolean => /^\/(users|organizations|roles)(\/|$)/.test(path);
/** True if an entry includes fewer people afterwards: it is removed, or no longer includes descendants. */
const narrows = ({ path, kind, after }: FieldChange): boolean =>
  isPeople(path) && (kind === 'removed' || (path.endsWith('/descendants') && after === false));

function note(section: GatewaySection, field: FieldChange, { server, target }: Weighed, risks: Set<RiskReason>): void {
  const { path } = field;
  switch (section) {
    case 'allowed_users': {
      const everybodyBefore = (server as AllowedUsers | null)?.everyone === true;
      const everybodyAfter = (target as AllowedUsers | null)?.everyone === true;
      if (!everybodyAfter && ((path === '/everyone' && everybodyBefore) || (!everybodyBefore && narrows(field))))
        risks.add('fewer-allowed');
      return;
    }
    case 'invoice_groups':
      if (path === '/code') risks.add('invoice-code');
      if (narrows(field)) risks.add('fewer-in-invoice-group');
      return;
    case 'integration':
      if (path === '/poRequestUrl') risks.add('order-address');
      if (path === '/systemLogin') risks.add('login');
      return;
    case 'common_settings':
      if (path === '/routeId') risks.add('default-route');
      if (path === '/serialId') risks.add('default-serial');
      return;
    case 'routes':
      if (/^\/steps\/[^/]+\/finalDecider$/.test(path)) risks.add('final-decider');
  }
}
