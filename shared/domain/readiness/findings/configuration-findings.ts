import type { PastOrder } from '../../checkout/order-history.ts';
import { listIntegrationFindings } from '../../integration/findings.ts';
import { lintIntegration } from '../../integration/lint.ts';
import type { PeopleIndex } from '../../integration/people.ts';
import { createCodeSideFinder } from '../../invoicing/code-owner.ts';
import { listInvoiceFindings, markUncheckedInvoices } from '../../invoicing/findings.ts';
import type { InvoiceGroup } from '../../invoicing/invoice-group.ts';
import { computeMembership } from '../../invoicing/membership.ts';
import type { CompanyIndex } from '../../routes/company.ts';
import { computeLatePercent, computeLockHealth, getCertainLateShare, hasLateRisk } from '../../routes/health.ts';
import type { Route } from '../../routes/route.ts';
import { DEFAULT_ROUTE_POLICY } from '../../routes/route-policy.ts';
import { createRouteProblem } from '../../routes/simulation/outcome.ts';
import { listSerialFindings } from '../../serials/lint.ts';
import { FINDING_KINDS, type Finding, type FindingCode, type Severity } from '../finding.ts';
import {
  type Configuration,
  createActivationDeadlineGetter,
  getDefaultRoute,
  getDefaultSerial,
  listKnownOptions,
  listUncheckedGates,
} from '../gates/configuration.ts';
import { checkRouteGate, type RouteGate, toRouteFinding } from '../gates/route-gate.ts';
import { collectUncheckedGates, type UncheckedGatesByPerson } from '../gates/unchecked-gates.ts';
import { NO_FINDINGS } from './list-findings.ts';
import { areSameFindings, areSameItems, areSameMarks, areSameParams } from './same-findings.ts';

const NO_MARKS = new Uint8Array(0);

/** Results of the configuration's check on one day. */
export interface ConfigurationFindings {
  /** Findings that close a gate for everyone in scope, ordered by gate. */
  readonly everybody: readonly Finding[];
  /** The finding of gate 5 for a person in scope; `null` if there is none. */
  invoice(i: number): Finding | null;
  /** Findings of gate 6 for one person in scope. */
  route(i: number): readonly Finding[];
  /** Missing facts for people in scope. */
  readonly unchecked: UncheckedGatesByPerson;
  /** Inputs of these results; identical objects give identical results. */
  readonly grounds: readonly unknown[];
}

/** The last checked route and its results per person. */
interface RouteAnswers {
  readonly route: Route;
  readonly company: CompanyIndex;
  readonly gate: RouteGate;
  readonly parts: (readonly Finding[] | undefined)[];
  readonly before: (readonly Finding[] | undefined)[];
}

interface InvoiceAnswers {
  readonly groups: readonly InvoiceGroup[];
  readonly options: readonly string[] | null;
  readonly people: PeopleIndex;
  readonly inScope: Uint8Array;
  readonly found: (Finding | undefined)[];
  /** Result of `markUncheckedInvoices`. */
  readonly unsure: Uint8Array | null;
}

/** A shared constant, so that cached results are recognized by identity. */
const NO_ORDERS: readonly PastOrder[] = [];

/**
 * Checks the configuration. A problem of everyone is one finding instead of one row per person, and gates that were not started give no
 * findings (`uncheckedGates`). Linear in the number of people, resolved per organization. Results of unchanged objects are reused, and
 * unchanged findings keep their identity.
 */
export class ConfigurationAuditor {
  #route: RouteAnswers | null = null;
  #invoices: InvoiceAnswers | null = null;
  #unchecked: { readonly of: readonly unknown[]; readonly allowed: Uint8Array | null; readonly gates: UncheckedGatesByPerson } | null =
    null;
  #late: { readonly of: readonly unknown[]; readonly finding: Finding | null } | null = null;

  /** Evaluates a configuration. `allowed` is the result of `allowedBy` for it. */
  look(configuration: Configuration, allowed: Uint8Array | null, inScope: Uint8Array, today: string): ConfigurationFindings {
    const unseen = new Set(listUncheckedGates(configuration, today));
    const everybody: Finding[] = [...integrationGate(configuration, today)];
    const route = getDefaultRoute(configuration);
    const answers = route ? this.#routeAnswers(configuration.company, route) : null;
    if (route === null) everybody.push(toRouteFinding(missingRoute(configuration), -1));
    if (answers !== null) everybody.push(...answers.gate.everybody);
    const serial = getDefaultSerial(configuration);
    if (serial !== undefined)
      for (const { code, params } of listSerialFindings(serial?.serial ?? null, serial?.last ?? null, today))
        everybody.push(company(code, { key: code, params }));
    // Reported even if branches leave the rest of gate 8 unchecked.
    const late = route ? this.#lateFinding(configuration, route, today) : null;
    if (late !== null) everybody.push(late);
    const invoices = unseen.has('gate-5') ? null : this.#invoiceAnswers(configuration, inScope);
    const unchecked = this.#uncheckedGates(inScope, allowed, invoices, answers);
    return {
      everybody,
      invoice: (i) => invoices?.found[i] ?? null,
      route: (i) => (answers === null ? NO_FINDINGS : routePart(answers, i)),
      unchecked,
      grounds: [invoices, answers, unchecked],
    };
  }

