import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { SORT_BY_DANGER } from '#shared/contract/orders/order-choices.ts';
import { findApplicantOrders } from '#shared/domain/checkout/applicant-orders.ts';
import { formatInstant } from '#shared/domain/checkout/days.ts';
import { computeOrderLock } from '#shared/domain/checkout/order-lock.ts';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { listBodies } from '#shared/domain/drafts/draft.ts';
import { EMPTY_INTEGRATION } from '#shared/domain/integration/settings.ts';
import { matchCodes } from '#shared/domain/invoicing/code-match.ts';
import { computeMembership } from '#shared/domain/invoicing/membership.ts';
import { type Finding, getFindingSeverity, isAboutCompany } from '#shared/domain/readiness/finding.ts';
import { type Configuration, getAllowedMarks, getDefaultRoute, isAllowed } from '#shared/domain/readiness/gates/configuration.ts';
import { evaluateOrderGates, findFirstClosedGate } from '#shared/domain/readiness/gates/order-gates.ts';
import { getPersonOrderState } from '#shared/domain/readiness/gates/order-state.ts';
import { getResponsibleSide } from '#shared/domain/readiness/gates/owners.ts';
import { listStepsUntilDecision } from '#shared/domain/routes/health.ts';
import { DEFAULT_ROUTE_POLICY } from '#shared/domain/routes/route-policy.ts';
import { findWholeRouteProblem } from '#shared/domain/routes/simulation/outcome.ts';
import { simulateRouteForApplicant } from '#shared/domain/routes/simulation/simulate.ts';
import { parseCalendarDay } from '#shared/domain/serials/day.ts';
import { getLastKnownDay, getNextValue, isLastNumberUnknown } from '#shared/domain/serials/last-issued.ts';
import { canWriteValue, formatSerialNumber } from '#shared/domain/serials/numbering.ts';
import { composePunchOutSetup } from '../../amazon/compose-setup.ts';
import { buildConfiguration, getBusinessCalendar } from '../../company/configuration.ts';
import type { CompanyPeople } from '../../company/directory/company-people.ts';
import { toPersonSummary, toRouteProblemView } from '../../company/directory/person-views.ts';
import type { FindingsView } from '../../company/findings/findings-view.ts';
import { listPendingFixRows } from '../../company/findings/fix-views.ts';
import { getLockPolicy } from '../../company/orders/clock-policies.ts';
import { createOutlookGetter, sortOrders, toOrderRow } from '../../company/orders/order-rows.ts';
import { hasAmazonGroups, hasNeoStates } from '../../company/policies.ts';
import type { CompanySession } from '../../company/session.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import { listPeople } from './people-list.ts';

type PersonView = CallOutput<'people.look'>;

/** The person to check, with all data that decide whether an order is possible. */
interface Subject {
  readonly file: CompanyFile;
  readonly company: CompanyPeople;
  readonly configuration: Configuration;
  readonly view: FindingsView;
  /** Position of the person in NEO's list. */
  readonly at: number;
  readonly user: NeoUser;
}

/** The list of people, and the result of all gates for one person. Sends no requests. */
export interface PersonService {
  listPeople(question: CallParsedInput<'people.list'>): Promise<CallOutput<'people.list'>>;
  lookAtPerson(personId: string): Promise<CallOutput<'people.look'>>;
}

