import fc from 'fast-check';
import { it } from 'vitest';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { fixOptions } from '#shared/domain/fixes/fixes.ts';
import { createAddressRegister, planFixes } from '#shared/domain/fixes/fixes-plan.ts';
import { audit } from '#shared/domain/readiness/audit.ts';
import { organizationPaths } from '#shared/domain/readiness/by-organization.ts';
import { orderGates } from '#shared/domain/readiness/gates/order-gates.ts';
import { GATES, orderStateOf } from '#shared/domain/readiness/gates/order-state.ts';
import { findingEvidence, findingKey, findingName } from '#shared/domain/triage/triage-identity.ts';
import { anyAuditPolicy, anyLists } from '../../support/audit-cases.ts';
import { anySetUp, configurationFor } from '../../support/configurations.ts';
import { expectSameAnswers } from '../../support/drawn-cases.ts';
import { anyPlantedCompany, DOMAIN } from '../../support/planted-errors.ts';

const TODAY = '2026-11-24';

it('finds, advises and counts in the drawn companies what it did', async () => {
  const anyCase = fc.record({
    lists: anyLists,
    policy: anyAuditPolicy,
    setUp: fc.option(anySetUp),
    ticked: fc.boolean(),
    invite: fc.boolean(),
  });
  await expectSameAnswers('companies', anyCase, 500, ({ lists: { directory, company, context }, policy, setUp, ticked, invite }) => {
    const configuration = setUp === null ? null : configurationFor(setUp, company);
    const audited = audit(directory, { ...policy, today: TODAY }, configuration, context);
    const people = directory.neoUsers.map(({ id }, at) => `${id} ${at}`);
    const rows = audited.findings.map((_, at) => at);
    return {
      audited: { ...audited, join: undefined },
      gates: directory.neoUsers.map(({ state }, at) => [
        orderStateOf(audited, at),
        orderGates(audited, at, { state, allowed: null, excluded: audited.excluded[at] === 1 }),
      ]),
      gateCount: GATES.length,
      options: audited.findings.map((finding) =>
        fixOptions(finding, {
          workEmail: directory.neoUsers[finding.neoIndex]?.workEmail ?? '',
          ways: audited.ways.get(finding.neoIndex) ?? [],
          doubts: audited.doubts.get(finding.neoIndex) ?? [],
          isTaken: ticked,
          ...(policy.amazonUsersFrom !== undefined && { amazonUsersFrom: policy.amazonUsersFrom }),
        }),
      ),
      fixes: planFixes(rows, { audit: audited, directory, people }, createAddressRegister(directory, people, []), new Set(), {
        ticked: new Set(ticked ? rows : []),
        invite,
      }),
      named: audited.findings.map((finding) => [
        findingKey(finding, directory, people),
        findingName(finding, directory),
        findingEvidence(finding, directory),
      ]),
      paths: organizationPaths(directory),
    };
  });
});

it('finds and advises of the planted errors what it did', async () => {
  await expectSameAnswers('planted-errors', anyPlantedCompany, 300, ({ directory, companyDomains, aliasDomains }) => {
    const email = { ...DEFAULT_EMAIL_POLICY, companyDomains, aliasDomains };
    const { findings, ways, withheld, doubts, summary } = audit(directory, { email, today: TODAY });
    return { domain: DOMAIN, findings, ways, withheld, doubts, summary };
  });
});
