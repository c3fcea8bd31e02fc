import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { LeaverRow, PersonReferences } from '#shared/contract/fixes/leavers.ts';
import { mayBeActive } from '#shared/domain/directory/directory.ts';
import { listBodies } from '#shared/domain/drafts/draft.ts';
import { listDirectoryReferences } from '#shared/domain/drafts/references.ts';
import { type PersonChange, type PersonPlanRow, planPersonChanges } from '#shared/domain/drafts/successors.ts';
import type { CompanyPeople } from '../../company/directory/company-people.ts';
import { applyToDrafts } from '../../company/drafts/draft-apply.ts';
import type { CompanySession } from '../../company/session.ts';

/** Removes or replaces people in all drafts. */
export interface LeaverService {
  planLeavers(order: CallParsedInput<'leavers.plan'>): Promise<CallOutput<'leavers.plan'>>;
  placesOf(id: string): Promise<PersonReferences>;
  takeLeavers(order: CallParsedInput<'leavers.take'>): Promise<CallOutput<'leavers.take'>>;
}
type Plan = CallOutput<'leavers.plan'>;

const MAX_SHOWN = 300;

export function createLeaverService(session: CompanySession): LeaverService {
  const company = (): CompanyPeople => {
    const made = session.draftCache.company();
    if (made === null) throw new ExpectedError('analysis-no-people');
    return made;
  };
  const state = () => session.file().drafts.state();

  /** Throws for an invalid successor: missing in NEO's list, not active, or the same person. */
  function check(changes: readonly PersonChange[]): void {
    const { people } = company();
    const going = new Set(changes.map(({ id }) => id));
    for (const { id, by } of changes) {
      if (by === null) continue;
      const user = people.users[people.userAt(by)];
      if (by === id || going.has(by) || user === undefined || !mayBeActive(user.state))
        throw new ExpectedError('person-cannot-replace', { name: user?.name ?? by });
    }
  }

  return {
    async planLeavers({ chosen, also }) {
      const { revision, drafts } = state();
      const found = new Leavers(session, company());
      check(chosen);
      const plan = planPersonChanges(drafts.values(), chosen);
      const chosenIds = new Map(chosen.map(({ id, by }) => [id, by]));
      const ids = [...new Set([...chosen.map(({ id }) => id), ...also, ...found.all()])];
      const others = planPersonChanges(
        drafts.values(),
        ids.filter((id) => !chosenIds.has(id)).map((id) => ({ id, by: null })),
      );
      const lines = new Map<string, LeaverRow['lines']>();
      for (const line of [...plan.lines, ...others.lines]) lines.set(line.personId, [...(lines.get(line.personId) ?? []), plainLine(line)]);
      const people = ids.map((id) => ({
        ...found.person(id),
        chosen: chosenIds.has(id),
        by: found.named(chosenIds.get(id) ?? null),
        lines: lines.get(id) ?? [],
      }));
      const own = new Set(also);
      people.sort((a, b) => Number(own.has(b.id)) - Number(own.has(a.id)) || b.lines.length - a.lines.length || (a.id < b.id ? -1 : 1));
      const unable = new Set(found.all());
      const isInRolesOnly = (person: LeaverRow): boolean =>
        unable.has(person.id) && person.lines.length === 0 && person.elsewhere.every(({ kind }) => kind === 'role');
      const rolesOnly = people.filter(isInRolesOnly).length;
      return {
        revision,
        total: people.length,
        rolesOnly,
        people: people.slice(0, MAX_SHOWN),
        objects: plan.edits.length,
        ...countPlaces(plan.lines),
      };
    },
    async placesOf(id) {
      const elsewhere = [...placesElsewhere(session, company())].flatMap(({ userId, ...place }) => (userId === id ? [place] : []));
      return { lines: planPersonChanges(state().drafts.values(), [{ id, by: null }]).lines.map(plainLine), elsewhere };
    },
    async takeLeavers({ revision, chosen }) {
      check(chosen);
      const { revision: now, drafts } = state();
      if (now !== revision) throw new ExpectedError('draft-moved-on');
      return applyToDrafts(session, { kind: 'sequence', commands: planPersonChanges(drafts.values(), chosen).edits }, 'people');
    },
  };
}

const plainLine = ({ section, objectId, name, how, step, effect }: PersonPlanRow): PersonReferences['lines'][number] => ({
  section,
  objectId,
  name,
  how,
  step,
  effect,
});

/** Yields members of roles and approvers of organizations, which are set in NEO and cannot be changed by a plan. */
function* placesElsewhere(
  session: CompanySession,
  { people, told }: CompanyPeople,
): Generator<PersonReferences['elsewhere'][number] & { readonly userId: string }> {
  for (const { name, members } of people.roles) for (const userId of members) yield { kind: 'role', name, userId };
  for (const { organizationId, userId } of session.directory().approvers)
    yield { kind: 'approver', name: told.organization(organizationId) ?? organizationId, userId };
}

const countPlaces = (lines: readonly PersonPlanRow[]): Pick<Plan, 'places' | 'vacant'> => {
  const vacant = lines.filter(({ effect }) => effect === 'vacant').length;
  return { places: lines.length - vacant, vacant };
};

/** People named in drafts, as members of roles or as organization approvers who can no longer log in or are missing from the list. */
class Leavers {
  readonly #company: CompanyPeople;
  readonly #elsewhere = new Map<string, LeaverRow['elsewhere']>();
  readonly #ids: readonly string[];
  readonly #former: ReadonlyMap<string, string>;

  constructor(session: CompanySession, company: CompanyPeople) {
    this.#company = company;
    const { people } = company;
    const named = new Set<string>();
    for (const section of ['routes', 'invoice_groups', 'allowed_users'] as const)
      for (const { body } of listBodies(session.file().drafts.state().drafts.values(), section))
        if (!('everyone' in body && body.everyone))
          for (const { kind, id } of listDirectoryReferences(section, body)) if (kind === 'user') named.add(id);
    for (const { userId, ...place } of placesElsewhere(session, company))
      this.#elsewhere.set(userId, [...(this.#elsewhere.get(userId) ?? []), place]);
    // If the list contains none of the named ids, it uses a different kind of id, so no person can be reported as missing.
    const hasIds = [...named].some((id) => people.userAt(id) >= 0);
    this.#ids = [...new Set([...named, ...this.#elsewhere.keys()])].filter((id) => {
      const user = people.users[people.userAt(id)];
      return user === undefined ? hasIds && named.has(id) : !mayBeActive(user.state);
    });
    this.#former = session.file().persons.namesOf(this.#ids.filter((id) => people.userAt(id) < 0));
  }

  all(): readonly string[] {
    return this.#ids;
  }

  person(id: string): Pick<LeaverRow, 'id' | 'name' | 'loginId' | 'state' | 'elsewhere'> {
    const user = this.#company.people.users[this.#company.people.userAt(id)];
    const elsewhere = this.#elsewhere.get(id) ?? [];
    return user === undefined
      ? {
          id,
          name: this.#former.get(id) ?? id,
          loginId: '',
          state: 'gone',
          elsewhere,
        }
      : { id, name: user.name, loginId: user.loginId, state: user.state, elsewhere };
  }

  named(id: string | null): LeaverRow['by'] {
    return id === null ? null : { id, name: this.person(id).name };
  }
}
