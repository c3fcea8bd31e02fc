import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCalendarService } from '#main/app/clocks/calendar-service.ts';
import { createClockService } from '#main/app/clocks/clock-service.ts';
import { createCompanyRulesService } from '#main/app/company-rules/company-rules-service.ts';
import { getNationalHolidays } from '#main/storage/calendar.ts';
import { DEFAULT_COMPANY_RULES } from '#shared/domain/routes/company-rules.ts';
import { type OwnCompany, openOwnCompany } from '../../support/own-company.ts';

let company: OwnCompany;
beforeAll(async () => {
  company = await openOwnCompany();
});
afterAll(() => company.close());
const file = (name: string, ...lines: readonly string[]) => ({ name, path: company.fileOf(name, lines) });

describe('the company’s own rules', () => {
  it('have default values until an administrator changes them, and reject a change to outdated values', async () => {
    const service = createCompanyRulesService(company.session);
    const { rules: standard, ...rest } = await service.companyRules();
    expect([standard, rest]).toEqual([DEFAULT_COMPANY_RULES, { standard: true }]);
    const rules = { ...standard, fewestApprovals: 3, amountTiers: [{ from: 1, approvers: '部長', fewestApprovals: 1 }] };
    expect(await service.changeCompanyRules({ rules, began: standard })).toEqual({ rules, standard: false });
    await expect(service.changeCompanyRules({ rules: standard, began: standard })).rejects.toThrow('rules-changed-elsewhere');
    expect((await service.companyRules()).rules).toEqual(rules);
    expect((await service.changeCompanyRules({ rules: { ...rules, fewestApprovals: 2 } })).rules.fewestApprovals).toBe(2);
  });

  it('are exported as a file that another company imports unchanged', async () => {
    const service = createCompanyRulesService(company.session);
    const path = join(company.folder, 'rules.json');
    await service.exportCompanyRules(path);
    const written = readFileSync(path, 'utf8');
    expect(JSON.parse(written)).toMatchObject({ format: 'tsunagi-company-rules', version: 1, rules: { fewestApprovals: 2 } });
    expect(written).toMatch(/^\{\n {2}"format".*\n\}\n$/s);
    company.session.file().changePolicy('company-rules', null);
    expect(await service.importCompanyRules({ name: 'rules.json', path })).toMatchObject({
      rules: { fewestApprovals: 2 },
      standard: false,
    });
    for (const foreign of ['{}', 'null', '[]', '{"format":"other"}'])
      await expect(service.importCompanyRules(file('foreign.json', foreign))).rejects.toMatchObject({
        failure: { code: 'rules-file-foreign', params: { file: 'foreign.json' } },
      });
    const broken = written.replace('"fewestApprovals": 2,\n    "mostSteps"', '"fewestApprovals": "two",\n    "mostSteps"');
    expect(broken).not.toBe(written);
    await expect(service.importCompanyRules(file('broken.json', broken))).rejects.toMatchObject({
      failure: { code: 'rules-file-invalid', params: { file: 'broken.json', field: 'rules.fewestApprovals' } },
    });
  });
});

describe('the company’s days', () => {
  it('are those of Japan, from the first day asked for to the last, and its own once it changed them', async () => {
    const service = createCalendarService(company.session);
    const { holidays, settings, standard } = await service.calendar({ from: '2026-11-03', to: '2027-01-01' });
    expect(holidays).toEqual([
      { date: '2026-11-03', name: '文化の日' },
      { date: '2026-11-23', name: '勤労感謝の日' },
      { date: '2027-01-01', name: '元日' },
    ]);
    expect([standard, settings.weekend]).toEqual([true, [0, 6]]);
    const changed = await service.changeCalendar({ kind: 'day-off', date: '2026-12-25', name: '創立記念日' });
    expect(changed).toMatchObject({ standard: false, settings: { companyDays: [{ date: '2026-12-25', name: '創立記念日' }] } });
    const refused = service.changeCalendar({ kind: 'add-yearly', closure: { name: '', from: '02-01', to: '01-31' } });
    await expect(refused).rejects.toThrow('calendar-change-refused');
    expect(await service.changeCalendar(null)).toMatchObject({ standard: true, settings });
  });

  it('count waiting times from their first day', async () => {
    const service = createClockService(company.session);
    expect(await service.clocks()).toEqual({ today: '2026-11-26', clocks: [], takenAt: { orders: null, accounts: null } });
    const about = { objects: [], left: null };
    const mark = { kind: 'done', at: '2026-11-25T00:00:00.000Z', by: '', saidBy: '', day: '2026-11-25', about } as const;
    company.session.file().setup.mark('register', mark);
    const { clocks } = await service.clocks();
    expect(clocks).toHaveLength(1);
    expect(clocks[0]).toMatchObject({ kind: 'account-review', lock: null });
    expect(clocks[0]).not.toHaveProperty('actBy');
    expect(await service.lockPolicy()).toEqual({ reading: 'hours', afterLock: 'ordered-at-current-price' });
    const policy = { reading: 'dates', afterLock: 'refused' } as const;
    expect(await service.changeLockPolicy(policy)).toEqual(policy);
    expect(await service.lockPolicy()).toEqual(policy);
    expect(await service.holidaySource()).toMatchObject({ source: null });
    const days = Object.entries(getNationalHolidays()).filter(([date]) => date.startsWith('2026'));
    const lines = days.map(([date, name]) => `${date.replaceAll('-', '/')},${name}`);
    const list = file('syukujitsu.csv', '国民の祝日・休日月日,国民の祝日・休日名称', ...lines);
    const { source } = await service.importHolidays(list);
    expect(source).toMatchObject({
      name: 'syukujitsu.csv',
      firstYear: 2026,
      lastYear: 2026,
      days: days.length,
    });
    expect((await service.holidaySource()).source).toEqual(source);
    await service.forgetHolidays();
    expect((await service.holidaySource()).source).toBeNull();
  });
});
