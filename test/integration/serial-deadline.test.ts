import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Companies } from '#main/company/companies.ts';
import { isSerialUnchecked, listDeadlines } from '#main/company/deadlines.ts';
import type { CompanySession } from '#main/company/session.ts';
import { formatDayNumber } from '#shared/domain/checkout/days.ts';
import { type Draft, getDraftKey } from '#shared/domain/drafts/draft.ts';
import type { Serial } from '#shared/domain/serials/serial.ts';
import { openCompanies } from '../support/engine.ts';
import { order } from '../support/orders.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NOW = Date.parse('2026-11-30T12:00:00+09:00');
const NEVER_RESET: Serial = {
  name: '購入申請',
  parts: [
    { kind: 'text', text: 'P-' },
    { kind: 'counter', digits: 4, zeroPad: true },
  ],
  reset: 'none',
  fiscalStartMonth: 4,
  startValue: 1,
};

let folder: string;
let companies: Companies;
let made = 0;
beforeAll(() => {
  folder = temporaryFolder('serial-deadline');
  companies = openCompanies(join(folder, 'workspaces'), { now: () => NOW });
});
afterAll(async () => {
  await companies.close();
});

/** Runs `look` on a company whose orders are numbered by this rule. */
async function within<T>(serial: Serial, look: (session: CompanySession) => T): Promise<T> {
  const { id } = await companies.create({ name: `会社 ${++made}`, kind: 'test' });
  return companies.within(id, async (session) => {
    const [rule, common] = [
      { section: 'serials', id: 's' },
      { section: 'common_settings', id: 'common_settings' },
    ] as const;
    const settings = { title: '', routeId: null, serialId: 's' };
    const drafts = [
      { ...rule, base: serial, draft: serial, note: '' },
      { ...common, base: settings, draft: settings, note: '' },
    ] as Draft[];
    session.file().drafts.reconcile(new Map(drafts.map((draft) => [getDraftKey(draft), draft])), '2026-11-24T00:00:00Z');
    return look(session);
  });
}

/** Imports ten requests a day from 1 March on, numbered from 1, in a list exported on the given day. */
function readOrders({ orders }: ReturnType<CompanySession['file']>, takenOn: string): void {
  const takenAt = `${takenOn}T09:00:00.000Z`;
  const reading = orders.begin({ origin: 'file', label: 'o.csv', takenAt, serverRevision: null, missingFields: [] });
  const first = Date.parse('2026-03-01T00:00:00Z') / 86_400_000;
  const days = Date.parse(`${takenOn}T00:00:00Z`) / 86_400_000 - first + 1;
  orders.append(
    reading,
    Array.from({ length: days * 10 }, (_, at) =>
      order({
        id: String(at),
        number: `P-${String(at + 1).padStart(4, '0')}`,
        state: 'approved',
        step: null,
        requestedAt: `${formatDayNumber(first + Math.floor(at / 10))}T10:00:00+09:00`,
      }),
    ),
  );
  orders.publish(reading, []);
}

const ends = (session: CompanySession) => listDeadlines(session, 1_000).filter(({ kind }) => kind === 'serial');

it('the numbers of a rule have no end day while the issued numbers are unknown, and this is reported', async () => {
  const short: Serial = {
    ...NEVER_RESET,
    parts: [{ kind: 'fiscalYear4' }, { kind: 'counter', digits: 3, zeroPad: true }],
    reset: 'fiscal-year',
  };
  await within(short, (session) => {
    expect(ends(session)).toEqual([]);
    expect(isSerialUnchecked(session)).toBe(true);
  });
});

it('an order list that is months old neither lowers the monthly volume nor delays the deadline', async () => {
  const dayBy = (takenOn: string) =>
    within(NEVER_RESET, (session) => {
      readOrders(session.file(), takenOn);
      expect([isSerialUnchecked(session), session.draftCache.volume().until]).toEqual([false, takenOn]);
      return ends(session).map(({ day, monthly }) => [day, monthly]);
    });
  const [[fresh, monthly] = []] = await dayBy('2026-11-29');
  expect(monthly).toBe(305);
  // At 10 a day from March on, 9,999 numbers are used up in late November 2028, independent of the export date.
  const [[stale, volume] = []] = await dayBy('2026-05-31');
  expect(volume).toBe(305);
  expect(String(fresh).slice(0, 7)).toBe('2028-11');
  expect(Math.abs(Date.parse(String(stale)) - Date.parse(String(fresh)))).toBeLessThan(7 * 86_400_000);
});
