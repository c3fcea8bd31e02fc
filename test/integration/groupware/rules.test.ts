import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Groupware } from '#main/groupware/groupware.ts';
import type { ObjectStore } from '#main/groupware/object-store.ts';
import type { Bodies } from '#shared/domain/drafts/sections.ts';
import { createRoute, createRouteStep, type Step } from '#shared/domain/routes/route.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import { GATEWAY_SECTIONS, type GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import type { Sandbox } from '../../support/sandbox/sandbox.ts';
import { connectTo, leaseOf, objectsOf, startServer } from './support.ts';

let sandbox: Sandbox;
let groupware: Groupware;
let objects: ObjectStore;
let lease: string;
beforeAll(async () => {
  sandbox = await startServer();
  groupware = await connectTo(sandbox);
  objects = objectsOf(groupware);
  lease = await leaseOf(objects);
});
afterAll(async () => {
  await groupware.close();
  await sandbox.close();
});
let requests = 0;
const REVISIONS: Readonly<Partial<Record<GatewaySection, number>>> = { integration: 1, common_settings: 1, allowed_users: 1 };
/** Returns the server's response to a body that it must refuse. */
const put = <S extends GatewaySection>(
  section: S,
  body: Bodies[S],
  id: string = REVISIONS[section] ? section : 'new',
  ifRevision = REVISIONS[section] ?? 0,
) => objects.put({ section, id, body, ifRevision, requestId: `request-${++requests}`, lease });
const remove = (section: GatewaySection, id: string) =>
  objects.delete({ section, id, ifRevision: 1, requestId: `request-${++requests}`, lease });
const refusedAt = (field: string) => ({ kind: 'refused', field, message: expect.stringMatching(/[ぁ-ん]/) });

const route = (changes: Partial<Bodies['routes']>): Bodies['routes'] => ({ ...createRoute('new', '文房具'), ...changes });
const complete = (...approvers: Step['approvers'][]): Bodies['routes'] =>
  route({ status: 'complete', steps: approvers.map((one, at) => ({ ...createRouteStep(`s${at}`), approvers: one })) });
const group = (changes: Partial<Bodies['invoice_groups']>): Bodies['invoice_groups'] => ({
  code: 'NEW01',
  name: '新しい組',
  users: ['1001'],
  organizations: [],
  ...changes,
});
const INTEGRATION: Bodies['integration'] = { systemLogin: 'DEMO', poRequestUrl: 'https://example.com/', punchoutUrl: '' };
const COMMON: Bodies['common_settings'] = { title: '購入', routeId: null, serialId: null };
const ALLOWED: Bodies['allowed_users'] = { everyone: false, users: [], organizations: [], roles: [] };

const broken: readonly (readonly [string, () => Promise<unknown>, string])[] = [
  ['a route without a name', () => put('routes', route({ name: ' ' })), 'name'],
  ['a name of 101 characters', () => put('serials', createSerial('あ'.repeat(101))), 'name'],
  ['a name that another route has', () => put('routes', route({ name: '福岡支店の購入' })), 'name'],
  ['a route under the id of another', () => put('routes', route({ id: 'other' })), 'id'],
  ['a complete route without steps', () => put('routes', complete()), 'steps'],
  ['two steps with one id', () => put('routes', route({ steps: [createRouteStep('a'), createRouteStep('a')] })), 'steps.1.id'],
  [
    'a complete route with an organisation yet to be chosen',
    () => put('routes', route({ status: 'complete', steps: [createRouteStep('a')] })),
    'steps.0.approvers',
  ],
  ['a complete route that asks nobody', () => put('routes', complete({ kind: 'users', users: [] })), 'steps.0.approvers'],
  [
    'an approver who does not exist',
    () => put('routes', complete({ kind: 'applicant' }, { kind: 'users', users: ['1001', '999'] })),
    'steps.1.approvers.users.1',
  ],
  ['a role that does not exist', () => put('routes', complete({ kind: 'role', roleId: '999' })), 'steps.0.approvers.roleId'],
  [
    'an organisation that does not exist',
    () => put('routes', complete({ kind: 'organization', organizationId: '999', resolver: { kind: 'members' } })),
    'steps.0.approvers.organizationId',
  ],
  [
    'a group without a name',
    () => put('routes', complete({ kind: 'group', name: '', members: ['1001'], rule: 'all' })),
    'steps.0.approvers.name',
  ],
  [
    'access for somebody unknown',
    () => put('routes', route({ access: { kind: 'listed', principals: [{ kind: 'role', id: '999' }] } })),
    'access.principals.0.id',
  ],
  ['a serial without a counter', () => put('serials', { ...createSerial('x'), parts: [{ kind: 'year4' }] }), 'parts'],
  ['a start that the digits do not hold', () => put('serials', { ...createSerial('x'), startValue: 100_000 }), 'startValue'],
  ['a code in full-width', () => put('invoice_groups', group({ code: 'ＮEW01' })), 'code'],
  ['a code of 21 characters', () => put('invoice_groups', group({ code: 'A'.repeat(21) })), 'code'],
  ['a code that another group has', () => put('invoice_groups', group({ code: 'HONSHA01' })), 'code'],
  ['a member who does not exist', () => put('invoice_groups', group({ users: ['1001', 'x'] })), 'users.1'],
  [
    'an organisation that is none',
    () => put('invoice_groups', group({ organizations: [{ id: 'x', descendants: true }] })),
    'organizations.0.id',
  ],
  ['a System Login with blanks', () => put('integration', { ...INTEGRATION, systemLogin: 'DEMO SHOJI' }), 'systemLogin'],
  ['an unprotected address', () => put('integration', { ...INTEGRATION, poRequestUrl: 'http://example.com/' }), 'poRequestUrl'],
  ['settings without a title', () => put('common_settings', { ...COMMON, title: '' }), 'title'],
  ['a route that does not exist', () => put('common_settings', { ...COMMON, routeId: 'gone' }), 'routeId'],
  ['a route that is not complete', () => put('common_settings', { ...COMMON, routeId: 'demo-route-computers' }), 'routeId'],
  ['a serial that does not exist', () => put('common_settings', { ...COMMON, serialId: 'gone' }), 'serialId'],
  ['allowing a role that does not exist', () => put('allowed_users', { ...ALLOWED, roles: ['501', '999'] }), 'roles.1'],
  ['a second object where there is one', () => put('allowed_users', ALLOWED, 'another', 0), 'id'],
  ['a field nobody knows', () => put('serials', { ...createSerial('x'), colour: 'red' } as Bodies['serials']), 'colour'],
  ['a value of another shape', () => put('serials', { ...createSerial('x'), fiscalStartMonth: 13 }), 'fiscalStartMonth'],
  ['deleting a route in use', () => remove('routes', 'demo-route-standard'), 'id'],
  ['deleting a serial in use', () => remove('serials', 'demo-serial-standard'), 'id'],
  ['deleting what is always there', () => remove('integration', 'integration'), 'section'],
];

