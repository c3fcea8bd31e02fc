import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { SORT_BY_DANGER } from '#shared/contract/orders/order-choices.ts';
import { ordersOfApplicant } from '#shared/domain/checkout/applicant-orders.ts';
import { instantText } from '#shared/domain/checkout/days.ts';
import { orderLock } from '#shared/domain/checkout/order-lock.ts';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { bodiesOf } from '#shared/domain/drafts/draft.ts';
import { EMPTY_INTEGRATION } from '#shared/domain/integration/settings.ts';
import { matchCodes } from '#shared/domain/invoicing/code-match.ts';
import { membershipOf } from '#shared/domain/invoicing/membership.ts';
import { concernsCompany, type Finding, severityOf } from '#shared/domain/readiness/finding.ts';
import { allowedBy, type Configuration, defaultRoute, isAllowed } from '#shared/domain/readiness/gates/configuration.ts';
import { firstClosed, orderGates } from '#shared/domain/readiness/gates/order-gates.ts';
import { orderStateOf } from '#shared/domain/readiness/gates/order-state.ts';
import { ownerOf } from '#shared/domain/readiness/gates/owners.ts';
import { stepsUntilDecision } from '#shared/domain/routes/health.ts';
import { DEFAULT_ROUTE_POLICY } from '#shared/domain/routes/route-policy.ts';
import { wholeRouteProblem } from '#shared/domain/routes/simulation/outcome.ts';
import { simulate } from '#shared/domain/routes/simulation/simulate.ts';
import { dayOf } from '#shared/domain/serials/day.ts';
import { isLastNumberUnknown, nextValue, numbersKnownUntil } from '#shared/domain/serials/last-issued.ts';
import { canWrite, formatNumber } from '#shared/domain/serials/numbering.ts';
import { composePunchOutSetup } from '../../amazon/compose-setup.ts';
import { calendarOf, configurationOf } from '../../company/configuration.ts';
import type { Company } from '../../company/directory/company-people.ts';
import { plainPerson, plainProblem } from '../../company/directory/person-views.ts';
import type { FindingsView } from '../../company/findings/findings-view.ts';
import { fixesOf } from '../../company/findings/fix-views.ts';
import { lockPolicyOf } from '../../company/orders/clock-policies.ts';
import { outlooks, rowOf, sorted } from '../../company/orders/order-rows.ts';
import { hasGroups, hasStates } from '../../company/policies.ts';
import type { CompanySession } from '../../company/session.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import { listPeople } from './people-list.ts';

type PersonView = CallOutput<'people.look'>;

/** The person to check, with all data that decide whether an order is possible. */
interface Subject {
  readonly file: CompanyFile;
  readonly company: Company;
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

export function personService(session: CompanySession): PersonService {
  function subjectOf(personId: string): Subject {
    const file = session.file();
    const company = session.draftCache.company();
    if (company === null) throw new ExpectedError('analysis-no-people');
    const view = session.requireFindings();
    const known = company.people.userAt(personId);
    const at = known >= 0 ? known : view.people.indexOf(personId);
    const user = company.people.users[at];
    if (user === undefined) throw new ExpectedError('order-person-not-found');
    const configuration = configurationOf(
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
      const allowed = allowedBy(configuration);
      const standing = {
        state: user.state,
        allowed: isAllowed(allowed, at),
        excluded: view.audit.excluded[at] === 1,
      };
      const gates = orderGates(view.audit, at, standing);
      const integration = configuration.integration ?? EMPTY_INTEGRATION;
      const { amazonGroups, commonSettings, passwordSet } = configuration;
      return {
        revision: view.revision,
        person: personOf(subject),
        state: orderStateOf(view.audit, at),
        gates: gates.map(({ findings, unseen, ...gate }) => ({
          ...gate,
          findings: findings.map((row) => plainFinding(view, row)),
          unseen: [...unseen],
        })),
        firstClosed: firstClosed(gates)?.gate ?? null,
        fixes: fixesOf(file.fixes.all(), view, { at, account: account?.email ?? null, groupsKnown: hasGroups(file) }),
        evidence: {
          integration: {
            systemLogin: integration.systemLogin.trim() !== '',
            passwordSet,
            poRequestUrl: integration.poRequestUrl.trim() !== '',
            groups: amazonGroups.length,
            activeGroups: amazonGroups.filter(({ purchasingSystem }) => purchasingSystem.state === 'active').length,
          },
          standing: {
            state: standing.state === 'active' && !hasStates(file) ? 'untold' : standing.state,
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
    severity: severityOf(finding),
    side: ownerOf(finding),
    reason: { key: reason.key, params: { ...reason.params } },
    ofCompany: concernsCompany(finding),
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
  if (isNamedById(subject)) return { ...plainPerson(index, index.person(user.id)), loginId, employeeCode };
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
const MOST_ORDERS = 20;

function ordersOf(session: CompanySession, subject: Subject): PersonView['orders'] {
  const { company, user } = subject;
  const reading = session.orders.reading();
  if (!isNamedById(subject) || reading === null) return null;
  const outlookOf = outlooks(session.orders, company.index);
  // A server uses NEO's own ids, so an unknown id belongs to a person who left. Ids in a file may be of another kind.
  const isListed = (id: string): boolean => reading.origin !== 'file' || company.people.userAt(id) >= 0;
  const { own, untold, ofSameName } = ordersOfApplicant(session.orders.pending(), user, isListed);
  return {
    rows: sorted(own, SORT_BY_DANGER)
      .slice(0, MOST_ORDERS)
      .map((order) => rowOf(order, company.index, outlookOf(order))),
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
  const groups = [...bodiesOf(file.drafts.state().drafts.values(), 'invoice_groups')];
  const { sets, setOfUser } = membershipOf(
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
  const route = defaultRoute(configuration);
  if (!route || !isNamedById(subject)) return null;
  const setting = { policy: DEFAULT_ROUTE_POLICY, date: today, absences: [], calendar: calendarOf(file) };
  const { stages, ends, days, least } = simulate(company.index, route, user.id, setting);
  // NEO does not offer an incomplete route, so no order uses it.
  const usable = wholeRouteProblem(route) === null;
  return {
    id: route.id,
    name: route.name,
    ends: usable ? ends : null,
    days: usable ? days : null,
    least: usable ? least : null,
    assumed: stepsUntilDecision(route).some(({ expectedDays }) => expectedDays === null),
    stages: stages.map((stage) => ({
      ...stage,
      slots: stage.slots.map((slot) => ({ ...slot })),
      problems: stage.problems.map(plainProblem),
    })),
  };
}

function serialOf({ configuration: { commonSettings, serials } }: Subject, today: string): PersonView['serial'] {
  const chosen = serials.find(({ id }) => id === commonSettings?.serialId);
  const day = dayOf(today);
  if (chosen === undefined || day === null) return null;
  const { id, serial, last = null } = chosen;
  const next = nextValue(serial, last, day);
  const isExample = isLastNumberUnknown(serial, last, day);
  return {
    id,
    name: serial.name,
    number: canWrite(serial, next) ? formatNumber(serial, day, next) : null,
    isExample,
    asOf: last === null || isExample ? null : numbersKnownUntil(last),
  };
}

function lockOf({ file }: Subject, now: number): PersonView['lock'] {
  const policy = lockPolicyOf(file);
  const { ends, lastChance } = orderLock(now, now, calendarOf(file), policy);
  return {
    requestedAt: instantText(now),
    ends: { hours: instantText(ends.hours), dates: instantText(ends.dates) },
    reading: policy.reading,
    lastChance,
  };
}
