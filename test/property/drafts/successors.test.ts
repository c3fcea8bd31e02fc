import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDraftChanges, applyDraftCommand, type DraftCommand } from '#shared/domain/drafts/commands.ts';
import { type Draft, type Drafts, getDraftKey, listBodies } from '#shared/domain/drafts/draft.ts';
import { listDirectoryReferences } from '#shared/domain/drafts/references.ts';
import type { Bodies, Section } from '#shared/domain/drafts/sections.ts';
import { type PersonChange, planPersonChanges } from '#shared/domain/drafts/successors.ts';
import type { Approver, Route } from '#shared/domain/routes/route.ts';

const anyId = fc.constantFrom('1', '2', '3', '4', '5', '6');
const anyIds = fc.uniqueArray(anyId, { maxLength: 4 });
const organizations = fc.array(fc.constant({ id: 'o1', descendants: true }), { maxLength: 1 });

const anyApprover: fc.Arbitrary<Approver> = fc.oneof(
  anyIds.map((users): Approver => ({ kind: 'users', users })),
  anyIds.map((members): Approver => ({ kind: 'group', name: 'g', members, rule: 'half-or-more' })),
  anyIds.map((users): Approver => ({ kind: 'organization', organizationId: 'o1', resolver: { kind: 'selected', users } })),
  anyIds.map((users): Approver => ({ kind: 'hierarchy', from: 1, to: 2, resolver: { kind: 'selected', users } })),
  fc.constant<Approver>({ kind: 'role', roleId: '1' }),
  fc.constant<Approver>({ kind: 'applicant' }),
);

const anyRoute = (id: string): fc.Arbitrary<Route> =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant('経路'),
    status: fc.constant('complete' as const),
    access: fc.oneof(
      fc.constant({ kind: 'everyone' as const }),
      fc.tuple(anyIds, fc.boolean()).map(([ids, more]) => ({
        kind: 'listed' as const,
        principals: [...ids.map((user) => ({ kind: 'user' as const, id: user })), ...(more ? [{ kind: 'role' as const, id: '1' }] : [])],
      })),
    ),
    applicantHandling: fc.constant(null),
    steps: fc.array(anyApprover, { maxLength: 3 }).map((all) =>
      all.map((approvers, at) => ({
        id: `s${at}`,
        role: 'approve' as const,
        finalDecider: false,
        approvers,
        rule: 'one' as const,
        expectedDays: null,
        branch: null,
      })),
    ),
  });

const draftOf = <S extends Section>(section: S, id: string, body: Bodies[S]): Draft => ({ section, id, base: null, draft: body, note: '' });

const anyCompany: fc.Arbitrary<Drafts> = fc
  .tuple(
    anyRoute('r1'),
    anyRoute('r2'),
    fc.record({ code: fc.constant('A1'), name: fc.constant('本社'), users: anyIds, organizations }),
    fc.record({ everyone: fc.boolean(), users: anyIds, organizations, roles: fc.constant([] as string[]) }),
  )
  .map(([one, other, group, allowed]) => {
    const drafts = [
      draftOf('routes', 'r1', one),
      draftOf('routes', 'r2', other),
      draftOf('invoice_groups', 'g1', group),
      draftOf('allowed_users', 'allowed_users', allowed),
    ];
    return new Map(drafts.map((draft) => [getDraftKey(draft), draft]));
  });

const anyChanges: fc.Arbitrary<readonly PersonChange[]> = fc
  .uniqueArray(fc.record({ id: anyId, by: fc.option(fc.constantFrom('1', '2', '6', '7', '8')) }), {
    selector: ({ id }) => id,
    maxLength: 4,
  })
  .map((changes) => changes.filter(({ id, by }) => id !== by));

const commandOf = (drafts: Drafts, changes: readonly PersonChange[]): DraftCommand => ({
  kind: 'sequence',
  commands: planPersonChanges(drafts.values(), changes).edits,
});
const changed = (drafts: Drafts, changes: readonly PersonChange[]): Drafts =>
  applyDraftChanges(drafts, applyDraftCommand(drafts, commandOf(drafts, changes)).changes);

/** Returns every list of people in the drafts, under a stable name. */
function lists(drafts: Drafts): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { id, body } of listBodies(drafts.values(), 'routes')) {
    if (body.access.kind === 'listed')
      found.set(
        `${id} access`,
        body.access.principals.map((one) => `${one.kind} ${one.id}`),
      );
    for (const step of body.steps)
      found.set(
        `${id} ${step.id}`,
        listDirectoryReferences('routes', { ...body, access: { kind: 'everyone' }, steps: [step] }).map((one) => `${one.kind} ${one.id}`),
      );
  }
  for (const { body } of listBodies(drafts.values(), 'invoice_groups'))
    found.set(
      'group',
      listDirectoryReferences('invoice_groups', body).map((one) => `${one.kind} ${one.id}`),
    );
  for (const { body } of listBodies(drafts.values(), 'allowed_users'))
    if (!body.everyone)
      found.set(
        'allowed',
        listDirectoryReferences('allowed_users', body).map((one) => `${one.kind} ${one.id}`),
      );
  return found;
}

describe('people who are taken out of everything, or replaced', () => {
  it('are named only in lists that would otherwise be empty, which is reported', () => {
    fc.assert(
      fc.property(anyCompany, anyChanges, (drafts, changes) => {
        const { lines } = planPersonChanges(drafts.values(), changes);
        const gone = new Set(changes.map(({ id }) => `user ${id}`));
        const still = [...lists(changed(drafts, changes)).values()].flat().filter((one) => gone.has(one)).length;
        expect(still).toBe(lines.filter(({ effect }) => effect === 'vacant').length);
      }),
    );
  });

  it('leave no list empty that had members', () => {
    fc.assert(
      fc.property(anyCompany, anyChanges, (drafts, changes) => {
        const now = lists(changed(drafts, changes));
        for (const [name, before] of lists(drafts)) if (before.length > 0) expect(now.get(name)?.length).toBeGreaterThan(0);
      }),
    );
  });

  it('do not move other people, and add no one to a list twice', () => {
    fc.assert(
      fc.property(anyCompany, anyChanges, (drafts, changes) => {
        const gone = new Set(changes.map(({ id }) => `user ${id}`));
        const successors = new Set(changes.map(({ by }) => `user ${by}`));
        const now = lists(changed(drafts, changes));
        for (const [name, before] of lists(drafts)) {
          const is = now.get(name) ?? [];
          const others = (list: readonly string[]): readonly string[] => list.filter((one) => !gone.has(one));
          expect(others(is).filter((one) => !successors.has(one) || before.includes(one))).toEqual(others(before));
          expect(new Set(is.filter((one) => one.startsWith('user '))).size).toBe(is.filter((one) => one.startsWith('user ')).length);
        }
      }),
    );
  });

  it('are restored exactly by one undo', () => {
    fc.assert(
      fc.property(anyCompany, anyChanges, (drafts, changes) => {
        const { changes: made, inverse } = applyDraftCommand(drafts, commandOf(drafts, changes));
        const now = applyDraftChanges(drafts, made);
        expect(applyDraftChanges(now, applyDraftCommand(now, inverse).changes)).toEqual(drafts);
      }),
    );
  });

  it('are reported with one line per list that names them', () => {
    fc.assert(
      fc.property(anyCompany, anyChanges, (drafts, changes) => {
        const gone = new Set(changes.map(({ id }) => `user ${id}`));
        const named = [...lists(drafts).values()].flat().filter((one) => gone.has(one)).length;
        expect(planPersonChanges(drafts.values(), changes).lines).toHaveLength(named);
      }),
    );
  });
});
