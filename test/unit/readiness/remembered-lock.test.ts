import { expect, test } from 'vitest';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import type { PastOrder } from '#shared/domain/checkout/order-history.ts';
import { ConfigurationAuditor } from '#shared/domain/readiness/findings/configuration-findings.ts';
import type { Configuration } from '#shared/domain/readiness/gates/configuration.ts';
import { createRoute, createRouteStep, type Route } from '#shared/domain/routes/route.ts';
import { configurationFor, EMPTY_SETUP, type SetUp } from '../../support/configurations.ts';

const COMPANY = { neoUsers: [], organizations: [], approvers: [], roles: [], workflowAdmins: [] };
const DAY_MS = 86_400_000;

const route = (expectedDays: number): Route => ({
  ...createRoute('r', '購入'),
  steps: [{ ...createRouteStep('s'), role: 'decide', expectedDays }],
});
/** Every Wednesday is a day off for half a year. */
const SHORT_WEEKS = new BusinessCalendar(
  createStandardCalendar(
    Object.fromEntries(
      Array.from({ length: 26 }, (_, week) => [
        new Date(Date.UTC(2026, 11, 2) + 7 * week * DAY_MS).toISOString().slice(0, 10),
        '会社の休み',
      ]),
    ),
  ),
);
/** Returns ten orders, the minimum for an estimate from past orders, requested on a Monday at noon. */
const decidedAfter = (days: number): readonly PastOrder[] => {
  const requestedAt = Date.UTC(2026, 5, 1, 3);
  return Array.from({ length: 10 }, () => ({ requestedAt, decidedAt: requestedAt + days * DAY_MS }));
};

const NOW: SetUp & { readonly today: string } = {
  ...EMPTY_SETUP,
  commonSettings: { title: '購入', routeId: 'r', serialId: null },
  routes: [route(5)],
  calendar: SHORT_WEEKS,
  lock: { reading: 'hours', afterLock: 'refused' },
  today: '2026-11-24',
};

function warningOf(gates: ConfigurationAuditor, { today, ...setUp }: typeof NOW): unknown {
  const configuration: Configuration = configurationFor(setUp, COMPANY);
  const { everybody } = gates.look(configuration, null, new Uint8Array(0), today);
  return everybody.find(({ code }) => code === 'route-outlives-lock')?.reason ?? null;
}

test.each<[what: string, change: Partial<typeof NOW>]>([
  ['the route', { routes: [route(6)] }],
  ['the calendar', { calendar: EMPTY_SETUP.calendar }],
  ['how seven days are read', { lock: { reading: 'dates', afterLock: 'refused' } }],
  ['what past orders took', { pastOrders: () => decidedAfter(1) }],
  ['the day', { today: '2027-06-01' }],
])('a warning of the lock that is remembered is worked out again when %s is another', (_, change) => {
  const after = { ...NOW, ...change };
  const gates = new ConfigurationAuditor();
  const first = warningOf(gates, NOW);
  const second = warningOf(gates, after);
  expect(second).toEqual(warningOf(new ConfigurationAuditor(), after));
  expect(second).not.toEqual(first);
});