  #uncheckedGates(
    inScope: Uint8Array,
    allowed: Uint8Array | null,
    invoices: InvoiceAnswers | null,
    answers: RouteAnswers | null,
  ): UncheckedGatesByPerson {
    const of = [inScope, invoices, answers];
    const known = this.#unchecked;
    if (known !== null && areSameItems(known.of, of) && areSameMarks(known.allowed ?? NO_MARKS, allowed ?? NO_MARKS)) return known.gates;
    const gates = collectUncheckedGates(
      inScope,
      allowed,
      invoices?.unsure ?? null,
      answers === null ? null : (i) => answers.gate.isUnsure(i),
    );
    this.#unchecked = { of, allowed, gates };
    return gates;
  }

  #routeAnswers(index: CompanyIndex, route: Route): RouteAnswers {
    const known = this.#route;
    if (known?.route === route && known.company === index) return known;
    const gate = checkRouteGate(index, route, DEFAULT_ROUTE_POLICY);
    this.#route = { route, company: index, gate, parts: [], before: known?.parts ?? [] };
    return this.#route;
  }

  #invoiceAnswers(configuration: Configuration, inScope: Uint8Array): InvoiceAnswers {
    const { invoiceGroups: groups, people } = configuration;
    const options = listKnownOptions(configuration);
    const known = this.#invoices;
    if (
      known !== null &&
      known.people === people &&
      known.inScope === inScope &&
      areSameItems(known.groups, groups) &&
      areSameItems(known.options ?? ['none'], options ?? ['none'])
    )
      return known;
    const found: (Finding | undefined)[] = new Array(inScope.length);
    const membership = computeMembership(groups, people);
    const ownerOf = createCodeSideFinder(groups, options ?? []);
    for (const { code, neoIndex, params } of listInvoiceFindings(groups, options, people, inScope, membership)) {
      const before = known?.found[neoIndex];
      const words = readableParams(params);
      const side = ownerOf({ code, params }) ?? undefined;
      found[neoIndex] =
        before?.code === code && before.side === side && areSameParams(before.reason.params, words)
          ? before
          : { code, neoIndex, amazonIndex: -1, reason: { key: code, params: words }, suggestion: null, ...(side && { side }) };
    }
    this.#invoices = { groups, options, people, inScope, found, unsure: markUncheckedInvoices(groups, options, people, membership) };
    return this.#invoices;
  }

  /** Gate 8: a notable share of orders is decided after the lock. */
  #lateFinding({ calendar, lock, pastOrders }: Configuration, route: Route, today: string): Finding | null {
    const past = pastOrders?.(route) ?? NO_ORDERS;
    const of = [route, calendar, lock, past, today];
    if (this.#late === null || !areSameItems(this.#late.of, of)) {
      const health = computeLockHealth(route, { calendar, lock, pastOrders: past, today });
      const late =
        health !== null && hasLateRisk(health) ? { route: route.name, percent: computeLatePercent(getCertainLateShare(health)) } : null;
      const reason = health?.ground === 'branches' ? 'slower-than-lock-by-any-branch' : 'slower-than-lock';
      this.#late = { of, finding: late && toRouteFinding(createRouteProblem('route-outlives-lock', 'risk', null, reason, late), -1) };
    }
    return this.#late.finding;
  }
}

function routePart({ gate, parts, before }: RouteAnswers, i: number): readonly Finding[] {
  let part = parts[i];
  if (part === undefined) {
    const found = gate.of(i);
    const known = before[i];
    part = known !== undefined && areSameFindings(known, found) ? known : found.length === 0 ? NO_FINDINGS : found;
    parts[i] = part;
  }
  return part;
}

function company(code: FindingCode, reason: Finding['reason'], severity: Severity = FINDING_KINDS[code].severity): Finding {
  const plain: Finding = { code, neoIndex: -1, amazonIndex: -1, reason, suggestion: null };
  return severity === FINDING_KINDS[code].severity ? plain : { ...plain, severity };
}

/** Replaces an empty code by `none`, which the ICU `select` of the messages expects. */
const readableParams = (params: Finding['reason']['params']): Finding['reason']['params'] =>
  params['amazonCode'] === '' ? { ...params, amazonCode: 'none' } : params;

function integrationGate(configuration: Configuration, today: string): readonly Finding[] {
  const { integration, passwordSet, amazonGroups } = configuration;
  const found = listIntegrationFindings({
    integration,
    passwordSet,
    amazonGroups,
    today,
    activeBy: createActivationDeadlineGetter(configuration),
  });
  // Values are reported as missing only after the configuration was started.
  const begun = integration === null ? found.filter(({ code }) => code === 'checkout-not-active') : found;
  return begun.map(({ code, params }) => {
    if (code === 'checkout-not-active') {
      // Renamed, because messages translate the argument `state` as the state of a person or account (`reason-text.ts`).
      const { state, ...others } = params;
      return company(code, { key: code, params: { ...others, checkout: state ?? '' } });
    }
    if (code === 'integration-incomplete') {
      const { problem: wrong, ...others } = params;
      return company(code, { key: wrong === undefined ? code : `integration.problem.${wrong}`, params: others });
    }
    if (code !== 'po-url-suspicious' || integration === null) return company(code, { key: code, params });
    const problems = lintIntegration(integration).filter(({ path, severity }) => path === 'poRequestUrl' && severity !== 'note');
    const worst = problems.find(({ severity }) => severity === 'block') ?? problems[0];
    return company(code, { key: `integration.problem.${worst?.code}`, params: worst?.params ?? {} }, worst?.severity);
  });
}

const missingRoute = ({ commonSettings }: Configuration) =>
  createRouteProblem('route-missing', 'block', null, commonSettings?.routeId ? 'default-route-gone' : 'no-default-route');
