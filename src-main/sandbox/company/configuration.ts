import type { DraftsFileObject } from '#shared/domain/drafts/drafts-form.ts';
import { type AmazonGroup, createAmazonGroup, type OrganizationChoice } from '#shared/domain/integration/settings.ts';
import { DEMO_PO_REQUEST_URL, DEMO_PUNCHOUT_URL } from '#shared/domain/integration/web-addresses/amazon-hosts.ts';
import type { InvoiceGroup } from '#shared/domain/invoicing/invoice-group.ts';
import { createRoute, createRouteStep, type Route, type Step } from '#shared/domain/routes/route.ts';
import { createSerial, type Serial } from '#shared/domain/serials/serial.ts';
import { DEMO_SYSTEM_LOGIN, PURCHASING_GROUP } from './amazon-accounts.ts';
import type { DemoCompany } from './company.ts';

/**
 * Returns the demo company's settings in NEO and its recorded Amazon groups. Most people can order, and there is one fault of each kind.
 * Equal for equal company and day; fictional.
 */
export function createDemoConfiguration(company: DemoCompany, today: string): readonly DraftsFileObject[] {
  const organization = (code: string): string => company.organizations.find((one) => one.code === code)?.id ?? '';
  const role = (name: string): string => company.roles.find((one) => one.name === name)?.id ?? '';
  /** Returns the head of an organization, even one who was suspended or deleted since. */
  const head = (code: string): string => {
    const own = company.organizations.find((one) => one.code === code);
    return company.users.find(({ organizations, title }) => organizations[0] === own?.id && title === own?.headTitle)?.id ?? '';
  };
  const below = (...codes: string[]): OrganizationChoice[] => codes.map((code) => ({ id: organization(code), descendants: true }));
  const alone = (...codes: string[]): OrganizationChoice[] => codes.map((code) => ({ id: organization(code), descendants: false }));

  const objects: DraftsFileObject[] = [];
  for (const route of routes({ organization, role, head })) objects.push({ section: 'routes', id: route.id, body: route, note: '' });
  for (const { id, serial } of SERIALS) objects.push({ section: 'serials', id, body: serial, note: '' });
  const groups: readonly InvoiceGroup[] = [
    { code: 'HONSHA01', name: '本社', users: [], organizations: below('10') },
    // 青森営業所 was opened after this group was created, so it is missing.
    { code: 'HIGASHI01', name: '東日本支店', users: [], organizations: [...below('20', '22', '2101', '2102'), ...alone('21')] },
    // The letter Ｎ is full-width.
    { code: 'ＮISHI01', name: '西日本支店（旧）', users: [head('24')], organizations: alone('24') },
    { code: 'NISHI01', name: '西日本支店', users: [], organizations: below('23', '24', '25', '26', '27') },
    { code: 'KOJO01', name: '工場', users: [], organizations: below('40', '41', '42') },
    // Has the letter O where Amazon's code has the digit 0.
    { code: 'GIKENO1', name: '技術研究所', users: [], organizations: below('50') },
    { code: 'YAKUIN', name: '役員', users: [head('0000'), head('10')], organizations: [] },
  ];
  groups.forEach((body, at) => {
    objects.push({ section: 'invoice_groups', id: `demo-invoice-${at + 1}`, body, note: '' });
  });
  amazonGroups(today).forEach((body, at) => {
    objects.push({ section: 'amazon_groups', id: `demo-amazon-${at + 1}`, body, note: '' });
  });
  const [standard] = SERIALS;
  return [
    ...objects,
    {
      section: 'integration',
      id: 'integration',
      body: {
        systemLogin: DEMO_SYSTEM_LOGIN,
        poRequestUrl: DEMO_PO_REQUEST_URL,
        punchoutUrl: DEMO_PUNCHOUT_URL,
      },
      note: '',
    },
    {
      section: 'common_settings',
      id: 'common_settings',
      body: { title: 'Amazonビジネス購入申請', routeId: 'demo-route-standard', serialId: standard.id },
      note: '',
    },
    { section: 'allowed_users', id: 'allowed_users', body: { everyone: true, users: [], organizations: [], roles: [] }, note: '' },
  ];
}

interface Places {
  readonly organization: (code: string) => string;
  readonly role: (name: string) => string;
  readonly head: (code: string) => string;
}

