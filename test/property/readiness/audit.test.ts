import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Directory } from '#shared/domain/directory/directory.ts';
import { DEFAULT_EMAIL_POLICY, toCanonicalAddress } from '#shared/domain/email/index.ts';
import { listAccountAdvice } from '#shared/domain/fixes/account-changes.ts';
import { type Audit, auditDirectory } from '#shared/domain/readiness/audit.ts';
import { FINDING_KINDS } from '#shared/domain/readiness/finding.ts';
import type { AuditPolicy } from '#shared/domain/readiness/policy.ts';
import { createReasonFormatter, formatReason } from '#shared/messages/reason-text.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { amazonUser, anyDirectory, neoUser, shuffle } from '../../support/directories.ts';

const POLICY: AuditPolicy = {
  email: { ...DEFAULT_EMAIL_POLICY, companyDomains: ['example.co.jp'], aliasDomains: [{ from: 'old.example', to: 'example.co.jp' }] },
  today: '2026-11-24',
};

/** Returns the findings without row numbers, so that two audits can be compared as sets. */
function told(directory: Directory, { findings }: Audit): string[] {
  return findings
    .map(({ code, neoIndex, amazonIndex, reason, suggestion }) => {
      const account = amazonIndex < 0 ? null : directory.amazonUsers[amazonIndex];
      return JSON.stringify([code, neoIndex < 0 ? null : directory.neoUsers[neoIndex]?.id, account?.email, reason, suggestion]);
    })
    .sort();
}

