import fc from 'fast-check';
import { it } from 'vitest';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { listFixOptions } from '#shared/domain/fixes/fixes.ts';
import { createAddressRegister, planFixes } from '#shared/domain/fixes/fixes-plan.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import { listOrganizationPaths } from '#shared/domain/readiness/by-organization.ts';
import { evaluateOrderGates } from '#shared/domain/readiness/gates/order-gates.ts';
import { GATES, getPersonOrderState } from '#shared/domain/readiness/gates/order-state.ts';
import { computeFindingEvidence, getFindingKey, getFindingName } from '#shared/domain/triage/triage-identity.ts';
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
    const audited = auditDirectory(directory, { ...policy, today: TODAY }, configuration, context);
    const people = directory.neoUsers.map(({ id }, at) => `${id} ${at}`);
    const rows = audited.findings.map((_, at) => at);
    return {
      audited: { ...audited, join: undefined },
      gates: directory.neoUsers.map(({ state }, at) => [
        getPersonOrderState(audited, at),
        evaluateOrderGates(audited, at, { state, allowed: null, excluded: audited.excluded[at] === 1 }),
      ]),
      gateCount: GATES.length,
      options: audited.findings.map((finding) =>
        listFixOptions(finding, {
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
        getFindingKey(finding, directory, people),
        getFindingName(finding, directory),
        computeFindingEvidence(finding, directory),
      ]),
      paths: listOrganizationPaths(directory),
    };
  });
});

it('finds and advises of the planted errors what it did', async () => {
  await expectSameAnswers('planted-errors', anyPlantedCompany, 300, ({ directory, companyDomains, aliasDomains }) => {
    const email = { ...DEFAULT_EMAIL_POLICY, companyDomains, aliasDomains };
    const { findings, ways, withheld, doubts, summary } = auditDirectory(directory, { email, today: TODAY });
    return { domain: DOMAIN, findings, ways, withheld, doubts, summary };
  });
});
