import { describe, expect, it } from 'vitest';
import { ALLOWED, countPeopleByAccess, markAllowedPeople, PERHAPS_ALLOWED } from '#shared/domain/integration/allowed-users.ts';
import { type IntegrationState, listIntegrationFindings } from '#shared/domain/integration/findings.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { type AmazonGroup, createAmazonGroup, EVERYONE_ALLOWED } from '#shared/domain/integration/settings.ts';
import { lintWebAddresses } from '#shared/domain/integration/web-addresses/addresses.ts';
import { DEMO_PO_REQUEST_URL, getLocalHostKind } from '#shared/domain/integration/web-addresses/amazon-hosts.ts';
import { neoUser } from '../../support/directories.ts';

const PO = 'https://https-ats.amazonsedi.com/3d7fd1a9-7b1c-4a52-9a86-2f9ce2f7a111';
const UUID = PO.slice(PO.lastIndexOf('/'));
const PUNCHOUT = 'https://abintegrations.amazon.co.jp/punchout';

describe('what is wrong with two addresses', () => {
  const told = (po: string, punchout: string) =>
    lintWebAddresses(po, punchout).map(({ severity, path, code, params }) => [severity, path, code, params]);
  const [host, other] = ['abintegrations.amazon.co.jp', 'example.co.jp'];

  it.each<[string, string, string, ReturnType<typeof told>]>([
    ['a blank', `${PO} `, '', [['block', 'poRequestUrl', 'address-blanks', {}]]],
    ['no address', 'amazonsedi', '', [['block', 'poRequestUrl', 'address-malformed', {}]]],
    [
      'addresses the wrong way round',
      PUNCHOUT,
      PO,
      [
        ['block', 'poRequestUrl', 'addresses-swapped', { host }],
        ['block', 'punchoutUrl', 'addresses-swapped', { host: 'https-ats.amazonsedi.com' }],
      ],
    ],
    // Each address alone resembles the other kind, by its host or by its path.
    [
      'an order’s host to shop at',
      PO,
      'https://x.amazonsedi.com/',
      [['block', 'punchoutUrl', 'addresses-swapped', { host: 'x.amazonsedi.com' }]],
    ],
    ['an order’s path to shop at', PO, `https://${other}${UUID}`, [['block', 'punchoutUrl', 'addresses-swapped', { host: other }]]],
    ['a shop’s host for orders', `https://${host}/`, '', [['block', 'poRequestUrl', 'addresses-swapped', { host }]]],
    ['a shop’s path for orders', `https://${other}/punchout`, '', [['block', 'poRequestUrl', 'addresses-swapped', { host: other }]]],
    [
      'a shop’s older path for orders',
      `https://${other}/a/eprocurement/b`,
      '',
      [['block', 'poRequestUrl', 'addresses-swapped', { host: other }]],
    ],
    ['an order’s host with a shop’s path', 'https://x.amazonsedi.com/punchout', '', [['block', 'poRequestUrl', 'po-path-no-uuid', {}]]],
    ['a UUID that is cut', PO.slice(0, -1), '', [['block', 'poRequestUrl', 'po-path-no-uuid', {}]]],
    ['a UUID with one digit more', `${PO}1`, '', [['block', 'poRequestUrl', 'po-path-no-uuid', {}]]],
    ['a whole UUID with a slash behind it', `${PO}/`, '', [['risk', 'poRequestUrl', 'po-path-no-uuid', {}]]],
    ['a whole UUID below another path', PO.replace('.com/', '.com/orders/'), '', [['risk', 'poRequestUrl', 'po-path-no-uuid', {}]]],
    ['an order’s host of another region in capitals', PO.replace('https-ats', 'HTTPS-EU-ATS').toUpperCase(), '', []],
    ['a foreign host with a whole UUID', `https://${other}${UUID}`, '', [['block', 'poRequestUrl', 'po-host-foreign', { host: other }]]],
    [
      'a host that ends like Amazon’s without its dot',
      PO.replace('https-ats.', 'https-ats'),
      '',
      [['block', 'poRequestUrl', 'po-host-foreign', { host: 'https-atsamazonsedi.com' }]],
    ],
    [
      'another of Amazon’s own hosts',
      `https://orders.amazon.co.jp${UUID}`,
      '',
      [['risk', 'poRequestUrl', 'po-host-foreign', { host: 'orders.amazon.co.jp' }]],
    ],
    [
      'a foreign host without an order’s path and with a query',
      `https://${other}/orders/punchout?a`,
      '',
      [
        ['block', 'poRequestUrl', 'po-host-foreign', { host: other }],
        ['block', 'poRequestUrl', 'po-path-no-uuid', {}],
        ['risk', 'poRequestUrl', 'po-extra', {}],
      ],
    ],
    ['a foreign shop', PO, `https://${other}/punchout`, [['risk', 'punchoutUrl', 'punchout-host-foreign', { host: other }]]],
    ['one address twice', PO, PO, [['block', 'punchoutUrl', 'addresses-same', {}]]],
    ['one foreign address twice', `https://${other}${UUID}`, `https://${other}${UUID}`, [['block', 'punchoutUrl', 'addresses-same', {}]]],
    ['one shop twice', PUNCHOUT, PUNCHOUT, [['block', 'poRequestUrl', 'addresses-same', {}]]],
    [
      'this machine, which is nobody’s foreign host',
      `http://127.0.0.1${UUID}`,
      'http://localhost/shop',
      [
        ['note', 'poRequestUrl', 'address-demo', { host: '127.0.0.1' }],
        ['note', 'punchoutUrl', 'address-demo', { host: 'localhost' }],
      ],
    ],
  ])('%s', (_, po, punchout, problems) => {
    expect(told(po, punchout)).toEqual(problems);
  });

  it('this machine has three names, and a name of the demo ends in its own', () => {
    const kinds = (...hosts: string[]) => hosts.map(getLocalHostKind);
    expect(kinds('localhost', '[::1]', '127.0.0.1', '127.255.10.1')).toEqual(['loopback', 'loopback', 'loopback', 'loopback']);
    expect(kinds('a.localhost', new URL(DEMO_PO_REQUEST_URL).host)).toEqual(['demo', 'demo']);
    expect(kinds('localhost.example', 'alocalhost', '[::]', '1.127.0.0.1', '127.0.0.1.example', '127.0.0', '')).toEqual(
      Array(7).fill(null),
    );
  });
});