describe('the audit, for any lists', () => {
  it('never throws and counts everyone once', () => {
    fc.assert(
      fc.property(anyDirectory, (directory) => {
        const { summary, inScope, firstClosed, findings } = auditDirectory(directory, POLICY);
        expect(summary.users).toBe(directory.neoUsers.length);
        expect(summary.ready + summary.blocked + summary.notChecked).toBe(summary.inScope);
        // Two lists without settings do not answer the other gates.
        expect(summary.ready).toBe(0);
        expect(inScope.reduce((sum, asked) => sum + asked, 0)).toBe(summary.inScope);
        for (const [i, at] of firstClosed.entries()) if (at >= 0) expect(findings[at]?.neoIndex).toBe(i);
        expect(Object.values(summary.byCode).reduce((sum, count) => sum + count, 0)).toBe(findings.length);
      }),
      { numRuns: 400 },
    );
  });

  it('depends on no order of rows', () => {
    fc.assert(
      fc.property(anyDirectory, fc.nat(1000), (directory, seed) => {
        // Two identical accounts cannot be distinguished by a reader, so either may be named.
        const other: Directory = {
          ...directory,
          neoUsers: shuffle(directory.neoUsers, seed),
          amazonUsers: shuffle(directory.amazonUsers, seed + 1),
        };
        const bare = (lines: string[]): string[] => lines.map((line) => line.replace(/"names":"[^"]*"/, ''));
        expect(bare(told(other, auditDirectory(other, POLICY)))).toEqual(bare(told(directory, auditDirectory(directory, POLICY))));
      }),
      { numRuns: 400 },
    );
  });

  it('keeps all other results when an unrelated person joins on both sides', () => {
    fc.assert(
      fc.property(anyDirectory, (directory) => {
        const joined: Directory = {
          ...directory,
          neoUsers: [
            ...directory.neoUsers,
            neoUser({ id: 'new', name: '新入 社員', employeeCode: '999', workEmail: 'shinnyu.shain@example.co.jp' }),
          ],
          amazonUsers: [
            ...directory.amazonUsers,
            amazonUser({ email: 'shinnyu.shain@example.co.jp', name: '新入 社員', employeeCode: '999' }),
          ],
        };
        expect(told(joined, auditDirectory(joined, POLICY))).toEqual(told(directory, auditDirectory(directory, POLICY)));
      }),
      { numRuns: 300 },
    );
  });

  it('lets a person order exactly if one active account has exactly that address', () => {
    const email = 'able@example.co.jp';
    fc.assert(
      fc.property(anyDirectory, (drawn) => {
        // Adds a person who can order, because generated companies rarely contain one.
        const able = neoUser({ id: 'able', name: '佐藤 一郎', workEmail: email });
        const directory: Directory = {
          ...drawn,
          neoUsers: [...drawn.neoUsers, able],
          amazonUsers: [...drawn.amazonUsers, amazonUser({ email, name: able.name })],
        };
        const { inScope, firstClosed } = auditDirectory(directory, POLICY);
        const passing = directory.neoUsers.filter((_, i) => inScope[i] !== 0 && (firstClosed[i] as number) < 0);
        expect(passing).toContain(able);
        for (const user of passing) {
          const accounts = directory.amazonUsers.filter((account) => account.email === user.workEmail);
          expect(accounts).toHaveLength(1);
          expect(accounts[0]?.punchout).not.toBe(false);
          expect(['active', 'unknown']).toContain(accounts[0]?.state);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('proposes no address that another person has', () => {
    fc.assert(
      fc.property(anyDirectory, (directory) => {
        const { findings } = auditDirectory(directory, POLICY);
        const proposed = new Map<string, number>();
        for (const { suggestion, neoIndex, amazonIndex } of findings) {
          if (suggestion === null) continue;
          for (const { address } of [suggestion, ...suggestion.alternatives]) {
            const key = toCanonicalAddress(address);
            if (proposed.has(key)) expect(proposed.get(key)).toBe(neoIndex);
            proposed.set(key, neoIndex);
            directory.neoUsers.forEach((user, i) => {
              if (i === neoIndex) return;
              for (const other of [user.workEmail, user.mobileEmail, user.homeEmail, user.otherEmail])
                if (other !== '') expect(toCanonicalAddress(other)).not.toBe(key);
            });
            // A suggestion for NEO is the address of exactly one account. A suggestion for Amazon is an address that no other account has.
            const holders = directory.amazonUsers.flatMap((account, j) =>
              account.email !== '' && toCanonicalAddress(account.email) === key ? [j] : [],
            );
            if (suggestion.side === 'neo') expect(holders).toHaveLength(1);
            else expect(holders.filter((j) => j !== amazonIndex)).toEqual([]);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('recommends removing no account that may belong to a person', () => {
    let offered = 0;
    fc.assert(
      fc.property(anyDirectory, (directory) => {
        const result = auditDirectory(directory, POLICY);
        const ways = result.findings.flatMap(({ suggestion }) => (suggestion === null ? [] : [suggestion, ...suggestion.alternatives]));
        const doubts = [...result.doubts.values()].flat().filter(({ why }) => why === 'other-account');
        const addresses = new Set(
          [...ways, ...[...result.ways.values()].flat()]
            .filter(({ side }) => side === 'neo')
            .map(({ address }) => address)
            .concat(doubts.map(({ found }) => found))
            .map(toCanonicalAddress),
        );
        offered += addresses.size;
        for (const { why, amazonIndex } of listAccountAdvice({ audit: result, directory }))
          if (why === 'nobody') expect(addresses).not.toContain(toCanonicalAddress(directory.amazonUsers[amazonIndex]?.email ?? ''));
      }),
      { numRuns: 400 },
    );
    expect(offered).toBeGreaterThan(100);
  });

  it('can put every reason into words in both languages, the fast way and the plain way alike', () => {
    for (const language of ['ja', 'en'] as const) {
      const texts = createTexts(language);
      const fast = createReasonFormatter(texts);
      fc.assert(
        fc.property(anyDirectory, (directory) => {
          for (const { code, reason } of auditDirectory(directory, POLICY).findings) {
            const text = formatReason(reason, texts);
            expect(fast(reason)).toBe(text);
            expect(text, `${code} ${JSON.stringify(reason)}`).not.toMatch(/reason\.|addressProblem\.|\{/);
            expect(FINDING_KINDS[code]).toBeDefined();
          }
        }),
        { numRuns: 150 },
      );
    }
  });
});
