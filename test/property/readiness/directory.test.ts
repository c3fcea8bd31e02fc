import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Directory } from '#shared/domain/directory/directory.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { type Audit, auditDirectory } from '#shared/domain/readiness/audit.ts';
import type { AuditPolicy } from '#shared/domain/readiness/policy.ts';
import { createReasonFormatter, formatReason } from '#shared/messages/reason-text.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { anyDirectory, anyDirectoryPeople, directoryPerson, shuffle } from '../../support/directories.ts';
import { anyPlantedCompany } from '../../support/planted-errors.ts';

const POLICY: AuditPolicy = { email: DEFAULT_EMAIL_POLICY, today: '2026-11-24' };

/** Returns the people and the content of each finding, in a stable order. */
const told = ({ neoUsers, amazonUsers }: Directory, { findings }: Audit): string[] =>
  findings
    .map(({ code, neoIndex, amazonIndex, reason, suggestion }) =>
      JSON.stringify([code, neoUsers[neoIndex], amazonUsers[amazonIndex], { ...reason.params, names: '' }, suggestion]),
    )
    .sort();

describe('the company’s directory', () => {
  it('changes nothing if it contains none of the people', () => {
    fc.assert(
      fc.property(anyDirectory, (directory) => {
        const stranger = directoryPerson({ mail: 'nobody@elsewhere.example', employeeId: 'X-1', name: '見知 らぬ' });
        const without = auditDirectory(directory, POLICY);
        for (const directoryPeople of [[], [stranger]]) {
          const { join, ...result } = auditDirectory(directory, POLICY, null, { directoryPeople });
          expect(result).toEqual(without);
          expect(join?.people).toBe(directoryPeople);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same result for any order of its people, of NEO’s and of Amazon’s', () => {
    fc.assert(
      fc.property(anyDirectory, anyDirectoryPeople, fc.nat(1_000), (directory, people, seed) => {
        const other: Directory = {
          ...directory,
          neoUsers: shuffle(directory.neoUsers, seed),
          amazonUsers: shuffle(directory.amazonUsers, seed + 1),
        };
        const once = auditDirectory(directory, POLICY, null, { directoryPeople: people });
        const again = auditDirectory(other, POLICY, null, { directoryPeople: shuffle(people, seed + 2) });
        expect(told(other, again)).toEqual(told(directory, once));
      }),
      { numRuns: 400 },
    );
  });

  it('matches no person twice', () => {
    fc.assert(
      fc.property(anyDirectory, anyDirectoryPeople, (directory, directoryPeople) => {
        const { join } = auditDirectory(directory, POLICY, null, { directoryPeople });
        for (const places of [join?.neo, join?.amazon]) {
          const found = Array.from(places ?? []).filter((place) => place >= 0);
          expect(new Set(found).size).toBe(found.length);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is put into words in both languages, the fast way and the plain way alike, and closes no gate', () => {
    for (const language of ['ja', 'en'] as const) {
      const texts = createTexts(language);
      const fast = createReasonFormatter(texts);
      fc.assert(
        fc.property(anyDirectory, anyDirectoryPeople, (directory, directoryPeople) => {
          const result = auditDirectory(directory, POLICY, null, { directoryPeople });
          for (const { reason } of result.findings) {
            expect(fast(reason)).toBe(formatReason(reason, texts));
            expect(fast(reason)).not.toMatch(/reason\.|addressProblem\.|\{/);
          }
          const { byCode: _, ...counts } = result.summary;
          expect(counts).toEqual((({ byCode: __, ...rest }) => rest)(auditDirectory(directory, POLICY).summary));
        }),
        { numRuns: 150 },
      );
    }
  });

  it('if correct never lets a suggestion replace a right value with a wrong one, and resolves what it contains', () => {
    let settled = 0;
    fc.assert(
      fc.property(anyPlantedCompany, ({ directory, right, companyDomains, aliasDomains }) => {
        const policy = { ...POLICY, email: { ...POLICY.email, companyDomains, aliasDomains } };
        const directoryPeople = directory.neoUsers.map(({ name, employeeCode }, at) =>
          directoryPerson({ mail: right[at] ?? '', name, employeeId: employeeCode || `P${at}` }),
        );
        const { findings, join } = auditDirectory(directory, policy, null, { directoryPeople });
        for (const { neoIndex, amazonIndex, suggestion, reason } of findings) {
          if (suggestion === null) continue;
          const person = right[neoIndex] as string;
          if (suggestion.reasons.includes('directory-address')) {
            expect(suggestion.address.toLowerCase()).toBe(person.toLowerCase());
            settled++;
          }
          const now = suggestion.side === 'neo' ? directory.neoUsers[neoIndex]?.workEmail : directory.amazonUsers[amazonIndex]?.email;
          if (now === person) expect(suggestion.address).toBe(now);
          if (join?.neo[neoIndex] === neoIndex && reason.params['directory'] === 'neither') expect.unreachable();
        }
      }),
      { numRuns: 500 },
    );
    expect(settled).toBeGreaterThan(500);
  });
});