export function createPersonService(session: CompanySession): PersonService {
  function subjectOf(personId: string): Subject {
    const file = session.file();
    const company = session.draftCache.company();
    if (company === null) throw new ExpectedError('analysis-no-people');
    const view = session.requireFindings();
    const known = company.people.userAt(personId);
    const at = known >= 0 ? known : view.people.indexOf(personId);
    const user = company.people.users[at];
    if (user === undefined) throw new ExpectedError('order-person-not-found');
    const configuration = buildConfiguration(
      file,
      company,
      (route) => session.orders.pastOrdersOf(route),
      (id, serial) => session.serials.of(id, serial),
    );
    return { file, company, configuration, view, at, user };
  }

  return {
    async listPeople(question) {
      if (question.filter.search.trim() !== '') await session.searchReady();
      const view = session.requireFindings();
      const company = session.draftCache.company();
      if (company === null) throw new ExpectedError('analysis-no-people');
      return listPeople(view, company.picker, question);
    },
    async lookAtPerson(personId) {
      const subject = subjectOf(personId);
      const { file, configuration, view, at, user } = subject;
      const account = accountOf(subject);
      const allowed = getAllowedMarks(configuration);
      const standing = {
        state: user.state,
        allowed: isAllowed(allowed, at),
        excluded: view.audit.excluded[at] === 1,
      };
      const gates = evaluateOrderGates(view.audit, at, standing);
      const integration = configuration.integration ?? EMPTY_INTEGRATION;
      const { amazonGroups, commonSettings, passwordSet } = configuration;
      return {
        revision: view.revision,
        person: personOf(subject),
        state: getPersonOrderState(view.audit, at),
        gates: gates.map(({ findings, unseen, ...gate }) => ({
          ...gate,
          findings: findings.map((row) => plainFinding(view, row)),
          unseen: [...unseen],
        })),
        firstClosed: findFirstClosedGate(gates)?.gate ?? null,
        fixes: listPendingFixRows(file.fixes.all(), view, { at, account: account?.email ?? null, groupsKnown: hasAmazonGroups(file) }),
        evidence: {
          integration: {
            systemLogin: integration.systemLogin.trim() !== '',
            passwordSet,
            poRequestUrl: integration.poRequestUrl.trim() !== '',
            groups: amazonGroups.length,
            activeGroups: amazonGroups.filter(({ purchasingSystem }) => purchasingSystem.state === 'active').length,
          },
          standing: {
            state: standing.state === 'active' && !hasNeoStates(file) ? 'untold' : standing.state,
            allowed: allowed === null ? 'unlisted' : standing.allowed === null ? 'untold' : standing.allowed ? 'allowed' : 'refused',
            excluded: standing.excluded,
          },
          workEmail: user.workEmail,
          account,
        },
        request: plainRequest(composePunchOutSetup({ workEmail: user.workEmail }, { integration, passwordSet })),
        invoices: invoicesOf(subject),
        orders: ordersOf(session, subject),
        title: commonSettings?.title ?? '',
        route: routeOf(subject, session.today()),
        serial: serialOf(subject, session.today()),
        lock: lockOf(subject, session.now()),
      };
    },
  };
}

function plainFinding(view: FindingsView, row: number): PersonView['gates'][number]['findings'][number] {
  const finding = view.audit.findings[row] as Finding;
  const { code, reason } = finding;
  return {
    row,
    code,
    severity: getFindingSeverity(finding),
    side: getResponsibleSide(finding),
    reason: { key: reason.key, params: { ...reason.params } },
    ofCompany: isAboutCompany(finding),
    triage: view.row(row).triage,
  };
}

/** Whether the NEO id identifies this person; in a list merged from two, an earlier row may have the same id. */
const isNamedById = ({ company, at, user }: Pick<Subject, 'company' | 'at' | 'user'>): boolean =>
  user.id !== '' && company.people.userAt(user.id) === at;

/** Describes a person; one without a unique NEO id is described by the list row only. */
function personOf(subject: Subject): PersonView['person'] {
  const { company, view, user } = subject;
  const { index } = company;
  const { loginId, employeeCode } = user;
  if (isNamedById(subject)) return { ...toPersonSummary(index, index.person(user.id)), loginId, employeeCode };
  return {
    id: '',
    name: user.name,
    organizationId: '',
    organization: view.organizationName(user),
    title: user.title,
    loginId,
    employeeCode,
  };
}

/** Maximum number of pending requests shown for a person; the order list has all. */
const MAX_ORDERS = 20;

function ordersOf(session: CompanySession, subject: Subject): PersonView['orders'] {
  const { company, user } = subject;
  const reading = session.orders.reading();
  if (!isNamedById(subject) || reading === null) return null;
  const outlookOf = createOutlookGetter(session.orders, company.index);
  // A server uses NEO's own ids, so an unknown id belongs to a person who left. Ids in a file may be of another kind.
  const isListed = (id: string): boolean => reading.origin !== 'file' || company.people.userAt(id) >= 0;
  const { own, untold, ofSameName } = findApplicantOrders(session.orders.pending(), user, isListed);
  return {
    rows: sortOrders(own, SORT_BY_DANGER)
      .slice(0, MAX_ORDERS)
      .map((order) => toOrderRow(order, company.index, outlookOf(order))),
    untold,
    ofSameName,
  };
}

