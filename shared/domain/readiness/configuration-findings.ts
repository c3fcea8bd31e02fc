import { ACTIVATION_DAYS, waitEnds } from '../checkout/waits.ts';
import { integrationFindings } from '../integration/findings.ts';
import { lintIntegration } from '../integration/lint.ts';
import { invoiceFindings } from '../invoicing/findings.ts';
import { isLate, lockHealth } from '../routes/health.ts';
import { problem } from '../routes/outcome.ts';
import { DEFAULT_ROUTE_POLICY } from '../routes/route-policy.ts';
import { serialFindings } from '../serials/lint.ts';
import { type Configuration, defaultRoute, defaultSerial, knownOptions, unseenGates } from './configuration.ts';
import { FINDING_KINDS, type Finding, type FindingCode, type Severity } from './finding.ts';
import { routeFinding, routeGate } from './route-gate.ts';

/** Gates 1 and 5 to 8 of one company on one day. */
export interface ConfigurationGates {
  /** What closes a gate for everybody in scope, in the order of the gates. */
  readonly everybody: readonly Finding[];
  /** Adds what concerns one person, in the order of the gates. To be asked for people in scope, in ascending order. */
  add(neoIndex: number, findings: Finding[]): void;
}

/**
 * Looks through what is set up. What concerns everybody is one finding, so that a value that is missing does not fill the table
 * with one row a person. Gates that nobody has begun say nothing (`unseenGates`). Linear in the people; resolved per organisation.
 */
export function configurationGates(configuration: Configuration, inScope: Uint8Array, today: string): ConfigurationGates {
  const unseen = new Set(unseenGates(configuration));
  const everybody: Finding[] = [...integrationGate(configuration, today)];
  const route = defaultRoute(configuration);
  const gate = route ? routeGate(configuration.company, route, DEFAULT_ROUTE_POLICY) : null;
  if (route === null) everybody.push(routeFinding(missingRoute(configuration), -1));
  if (gate !== null) everybody.push(...gate.everybody);
  const serial = defaultSerial(configuration);
  if (serial !== undefined)
    for (const { code, params } of serialFindings(serial?.serial ?? null, serial?.last ?? null, today))
      everybody.push(company(code, { key: code, params }));
  const late = route && !unseen.has('gate-8') ? lateFinding(configuration, today) : null;
  if (late !== null) everybody.push(late);

  const invoices = unseen.has('gate-5')
    ? []
    : invoiceFindings(configuration.invoiceGroups, knownOptions(configuration), configuration.people, inScope);
  let at = 0;
  return {
    everybody,
    add(neoIndex, findings) {
      while (at < invoices.length && (invoices[at] as (typeof invoices)[number]).neoIndex < neoIndex) at++;
      const invoice = invoices[at];
      if (invoice?.neoIndex === neoIndex) {
        const { code, params } = invoice;
        findings.push({ code, neoIndex, amazonIndex: -1, reason: { key: code, params: told(params) }, suggestion: null });
      }
      if (gate !== null) for (const finding of gate.of(neoIndex)) findings.push(finding);
    },
  };
}

function company(code: FindingCode, reason: Finding['reason'], severity: Severity = FINDING_KINDS[code].severity): Finding {
  const plain: Finding = { code, neoIndex: -1, amazonIndex: -1, reason, suggestion: null };
  return severity === FINDING_KINDS[code].severity ? plain : { ...plain, severity };
}

/** The messages `select` on `none` where there is nothing to show. */
const told = (params: Finding['reason']['params']): Finding['reason']['params'] =>
  params['amazonCode'] === '' ? { ...params, amazonCode: 'none' } : params;

function integrationGate({ integration, passwordSet, amazonGroups, calendar }: Configuration, today: string): readonly Finding[] {
  const activeBy = (registeredOn: string): string | null => waitEnds(registeredOn, ACTIVATION_DAYS, calendar);
  const found = integrationFindings({ integration, passwordSet, amazonGroups, today, activeBy });
  // Only what somebody has begun is incomplete.
  const begun = integration === null ? found.filter(({ code }) => code === 'checkout-not-active') : found;
  return begun.map(({ code, params }) => {
    if (code === 'checkout-not-active') {
      // `state` is the word for what became of a person.
      const { state, ...others } = params;
      return company(code, { key: code, params: { ...others, checkout: state ?? '' } });
    }
    if (code !== 'po-url-suspicious' || integration === null) return company(code, { key: code, params });
    const problems = lintIntegration(integration).filter(({ path, severity }) => path === 'poRequestUrl' && severity !== 'note');
    const worst = problems.find(({ severity }) => severity === 'block') ?? problems[0];
    return company(code, { key: `integration.problem.${worst?.code}`, params: worst?.params ?? {} }, worst?.severity);
  });
}

const missingRoute = ({ commonSettings }: Configuration) =>
  problem('route-missing', 'block', null, commonSettings?.routeId ? 'default-route-gone' : 'no-default-route');

/** Gate 8: a share of orders worth a warning is decided after the lock. */
function lateFinding(configuration: Configuration, today: string): Finding | null {
  const route = defaultRoute(configuration);
  if (!route) return null;
  const { calendar, lock, pastOrders } = configuration;
  const health = lockHealth(route, { calendar, lock, pastOrders: pastOrders?.(route) ?? [], today });
  if (health === null || !isLate(health)) return null;
  const params = { route: route.name, percent: Math.round(health.outlives * 100) };
  return routeFinding(problem('route-outlives-lock', 'risk', null, 'slower-than-lock', params), -1);
}