describe('who may order', () => {
  const people = new PeopleIndex({
    neoUsers: [neoUser({ id: '0', organizations: ['9', '2'] }), neoUser({ id: '1', organizations: ['1', '3'] }), neoUser({ id: '2' })],
    organizations: ['1', '2', '3'].map((id) => ({ id, code: '', name: id, parentId: null })),
    roles: [{ id: 'r', name: '', members: ['2'] }],
  });
  const listed = { ...EVERYONE_ALLOWED, everyone: false };
  const who = (fields: Partial<typeof listed>, policy?: Parameters<typeof markAllowedPeople>[2]) =>
    [...markAllowedPeople({ ...listed, ...fields }, people, policy)].join('');

  it('includes people with one of several posts there, and no one missing from the lists', () => {
    expect(who({ organizations: [{ id: '3', descendants: false }] })).toBe('010');
    expect(who({ organizations: [{ id: '2', descendants: false }] })).toBe('100');
    expect(who({ users: ['0', 'gone'] })).toBe('100');
    expect(who({ roles: ['r', 'gone'] })).toBe('001');
    expect(who({ organizations: [{ id: 'gone', descendants: true }] })).toBe('000');
  });

  it('includes everyone for an empty list only if the policy defines it', () => {
    expect(who({})).toBe('000');
    expect(who({}, { emptyList: 'nobody' })).toBe('000');
    expect(who({}, { emptyList: 'everybody' })).toBe('111');
    for (const fields of [{ users: ['0'] }, { roles: ['gone'] }, { organizations: [{ id: 'gone', descendants: true }] }])
      expect(who(fields, { emptyList: 'everybody' })).toBe(who(fields));
  });

  it('is counted by who can log in, and only those who are marked', () => {
    const some = new PeopleIndex({
      neoUsers: (['active', 'suspended', 'active', 'login-denied', 'suspended'] as const).map((state, at) =>
        neoUser({ id: String(at), state }),
      ),
      organizations: [],
      roles: [],
    });
    expect(countPeopleByAccess(Uint8Array.from([1, 1, 0, 1, 0]), some)).toEqual({ active: 1, inactive: 2, unchecked: 0 });
    expect(countPeopleByAccess(Uint8Array.from([ALLOWED, 0, PERHAPS_ALLOWED, PERHAPS_ALLOWED, 0]), some)).toEqual({
      active: 1,
      inactive: 0,
      unchecked: 1,
    });
  });
});