function routes({ organization, role, head }: Places): readonly Route[] {
  const step = (id: string, approvers: Step['approvers'], changes: Partial<Step> = {}): Step => ({
    ...createRouteStep(id),
    approvers,
    expectedDays: 1,
    ...changes,
  });
  const final = { role: 'decide', finalDecider: true } as const;
  const level = (at: number): Step['approvers'] => ({ kind: 'hierarchy', from: at, to: at, resolver: { kind: 'approvers' } });
  const approversOf = (code: string): Step['approvers'] => ({
    kind: 'organization',
    organizationId: organization(code),
    resolver: { kind: 'approvers' },
  });
  const route = (id: string, name: string, steps: readonly Step[], changes: Partial<Route> = {}): Route => ({
    ...createRoute(`demo-route-${id}`, name),
    status: 'complete',
    steps,
    ...changes,
  });
  const openTo = (...codes: string[]): Pick<Route, 'access'> => ({
    access: { kind: 'listed', principals: codes.map((code) => ({ kind: 'organization', id: organization(code), descendants: true })) },
  });
  return [
    route('standard', '物品購入（標準）', [
      step('standard-1', { kind: 'role', roleId: role('購買担当者') }),
      step('standard-2', approversOf('1008'), final),
    ]),
    // 名古屋支店 営業部 has no approver.
    route(
      'department',
      '営業部門の購入（部長決裁）',
      [step('department-1', level(3), { expectedDays: 2 }), step('department-2', approversOf('1008'), final)],
      openTo('1010', '1011', '2301', '2401'),
    ),
    // The branch manager of 福岡 is suspended without a successor.
    route(
      'fukuoka',
      '福岡支店の購入',
      [step('fukuoka-1', { kind: 'users', users: [head('27')] }), step('fukuoka-2', approversOf('1008'), final)],
      openTo('27'),
    ),
    route(
      'computers',
      '情報機器の購入',
      [step('computers-1', approversOf('1005')), step('computers-2', { kind: 'role', roleId: '' }, final)],
      {
        status: 'incomplete',
      },
    ),
    route('committee', '設備の購入（購買委員会）', [
      step('committee-1', level(3), { expectedDays: 2 }),
      step('committee-2', approversOf('1003'), { role: 'verify', expectedDays: 2 }),
      step(
        'committee-3',
        { kind: 'group', name: '購買委員会', members: ['1008', '1003', '1001', '1006', '22'].map(head), rule: 'over-half' },
        { ...final, expectedDays: 3 },
      ),
    ]),
  ];
}

const serial = (id: string, name: string, changes: Partial<Serial>): { readonly id: string; readonly serial: Serial } => ({
  id: `demo-serial-${id}`,
  serial: { ...createSerial(name), ...changes },
});

const SERIALS = [
  serial('standard', '購入申請番号', {
    parts: [
      { kind: 'text', text: 'AB-' },
      { kind: 'fiscalYear4' },
      { kind: 'text', text: '-' },
      { kind: 'counter', digits: 5, zeroPad: true },
    ],
  }),
  // The counter restarts every year, but the number does not contain the year, so numbers repeat.
  serial('collides', '旧・購入番号', {
    parts: [
      { kind: 'text', text: 'P' },
      { kind: 'counter', digits: 6, zeroPad: true },
    ],
    reset: 'year',
  }),
  serial('overflows', '支店購入番号', {
    parts: [
      { kind: 'text', text: 'S' },
      { kind: 'fiscalYear2' },
      { kind: 'text', text: '-' },
      { kind: 'counter', digits: 3, zeroPad: true },
    ],
  }),
] as const;

function amazonGroups(today: string): readonly AmazonGroup[] {
  const day = (before: number): string => new Date(Date.parse(`${today}T00:00:00Z`) - before * 86_400_000).toISOString().slice(0, 10);
  const group = (name: string, integrationOption: string, changes: Partial<AmazonGroup> = {}): AmazonGroup => ({
    ...createAmazonGroup(name),
    integrationOption,
    paymentOption: 'administrator',
    addresses: 1,
    purchasingSystem: { state: 'active', registeredOn: day(60) },
    ...changes,
  });
  return [
    group(PURCHASING_GROUP, 'HONSHA01', { addresses: 3 }),
    group('東日本', 'HIGASHI01', { addresses: 6 }),
    group('西日本', 'NISHI01', { addresses: 9 }),
    group('工場', 'KOJO01', { addresses: 3 }),
    group('技術研究所', 'GIKEN01', { purchasingSystem: { state: 'test', registeredOn: day(5) } }),
    group('海外事業部', 'KAIGAI01', { paymentOption: 'unknown', purchasingSystem: { state: 'none', registeredOn: null } }),
  ];
}