describe('the rules of the server', () => {
  it.each(broken)('refuse invalid input: %s', async (_, write, field) => {
    expect(await write()).toEqual(refusedAt(field));
  });

  it('have changed nothing by all these refusals', async () => {
    expect((await objects.changes('1')).changes).toEqual([]);
  });

  it('take a range of levels in either order, as the console writes it from the deeper one up', async () => {
    for (const [from, to] of [
      [3, 2],
      [2, 3],
    ] as const) {
      const id = `levels-${from}`;
      const body = complete({ kind: 'hierarchy', from, to, resolver: { kind: 'approvers' } });
      expect(await put('routes', { ...body, id, name: id }, id)).toMatchObject({ kind: 'written' });
    }
  });

  it('leave a route in use complete', async () => {
    const [standard] = (await objects.list('routes')).objects;
    if (standard === undefined) throw new Error('no route');
    expect(await put('routes', { ...standard.body, status: 'incomplete' }, standard.id, standard.revision)).toEqual(refusedAt('status'));
  });

  it('refuse only the planted faults in the company’s setup', async () => {
    const refused: string[] = [];
    for (const section of GATEWAY_SECTIONS)
      for (const { id, body, revision } of (await objects.list(section)).objects) {
        const outcome = await put(section, body, id, revision);
        if (outcome.kind !== 'written') refused.push(`${id} ${outcome.kind === 'refused' ? outcome.field : outcome.kind}`);
      }
    expect(refused).toEqual(['demo-invoice-3 code']);
  });

  it('keep one invoice group, and allow deleting unused ones', async () => {
    const groups = (await objects.list('invoice_groups')).objects;
    const outcomes = [];
    for (const { id, revision } of groups)
      outcomes.push(
        await objects.delete({ section: 'invoice_groups', id, ifRevision: revision, requestId: `request-${++requests}`, lease }),
      );
    expect(outcomes.slice(0, -1).every(({ kind }) => kind === 'written')).toBe(true);
    expect(outcomes.at(-1)).toEqual(refusedAt('id'));

    const [settings] = (await objects.list('common_settings')).objects;
    await put('common_settings', COMMON, 'common_settings', settings?.revision);
    const standard = (await objects.list('routes')).objects.find(({ id }) => id === 'demo-route-standard');
    const target = { section: 'routes', id: 'demo-route-standard', ifRevision: standard?.revision ?? 0 } as const;
    expect(await objects.delete({ ...target, requestId: `request-${++requests}`, lease })).toMatchObject({ kind: 'written' });
  });

  it('apply to other administrators as well', () => {
    expect(sandbox.edit({ section: 'serials', id: 'demo-serial-standard', fields: { name: '' } })).toMatchObject({ field: 'name' });
    expect(sandbox.edit({ section: 'allowed_users', id: 'allowed_users', body: null })).toMatchObject({ field: 'id' });
    expect(sandbox.edit({ section: 'serials', id: 'nobody', fields: { name: 'x' } })).toMatchObject({ field: 'id' });
    expect(sandbox.edit({ section: 'serials', id: 'demo-serial-collides', body: null })).toBeNull();
  });
});
