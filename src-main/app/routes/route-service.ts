import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { getLockVerdict } from '#shared/domain/checkout/lock-clock.ts';
import type { ChunkedWork } from '#shared/domain/chunks/chunked-work.ts';
import { type Draft, findDraft, listBodies } from '#shared/domain/drafts/draft.ts';
import { assignOrganizationToRoute } from '#shared/domain/routes/assign.ts';
import type { CompanyIndex } from '#shared/domain/routes/company.ts';
import { computeLockHealth, computeRouteHealth, getLeadTimeGround, type RouteHealth } from '#shared/domain/routes/health.ts';
import { computeLeadTime, DEFAULT_LEAD_TIME_ASSUMPTIONS } from '#shared/domain/routes/lead-time/lead-time.ts';
import { computeRouteReach } from '#shared/domain/routes/reach.ts';
import { type Remedy, searchRemedies } from '#shared/domain/routes/remedies/remedies.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { DEFAULT_ROUTE_POLICY } from '#shared/domain/routes/route-policy.ts';
import { createSlotCache, RouteEvaluation, type RouteSetting } from '#shared/domain/routes/simulation/evaluation.ts';
import type { RouteProblem } from '#shared/domain/routes/simulation/outcome.ts';
import { simulateRouteForApplicant } from '#shared/domain/routes/simulation/simulate.ts';
import {
  type FailureGroup,
  findFirstStop,
  type RouteForEveryone,
  simulateForEveryone,
} from '#shared/domain/routes/simulation/simulate-for-everyone.ts';
import { getBusinessCalendar } from '../../company/configuration.ts';
import { toNamedOrganization, toNamedPerson, toPersonSummary, toRouteProblemView } from '../../company/directory/person-views.ts';
import { getLockPolicy } from '../../company/orders/clock-policies.ts';
import type { CompanySession } from '../../company/session.ts';
import { runInSlices } from '../../company/time-slices.ts';
import type { CallContext } from '../dispatcher.ts';

/** Effects of route drafts on people, today and on a later day, and business days. */
export interface RouteService {
  simulateRoute(question: CallParsedInput<'routes.simulate'>): Promise<CallOutput<'routes.simulate'>>;
  simulateRouteForAll(question: CallParsedInput<'routes.simulateAll'>): Promise<CallOutput<'routes.simulateAll'>>;
  routeRemedies(question: CallParsedInput<'routes.remedies'>, context: CallContext): Promise<CallOutput<'routes.remedies'>>;
  peopleAffected(window: CallParsedInput<'routes.affected'>): Promise<CallOutput<'routes.affected'>>;
  routeHealth(order: CallParsedInput<'routes.health'>, context: CallContext): Promise<CallOutput<'routes.health'>>;
  routeReach(): Promise<CallOutput<'routes.reach'>>;
  routeAssignment(question: CallParsedInput<'routes.assignment'>): Promise<CallOutput<'routes.assignment'>>;
  routeLeadTime(question: CallParsedInput<'routes.leadTime'>): Promise<CallOutput<'routes.leadTime'>>;
}
type RemedyView = CallOutput<'routes.remedies'>['steps'][number]['remedies'][number];
type Question = CallParsedInput<'routes.simulateAll'>;

/** Returns the key of a table row: one problem at one step and organization, for all people affected. */
const keyOf = ({ code, severity, reason, stepId, organizationId, params }: RouteProblem): string =>
  JSON.stringify([code, severity, reason, stepId, organizationId, params['level'] ?? 0]);

const plainGroup = (
  index: CompanyIndex,
  { problem, people, organizations, examples }: FailureGroup,
): CallOutput<'routes.simulateAll'>['groups'][number] => ({
  key: keyOf(problem),
  problem: toRouteProblemView(problem),
  people,
  organizations: organizations.map((one) => ({ ...toNamedOrganization(index, one.organizationId), people: one.people })),
  examples: examples.map((id) => toNamedPerson(index, id)),
});

/** Maximum number of people shown by name. */
const MAX_NAMED = 2;

const plainRemedy = (index: CompanyIndex, { edit, asked, stopped, ...numbers }: Remedy): RemedyView => ({
  ...numbers,
  stopped: { count: stopped.length, examples: stopped.slice(0, MAX_NAMED).map((person) => toPersonSummary(index, person)) },
  edit: edit as RemedyView['edit'],
  asked: {
    count: asked.people.length,
    named: asked.people.length > MAX_NAMED ? [] : asked.people.map((person) => toPersonSummary(index, person)),
    levels: asked.levels === null ? null : { ...asked.levels },
  },
});

