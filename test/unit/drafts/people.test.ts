import { describe, expect, it } from 'vitest';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import { listDirectoryReferences, listReferrers, type ReferenceTarget } from '#shared/domain/drafts/references.ts';
import { type Body, createDraftBody, type Section } from '#shared/domain/drafts/sections.ts';
import { type PersonChange, planPersonChanges } from '#shared/domain/drafts/successors.ts';
import { type Access, type Approver, createRoute, createRouteStep, type Route } from '#shared/domain/routes/route.ts';

const draft = (section: Section, id: string, body: object | null): Draft =>
  ({ section, id, base: null, draft: body === null ? null : { ...createDraftBody(section, id, id), ...body }, note: '' }) as Draft;
const users = (...ids: string[]): Approver => ({ kind: 'users', users: ids });
const group = (...members: string[]): Approver => ({ kind: 'group', name: '委員会', members, rule: 'one' });
const within = (...ids: string[]): Approver => ({ kind: 'organization', organizationId: 'o', resolver: { kind: 'selected', users: ids } });
const levels = (...ids: string[]): Approver => ({ kind: 'hierarchy', from: 2, to: 1, resolver: { kind: 'selected', users: ids } });
const listed = (...ids: string[]): Access => ({ kind: 'listed', principals: ids.map((id) => ({ kind: 'user', id })) });
const route = (approvers: readonly Approver[], access: Access = { kind: 'everyone' }): Partial<Route> => ({
  access,
  steps: approvers.map((one, at) => ({ ...createRouteStep(`s${at + 1}`), approvers: one })),
});

describe('a person who is removed everywhere, or replaced', () => {
  const planned = (drafts: readonly Draft[], ...changes: PersonChange[]) => {
    const { lines, edits } = planPersonChanges(drafts, changes);
    return {
      lines: lines.map(
        ({ personId, section, objectId, name, how, stepId, step, effect, by }) =>
          `${personId} ${section} ${objectId} ${name} ${how} ${stepId} ${step} ${effect} ${by}`,
      ),
      edits: edits.map((edit) => ('edit' in edit ? [edit.section, edit.id, edit.edit] : [])),
    };
  };
  const goes = (id: string, by: string | null = null): PersonChange => ({ id, by });
  const set = (stepId: string, approvers: Approver) => ({ kind: 'set-step', stepId, changes: { approvers } });

  it('is removed from every list that names them, and from nothing else', () => {
    const drafts = [
      draft('routes', 'r', route([users('1', '2'), { kind: 'role', roleId: '1' }, group('2', '1')], listed('1', '2'))),
      draft('routes', 'other', route([users('2'), { kind: 'applicant' }], listed('2'))),
      draft('invoice_groups', 'g', { users: ['2', '1'] }),
      draft('allowed_users', 'allowed_users', { everyone: false, users: ['1', '2'] }),
      draft('routes', 'gone', null),
    ];
    expect(planned(drafts, goes('1'))).toEqual({
      lines: [
        '1 routes r r access null null removed null',
        '1 routes r r step s1 1 removed null',
        '1 routes r r step s3 3 removed null',
        '1 invoice_groups g g member null null removed null',
        '1 allowed_users allowed_users  allowed null null removed null',
      ],
      edits: [
        [
          'routes',
          'r',
          { kind: 'sequence', edits: [{ kind: 'set-access', access: listed('2') }, set('s1', users('2')), set('s3', group('2'))] },
        ],
        ['invoice_groups', 'g', { kind: 'set', fields: { users: ['2'] } }],
        ['allowed_users', 'allowed_users', { kind: 'set', fields: { users: ['2'] } }],
      ],
    });
    expect(planned(drafts, goes('3'))).toEqual({ lines: [], edits: [] });
    expect(planned(drafts)).toEqual({ lines: [], edits: [] });
  });

  it('is replaced at the same position, in any list of people', () => {
    for (const made of [users, group, within, levels])
      expect(planned([draft('routes', 'r', route([made('1', '2', '3')]))], goes('2', '9'))).toEqual({
        lines: ['2 routes r r step s1 1 replaced 9'],
        edits: [['routes', 'r', set('s1', made('1', '9', '3'))]],
      });
    const kept: Access = {
      kind: 'listed',
      principals: [
        { kind: 'role', id: '2' },
        { kind: 'user', id: '2' },
      ],
    };
    expect(planned([draft('routes', 'r', route([], kept))], goes('2', '9')).edits).toEqual([
      [
        'routes',
        'r',
        {
          kind: 'set-access',
          access: {
            kind: 'listed',
            principals: [
              { kind: 'role', id: '2' },
              { kind: 'user', id: '9' },
            ],
          },
        },
      ],
    ]);
  });

  it('is only removed if the successor is already in the list, or replaces another person', () => {
    const of = (list: readonly string[], ...changes: PersonChange[]) => {
      const { lines, edits } = planned([draft('routes', 'r', route([users(...list)]))], ...changes);
      return [
        lines.map((line) =>
          line
            .split(' ')
            .filter((_, at) => at === 0 || at > 6)
            .join(' '),
        ),
        edits[0]?.[2],
      ];
    };
    expect(of(['1', '2'], goes('1', '2'))).toEqual([['1 already 2'], set('s1', users('2'))]);
    expect(of(['1', '2'], goes('1', '9'), goes('2', '9'))).toEqual([['1 replaced 9', '2 already 9'], set('s1', users('9'))]);
    expect(of(['1', '1', '2'], goes('1', '9'))).toEqual([['1 replaced 9'], set('s1', users('9', '2'))]);
    // If a successor is also replaced, the chain is followed to its end. A cycle leads to no successor.
    expect(of(['1', '3'], goes('1', '2'), goes('2', '9'))).toEqual([['1 replaced 9'], set('s1', users('9', '3'))]);
    expect(of(['1', '3'], goes('1', '2'), goes('2', '1'))).toEqual([['1 removed null'], set('s1', users('3'))]);
    expect(of(['1', '3'], goes('1', '2'), goes('2'))).toEqual([['1 removed null'], set('s1', users('3'))]);
  });

  it('stays if the list would otherwise be empty', () => {
    const vacant = (one: Draft) => {
      const { lines, edits } = planned([one], goes('1'));
      return [lines.map((line) => line.split(' ').at(-2)), edits];
    };
    const alone = [['vacant'], []];
    expect(vacant(draft('routes', 'r', route([users('1')])))).toEqual(alone);
    expect(vacant(draft('routes', 'r', route([], listed('1'))))).toEqual(alone);
    expect(vacant(draft('invoice_groups', 'g', { users: ['1'] }))).toEqual(alone);
    expect(vacant(draft('allowed_users', 'allowed_users', { everyone: false, users: ['1'] }))).toEqual(alone);
    // These objects also have other members. A list that includes everyone names no individual.
    const organizations = [{ id: 'o', descendants: true }];
    const field = (section: Section, id: string) => [['removed'], [[section, id, { kind: 'set', fields: { users: [] } }]]];
    expect(vacant(draft('invoice_groups', 'g', { users: ['1'], organizations }))).toEqual(field('invoice_groups', 'g'));
    for (const beside of [{ organizations }, { roles: ['x'] }])
      expect(vacant(draft('allowed_users', 'allowed_users', { everyone: false, users: ['1'], ...beside }))).toEqual(
        field('allowed_users', 'allowed_users'),
      );
    expect(vacant(draft('allowed_users', 'allowed_users', { everyone: true, users: ['1', '2'] }))).toEqual([[], []]);
  });
});

