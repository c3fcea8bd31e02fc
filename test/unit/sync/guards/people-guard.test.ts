import { describe, expect, it } from 'vitest';
import type { ListFact } from '#shared/domain/directory/missing-facts.ts';
import type { AllowedUsers } from '#shared/domain/integration/settings.ts';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import type { RouteCompanyData } from '#shared/domain/routes/company.ts';
import { createRoute, createRouteStep } from '#shared/domain/routes/route.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import { DEFAULT_PEOPLE_LIMIT } from '#shared/domain/sync/guards/guard-limits.ts';
import { checkPeopleEffect } from '#shared/domain/sync/guards/people-guard.ts';
import { computePeopleEffect, type PeopleEffect } from '#shared/domain/sync/plan/effect.ts';
import { selectAllPlanItems } from '#shared/domain/sync/plan/select.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { configurationFor, EMPTY_SETUP, type SetUp } from '../../../support/configurations.ts';
import { amazonUser, neoUser } from '../../../support/directories.ts';
import { withoutFacts } from '../../../support/missing-facts.ts';
import { planFor } from '../../../support/sync.ts';

const PEOPLE = 1_000;
const COMPANY: RouteCompanyData = {
  neoUsers: Array.from({ length: PEOPLE }, (_, i) =>
    neoUser({ id: String(i + 1), name: `社員${i + 1}`, workEmail: `p${i + 1}@example.co.jp`, organizations: [i < 10 ? 'head' : 'all'] }),
  ),
  organizations: [
    { id: 'all', code: '', name: '会社', parentId: null },
    { id: 'head', code: '', name: '本社', parentId: 'all' },
  ],
  approvers: [],
  roles: [{ id: 'buyers', name: '購買', members: Array.from({ length: PEOPLE }, (_, i) => String(i + 1)) }],
  workflowAdmins: [],
};
const nobody: AllowedUsers = { everyone: false, users: [], organizations: [], roles: [] };
const EVERYBODY: AllowedUsers = { ...nobody, everyone: true };
const first = (count: number): AllowedUsers => ({ ...nobody, users: Array.from({ length: count }, (_, i) => String(i + 1)) });

/** Returns a configuration in which no one can order until the purchasing system is active, three business days after its registration. */
const withCheckout = (registeredOn: string): SetUp => ({
  ...EMPTY_SETUP,
  passwordSet: true,
  integration: {
    systemLogin: 'LOGIN',
    poRequestUrl: 'https://https-ats.amazonsedi.com/2f0c6f6e-5a1d-4c55-9b0f-3e1f7d2a8c41',
    punchoutUrl: '',
  },
  amazonGroups: [{ ...createAmazonGroup('本社'), integrationOption: 'HONSHA01', purchasingSystem: { state: 'active', registeredOn } }],
});
const WAITING = withCheckout('2026-11-24');
const step = {
  ...createRouteStep('s'),
  role: 'decide' as const,
  approvers: { kind: 'users' as const, users: ['1', '2'] },
  expectedDays: 1,
};
const ACTIVE: SetUp = {
  ...withCheckout('2026-01-05'),
  commonSettings: { title: '購入', routeId: 'r', serialId: 'n' },
  routes: [{ ...createRoute('r', '購入'), status: 'complete', steps: [step] }],
  serials: [{ id: 'n', serial: createSerial('番号'), last: { value: 1, day: '2026-11-24', source: 'entered' } }],
  invoiceGroups: [{ code: 'HONSHA01', name: '本社', users: [], organizations: [{ id: 'all', descendants: true }] }],
};

function effect(before: AllowedUsers, after: AllowedUsers, setUp: SetUp, untold: readonly ListFact[] = []): PeopleEffect {
  const company = withoutFacts(COMPANY, untold);
  const directory = { ...company, amazonUsers: company.neoUsers.map(({ workEmail }) => amazonUser({ email: workEmail })) };
  const email = { companyDomains: ['example.co.jp'], aliasDomains: [], caseComparison: 'exact' as const };
  const under = (allowed: AllowedUsers) =>
    auditDirectory(directory, { email, today: '2026-11-24' }, configurationFor({ ...setUp, allowed }, company));
  return computePeopleEffect(under(before), under(after));
}

const japanese = createTexts('ja');
const plan = planFor([{ section: 'serials', id: 'a', base: null, draft: createSerial('番号'), server: null }]);
const asked = (of: PeopleEffect) => {
  const facts = { plan, selection: selectAllPlanItems(plan), effect: of } as Parameters<typeof checkPeopleEffect>[0];
  const { state, text, params } = checkPeopleEffect(facts, DEFAULT_PEOPLE_LIMIT);
  return { state, text: japanese.phrase(text, params) };
};

describe('the guard of people', () => {
  it('stops a plan that takes the permission from everyone while no one can order yet', () => {
    const taken = effect(EVERYBODY, first(1), WAITING);
    expect({ loses: taken.loses.length, disallowed: taken.disallowed.length }).toEqual({ loses: 0, disallowed: 999 });
    expect(asked(taken)).toEqual({
      state: 'blocked',
      text: '対象の 1,000 人のうち 999 人（100 %）が許可の対象から外れるか、注文可否が未確認になります（注文できなくなる人を含む）。上限は 50 人です。',
    });
  });

  it('permits the usual small number, and reports it', () => {
    expect(asked(effect(EVERYBODY, first(PEOPLE - 50), WAITING))).toMatchObject({
      state: 'ok',
      text: expect.stringMatching(/^50 人が許可の対象から外れるか/),
    });
    expect(asked(effect(EVERYBODY, first(PEOPLE - 51), WAITING)).state).toBe('blocked');
    expect(asked(effect(EVERYBODY, EVERYBODY, WAITING)).text).toContain('注文できなくなる人はいません');
  });

  it('counts each person once, whether able to order or not', () => {
    expect(asked(effect(EVERYBODY, first(PEOPLE - 60), ACTIVE))).toEqual({
      state: 'blocked',
      text: '1,000 人のうち 60 人（6 %）が注文できなくなります。上限は 50 人です。',
    });
    expect(asked(effect(EVERYBODY, first(PEOPLE - 30), ACTIVE))).toMatchObject({
      state: 'ok',
      text: expect.stringMatching(/^30 人が注文できなくなります/),
    });
  });

  it('treats people whose permission no list shows as people who may lose it', () => {
    const byRole = { ...nobody, roles: ['buyers'] };
    expect(asked(effect(EVERYBODY, byRole, ACTIVE)).text).toContain('注文できなくなる人はいません');
    const unsure = effect(EVERYBODY, byRole, ACTIVE, ['roles']);
    expect({ loses: unsure.loses.length, unsure: unsure.unsure.length }).toEqual({ loses: 0, unsure: PEOPLE });
    expect(asked(unsure).state).toBe('blocked');
    expect(asked(effect(EVERYBODY, byRole, WAITING, ['roles'])).state).toBe('blocked');
    // A permission that was unknown before cannot be lost.
    expect(asked(effect(byRole, { ...byRole, users: ['1'] }, ACTIVE, ['roles'])).text).toContain('注文できなくなる人はいません');
  });
});
