import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Draft, getDraftKey } from '#shared/domain/drafts/draft.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { type Audit, auditDirectory } from '#shared/domain/readiness/audit.ts';
import type { AuditPolicy } from '#shared/domain/readiness/policy.ts';
import type { RouteCompanyData } from '#shared/domain/routes/company.ts';
import { computePeopleEffect } from '#shared/domain/sync/plan/effect.ts';
import { selectAllPlanItems } from '#shared/domain/sync/plan/select.ts';
import { createEffectPhrases } from '#shared/domain/sync/plan/sheet.ts';
import { computeBodiesAfterApply, createServerConfiguration } from '#shared/domain/sync/server-bodies.ts';
import type { ServerEntry } from '#shared/domain/sync/server-state.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { anyCompany } from '../../../support/companies.ts';
import { anySetUp, configurationFor, type SetUp } from '../../../support/configurations.ts';
import { amazonUser } from '../../../support/directories.ts';
import { entryOf, inputOf, makePlan, serverOf } from '../../../support/sync.ts';

const POLICY: AuditPolicy = {
  email: { ...DEFAULT_EMAIL_POLICY, companyDomains: ['example.co.jp'] },
  today: '2026-11-24',
};
const addressOf = (id: string): string => `person${id}@example.co.jp`;
const peopled = (company: RouteCompanyData): RouteCompanyData => ({
  ...company,
  neoUsers: company.neoUsers.map((user) => ({ ...user, workEmail: addressOf(user.id) })),
});
function audited(company: RouteCompanyData, setUp: SetUp): Audit {
  const { neoUsers, organizations, approvers } = company;
  const amazonUsers = neoUsers.map(({ id, name }) => amazonUser({ email: addressOf(id), name }));
  return auditDirectory({ neoUsers, organizations, approvers, amazonUsers }, POLICY, configurationFor(setUp, company));
}

/** Returns a configuration as server entries. */
const entriesOf = (setUp: SetUp): readonly ServerEntry[] => [
  ...setUp.routes.map((route) => entryOf('routes', route.id, route)),
  ...setUp.serials.map(({ id, serial }) => entryOf('serials', id, serial)),
  ...setUp.invoiceGroups.map((group, at) => entryOf('invoice_groups', String(at), group)),
  ...(setUp.integration === null ? [] : [entryOf('integration', 'integration', setUp.integration)]),
  ...(setUp.commonSettings === null ? [] : [entryOf('common_settings', 'common_settings', setUp.commonSettings)]),
  ...(setUp.allowed === null ? [] : [entryOf('allowed_users', 'allowed_users', setUp.allowed)]),
];

describe('the effect on people', () => {
  it('adds up, is reversed by the reversed change, and is empty without changes', () => {
    fc.assert(
      fc.property(anyCompany, anySetUp, anySetUp, (bare, one, other) => {
        const company = peopled(bare);
        const [before, after] = [audited(company, one), audited(company, other)];
        const effect = computePeopleEffect(before, after);
        const [was, is] = [effect.readyBefore + effect.notCheckedBefore, effect.readyAfter + effect.notCheckedAfter];
        expect(is - was).toBe(effect.gains.length - effect.loses.length);
        // A setting missing on the server closes its gate. A setting that cannot be read from the server is not checked, as in readiness.
        if (before.unseen.length === 0) expect(effect.readyBefore).toBe(before.summary.ready);
        const sum = (reasons: typeof effect.lossReasons): number => reasons.reduce((people, reason) => people + reason.people, 0);
        expect([sum(effect.lossReasons), sum(effect.gainReasons)]).toEqual([effect.loses.length, effect.gains.length]);
        expect(effect.inScopeAfter - effect.inScopeBefore).toBe(effect.allowed.length - effect.disallowed.length);
        const back = computePeopleEffect(after, before);
        expect([back.gains, back.loses, back.gainReasons]).toEqual([effect.loses, effect.gains, effect.lossReasons]);
        const same = computePeopleEffect(before, before);
        expect([same.gains, same.loses, same.allowed, same.disallowed]).toEqual([[], [], [], []]);
        for (const language of ['ja', 'en'] as const)
          for (const said of createEffectPhrases(effect)) expect(formatPhrase(said, createTexts(language))).not.toMatch(/plan\.|finding\./);
      }),
      { numRuns: 300 },
    );
  });

  it('of a plan equals that of the resulting setup; without an invoice group no one can order', () => {
    fc.assert(
      fc.property(anyCompany, anySetUp, anySetUp, (bare, one, other) => {
        const company = peopled(bare);
        const server = serverOf(entriesOf(one));
        const drafts = new Map<string, Draft>();
        for (const { section, id, body } of entriesOf(one))
          drafts.set(getDraftKey({ section, id }), { section, id, base: body, draft: null, note: '' } as Draft);
        for (const { section, id, body } of entriesOf(other)) {
          const key = getDraftKey({ section, id });
          drafts.set(key, { section, id, base: drafts.get(key)?.base ?? null, draft: body, note: '' } as Draft);
        }
        const plan = makePlan(inputOf(drafts, server));
        const setUpOn = (bodies: Parameters<typeof createServerConfiguration>[0]): SetUp => ({
          ...one,
          ...createServerConfiguration(bodies),
        });
        const before = audited(company, setUpOn(server.entries));
        const after = audited(company, setUpOn(computeBodiesAfterApply(plan, selectAllPlanItems(plan))));
        const direct = audited(company, { ...other, amazonGroups: one.amazonGroups, passwordSet: one.passwordSet, calendar: one.calendar });
        expect(computePeopleEffect(before, after).readyAfter).toBe(computePeopleEffect(before, direct).readyAfter);
        // Without an invoice group no person can select one, although the audit of a new company does not report it.
        const without = audited(company, { ...setUpOn(server.entries), invoiceGroups: [] });
        expect(computePeopleEffect(before, without).readyAfter).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});
