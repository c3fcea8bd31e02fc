import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '#main/storage/database/database.ts';
import { TriageStore } from '#main/storage/findings/triage-store.ts';
import type { Directory } from '#shared/domain/directory/directory.ts';
import { type KnownPerson, recognizePeople } from '#shared/domain/directory/person-identity.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import type { AuditPolicy } from '#shared/domain/readiness/policy.ts';
import { foldTriage, getTriageState, type TriageChange, type TriageCommand } from '#shared/domain/triage/triage.ts';
import { computeFindingEvidence, getFindingKey, parseFindingCode } from '#shared/domain/triage/triage-identity.ts';
import { amazonUser, anyDirectory, neoUser, shuffle } from '../../support/directories.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const POLICY: AuditPolicy = {
  email: { ...DEFAULT_EMAIL_POLICY, companyDomains: ['example.co.jp'], aliasDomains: [{ from: 'old.example', to: 'example.co.jp' }] },
  today: '2026-11-24',
};

const identities = (directory: Directory, policy = POLICY, known: readonly KnownPerson[] = []): string[] => {
  const { keys } = recognizePeople(directory.neoUsers, known);
  return auditDirectory(directory, policy)
    .findings.map((finding) => `${getFindingKey(finding, directory, keys)} ${computeFindingEvidence(finding, directory)}`)
    .sort();
};

describe('the identity of a finding', () => {
  it('and its details are independent of the order of rows', () => {
    fc.assert(
      fc.property(anyDirectory, fc.nat(1000), (directory, seed) => {
        const other: Directory = {
          ...directory,
          neoUsers: shuffle(directory.neoUsers, seed),
          amazonUsers: shuffle(directory.amazonUsers, seed + 1),
        };
        expect(identities(other)).toEqual(identities(directory));
      }),
      { numRuns: 400 },
    );
  });

  it('survives an unrelated person on both sides', () => {
    fc.assert(
      fc.property(anyDirectory, (directory) => {
        const joined: Directory = {
          ...directory,
          neoUsers: [
            neoUser({ id: 'new', name: '新入 社員', employeeCode: '999', workEmail: 'shinnyu.shain@example.co.jp' }),
            ...directory.neoUsers,
          ],
          amazonUsers: [
            amazonUser({ email: 'shinnyu.shain@example.co.jp', name: '新入 社員', employeeCode: '999' }),
            ...directory.amazonUsers,
          ],
        };
        expect(identities(joined)).toEqual(identities(directory));
      }),
      { numRuns: 300 },
    );
  });

  it('begins with its code and is unique', () => {
    fc.assert(
      fc.property(anyDirectory, (directory) => {
        const { findings } = auditDirectory(directory, POLICY);
        const people = recognizePeople(directory.neoUsers, []).keys;
        const keys = findings.map((finding) => getFindingKey(finding, directory, people));
        expect(keys.map(parseFindingCode)).toEqual(findings.map(({ code }) => code));
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 300 },
    );
  });

  it('stays the same, evidence and all, while only days pass', () => {
    const directory: Directory = {
      neoUsers: [neoUser({ id: '1', workEmail: 'a@example.co.jp' })],
      amazonUsers: [amazonUser({ email: 'a@example.co.jp', state: 'invited', invitedOn: '2026-11-01' })],
      organizations: [],
      approvers: [],
    };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 28 }), (day) => {
        expect(identities(directory, { ...POLICY, today: `2026-12-${String(day).padStart(2, '0')}` })).toEqual(identities(directory));
      }),
    );
  });
});

const TODAY = '2026-11-24';
const anyChange: fc.Arbitrary<TriageChange> = fc.oneof(
  fc.record({
    kind: fc.constant('accept' as const),
    reason: fc.string(),
    until: fc.option(fc.constantFrom('2026-11-23', TODAY, '2026-12-31')),
  }),
  fc.record({
    kind: fc.constant('assign' as const),
    side: fc.option(fc.constantFrom('neo' as const, 'amazon' as const)),
    person: fc.string(),
  }),
  fc.record({ kind: fc.constant('note' as const), text: fc.string() }),
  fc.constant({ kind: 'reopen' as const }),
  fc.constant({ kind: 'unassign' as const }),
);
const KEYS = ['a id:1', 'a id:2', 'b id:1', 'b login:x'];
const anyCommand: fc.Arbitrary<TriageCommand> = fc.record({
  at: fc.constant('2026-11-24T00:00:00.000Z'),
  by: fc.constantFrom('', 'sato'),
  change: anyChange,
  items: fc.uniqueArray(fc.record({ key: fc.constantFrom(...KEYS), evidence: fc.constantFrom('e1', 'e2'), name: fc.string() }), {
    selector: ({ key }) => key,
    minLength: 1,
  }),
});

describe('decisions', () => {
  const folder = temporaryFolder('triage');
  let files = 0;
  const newStore = (): { store: TriageStore; close: () => void } => {
    const database = openDatabase(join(folder, `${files++}.tsunagi`));
    return { store: new TriageStore(database), close: () => database.close() };
  };

  it('are what the store answers, and undoing one is as if it had never been made', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 8 }), fc.nat(), (commands, at) => {
        const { store, close } = newStore();
        try {
          const ids = commands.map((command) => store.record(command));
          expect(store.current()).toEqual(foldTriage(commands));
          if (commands.length === 0) return;
          const undone = at % commands.length;
          const before = store.version();
          expect(store.undo(ids[undone] as number, TODAY)).toBe(commands[undone]?.items.length);
          expect(store.current()).toEqual(foldTriage(commands.filter((_, i) => i !== undone)));
          expect(store.version()).toBeGreaterThan(before);
          expect(store.undo(ids[undone] as number, TODAY)).toBeNull();
        } finally {
          close();
        }
      }),
      { numRuns: 40 },
    );
  });

  it('touch nothing but the findings they are about, and end by themselves', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 8 }), anyCommand, (commands, last) => {
        const before = foldTriage(commands);
        const after = foldTriage([...commands, last]);
        const touched = new Set(last.items.map(({ key }) => key));
        for (const key of KEYS) if (!touched.has(key)) expect(after.get(key)).toEqual(before.get(key));
        for (const triage of after.values()) {
          expect(getTriageState(triage, '9999-12-31') === 'accepted').toBe(
            triage.acceptance !== null && triage.acceptance.change.until === null,
          );
        }
      }),
    );
  });
});
