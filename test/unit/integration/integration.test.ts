import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countPeopleByAccess, lintAllowedUsers, markAllowedPeople } from '#shared/domain/integration/allowed-users.ts';
import { listIntegrationFindings } from '#shared/domain/integration/findings.ts';
import { lintAmazonGroup, lintCommonSettings, lintIntegration } from '#shared/domain/integration/lint.ts';
import { readPastedGroups } from '#shared/domain/integration/pasted-groups.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { type AmazonGroup, createAmazonGroup, EVERYONE_ALLOWED } from '#shared/domain/integration/settings.ts';
import { lintWebAddresses } from '#shared/domain/integration/web-addresses/addresses.ts';
import { DEMO_PO_REQUEST_URL, DEMO_PUNCHOUT_URL } from '#shared/domain/integration/web-addresses/amazon-hosts.ts';
import { neoUser } from '../../support/directories.ts';
import { anyText } from '../../support/drafts.ts';

const PO = 'https://https-ats.amazonsedi.com/3d7fd1a9-7b1c-4a52-9a86-2f9ce2f7a111';
const PUNCHOUT = 'https://abintegrations.amazon.co.jp/punchout';
const codes = (problems: readonly { readonly code: string; readonly path: string }[]): readonly string[] =>
  problems.map(({ code, path }) => `${path} ${code}`);

describe('the two addresses', () => {
  it.each([
    [PO, PUNCHOUT, []],
    [PO, '', []],
    [PO.replace('https-ats', 'https-eu-ats'), '', []],
    ['', PUNCHOUT, ['poRequestUrl address-empty']],
    [PO.replace('https:', 'http:'), '', ['poRequestUrl address-not-https']],
    [`${PO} `, '', ['poRequestUrl address-blanks']],
    [PO.replace('amazonsedi.com/', 'amazonsedi.com／'), '', ['poRequestUrl address-width']],
    [PO.slice(0, -3), '', ['poRequestUrl po-path-no-uuid']],
    [`${PO}?a=1`, '', ['poRequestUrl po-extra']],
    [PO.replace('https-ats.amazonsedi.com', 'amazonsedi.com.example'), '', ['poRequestUrl po-host-foreign']],
    [PO.replace('//', '//user:x@'), '', ['poRequestUrl address-credentials']],
    ['amazonsedi', '', ['poRequestUrl address-malformed']],
    [PUNCHOUT, PO, ['poRequestUrl addresses-swapped', 'punchoutUrl addresses-swapped']],
    [PO, 'https://www.example.co.jp/', ['punchoutUrl punchout-host-foreign']],
    [PO, 'https://abintegrations.amazon.evl.com/punchout', ['punchoutUrl punchout-host-foreign']],
    [PO, PO, ['punchoutUrl addresses-same']],
    [PUNCHOUT, PUNCHOUT, ['poRequestUrl addresses-same']],
    [DEMO_PO_REQUEST_URL, DEMO_PUNCHOUT_URL, ['poRequestUrl address-demo', 'punchoutUrl address-demo']],
    [PO.replace('https://https-ats.amazonsedi.com', 'http://127.0.0.1:8080'), '', ['poRequestUrl address-demo']],
    [PO.replace('https://https-ats.amazonsedi.com', 'ftp://127.0.0.1:8080'), '', ['poRequestUrl address-not-https']],
  ])('%s and %s', (po, punchout, expected) => {
    expect(codes(lintWebAddresses(po, punchout))).toEqual(expected);
  });

  it.each([
    [PO.replace('https:', 'http:'), { code: 'address-not-https', severity: 'block', params: { scheme: 'http' } }],
    [PO.replace('https:', 'FTP:'), { code: 'address-not-https', severity: 'block', params: { scheme: 'ftp' } }],
    [
      PO.replace('amazonsedi.com/', 'amazonsedi.com／'),
      { code: 'address-width', severity: 'block', params: { character: '／', position: 33 } },
    ],
    [PO.replace('amazonsedi.com', 'amazonsedi.com:8443'), { code: 'address-port', severity: 'block', params: { port: 8443 } }],
    [PO.replace('//', '//user:x@'), { code: 'address-credentials', severity: 'block', params: {} }],
    [DEMO_PO_REQUEST_URL, { code: 'address-demo', severity: 'note', params: { host: new URL(DEMO_PO_REQUEST_URL).host } }],
    ['', { code: 'address-empty', severity: 'block', params: {} }],
  ])('%s is reported with its details', (po, told) => {
    expect(lintWebAddresses(po, '')[0]).toEqual({ ...told, path: 'poRequestUrl' });
  });

  it('never throw', () => {
    fc.assert(
      fc.property(
        anyText,
        anyText,
        anyText,
        (systemLogin, poRequestUrl, punchoutUrl) =>
          void expect(lintIntegration({ systemLogin, poRequestUrl, punchoutUrl })).toBeInstanceOf(Array),
      ),
    );
  });
});

describe('common settings', () => {
  it('need a title, a complete route and a serial number', () => {
    const route = { name: '購買', complete: true };
    expect(lintCommonSettings({ title: '購買申請', routeId: 'r', serialId: 's' }, { route, serial: { name: '連番' } })).toEqual([]);
    expect(codes(lintCommonSettings({ title: ' ', routeId: null, serialId: null }, { route: null, serial: null }))).toEqual([
      'title title-empty',
      'routeId route-none',
      'serialId serial-none',
    ]);
    expect(
      codes(lintCommonSettings({ title: 'x', routeId: 'r', serialId: 's' }, { route: { ...route, complete: false }, serial: null })),
    ).toEqual(['routeId route-incomplete', 'serialId serial-gone']);
  });
});

