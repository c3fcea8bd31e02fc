import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Directory } from '#shared/domain/directory/directory.ts';
import { DEFAULT_EMAIL_POLICY, getAddressDomain, hasLookalike, toCanonicalAddress } from '#shared/domain/email/index.ts';
import { listFixOptions } from '#shared/domain/fixes/fixes.ts';
import { createAddressRegister, planFixes } from '#shared/domain/fixes/fixes-plan.ts';
import { type Audit, auditDirectory } from '#shared/domain/readiness/audit.ts';
import type { AuditPolicy } from '#shared/domain/readiness/policy.ts';
import { isWritableAddress } from '#shared/domain/readiness/suggestions/which-side.ts';
import { anyPlantedCompany, DOMAIN, type PlantedCompany } from '../../support/planted-errors.ts';

const policyOf = ({ companyDomains, aliasDomains }: PlantedCompany): AuditPolicy => ({
  email: { ...DEFAULT_EMAIL_POLICY, companyDomains, aliasDomains },
  today: '2026-11-24',
});

/** Returns whether a fix would replace the correct address of a person on its side. */
const isHarm = (directory: Directory, right: readonly string[], neoIndex: number, side: 'neo' | 'amazon', address: string): boolean => {
  const now = side === 'neo' ? directory.neoUsers[neoIndex]?.workEmail : directory.amazonUsers[neoIndex]?.email;
  return now === right[neoIndex] && address !== now;
};

const advised = ({ findings }: Audit) =>
  findings.flatMap(({ neoIndex, amazonIndex, suggestion }) => (suggestion === null ? [] : [{ neoIndex, amazonIndex, suggestion }]));

describe('a suggestion, for any error on either side', () => {
  it('never moves a right value to a wrong one', () => {
    let mended = 0;
    fc.assert(
      fc.property(anyPlantedCompany, (company) => {
        const { directory, right } = company;
        for (const { neoIndex, suggestion } of advised(auditDirectory(directory, policyOf(company)))) {
          const { side, address } = suggestion;
          expect([side, address, isHarm(directory, right, neoIndex, side, address)]).toEqual([side, address, false]);
          if (address === right[neoIndex]) mended++;
        }
      }),
      { numRuns: 1_000 },
    );
    expect(mended).toBeGreaterThan(1_000);
  });

  it('is never an address that could not be right', () => {
    fc.assert(
      fc.property(anyPlantedCompany, (company) => {
        const { directory } = company;
        const result = auditDirectory(directory, policyOf(company));
        for (const { neoIndex, amazonIndex, suggestion } of advised(result)) {
          const other = suggestion.side === 'neo' ? directory.neoUsers[neoIndex]?.workEmail : directory.amazonUsers[amazonIndex]?.email;
          for (const { address } of [suggestion, ...(result.ways.get(neoIndex) ?? [])]) {
            expect(isWritableAddress(address)).toBe(true);
            expect(hasLookalike(address)).toBe(false);
          }
          if (company.companyDomains.length > 0 && getAddressDomain(other ?? '') === DOMAIN)
            expect(getAddressDomain(suggestion.address)).toBe(DOMAIN);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is reversed if the two lists are exchanged', () => {
    let swappedAdvice = 0;
    fc.assert(
      fc.property(anyPlantedCompany, (company) => {
        const { directory } = company;
        const swapped: Directory = {
          ...directory,
          neoUsers: directory.neoUsers.map((user, i) => ({ ...user, workEmail: directory.amazonUsers[i]?.email ?? '' })),
          amazonUsers: directory.amazonUsers.map((account, i) => ({ ...account, email: directory.neoUsers[i]?.workEmail ?? '' })),
        };
        // The result contains pairs of one person and one account. A value that fits several is assigned to no one on either side.
        const told = (of: Directory) => {
          const result = auditDirectory(of, policyOf(company));
          return new Map(
            result.findings
              .filter(
                ({ code, neoIndex, amazonIndex }) =>
                  neoIndex >= 0 && neoIndex === amazonIndex && (code.startsWith('email-differs-') || code === 'person-match'),
              )
              .filter(({ reason }) => reason.params['ambiguous'] === 0)
              .map(({ neoIndex, suggestion }) => [neoIndex, suggestion]),
          );
        };
        const here = told(directory);
        const there = told(swapped);
        for (const [neoIndex, suggestion] of here) {
          if (!there.has(neoIndex)) continue;
          const other = there.get(neoIndex);
          expect(other?.address ?? null).toBe(suggestion?.address ?? null);
          if (suggestion === null) continue;
          expect(other?.side).toBe(suggestion.side === 'neo' ? 'amazon' : 'neo');
          swappedAdvice++;
        }
      }),
      { numRuns: 600 },
    );
    expect(swappedAdvice).toBeGreaterThan(600);
  });

  it('is adopted in bulk only if the side is certain, and then does no harm', () => {
    let planned = 0;
    fc.assert(
      fc.property(anyPlantedCompany, (company) => {
        const { directory, right } = company;
        const result = auditDirectory(directory, policyOf(company));
        const people = directory.neoUsers.map(({ id }) => id);
        const rules = { invite: true, ticked: new Set<number>() };
        const plan = planFixes(
          result.findings.keys(),
          { audit: result, directory, people },
          createAddressRegister(directory, people, []),
          new Set(),
          rules,
        );
        for (const { row, fix } of plan.planned) {
          const { neoIndex } = result.findings[row] as Audit['findings'][number];
          planned++;
          // An invitation replaces no address.
          if (fix.choice !== 'suggestion') continue;
          expect(isHarm(directory, right, neoIndex, fix.side, fix.to)).toBe(false);
          expect(toCanonicalAddress(fix.from)).toBe(toCanonicalAddress(fix.side === 'neo' ? fix.to : fix.oldAccount));
        }
      }),
      { numRuns: 500 },
    );
    expect(planned).toBeGreaterThan(300);
  });

  it('has a separate button only if it is recommended', () => {
    fc.assert(
      fc.property(anyPlantedCompany, (company) => {
        const { directory } = company;
        const result = auditDirectory(directory, policyOf(company));
        for (const finding of result.findings) {
          const { neoIndex, suggestion } = finding;
          const options = listFixOptions(finding, {
            workEmail: directory.neoUsers[neoIndex]?.workEmail ?? '',
            ways: result.ways.get(neoIndex) ?? [],
            doubts: result.doubts.get(neoIndex) ?? [],
          });
          const first = options.find(({ recommended }) => recommended);
          if (first === undefined) continue;
          expect(first).toBe(options[0]);
          if (first.address === null || first.action === 'invite-on-amazon') continue;
          expect([first.side, first.address]).toEqual([suggestion?.side, suggestion?.address]);
          expect(suggestion?.confidence).not.toBe('low');
        }
      }),
      { numRuns: 300 },
    );
  });
});
