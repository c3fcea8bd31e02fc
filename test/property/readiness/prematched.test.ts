import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Directory, mayBeActive, type NeoUser } from '#shared/domain/directory/directory.ts';
import { DEFAULT_EMAIL_POLICY, getAddressDomain, toCanonicalAddress } from '#shared/domain/email/index.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import {
  type CountedAddresses,
  hashAddress,
  learnAddressConventions,
  NO_COUNTED_PEOPLE,
} from '#shared/domain/readiness/evidence/company-writing.ts';
import type { AuditPolicy } from '#shared/domain/readiness/policy.ts';
import { auditWithoutPrematched } from '#shared/domain/readiness/prematched.ts';
import { amazonUser, anyDirectory, neoUser, shuffle } from '../../support/directories.ts';

const POLICY: AuditPolicy = { email: DEFAULT_EMAIL_POLICY, today: '2026-11-24' };

/** Returns the domains and hashes of addresses of marked users (mark = 1). */
function countedOf(users: readonly NeoUser[], marks: Uint8Array): CountedAddresses {
  const emails = users.map(({ workEmail }) => toCanonicalAddress(workEmail));
  const domains = new Map<string, number>();
  emails.forEach((email, at) => {
    if (marks[at] === 1) domains.set(getAddressDomain(email), (domains.get(getAddressDomain(email)) ?? 0) + 1);
  });
  return { domains, hashes: Int32Array.from(emails, hashAddress) };
}

/** Implements the contract of `Prematched` literally and slowly. The audit confirms that these rows have no findings. */
function prematchedOf(
  { neoUsers, amazonUsers }: Directory,
  findings: ReturnType<typeof auditDirectory>['findings'],
  accountsUnknown: boolean,
) {
  const neo = neoUsers.map((user, i) => {
    const key = toCanonicalAddress(user.workEmail);
    const alone = neoUsers.every((other, k) => k === i || toCanonicalAddress(other.workEmail) !== key);
    const others = [user.mobileEmail, user.homeEmail, user.otherEmail].filter((text) => text !== '').map(toCanonicalAddress);
    const held = [...neoUsers.map(({ workEmail }) => workEmail), ...amazonUsers.map(({ email }) => email)].map(toCanonicalAddress);
    const accounts = amazonUsers.filter((account) => toCanonicalAddress(account.email) === key);
    return (
      key !== '' &&
      alone &&
      !others.some((other) => held.includes(other)) &&
      mayBeActive(user.state) &&
      accounts.length === 1 &&
      accounts[0]?.email === user.workEmail &&
      (accountsUnknown || (accounts[0].state !== 'unknown' && accounts[0].punchout !== null)) &&
      findings.every(({ neoIndex }) => neoIndex !== i)
    );
  });
  const amazon = amazonUsers.map(({ email }) => neoUsers.some((user, i) => neo[i] && user.workEmail === email));
  const marks = Uint8Array.from(neo, Number);
  return { neo: marks, amazon: Uint8Array.from(amazon, Number), addresses: countedOf(neoUsers, marks), accountsUnknown };
}