/** The last result, cached because a window requests it repeatedly while scrolling. */
interface Answered {
  readonly key: string;
  readonly index: CompanyIndex;
  readonly everybody: RouteForEveryone;
  readonly affected: Map<string, readonly number[]>;
}

/** Creates the service that simulates routes for the people of a day. */
export function createRouteService(session: CompanySession): RouteService {
  let last: Answered | null = null;
  /** Cached route health per draft and its inputs; a changed draft is another object. */
  const healths = new WeakMap<Draft, { readonly key: string; readonly index: CompanyIndex | null; readonly made: RouteHealth }>();

  function company(): CompanyIndex {
    const index = session.draftCache.company()?.index;
    if (index === undefined) throw new ExpectedError('analysis-no-people');
    return index;
  }

  function routeOf(id: string): Route {
    const draft = findDraft(session.file().drafts.state().drafts, { section: 'routes', id })?.draft ?? null;
    if (draft === null) throw new ExpectedError('draft-not-found');
    return draft as Route;
  }

  const settingOf = ({ date, absences }: Pick<Question, 'date' | 'absences'>): RouteSetting => ({
    policy: DEFAULT_ROUTE_POLICY,
    date,
    absences,
    calendar: getBusinessCalendar(session.file()),
  });

  const revision = (): number => session.file().drafts.state().revision;

  function everybody(question: Question): Answered {
    const index = company();
    const route = routeOf(question.routeId);
    const key = JSON.stringify([session.file().revision(), revision(), question]);
    if (last?.key !== key || last.index !== index) {
      const { routeTrials } = session;
      const everybody =
        question.absences.length === 0
          ? routeTrials.everybody(index, route)
          : simulateForEveryone(index, routeTrials.applicants(index), route, settingOf(question));
      last = { key, index, everybody, affected: new Map() };
    }
    return last;
  }

  /** Returns positions of active people who may use the route and have the problem, or are stopped by it. */
  function affected({ routeId, date, absences, key, stopped }: CallParsedInput<'routes.affected'>): readonly number[] {
    const answered = everybody({ routeId, date, absences });
    const line = `${stopped} ${key}`;
    let people = answered.affected.get(line);
    if (people === undefined) {
      const { index } = answered;
      const evaluation = new RouteEvaluation(index, routeOf(routeId), settingOf({ date, absences }));
      const isMet = (problem: RouteProblem | null): boolean => problem !== null && keyOf(problem) === key;
      const found: number[] = [];
      index.users.forEach((_, at) => {
        if (!index.isActive(at) || !evaluation.isOpenTo(at)) return;
        const problems = evaluation.problemsOf(at);
        if (stopped ? isMet(findFirstStop(problems)) : problems.some(isMet)) found.push(at);
      });
      people = found;
      answered.affected.set(line, people);
    }
    return people;
  }

  function healthOf(draft: Draft, route: Route): RouteHealth {
    const file = session.file();
    const today = session.today();
    const index = session.draftCache.company()?.index ?? null;
    const problems = session.draftCache.lint().problemsOf(draft);
    const orders = session.orders.reading();
    const key = JSON.stringify([today, file.revision(), orders?.takenAt, problems.map(({ code, stepId }) => [code, stepId])]);
    const known = healths.get(draft);
    if (known?.key === key && known.index === index) return known.made;
    const everybody = index === null ? null : session.routeTrials.everybody(index, route);
    const pastOrders = session.orders.pastOrdersOf(route);
    const made = computeRouteHealth(
      problems,
      everybody,
      computeLockHealth(route, { calendar: getBusinessCalendar(file), lock: getLockPolicy(file), pastOrders, today }),
    );
    healths.set(draft, { key, index, made });
    return made;
  }

  return {
    async routeHealth({ ids }, { signal }) {
      const asked = revision();
      const { drafts } = session.file().drafts.state();
      function* allOf(): ChunkedWork<CallOutput<'routes.health'>['routes']> {
        const routes: CallOutput<'routes.health'>['routes'] = [];
        for (const id of ids) {
          const draft = findDraft(drafts, { section: 'routes', id });
          if (draft === null || draft.draft === null) continue;
          const { people, written, lock, verdict } = healthOf(draft, draft.draft as Route);
          const plainPeople =
            people === null ? null : { ...people, unknownAt: [...people.unknownAt], stops: people.stops.map((stop) => ({ ...stop })) };
          routes.push({ id, verdict, written: { ...written }, people: plainPeople, lock: lock === null ? null : { ...lock } });
          // Yield after each route, because each may be simulated for all people.
          yield;
        }
        return routes;
      }
      return { revision: asked, routes: await runInSlices(allOf(), signal) };
    },
    async simulateRoute({ applicantId, ...question }) {
      const index = company();
      const { open, isOpenUnknown, stages, problems, repeated, ends, days, least } = simulateRouteForApplicant(
        index,
        routeOf(question.routeId),
        applicantId,
        settingOf(question),
      );
      const person = index.person(applicantId);
      return {
        revision: revision(),
        applicant: person < 0 ? null : toPersonSummary(index, person),
        open,
        isOpenUnknown,
        stages: stages.map((stage) => ({
          ...stage,
          slots: stage.slots.map((slot) => ({ ...slot })),
          problems: stage.problems.map(toRouteProblemView),
        })),
        problems: problems.map(toRouteProblemView),
        repeated: repeated.map((one) => ({ ...one, steps: [...one.steps] })),
        ends,
        days,
        least,
        reading: getLockPolicy(session.file()).reading,
        lock: days === null ? null : { hours: getLockVerdict(days, 'hours'), dates: getLockVerdict(days, 'dates') },
      };
    },
    async simulateRouteForAll(question) {
      const { index, everybody: found } = everybody(question);
      return {
        revision: revision(),
        allowed: found.allowed,
        failing: found.failing,
        unchecked: found.unchecked,
        unknownAt: [...found.unknownAt],
        stops: found.stops.map((stop) => ({ ...stop })),
        groups: found.groups.map((group) => plainGroup(index, group)),
        stopGroups: found.stopGroups.map((group) => plainGroup(index, group)),
      };
    },
    async routeRemedies(question, { signal }) {
      const asked = revision();
      const { index, everybody: now } = everybody(question);
      const route = routeOf(question.routeId);
      const setting = settingOf(question);
      const slots = createSlotCache(index, setting);
      const applicants = session.routeTrials.applicants(index);
      const steps: CallOutput<'routes.remedies'>['steps'] = [];
      for (const { stepId } of now.stops) {
        if (stepId === null) continue;
        const found = await runInSlices(searchRemedies(index, applicants, route, setting, now, stepId, slots), signal);
        steps.push({ ...found, stepId, remedies: found.remedies.map((remedy) => plainRemedy(index, remedy)), tried: [...found.tried] });
      }
      return { revision: asked, failing: now.failing, steps };
    },
    async peopleAffected(window) {
      const { organizationId, offset, limit } = window;
      const all = affected(window);
      const index = company();
      const here =
        organizationId === null ? all : all.filter((at) => (index.organizations[index.homes[at] ?? -1]?.id ?? '') === organizationId);
      return {
        revision: revision(),
        total: here.length,
        people: here.slice(offset, offset + limit).map((at) => toPersonSummary(index, at)),
      };
    },
    async routeReach() {
      const routes = [...listBodies(session.file().drafts.state().drafts.values(), 'routes')].map(({ body }) => body);
      return {
        revision: revision(),
        routes: routes.map(({ id, name }) => ({ id, name })),
        organizations: computeRouteReach(company(), routes).map(({ organizationId, people, routes: open }) => ({
          id: organizationId,
          people,
          routes: open.map((one) => ({ ...one })),
        })),
      };
    },
    async routeAssignment({ routeId, organizationId }) {
      const index = company();
      const { name, access } = routeOf(routeId);
      const outcome = assignOrganizationToRoute(index, access, organizationId);
      return {
        revision: revision(),
        route: { id: routeId, name },
        organization: toNamedOrganization(index, organizationId),
        outcome:
          outcome.kind === 'covered'
            ? { kind: 'covered', by: toNamedOrganization(index, outcome.by) }
            : ((outcome.kind === 'adds' ? { ...outcome, was: access } : outcome) as Exclude<
                CallOutput<'routes.assignment'>['outcome'],
                { kind: 'covered' }
              >),
      };
    },
    async routeLeadTime({ routeId, from, days, assumptions, basis }) {
      const used = assumptions ?? DEFAULT_LEAD_TIME_ASSUMPTIONS;
      const file = session.file();
      const route = routeOf(routeId);
      const past = session.orders.pastOrdersOf({ id: routeId, name: route.name });
      const estimate = computeLeadTime(route, getBusinessCalendar(file), { from, days }, [], used, basis === 'orders' ? past : []);
      const { basis: made, ...rest } = estimate ?? { basis: { kind: 'steps' as const } };
      return {
        revision: revision(),
        assumptions: { ...used },
        observations: past.length,
        basis: made.kind,
        ground: getLeadTimeGround(route, made.kind),
        reading: getLockPolicy(file).reading,
        estimate: estimate === null ? null : (rest as CallOutput<'routes.leadTime'>['estimate']),
      };
    },
  };
}
