import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Directory } from '#shared/domain/directory/directory.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { markAllowedPeople } from '#shared/domain/integration/allowed-users.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { type Audit, auditDirectory } from '#shared/domain/readiness/audit.ts';
import { FINDING_KINDS, getFindingSeverity, isAboutCompany } from '#shared/domain/readiness/finding.ts';
import { isUncheckedForEveryone, UNCHECKED_GATES } from '#shared/domain/readiness/gates/configuration.ts';
import type { AuditPolicy } from '#shared/domain/readiness/policy.ts';
import { isSameAudit } from '#shared/domain/readiness/same-audit.ts';
import type { RouteCompanyData } from '#shared/domain/routes/company.ts';
import { getFindingKey } from '#shared/domain/triage/triage-identity.ts';
import { createReasonFormatter, formatReason } from '#shared/messages/reason-text.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { anyCompany, mayAct } from '../../support/companies.ts';
import { anySetUp, configurationFor, EMPTY_SETUP, type SetUp } from '../../support/configurations.ts';
import { amazonUser, neoUser } from '../../support/directories.ts';

const POLICY: AuditPolicy = {
  email: { ...DEFAULT_EMAIL_POLICY, companyDomains: ['example.co.jp'] },
  today: '2026-11-24',
};

const addressOf = (id: string): string => `person${id}@example.co.jp`;
/** Gives each person one correct account, so that only the configuration can close a gate. */
const peopled = (company: RouteCompanyData): RouteCompanyData => ({
  ...company,
  neoUsers: company.neoUsers.map((user) => ({ ...user, workEmail: addressOf(user.id) })),
});
const directoryOf = ({ neoUsers, organizations, approvers }: RouteCompanyData): Directory => ({
  neoUsers,
  organizations,
  approvers,
  amazonUsers: neoUsers.map(({ id, name }) => amazonUser({ email: addressOf(id), name })),
});
const audited = (company: RouteCompanyData, setUp: SetUp): Audit =>
  auditDirectory(directoryOf(company), POLICY, configurationFor(setUp, company));

/** Returns the findings and the gate at which each person is counted, without row numbers. */
function told(company: RouteCompanyData, { findings, firstClosed }: Audit): string[] {
  const who = (at: number): string => (at < 0 ? 'everybody' : (company.neoUsers[at]?.id ?? ''));
  return [
    ...findings.map((finding) =>
      JSON.stringify([finding.code, who(finding.neoIndex), finding.subject, getFindingSeverity(finding), finding.reason]),
    ),
    ...Array.from(firstClosed, (at, i) => `${who(i)} ${findings[at]?.code}`),
  ].sort();
}

describe('the audit of people and what is set up for them', () => {
  it('counts everyone once, under the first closed gate', () => {
    fc.assert(
      fc.property(anyCompany, anySetUp, (bare, setUp) => {
        const company = peopled(bare);
        const { summary, inScope, firstClosed, findings } = audited(company, setUp);
        expect(summary.ready + summary.blocked + summary.notChecked).toBe(summary.inScope);
        const gateOf = (at: number): number => FINDING_KINDS[(findings[at] as (typeof findings)[number]).code].gate ?? 9;
        company.neoUsers.forEach((_, i) => {
          const mine = findings.flatMap((finding, at) =>
            getFindingSeverity(finding) === 'block' && (finding.neoIndex === i || isAboutCompany(finding)) ? [at] : [],
          );
          const first = firstClosed[i] as number;
          if (inScope[i] === 0) expect(first).toBe(-1);
          else if (mine.length === 0) expect(first).toBe(-1);
          else {
            expect(mine).toContain(first);
            expect(gateOf(first)).toBe(Math.min(...mine.map(gateOf)));
          }
        });
      }),
      { numRuns: 500 },
    );
  });

  it('covers everyone who is allowed and active', () => {
    fc.assert(
      fc.property(anyCompany, anySetUp, (bare, setUp) => {
        const company = peopled(bare);
        const marks = setUp.allowed === null ? null : markAllowedPeople(setUp.allowed, new PeopleIndex(company));
        const { inScope } = audited(company, setUp);
        company.neoUsers.forEach(({ state }, i) => {
          expect(inScope[i]).toBe(mayAct(state) && (marks === null || marks[i] === 1) ? 1 : 0);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('depends on no order of people and organisations', () => {
    fc.assert(
      fc.property(anyCompany, anySetUp, (bare, setUp) => {
        const company = peopled(bare);
        const backwards: RouteCompanyData = {
          ...company,
          neoUsers: company.neoUsers.toReversed(),
          organizations: company.organizations.toReversed(),
        };
        expect(told(backwards, audited(backwards, setUp))).toEqual(told(company, audited(company, setUp)));
      }),
      { numRuns: 400 },
    );
  });

  it('keeps all other results when an unrelated person joins', () => {
    fc.assert(
      fc.property(anyCompany, anySetUp, (bare, setUp) => {
        const company = peopled(bare);
        const joined = peopled({ ...bare, neoUsers: [...bare.neoUsers, neoUser({ id: 'new', name: '新入 社員' })] });
        const others = told(joined, audited(joined, setUp)).filter((line) => !line.includes('"new"') && !line.startsWith('new '));
        expect(others).toEqual(told(company, audited(company, setUp)));
      }),
      { numRuns: 400 },
    );
  });

  it('equals an audit without configuration while nothing is drafted', () => {
    fc.assert(
      fc.property(anyCompany, (bare) => {
        const company = peopled(bare);
        const alone = auditDirectory(directoryOf(company), POLICY);
        expect(isSameAudit(audited(company, EMPTY_SETUP), alone)).toBe(true);
        expect(alone.unseen).toEqual(UNCHECKED_GATES.filter((part) => isUncheckedForEveryone(part) && part !== 'gate-7-last'));
        expect(alone.summary.ready).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('gives each company finding an identity, and all findings texts in both languages', () => {
    const languages = (['ja', 'en'] as const).map((language) => ({
      texts: createTexts(language),
      fast: createReasonFormatter(createTexts(language)),
    }));
    fc.assert(
      fc.property(anyCompany, anySetUp, (bare, setUp) => {
        const company = peopled(bare);
        const { findings } = audited(company, setUp);
        const ofCompany = findings.filter((finding) => isAboutCompany(finding) && finding.code !== 'route-approver-inactive');
        expect(new Set(ofCompany.map((finding) => getFindingKey(finding, directoryOf(company), []))).size).toBe(ofCompany.length);
        for (const { texts, fast } of languages)
          for (const { code, reason } of findings) {
            const text = formatReason(reason, texts);
            expect(fast(reason)).toBe(text);
            expect(text, `${code} ${JSON.stringify(reason)}`).not.toMatch(/reason\.|problem\.|[a-z]-[a-z]+\.[a-z]|undefined/);
          }
      }),
      { numRuns: 200 },
    );
  });
});
