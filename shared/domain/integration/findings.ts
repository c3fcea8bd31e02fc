import { lintIntegration } from './lint.ts';
import type { GateFinding } from './problem.ts';
import type { AmazonGroup, Integration } from './settings.ts';

export interface IntegrationState {
  readonly integration: Integration | null;
  /** Whether the catalog password is set; `null` = not checked. */
  readonly passwordSet: boolean | null;
  readonly amazonGroups: readonly AmazonGroup[];
  /** The current day, `YYYY-MM-DD`. */
  readonly today: string;
  /** Last day by which Enhanced Checkout becomes active after a registration (three business days, manual 2-2-2); `null` if unknown. */
  readonly activeBy: (registeredOn: string) => string | null;
}

export type IntegrationFindingCode = 'integration-incomplete' | 'po-url-suspicious' | 'checkout-not-active';

/** Findings of gate 1: the integration is configured and Enhanced Checkout is active. They concern the whole company. */
export function listIntegrationFindings({
  integration,
  passwordSet,
  amazonGroups,
  today,
  activeBy,
}: IntegrationState): readonly GateFinding<IntegrationFindingCode>[] {
  const findings: GateFinding<IntegrationFindingCode>[] = [];
  const missing = [
    integration === null || integration.systemLogin.trim() === '' ? 'systemLogin' : null,
    passwordSet === false ? 'password' : null,
    integration === null || integration.poRequestUrl.trim() === '' ? 'poRequestUrl' : null,
  ].filter((field) => field !== null);
  if (missing.length > 0) findings.push({ code: 'integration-incomplete', neoIndex: -1, params: { missing: missing.join(' ') } });
  const wrong = integration === null ? undefined : lintIntegration(integration).find(isWrongLogin);
  // Missing values are reported before invalid ones.
  if (missing.length === 0 && wrong !== undefined)
    findings.push({ code: 'integration-incomplete', neoIndex: -1, params: { problem: wrong.code, ...wrong.params } });
  const suspicious =
    integration === null || integration.poRequestUrl === ''
      ? undefined
      : lintIntegration(integration).find(({ path, severity }) => path === 'poRequestUrl' && severity !== 'note');
  if (suspicious !== undefined)
    findings.push({ code: 'po-url-suspicious', neoIndex: -1, params: { problem: suspicious.code, ...suspicious.params } });
  const checkout = checkoutFinding(amazonGroups, today, activeBy);
  if (checkout !== null) findings.push(checkout);
  return findings;
}

const isWrongLogin = ({ path, severity }: ReturnType<typeof lintIntegration>[number]): boolean =>
  path === 'systemLogin' && severity === 'block';

interface ActiveGroup {
  readonly name: string;
  /** Last day of the wait; `null` if the registration day is unknown. */
  readonly day: string | null;
}

const activeGroups = (groups: readonly AmazonGroup[], activeBy: IntegrationState['activeBy']): readonly ActiveGroup[] =>
  groups
    .filter(({ purchasingSystem }) => purchasingSystem.state === 'active')
    .map(({ name, purchasingSystem: { registeredOn } }) => ({ name, day: registeredOn === null ? null : activeBy(registeredOn) }));

/** True if a group has no known activation day and no other group is certainly active. */
export function isCheckoutUnknown({
  amazonGroups,
  today,
  activeBy,
}: Pick<IntegrationState, 'amazonGroups' | 'today' | 'activeBy'>): boolean {
  const active = activeGroups(amazonGroups, activeBy);
  return active.some(({ day }) => day === null) && !active.some(({ day }) => day !== null && day < today);
}

/**
 * Finding if no group is active. One active group is sufficient; without any recorded group or with an unknown date, nothing is reported.
 */
function checkoutFinding(
  groups: readonly AmazonGroup[],
  today: string,
  activeBy: IntegrationState['activeBy'],
): GateFinding<'checkout-not-active'> | null {
  if (groups.length === 0) return null;
  const active = activeGroups(groups, activeBy);
  const [first] = groups;
  if (active.length === 0) {
    const test = groups.find(({ purchasingSystem }) => purchasingSystem.state === 'test');
    return {
      code: 'checkout-not-active',
      neoIndex: -1,
      params: { group: (test ?? first)?.name ?? '', state: test === undefined ? 'none' : 'test', day: '' },
    };
  }
  if (active.some(({ day }) => day === null || day < today)) return null;
  const soonest = active.reduce((a, b) => ((a.day ?? '') <= (b.day ?? '') ? a : b));
  return { code: 'checkout-not-active', neoIndex: -1, params: { group: soonest.name, state: 'waiting', day: soonest.day ?? '' } };
}