describe('the audit without those who are prematched', () => {
  it('gives the same result for everyone', () => {
    let prematchedPeople = 0;
    fc.assert(
      fc.property(
        anyDirectory,
        fc.nat(6),
        fc.constantFrom('', 'm.N@example.co.jp', 'tanaka@example.co.jp'),
        fc.nat(1000),
        fc.boolean(),
        (directory, more, mobile, seed, accountsUnknown) => {
          const joined = Array.from({ length: more }, (_, i) => `yamada.${i}@example.co.jp`);
          const whole: Directory = {
            ...directory,
            neoUsers: shuffle(
              [
                ...directory.neoUsers,
                ...joined.map((workEmail, i) =>
                  neoUser({ id: `n${i}`, name: '田中 太郎', workEmail, mobileEmail: mobile.replace('N', String(i)) }),
                ),
              ],
              seed,
            ),
            amazonUsers: shuffle(
              [...directory.amazonUsers, ...joined.map((email) => amazonUser({ email, name: '田中 太郎' }))].map((account) =>
                accountsUnknown ? { ...account, state: 'unknown' as const } : account,
              ),
              seed + 1,
            ),
          };
          const expected = auditDirectory(whole, POLICY);
          const prematched = prematchedOf(whole, expected.findings, accountsUnknown);
          prematchedPeople += prematched.neo.reduce((sum, mark) => sum + mark, 0);
          const given = structuredClone(prematched);
          expect(auditWithoutPrematched(whole, prematched, POLICY)).toEqual(expected);
          expect(prematched).toEqual(given);
        },
      ),
      { numRuns: 500 },
    );
    expect(prematchedPeople).toBeGreaterThan(500);
  });

  it('checks everyone if the group counts', () => {
    const directory: Directory = {
      neoUsers: [neoUser({ id: '1', workEmail: 'a.b@example.co.jp' })],
      amazonUsers: [amazonUser({ email: 'a.b@example.co.jp', groups: ['総務部'] })],
      organizations: [],
      approvers: [],
    };
    const policy = { ...POLICY, purchasingGroups: ['NEOカタログ購買'] };
    const marks = Uint8Array.of(1);
    const addresses = countedOf(directory.neoUsers, marks);
    const prematched = { neo: marks, amazon: Uint8Array.of(1), addresses, accountsUnknown: false };
    expect(auditWithoutPrematched(directory, prematched, policy)).toEqual(auditDirectory(directory, policy));
  });

  it('learns the same of people who were counted before, and of the same people how names are written', () => {
    const READINGS = ['やまだ たろう', 'たなか はなこ', 'さとう いちろう', 'いとう なおみ'] as const;
    const LOCALS = ['taro.yamada', 'hanako.tanaka', 'i.sato', 'n.ito'] as const;
    const marksOf = [(at: number) => at % 2, (at: number) => Number(at < 3_000), (at: number) => Number(at % 5 > 0), () => 1] as const;
    fc.assert(
      fc.property(fc.constantFrom(...marksOf), fc.integer({ min: 3_500, max: 9_000 }), fc.nat(2 ** 30), (markOf, count, seed) => {
        const asked = new Set<number>();
        const people = Array.from({ length: count }, (_, at) => {
          const who = (at + seed) % LOCALS.length;
          const workEmail = `${LOCALS[who]}${seed + at * 7}@${at % 900 === 0 ? 'few' : 'example'}.co.jp`;
          return Object.defineProperty(neoUser({ workEmail }), 'kana', {
            get() {
              asked.add(at);
              return READINGS[who];
            },
          });
        });
        const marks = Uint8Array.from(people, (_, at) => markOf(at));
        const counted = { ...countedOf(people, marks), users: people, marks };
        const others = people.filter((_, at) => marks[at] === 0);
        const [apart, together] = [
          learnAddressConventions(() => others, counted, DEFAULT_EMAIL_POLICY),
          learnAddressConventions(() => people, NO_COUNTED_PEOPLE, DEFAULT_EMAIL_POLICY),
        ].map((writing) => {
          asked.clear();
          const domains = ['example.co.jp', 'few.co.jp', 'other.example'].map((domain) => [
            writing.isUsualDomain(domain),
            writing.isKnownDomain(domain),
            writing.isStrangeDomain(domain),
          ]);
          const habits = ['jiro.suzuki', 'j.suzuki', 'suzuki.jiro', 'x'].map((local) =>
            writing.habitOf(`${local}@example.co.jp`, 'すずき じろう'),
          );
          return { domains, habits, asked: [...asked].sort((a, b) => a - b) };
        });
        expect(apart).toEqual(together);
        expect(together?.habits).toContain('usual');
      }),
      { numRuns: 12 },
    );
  });
});
