import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { foldForSearch } from '#shared/domain/directory/names.ts';
import { listBodies } from '#shared/domain/drafts/draft.ts';
import type { PeopleIndex } from '#shared/domain/integration/people.ts';
import { assignOrganizationToGroup } from '#shared/domain/invoicing/assign.ts';
import { matchCodes } from '#shared/domain/invoicing/code-match.ts';
import { computeMembership, listPossibleGroups, type Membership } from '#shared/domain/invoicing/membership.ts';
import { flagServingGroups } from '../../company/drafts/coverage-view.ts';
import type { CompanySession } from '../../company/session.ts';

/** Members of each invoice group, and whether Amazon has its code. */
export interface InvoicingService {
  invoiceCodes(): Promise<CallOutput<'invoicing.codes'>>;
  invoicePeople(window: CallParsedInput<'invoicing.people'>): Promise<CallOutput<'invoicing.people'>>;
  invoiceAssignment(question: CallParsedInput<'invoicing.assignment'>): Promise<CallOutput<'invoicing.assignment'>>;
}

export function createInvoicingService(session: CompanySession): InvoicingService {
  let last: { readonly revision: number; readonly people: PeopleIndex; readonly membership: Membership } | null = null;

  const revision = (): number => session.file().drafts.state().revision;
  const groups = () => [...listBodies(session.file().drafts.state().drafts.values(), 'invoice_groups')];
  function membership(people: PeopleIndex): Membership {
    if (last?.revision !== revision() || last.people !== people) {
      const bodies = groups().map(({ body }) => body);
      last = { revision: revision(), people, membership: computeMembership(bodies, people) };
    }
    return last.membership;
  }

  /** Counts, per group, people in scope, and those who are in no other group, as far as the lists show. */
  function headCounts(people: PeopleIndex | undefined, count: number): { readonly people: Int32Array; readonly only: Int32Array } {
    const counts = { people: new Int32Array(count), only: new Int32Array(count) };
    if (people === undefined) return counts;
    const { sets, setOfUser } = membership(people);
    const inScope = session.scope();
    const ofSet = new Int32Array(sets.length);
    for (let i = 0; i < setOfUser.length; i++)
      if (inScope[i] === 1) ofSet[setOfUser[i] as number] = (ofSet[setOfUser[i] as number] as number) + 1;
    sets.forEach((set, at) => {
      for (const group of set) {
        counts.people[group] = (counts.people[group] as number) + (ofSet[at] as number);
        if (set.length === 1) counts.only[group] = (counts.only[group] as number) + (ofSet[at] as number);
      }
    });
    return counts;
  }

  return {
    async invoiceCodes() {
      const own = groups();
      const amazon = [...listBodies(session.file().drafts.state().drafts.values(), 'amazon_groups')].filter(
        ({ body }) => body.integrationOption !== '',
      );
      const matches = matchCodes(
        own.map(({ body }) => body.code),
        amazon.map(({ body }) => body.integrationOption),
      );
      const counts = headCounts(session.draftCache.company()?.people, own.length);
      const amazonGroupAt = (at: number): CallOutput<'invoicing.codes'>['unused'][number] | null => {
        const group = amazon[at];
        return group === undefined ? null : { id: group.id, name: group.body.name, option: group.body.integrationOption };
      };
      // An option counts as used only if a code is equal, not merely similar.
      const used = new Set(own.map(({ body }) => body.code));
      return {
        revision: revision(),
        amazonKnown: amazon.length > 0,
        rows: own.map(({ id, body: { name, code } }, at) => {
          const match = matches[at];
          return {
            id,
            name,
            code,
            people: counts.people[at] ?? 0,
            only: counts.only[at] ?? 0,
            match: amazon.length === 0 || match === undefined ? null : match.kind,
            malformed: match?.malformed ?? false,
            amazonGroup: amazonGroupAt(match?.at ?? -1),
          };
        }),
        unused: amazon.flatMap(({ body }, at) => (used.has(body.integrationOption) ? [] : (amazonGroupAt(at) ?? []))),
      };
    },
    async invoicePeople({ which, organizationId, search, offset, limit }) {
      const company = session.draftCache.company();
      if (company === null) throw new ExpectedError('analysis-no-people');
      const { people } = company;
      const own = groups();
      const known = membership(people);
      const { sets, setOfUser } = known;
      const group = which.kind === 'group' ? own.findIndex(({ id }) => id === which.groupId) : -1;
      if (which.kind === 'group' && group < 0) throw new ExpectedError('draft-not-found');
      const serving = flagServingGroups(session.file().drafts.state().drafts);
      const covering = (set: readonly number[]): number => set.filter((place) => serving[place]).length;
      const wanted = sets.map((set) =>
        which.kind === 'none' ? covering(set) === 0 : which.kind === 'several' ? covering(set) > 1 : set.includes(group),
      );
      const places = organizationId === null ? null : new Set(people.chosen([{ id: organizationId, descendants: true }]));
      const words = foldForSearch(search)
        .split(' ')
        .filter((word) => word !== '');
      /** Returns the organization displayed beside a name. */
      const organizationOf = (at: number): string =>
        people.organizations[people.homes[at] as number]?.name ?? people.users[at]?.organizations[0] ?? '';
      const found: number[] = [];
      const inScope = session.scope();
      people.users.forEach(({ name, kana, loginId, employeeCode }, at) => {
        if (inScope[at] !== 1 || !wanted[setOfUser[at] as number]) return;
        if (which.kind === 'none' && covering(listPossibleGroups(known, at)) > 0) return;
        if (places !== null && !places.has(people.homes[at] as number)) return;
        if (words.length > 0) {
          const text = foldForSearch([name, name.replace(/\s/gu, ''), kana, loginId, employeeCode, organizationOf(at)].join('\n'));
          if (!words.every((word) => text.includes(word))) return;
        }
        found.push(at);
      });
      return {
        revision: revision(),
        total: found.length,
        people: found.slice(offset, offset + limit).map((at) => {
          const user = people.users[at] as PeopleIndex['users'][number];
          return {
            id: user.id,
            name: user.name,
            organizationId: people.organizations[people.homes[at] as number]?.id ?? '',
            organization: organizationOf(at),
            title: user.title,
            groups: (sets[setOfUser[at] as number] ?? []).map((place) => ({ id: own[place]?.id ?? '', name: own[place]?.body.name ?? '' })),
          };
        }),
      };
    },
    async invoiceAssignment({ groupId, organizationId }) {
      const company = session.draftCache.company();
      if (company === null) throw new ExpectedError('analysis-no-people');
      const { people } = company;
      const own = groups();
      const at = own.findIndex(({ id }) => id === groupId);
      const group = own[at];
      if (group === undefined) throw new ExpectedError('draft-not-found');
      const named = (id: string): CallOutput<'invoicing.assignment'>['organization'] => ({
        id,
        name: people.organizations[people.organizationAt(id)]?.name ?? id,
      });
      const { name, code, organizations } = group.body;
      const outcome = assignOrganizationToGroup(people, session.scope(), membership(people), at, organizations, organizationId);
      return {
        revision: revision(),
        group: { id: groupId, name: name === '' ? code : name },
        organization: named(organizationId),
        outcome:
          outcome.kind === 'covered'
            ? { kind: 'covered', by: named(outcome.by) }
            : outcome.kind === 'adds'
              ? { ...outcome, removed: organizations.slice(outcome.at, outcome.at + outcome.remove).map((one) => ({ ...one })) }
              : outcome,
      };
    },
  };
}