describe('gate 1', () => {
  const integration = { systemLogin: 'login', poRequestUrl: PO, punchoutUrl: '' };
  const found = (part: Partial<IntegrationState>) =>
    listIntegrationFindings({
      integration,
      passwordSet: true,
      amazonGroups: [],
      today: '2026-11-24',
      activeBy: (day) => (day === 'no day' ? null : day.replace('-0', '-1')),
      ...part,
    });
  const group = (name: string, state: AmazonGroup['purchasingSystem']['state'], registeredOn: string | null = null): AmazonGroup => ({
    ...createAmazonGroup(name),
    purchasingSystem: { state, registeredOn },
  });
  const checkout = (group: string, state: string, day = '') => [
    { code: 'checkout-not-active', neoIndex: -1, params: { group, state, day } },
  ];

  it('names all that is missing, in the order of the screen', () => {
    const missing = (part: Partial<IntegrationState>) => found(part).map(({ code, params }) => [code, params]);
    expect(missing({ integration: null, passwordSet: false })).toEqual([
      ['integration-incomplete', { missing: 'systemLogin password poRequestUrl' }],
    ]);
    expect(missing({ integration: { ...integration, systemLogin: ' ' } })).toEqual([
      ['integration-incomplete', { missing: 'systemLogin' }],
    ]);
    expect(missing({ integration: { ...integration, poRequestUrl: '' } })).toEqual([
      ['integration-incomplete', { missing: 'poRequestUrl' }],
    ]);
    expect(missing({ passwordSet: null })).toEqual([]);
    // An address of only blanks is missing and also malformed.
    expect(missing({ integration: { ...integration, poRequestUrl: ' ' } }).map(([code]) => code)).toEqual([
      'integration-incomplete',
      'po-url-suspicious',
    ]);
  });

  it('reports what is wrong with the address for orders, not with the other values, and no notes', () => {
    expect(found({ integration: { ...integration, poRequestUrl: PO.replace('.com', '.com:8443') } })).toEqual([
      { code: 'po-url-suspicious', neoIndex: -1, params: { problem: 'address-port', port: 8443 } },
    ]);
    expect(found({ integration: { ...integration, punchoutUrl: 'x' } })).toEqual([]);
    expect(found({ integration: { ...integration, poRequestUrl: DEMO_PO_REQUEST_URL } })).toEqual([]);
  });

  it('is closed until one Amazon group is active, and names a group in test before any other', () => {
    expect(found({ amazonGroups: [group('a', 'none'), group('b', 'none')] })).toEqual(checkout('a', 'none'));
    expect(found({ amazonGroups: [group('a', 'none'), group('b', 'test'), group('c', 'test')] })).toEqual(checkout('b', 'test'));
  });

  it('waits for the group that is active soonest, and for none whose date is past or unknown', () => {
    const waiting = (...days: (string | null)[]) => found({ amazonGroups: days.map((day, at) => group(`${at}`, 'active', day)) });
    // A registration on the 4th is active by the 14th.
    expect(waiting('2026-12-05', '2026-12-04', '2026-12-06')).toEqual(checkout('1', 'waiting', '2026-12-14'));
    expect(waiting('2026-11-24')).toEqual(checkout('0', 'waiting', '2026-11-24'));
    expect(waiting('2026-12-05', '2026-11-23')).toEqual([]);
    expect(waiting('2026-12-05', null)).toEqual([]);
    expect(waiting('2026-12-05', 'no day')).toEqual([]);
    expect(found({ amazonGroups: [group('a', 'active', '2026-12-05'), group('b', 'test'), group('c', 'none', '2026-11-02')] })).toEqual(
      checkout('a', 'waiting', '2026-12-15'),
    );
  });
});
