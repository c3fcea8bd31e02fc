import fc from 'fast-check';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { type AmazonGroup, createAmazonGroup, type OrganizationChoice } from '#shared/domain/integration/settings.ts';
import type { InvoiceGroup } from '#shared/domain/invoicing/invoice-group.ts';
import type { Configuration } from '#shared/domain/readiness/gates/configuration.ts';
import { CompanyIndex, type RouteCompanyData } from '#shared/domain/routes/company.ts';
import { anyRoute } from './companies.ts';
import { anySerial } from './drafts.ts';

/** The configuration without the people. */
export type SetUp = Omit<Configuration, 'people' | 'company'>;

/** A company without any settings. */
export const EMPTY_SETUP: SetUp = {
  integration: null,
  passwordSet: null,
  amazonGroups: [],
  allowed: null,
  commonSettings: null,
  routes: [],
  serials: [],
  invoiceGroups: [],
  calendar: new BusinessCalendar(createStandardCalendar({ '2026-11-23': '勤労感謝の日' })),
};

/** Combines the configuration with the people of the company. */
export const configurationFor = (setUp: SetUp, company: RouteCompanyData): Configuration => ({
  ...setUp,
  people: new PeopleIndex(company),
  company: new CompanyIndex(company),
});

const CODES = ['HONSHA01', 'ＨONSHA01', 'HONSHA-01', 'honsha01', 'KOJO01', 'KOJ001', '', 'TOOLONGTOOLONGTOOLONG'];
const anyUserIds = fc.array(fc.constantFrom('1', '2', '3', '4', '99'), { maxLength: 3 });
const anyChoices: fc.Arbitrary<OrganizationChoice[]> = fc.array(
  fc.record({ id: fc.constantFrom('o1', 'o2', 'o3', 'o9'), descendants: fc.boolean() }),
  { maxLength: 3 },
);
const anyInvoiceGroup: fc.Arbitrary<InvoiceGroup> = fc.record({
  code: fc.constantFrom(...CODES),
  name: fc.constantFrom('本社', '工場', ''),
  users: anyUserIds,
  organizations: anyChoices,
});
const anyAmazonGroup: fc.Arbitrary<AmazonGroup> = fc
  .record({
    integrationOption: fc.constantFrom(...CODES),
    state: fc.constantFrom('none' as const, 'test' as const, 'active' as const, 'active' as const),
    registeredOn: fc.constantFrom(null, '2026-01-05', '2026-11-20', 'not a day'),
  })
  .map(({ integrationOption, state, registeredOn }) => ({
    ...createAmazonGroup('Amazon'),
    integrationOption,
    purchasingSystem: { state, registeredOn },
  }));

/** Generates configurations, from completely empty to every section started. */
export const anySetUp: fc.Arbitrary<SetUp> = fc.record({
  integration: fc.option(
    fc.record({
      systemLogin: fc.constantFrom('', 'LOGIN'),
      poRequestUrl: fc.constantFrom(
        '',
        'http://example.com',
        'https://https-ats.amazonsedi.com/2f0c6f6e-5a1d-4c55-9b0f-3e1f7d2a8c41',
        '全角',
      ),
      punchoutUrl: fc.constant(''),
    }),
  ),
  passwordSet: fc.constantFrom(null, true, false),
  amazonGroups: fc.array(anyAmazonGroup, { maxLength: 3 }),
  allowed: fc.option(
    fc.record({ everyone: fc.boolean(), users: anyUserIds, organizations: anyChoices, roles: fc.subarray(['r1', 'r2', 'r9']) }),
  ),
  commonSettings: fc.option(
    fc.record({
      title: fc.constant('購入'),
      routeId: fc.constantFrom(null, 'route0', 'gone'),
      serialId: fc.constantFrom(null, 'serial0', 'gone'),
    }),
  ),
  routes: fc.array(anyRoute, { maxLength: 2 }).map((routes) => routes.map((route, i) => ({ ...route, id: `route${i}` }))),
  serials: fc.array(anySerial, { maxLength: 2 }).map((serials) => serials.map((serial, i) => ({ id: `serial${i}`, serial }))),
  invoiceGroups: fc.array(anyInvoiceGroup, { maxLength: 4 }),
  calendar: fc.constant(EMPTY_SETUP.calendar),
});
