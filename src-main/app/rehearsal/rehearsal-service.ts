import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { NeoUser, Organization } from '#shared/domain/directory/directory.ts';
import { isVisibleDraft, listBodies } from '#shared/domain/drafts/draft.ts';
import type { Bodies, Section } from '#shared/domain/drafts/sections.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { listGroupsWithValidCode } from '#shared/domain/invoicing/findings.ts';
import { listKnownOptions } from '#shared/domain/readiness/gates/configuration.ts';
import { CompanyIndex, type PersonIndex } from '#shared/domain/routes/company.ts';
import type { RouteReference } from '#shared/domain/routes/references.ts';
import { findPeopleWithUnknownOrganization, rehearseReorganization } from '#shared/domain/routes/rehearsal.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { DEFAULT_ROUTE_POLICY } from '#shared/domain/routes/route-policy.ts';
import type { RouteSetting } from '#shared/domain/routes/simulation/evaluation.ts';
import { getMissingFactsOfLaterLists } from '../../company/directory/missing-facts.ts';
import { toNamedOrganization, toNamedPerson, toPersonSummary, toRouteProblemView } from '../../company/directory/person-views.ts';
import type { JobContext } from '../../company/job-context.ts';
import type { NamedFile } from '../../company/lists/list-file.ts';
import { readListFile } from '../../company/lists/list-import.ts';
import type { CompanySession } from '../../company/session.ts';
import {
  type ChangedPeople,
  type CompanyOnDay,
  findAllowedChanges,
  findInvoiceChanges,
  findLostMembers,
  getProblemKey,
  listPeopleOfChange,
  listPersonsOnBothDays,
  listUncheckedDrafts,
} from './rehearsal-changes.ts';
import { matchLaterPeople } from './rehearsal-people.ts';

/** Lists of a later day; `organizations` omitted = as today. */
export interface RehearsalOptions {
  readonly users: NamedFile;
  readonly organizations: NamedFile | null;
  /** The later day, `YYYY-MM-DD`. */
  readonly date: string;
}

export interface RehearsalService {
  rehearse(order: RehearsalOptions, work: JobContext): Promise<{ readonly changes: number; readonly breaks: number }>;
  rehearsal(): Promise<CallOutput<'rehearsal.result'>>;
  rehearsalRows(window: CallParsedInput<'rehearsal.rows'>): Promise<CallOutput<'rehearsal.rows'>>;
}
type RehearsalResult = NonNullable<CallOutput<'rehearsal.result'>>;
type Change = RehearsalResult['changes'][number];
type Lost = RehearsalResult['lost'][number];

const SHOWN_ORGANIZATIONS = 20;
const SHOWN_EXAMPLES = 5;

/** Inputs and result of a simulation, with the people of each line. */
interface Rehearsed {
  readonly directory: object;
  readonly drafts: number;
  readonly today: CompanyIndex;
  readonly later: CompanyIndex;
  readonly result: Omit<RehearsalResult, 'stale' | 'deleted'>;
  /** All objects named in the result. */
  readonly named: RehearsalResult['deleted'];
  readonly people: ReadonlyMap<string, () => readonly PersonIndex[]>;
}