describe('allowed users', () => {
  const users = [
    neoUser({ id: '0', organizations: ['*2'] }),
    neoUser({ id: '1', organizations: ['1'], state: 'suspended', name: '田中' }),
    neoUser({ id: '2', organizations: ['9', '2'] }),
    neoUser({ id: '3' }),
  ];
  const people = new PeopleIndex({
    neoUsers: users,
    organizations: [
      { id: '1', code: '', name: '本社', parentId: null },
      { id: '2', code: '', name: '営業部', parentId: '1' },
    ],
    roles: [{ id: 'r', name: '購買', members: ['3', 'gone'] }],
  });
  const nobody = { ...EVERYONE_ALLOWED, everyone: false };
  const who = (fields: Partial<typeof nobody>): readonly number[] =>
    [...markAllowedPeople({ ...nobody, ...fields }, people)].flatMap((mark, at) => (mark === 1 ? [at] : []));

  it('are everyone, or who is named, belongs, or has the role', () => {
    expect(who({ everyone: true })).toEqual([0, 1, 2, 3]);
    expect(who({})).toEqual([]);
    expect(who({ users: ['3', 'gone'] })).toEqual([3]);
    expect(who({ organizations: [{ id: '1', descendants: false }] })).toEqual([1]);
    expect(who({ organizations: [{ id: '1', descendants: true }] })).toEqual([0, 1, 2]);
    expect(who({ roles: ['r'] })).toEqual([3]);
    expect(countPeopleByAccess(markAllowedPeople({ ...nobody, everyone: true }, people), people)).toEqual({
      active: 3,
      inactive: 1,
      unchecked: 0,
    });
  });

  it('are reported if they no longer exist', () => {
    const list = { ...nobody, users: ['1', 'gone', '1'], organizations: [{ id: 'lost', descendants: true }], roles: ['old'] };
    expect(codes(lintAllowedUsers(list, people))).toEqual([
      'users[2] entry-twice',
      'users[0] user-inactive',
      'users[1] user-unknown',
      'users[2] user-inactive',
      'organizations[0] organization-unknown',
      'roles[0] role-unknown',
    ]);
    expect(codes(lintAllowedUsers(nobody, people))).toEqual([' people-empty']);
  });
});

describe('gate 1', () => {
  const amazon = (state: AmazonGroup['purchasingSystem']['state'], registeredOn: string | null): AmazonGroup => ({
    ...createAmazonGroup('購買'),
    purchasingSystem: { state, registeredOn },
  });
  const ask = (amazonGroups: readonly AmazonGroup[], poRequestUrl = PO, passwordSet: boolean | null = true, systemLogin = 'login') =>
    listIntegrationFindings({
      integration: { systemLogin, poRequestUrl, punchoutUrl: '' },
      passwordSet,
      amazonGroups,
      today: '2026-11-24',
      activeBy: (day) => (day === '2026-11-20' ? '2026-11-26' : '2026-11-10'),
    }).map(({ code, params }) => [code, params['missing'] ?? params['problem'] ?? params['state']]);

  it('opens with all values and one active group', () => {
    expect(ask([])).toEqual([]);
    expect(ask([amazon('test', null), amazon('active', null)])).toEqual([]);
    expect(ask([amazon('active', '2026-11-02')])).toEqual([]);
  });

  it('reports what is missing, suspicious or still pending', () => {
    expect(ask([], '', false)).toEqual([['integration-incomplete', 'password poRequestUrl']]);
    expect(ask([], PUNCHOUT, null)).toEqual([['po-url-suspicious', 'addresses-swapped']]);
    expect(ask([amazon('none', null), amazon('test', '2026-11-02')])).toEqual([['checkout-not-active', 'test']]);
    expect(ask([amazon('active', '2026-11-20')])).toEqual([['checkout-not-active', 'waiting']]);
  });

  it('stays closed for a System Login that cannot be right, once nothing is missing', () => {
    for (const login of ['ＮＥＯlogin　x', 'neo login', 'ﾛｸﾞｲﾝ']) {
      const wrong = lintIntegration({ systemLogin: login, poRequestUrl: PO, punchoutUrl: '' }).find(({ severity }) => severity === 'block');
      expect(ask([], PO, true, login)).toEqual([['integration-incomplete', wrong?.code]]);
    }
    expect(ask([], PO, false, 'neo login')).toEqual([['integration-incomplete', 'password']]);
    expect(ask([], PO, true, ' ')).toEqual([['integration-incomplete', 'systemLogin']]);
  });

  it('detects a group that is not ready for orders', () => {
    expect(
      codes(lintAmazonGroup({ ...amazon('test', '2026-02-30'), integrationOption: 'NEO-1', paymentOption: 'users' }, '2026-11-24')),
    ).toEqual([
      'integrationOption code-character',
      'paymentOption payment-by-users',
      'addresses address-none',
      'purchasingSystem.state system-test',
      'purchasingSystem.registeredOn registered-malformed',
    ]);
  });
});

describe('pasted Amazon groups', () => {
  it('are read from a sheet, from CSV, and from names alone', () => {
    expect(readPastedGroups('グループ名\tシステム連携用オプション\r\n本社購買\tNEOcatalog\t余分\r\n\r\n支社\t\r\n')).toEqual([
      { name: '本社購買', integrationOption: 'NEOcatalog' },
      { name: '支社', integrationOption: '' },
    ]);
    expect(readPastedGroups('本社, 総務,NEO1\n支社')).toEqual([
      { name: '本社, 総務', integrationOption: 'NEO1' },
      { name: '支社', integrationOption: '' },
    ]);
  });

  it('keep an option unchanged, including invalid characters', () => {
    expect(readPastedGroups('本社\tＮＥＯ')).toEqual([{ name: '本社', integrationOption: 'ＮＥＯ' }]);
  });
});
