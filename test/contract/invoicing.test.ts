import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoCompany } from '#main/sandbox/company/company.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

const company = createDemoCompany();
const organization = (code: string): string => company.organizations.find((one) => one.code === code)?.id ?? '';
/** Returns the active people whose first organization has one of these codes. */
const active = (...codes: string[]): string[] =>
  company.users
    .filter(({ state, organizations }) => state === 'active' && codes.some((code) => organizations[0] === organization(code)))
    .map(({ id }) => id);

describe('invoice groups through both hosts', () => {
  let client: HostClient;
  beforeAll(async () => {
    client = await openHostClient('both hosts');
    expect((await client.finish(client.call('companies.openDemo', {}))).error).toBeNull();
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  it('matches invoice groups with Amazon, and lists the people who are in none or in several', async () => {
    const { rows, unused, amazonKnown } = unwrapResult(await client.call('invoicing.codes', {}));
    expect(amazonKnown).toBe(true);
    expect(Object.fromEntries(rows.map(({ code, match }) => [code, match]))).toEqual({
      HONSHA01: 'exact',
      HIGASHI01: 'exact',
      ＮISHI01: 'width',
      NISHI01: 'exact',
      KOJO01: 'exact',
      GIKENO1: 'near',
      YAKUIN: 'unmatched',
    });
    expect(rows.find(({ code }) => code === 'GIKENO1')?.amazonGroup).toMatchObject({ option: 'GIKEN01' });
    expect(unused.map(({ option }) => option)).toEqual(['GIKEN01', 'KAIGAI01']);

    const window = { organizationId: null, search: '', offset: 0, limit: 500 };
    const none = unwrapResult(await client.call('invoicing.people', { ...window, which: { kind: 'none' } }));
    // A person who also belongs to an organization with a group is in that group.
    const alone = active('2191').filter((id) => company.users.find((user) => user.id === id)?.organizations.length === 1);
    expect(
      none.people
        .filter(({ groups }) => groups.length === 0)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(alone.sort());
    // A group whose code Amazon does not know covers no person.
    const broken = new Set(rows.filter(({ match }) => match !== 'exact').map(({ id }) => id));
    expect(none.people.every(({ groups }) => groups.every(({ id }) => broken.has(id)))).toBe(true);
    const map = unwrapResult(await client.call('drafts.coverage', { parentId: null }));
    expect([map.none, map.byCodeAlone]).toEqual([none.total, none.people.filter(({ groups }) => groups.length > 0).length]);
    expect(map.byCodeAlone).toBeGreaterThan(0);
    const several = unwrapResult(await client.call('invoicing.people', { ...window, which: { kind: 'several' } }));
    expect(several.total).toBeGreaterThan(0);
    expect(several.people.every(({ groups }) => groups.length > 1)).toBe(true);
    for (const { id, people, only } of rows) {
      const { total } = unwrapResult(await client.call('invoicing.people', { ...window, which: { kind: 'group', groupId: id }, limit: 1 }));
      expect(total).toBe(people);
      expect(only).toBeLessThanOrEqual(people);
    }
    const [someone] = none.people;
    const found = unwrapResult(await client.call('invoicing.people', { ...window, which: { kind: 'none' }, search: someone?.name ?? '' }));
    expect(found.people.map(({ id }) => id)).toContain(someone?.id);
    // The field searches names and organizations.
    const inOrganization = none.people.filter(({ organization: of }) => of === someone?.organization).map(({ id }) => id);
    const search = someone?.organization ?? '';
    const foundThere = unwrapResult(await client.call('invoicing.people', { ...window, which: { kind: 'none' }, search }));
    expect(foundThere.people.map(({ id }) => id)).toEqual(expect.arrayContaining(inOrganization));
    const both = unwrapResult(
      await client.call('invoicing.people', { ...window, which: { kind: 'none' }, search: `${search} ${someone?.name}` }),
    );
    expect(both.people.map(({ id }) => id)).toContain(someone?.id);
    const below = unwrapResult(
      await client.call('invoicing.people', { ...window, which: { kind: 'none' }, organizationId: organization('10') }),
    );
    expect(below.people.every(({ groups }) => groups.length > 0)).toBe(true);
    expect(below.total).toBeLessThan(none.total);
  });

  it('predicts the effect of giving an invoice group to an organization, and the map confirms it afterwards', async () => {
    const [top] = unwrapResult(await client.call('drafts.coverage', { parentId: null })).rows;
    const level = async () => unwrapResult(await client.call('drafts.coverage', { parentId: top?.id ?? '' }));
    const { rows, groups } = await level();
    const place = groups.findIndex((_, at) => rows.some(({ people, cells }) => people > 0 && cells.every(({ group }) => group !== at)));
    const row = rows.find(({ people, cells }) => people > 0 && cells.every(({ group }) => group !== place));
    const group = groups[place];
    if (row === undefined || group === undefined) throw new Error('every group is everywhere');
    const asked = { groupId: group.id, organizationId: row.id };
    const { outcome, organization } = unwrapResult(await client.call('invoicing.assignment', asked));
    expect(organization).toEqual({ id: row.id, name: row.name });
    if (outcome.kind !== 'adds') throw new Error(outcome.kind);
    // The prediction includes additional posts; the map counts people only in their first organization.
    expect(outcome.of).toBeGreaterThanOrEqual(row.people);
    expect(outcome.several).toBeLessThanOrEqual(outcome.people);
    const before = unwrapResult(await client.call('invoicing.codes', {})).rows.find(({ id }) => id === group.id)?.people ?? 0;
    const { at, remove } = outcome;
    const insert = [{ id: row.id, descendants: true }];
    unwrapResult(
      await client.call('drafts.apply', {
        command: {
          kind: 'edit',
          section: 'invoice_groups',
          id: group.id,
          edit: { kind: 'splice', field: 'organizations', at, remove, insert },
        },
      }),
    );
    expect(unwrapResult(await client.call('invoicing.codes', {})).rows.find(({ id }) => id === group.id)?.people).toBe(
      before + outcome.people,
    );
    expect((await level()).rows.find(({ id }) => id === row.id)?.cells).toContainEqual({ group: place, people: row.people });
    expect(unwrapResult(await client.call('invoicing.assignment', asked)).outcome).toEqual({ kind: 'covered', by: organization });
    unwrapResult(await client.call('drafts.undo', {}));
    expect((await client.call('invoicing.assignment', { ...asked, groupId: 'no-such-group' })).ok).toBe(false);
  });
});