/** Simulates the drafts with the lists of a later day. */
export function createRehearsalService(session: CompanySession): RehearsalService {
  let last: Rehearsed | null = null;

  async function laterSide(order: RehearsalOptions, today: CompanyOnDay, work: JobContext): Promise<CompanyOnDay> {
    const read = <T>(file: NamedFile, kind: 'neo-users' | 'organizations'): Promise<readonly T[]> =>
      readListFile({ ...file, kind, reading: {} }, session.file(), work.signal).catch(inWordsOfItsOwn) as Promise<readonly T[]>;
    const neoUsers = matchLaterPeople(await read<NeoUser>(order.users, 'neo-users'), today.index.users);
    const organizations =
      order.organizations === null ? today.index.organizations : await read<Organization>(order.organizations, 'organizations');
    const { approvers } = session.directory();
    const { roles } = today.people;
    // Approvers and roles come from today's lists; missing facts are those of the later lists.
    const lists = {
      neoUsers,
      organizations,
      roles,
      missingFacts: getMissingFactsOfLaterLists(today.index.missingFacts, neoUsers, organizations),
    };
    return {
      people: new PeopleIndex(lists),
      index: new CompanyIndex({ ...lists, approvers, workflowAdmins: [], formerUsers: today.index.users }),
    };
  }

  return {
    async rehearse(order, work) {
      const company = session.draftCache.company();
      if (company === null) throw new ExpectedError('analysis-no-people');
      // Remember the lists used here, because an import may replace them during the simulation.
      const directory = session.directory();
      work.report({ phase: 'reading-file', done: 0, total: null });
      const today: CompanyOnDay = { people: company.people, index: company.index };
      const later = await laterSide(order, today, work);
      work.signal.throwIfAborted();
      work.report({ phase: 'rehearsing', done: 0, total: null });
      const { revision, drafts } = session.file().drafts.state();
      const setting: RouteSetting = { policy: DEFAULT_ROUTE_POLICY, date: order.date, absences: [], calendar: null };
      const bodies = <S extends Section>(section: S) => [...listBodies(drafts.values(), section)];
      const routes = bodies('routes').map(({ body }) => body);
      // Without a list of later organizations, people in organizations unknown today are left out of the results.
      const unplaced: ReadonlySet<PersonIndex> =
        order.organizations === null ? findPeopleWithUnknownOrganization(today.index, later.index) : new Set();
      const isPlaced = (person: PersonIndex): boolean => !unplaced.has(person);
      const found = rehearseReorganization(today.index, later.index, routes, setting, unplaced);
      const stays = listPersonsOnBothDays(today.index, later.index).filter((stay) => isPlaced(stay.later));
      const lines = new Lines(later.index);
      found.routes.forEach(({ routeId, changes }, at) => {
        const route = routes[at] as Route;
        for (const { change, problem, people, organizations, examples } of changes) {
          const { severity, stepId, text, params } = toRouteProblemView(problem);
          const places = organizations.map((id) => toNamedOrganization(later.index, id));
          lines.add(
            { section: 'routes', objectId: routeId, name: route.name, change, severity, stepId, text, params },
            getProblemKey(problem),
            { people, places, examples: examples.map((id) => toNamedPerson(later.index, id)) },
            () => listPeopleOfChange(route, change, getProblemKey(problem), today.index, later.index, setting).filter(isPlaced),
          );
        }
      });
      const groups = bodies('invoice_groups');
      const options = listKnownOptions({ amazonGroups: bodies('amazon_groups').map(({ body }) => body) });
      const serving = listGroupsWithValidCode(
        groups.map(({ body }) => body),
        options,
      );
      lines.addPeople('invoice_groups', groups.length === 0 ? { breaks: [], mends: [] } : findInvoiceChanges(serving, today, later, stays));
      const [allowed] = bodies('allowed_users');
      if (allowed !== undefined) lines.addPeople('allowed_users', findAllowedChanges(allowed.body, today, later, stays));
      const result = {
        revision,
        date: order.date,
        users: order.users.name,
        organizations: order.organizations?.name ?? null,
        joining: found.joining,
        leaving: found.leaving,
        moving: found.moving,
        unplaced: unplaced.size,
        compared: [
          ...(routes.length === 0 ? [] : (['routes'] as const)),
          ...(groups.length === 0 ? [] : (['invoice_groups'] as const)),
          ...(allowed === undefined ? [] : (['allowed_users'] as const)),
        ],
        unsure: [
          ...listUncheckedDrafts({ routes, groups: groups.map(({ body }) => body), allowed: allowed?.body ?? null }, later, setting),
        ],
        changes: lines.sorted(),
        lost: [
          ...found.routes.flatMap(({ routeId, lost }, at) =>
            lost.map((one) => lostLine('routes', routeId, routes[at]?.name ?? '', one, today)),
          ),
          ...groups.flatMap(({ id, body }) =>
            findLostMembers(listed(body), today.index, later.index).map((one) => lostLine('invoice_groups', id, body.name, one, today)),
          ),
          ...(allowed === undefined || allowed.body.everyone
            ? []
            : findLostMembers(listed(allowed.body), today.index, later.index).map((one) =>
                lostLine('allowed_users', allowed.id, '', one, today),
              )),
        ],
      };
      last = {
        directory,
        drafts: revision,
        today: today.index,
        later: later.index,
        result,
        named: namedBy(result),
        people: lines.people,
      };
      session.rehearsed = { directory, today: today.index, later: later.index, users: result.users };
      return { changes: result.changes.length, breaks: result.changes.filter(({ change }) => change === 'breaks').length };
    },
    async rehearsal() {
      if (last === null) return null;
      const { revision, drafts } = session.file().drafts.state();
      const stale = last.drafts !== revision || last.directory !== session.directory();
      return { ...last.result, stale, deleted: last.named.filter((at) => !isVisibleDraft(drafts, at)) };
    },
    async rehearsalRows({ key, offset, limit }) {
      const people = last?.people.get(key)?.();
      if (last === null || people === undefined) throw new ExpectedError('run-not-found');
      const { today, later } = last;
      return {
        total: people.length,
        people: people.slice(offset, offset + limit).map((person) => {
          const before = today.person(later.idOf(person));
          return { ...toPersonSummary(later, person), before: before < 0 ? '' : toPersonSummary(today, before).organization };
        }),
      };
    },
  };
}