describe('who names something', () => {
  const drafts = [
    draft('routes', 'r', route([users('1'), { kind: 'role', roleId: 'x' }, users('1')], listed('1'))),
    draft('routes', 'r2', route([within('2')])),
    draft('invoice_groups', 'g', { users: ['1'], organizations: [{ id: 'o', descendants: false }] }),
    draft('allowed_users', 'allowed_users', {
      everyone: false,
      users: ['1'],
      organizations: [{ id: 'o', descendants: true }],
      roles: ['x'],
    }),
    draft('common_settings', 'common_settings', { routeId: 'r', serialId: 'n' }),
    draft('serials', 'n', {}),
    draft('routes', 'gone', null),
  ];
  const told = (target: ReferenceTarget, of: readonly Draft[] = drafts) =>
    listReferrers(of, target).map(({ section, id, name, how }) => `${section} ${id} ${name} ${how}`);
  const everyone = drafts.map((one) =>
    one.section === 'allowed_users' ? draft('allowed_users', 'allowed_users', { everyone: true, users: ['1'] }) : one,
  );

  it('in NEO’s directory is reported once for each kind of reference', () => {
    const allowed = 'allowed_users allowed_users  allowed';
    expect(told({ kind: 'user', id: '1' })).toEqual(['routes r r access', 'routes r r step', 'invoice_groups g g member', allowed]);
    expect(told({ kind: 'user', id: '1' }, everyone)).toEqual(['routes r r access', 'routes r r step', 'invoice_groups g g member']);
    expect(told({ kind: 'role', id: 'x' })).toEqual(['routes r r step', allowed]);
    expect(told({ kind: 'organization', id: 'o' })).toEqual(['routes r2 r2 step', 'invoice_groups g g member', allowed]);
    // An ID is valid only within its kind.
    expect(told({ kind: 'role', id: '1' })).toEqual([]);
    expect(told({ kind: 'organization', id: 'x' })).toEqual([]);
  });

  it('in the drafts is reported with the kind of reference', () => {
    const of = (section: Section, id: string) => told({ kind: 'draft', section, id });
    expect(of('routes', 'r')).toEqual(['common_settings common_settings  default-route']);
    expect(of('serials', 'n')).toEqual(['common_settings common_settings  default-serial']);
    expect([of('routes', 'n'), of('serials', 'r'), of('routes', 'gone'), of('invoice_groups', 'nowhere')]).toEqual([[], [], [], []]);
    // A draft to be deleted is still found by its former code.
    const was = { ...draft('invoice_groups', 'old', null), base: { ...createDraftBody('invoice_groups', 'old', ''), code: 'A' } } as Draft;
    expect(
      told({ kind: 'draft', section: 'invoice_groups', id: 'old' }, [was, draft('amazon_groups', 'a', { integrationOption: 'A' })]),
    ).toEqual(['amazon_groups a a same-code']);
  });

  it('is every person and object that a body names', () => {
    const body = (id: string): Body => drafts.find((one) => one.id === id)?.draft as Body;
    const named = (section: Section, id: string) => listDirectoryReferences(section, body(id)).map((one) => `${one.kind} ${one.id}`);
    expect(named('routes', 'r')).toEqual(['user 1', 'user 1', 'role x', 'user 1']);
    expect(named('invoice_groups', 'g')).toEqual(['user 1', 'organization o']);
    expect(named('allowed_users', 'allowed_users')).toEqual(['user 1', 'organization o', 'role x']);
    expect(named('serials', 'n')).toEqual([]);
    expect(listDirectoryReferences('routes', createRoute('r', ''))).toEqual([]);
  });
});