/** Returns the account named by the findings, else the one with the person's address; `null` = none. */
function accountOf({ view, at, user }: Subject): PersonView['evidence']['account'] {
  const finding = view.audit.findings.find(({ neoIndex, amazonIndex }) => neoIndex === at && amazonIndex >= 0);
  const account = finding === undefined ? view.accountAt(user.workEmail) : view.account(finding);
  if (account === null) return null;
  const { email, name, state, punchout, groups } = account;
  return { email, name, state, punchout, groups: [...groups] };
}

const plainRequest = ({ address, document, parts }: ReturnType<typeof composePunchOutSetup>): PersonView['request'] => ({
  address,
  document,
  parts: parts.map((part) => ({ ...part })),
});

function invoicesOf({ file, company, configuration, at }: Subject): PersonView['invoices'] {
  const groups = [...listBodies(file.drafts.state().drafts.values(), 'invoice_groups')];
  const { sets, setOfUser } = computeMembership(
    groups.map(({ body }) => body),
    company.people,
  );
  const options = configuration.amazonGroups.filter(({ integrationOption }) => integrationOption !== '');
  const matches = matchCodes(
    groups.map(({ body }) => body.code),
    options.map(({ integrationOption }) => integrationOption),
  );
  return (sets[setOfUser[at] ?? 0] ?? []).flatMap((place) => {
    const group = groups[place];
    const match = matches[place];
    if (group === undefined || match === undefined) return [];
    const { id, body } = group;
    return [{ id, name: body.name, code: body.code, amazonGroup: match.kind === 'exact' ? (options[match.at]?.name ?? '') : '' }];
  });
}

function routeOf(subject: Subject, today: string): PersonView['route'] {
  const { file, company, configuration, user } = subject;
  const route = getDefaultRoute(configuration);
  if (!route || !isNamedById(subject)) return null;
  const setting = { policy: DEFAULT_ROUTE_POLICY, date: today, absences: [], calendar: getBusinessCalendar(file) };
  const { stages, ends, days, least } = simulateRouteForApplicant(company.index, route, user.id, setting);
  // NEO does not offer an incomplete route, so no order uses it.
  const usable = findWholeRouteProblem(route) === null;
  return {
    id: route.id,
    name: route.name,
    ends: usable ? ends : null,
    days: usable ? days : null,
    least: usable ? least : null,
    assumed: listStepsUntilDecision(route).some(({ expectedDays }) => expectedDays === null),
    stages: stages.map((stage) => ({
      ...stage,
      slots: stage.slots.map((slot) => ({ ...slot })),
      problems: stage.problems.map(toRouteProblemView),
    })),
  };
}

function serialOf({ configuration: { commonSettings, serials } }: Subject, today: string): PersonView['serial'] {
  const chosen = serials.find(({ id }) => id === commonSettings?.serialId);
  const day = parseCalendarDay(today);
  if (chosen === undefined || day === null) return null;
  const { id, serial, last = null } = chosen;
  const next = getNextValue(serial, last, day);
  const isExample = isLastNumberUnknown(serial, last, day);
  return {
    id,
    name: serial.name,
    number: canWriteValue(serial, next) ? formatSerialNumber(serial, day, next) : null,
    isExample,
    asOf: last === null || isExample ? null : getLastKnownDay(last),
  };
}

function lockOf({ file }: Subject, now: number): PersonView['lock'] {
  const policy = getLockPolicy(file);
  const { ends, lastChance } = computeOrderLock(now, now, getBusinessCalendar(file), policy);
  return {
    requestedAt: formatInstant(now),
    ends: { hours: formatInstant(ends.hours), dates: formatInstant(ends.dates) },
    reading: policy.reading,
    lastChance,
  };
}