/**
 * Rethrows a failure with an error text for the simulation. Unlike an import, it cannot skip invalid rows, choose columns or confirm
 * warnings.
 */
function inWordsOfItsOwn(error: unknown): never {
  if (!(error instanceof ExpectedError)) throw error;
  const { code, params } = error.failure;
  if (code === 'file-rows-bad') throw new ExpectedError('rehearsal-rows-bad', params);
  throw new ExpectedError(code, { ...params, task: 'simulation' });
}

function namedBy({ changes, lost }: Pick<RehearsalResult, 'changes' | 'lost'>): RehearsalResult['deleted'] {
  const named = new Map<string, RehearsalResult['deleted'][number]>();
  for (const { section, objectId: id } of [...changes, ...lost]) if (id !== null) named.set(`${section} ${id}`, { section, id });
  return [...named.values()];
}

type Shown = Omit<Change, 'key' | 'people' | 'organizations' | 'more' | 'examples'>;

/** Lines of a simulation result; the people of each line are computed on demand. */
class Lines {
  readonly people = new Map<string, () => readonly PersonIndex[]>();
  readonly #changes: Change[] = [];
  readonly #later: CompanyIndex;

  constructor(later: CompanyIndex) {
    this.#later = later;
  }

  add(
    shown: Shown,
    detail: string,
    {
      people,
      places,
      examples,
    }: { readonly people: number; readonly places: Change['organizations']; readonly examples: Change['examples'] },
    of: () => readonly PersonIndex[],
  ): void {
    const key = `${shown.change} ${shown.section} ${shown.objectId ?? ''} ${detail}`;
    let known: readonly PersonIndex[] | null = null;
    this.people.set(key, () => {
      known ??= of();
      return known;
    });
    const organizations = places.slice(0, SHOWN_ORGANIZATIONS);
    this.#changes.push({ ...shown, key, people, organizations, more: places.length - organizations.length, examples });
  }

  /** Adds the people who gain or lose an invoice group or permission, regardless of which object causes it. */
  addPeople(section: 'invoice_groups' | 'allowed_users', changed: ChangedPeople): void {
    for (const change of ['breaks', 'mends'] as const) {
      const people = changed[change];
      if (people.length === 0) continue;
      const homes = new Set(people.map((person) => this.#later.organizations[this.#later.homes[person] ?? -1]?.id ?? ''));
      this.add(
        {
          section,
          objectId: section === 'allowed_users' ? section : null,
          name: '',
          change,
          severity: 'block',
          stepId: null,
          text: `analysis.rehearsal.${section}.${change}`,
          params: {},
        },
        '',
        {
          people: people.length,
          places: [...homes].map((id) => toNamedOrganization(this.#later, id)),
          examples: people.slice(0, SHOWN_EXAMPLES).map((person) => ({ id: this.#later.idOf(person), name: this.#later.nameOf(person) })),
        },
        () => people,
      );
    }
  }

  sorted(): Change[] {
    return this.#changes.sort(
      (a, b) => (a.change === b.change ? b.people - a.people : a.change === 'breaks' ? -1 : 1) || (a.key < b.key ? -1 : 1),
    );
  }
}

const listed = ({ users, organizations, ...more }: Bodies['invoice_groups'] | Bodies['allowed_users']): readonly RouteReference[] => [
  ...users.map((id) => ({ kind: 'user' as const, id, stepId: null })),
  ...organizations.map(({ id }) => ({ kind: 'organization' as const, id, stepId: null })),
  ...('roles' in more ? more.roles.map((id) => ({ kind: 'role' as const, id, stepId: null })) : []),
];

function lostLine(
  section: Lost['section'],
  objectId: string,
  name: string,
  { kind, id, stepId, state }: RouteReference & { readonly state: Lost['state'] },
  { index, people }: CompanyOnDay,
): Lost {
  const title =
    kind === 'user'
      ? toNamedPerson(index, id).name
      : kind === 'organization'
        ? toNamedOrganization(index, id).name
        : (people.roles.find((role) => role.id === id)?.name ?? id);
  return { section, objectId, name, stepId, kind, id, title, state };
}
