import fc from 'fast-check';
import { it } from 'vitest';
import { allowedPeople, headCount, lintAllowedUsers } from '#shared/domain/integration/allowed-users.ts';
import { lintAmazonGroup, lintCommonSettings, lintIntegration } from '#shared/domain/integration/lint.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { codesByOption, matchCodes } from '#shared/domain/invoicing/code-match.ts';
import { coverageOf } from '#shared/domain/invoicing/coverage.ts';
import { codeFindingOf, groupsWithValidCode } from '#shared/domain/invoicing/findings.ts';
import { lintInvoiceGroup } from '#shared/domain/invoicing/lint.ts';
import { countMembers, isMembershipComplete, membershipOf, possibleGroupsOf } from '#shared/domain/invoicing/membership.ts';
import { anyCompany } from '../../support/companies.ts';
import { anySetUp } from '../../support/configurations.ts';
import { expectSameAnswers } from '../../support/drawn-cases.ts';

const anyCode = fc.constantFrom(
  'HONSHA01',
  'HONSHAO1',
  'honsha01',
  'ＨＯＮＳＨＡ01',
  'HONSHA 01',
  'HONSHA1',
  'OSAKA',
  'OSAKAA',
  'x'.repeat(21),
  '',
);
const anyCase = fc.record({
  company: anyCompany,
  setUp: anySetUp,
  codes: fc.array(anyCode, { maxLength: 4 }),
  options: fc.array(anyCode, { maxLength: 4 }),
  isTaken: fc.boolean(),
});

it('counts and compares in the drawn companies as it did', () =>
  expectSameAnswers(
    'invoice-groups',
    anyCase,
    600,
    ({ company, setUp: { invoiceGroups, allowed, integration, commonSettings, amazonGroups }, codes, options, isTaken }) => {
      const people = new PeopleIndex(company);
      const groups = invoiceGroups.map((group, at) => ({ ...group, code: codes[at] ?? group.code }));
      const inScope = Uint8Array.from(company.neoUsers, (_, at) => Number(at % 4 !== 3));
      const membership = membershipOf(groups, people);
      const matches = matchCodes(codes, options);
      const marks = allowed === null ? null : allowedPeople(allowed, people);
      const meets = (at: number) => {
        const match = matches[at];
        return match === undefined || options.length === 0 ? null : { match, option: options[match.at] ?? '' };
      };
      return {
        membership: [membership, isMembershipComplete(membership), company.neoUsers.map((_, at) => possibleGroupsOf(membership, at))],
        coverage: [coverageOf(membership, people, inScope, groups.length), groups.map((group) => countMembers(group, people, inScope))],
        matches: [matches, matches.map(codeFindingOf), codesByOption(codes, matches)],
        serving: [groupsWithValidCode(groups, options), groupsWithValidCode(groups, null)],
        problems: groups.map((group, at) =>
          lintInvoiceGroup(group, { people, match: meets(at), codeTaken: isTaken, codeTakenByCase: !isTaken, optionShared: isTaken }),
        ),
        allowed: allowed === null || marks === null ? null : [marks, headCount(marks, people), lintAllowedUsers(allowed, people)],
        settings: [
          integration === null ? null : lintIntegration(integration),
          commonSettings === null
            ? null
            : lintCommonSettings(commonSettings, { route: isTaken ? { name: '経路', complete: false } : null, serial: null }),
          amazonGroups.map((group) => lintAmazonGroup(group, '9999-12-31')),
        ],
      };
    },
  ));
