import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { WorkspaceFile } from '#main/storage/workspace-file.ts';
import { totalOf } from '#shared/domain/readiness/history.ts';

const KEYS = ['amazon-orphan amazon:a@example.com', 'work-email-missing id:1', 'work-email-missing id:2', 'shared-mailbox id:1', 'shared-mailbox login:x', 'person-match code:7'];
const anyRun = fc.uniqueArray(fc.constantFrom(...KEYS));
const anyRuns = fc.array(anyRun, { minLength: 1, maxLength: 7 });

describe('the history of findings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tsunagi-history-'));
  let files = 0;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function withFile<T>(work: (look: (revision: number, found: readonly string[]) => void, file: WorkspaceFile) => T): T {
    const id = String(files++);
    const file = WorkspaceFile.create(join(folder, id), { id, name: id, kind: 'test', serverAddress: null, createdAt: '2026-11-24T00:00:00.000Z' });
    try {
      return work((revision, found) => {
        file.recordRun({ revision, at: `2026-11-24T00:00:${String(revision).padStart(2, '0')}.000Z`, users: 9, inScope: 9, ready: 9, byCode: {} });
        file.history.follow(revision, new Map(found.map((key) => [key, `name of ${key}`])));
      }, file);
    } finally {
      file.close();
    }
  }

  const CHANGES = ['new', 'fixed', 'back'] as const;
  const told = (file: WorkspaceFile) =>
    file.history.runs(100).map((run) => ({ ...run, lists: CHANGES.map((change) => file.history.changesOf(run.revision, change)), since: [...file.history.since(run.revision)].sort() }));

  it('tells for every run, also an old one, exactly what is new, fixed and back', () => {
    fc.assert(
      fc.property(anyRuns, (runs) =>
        withFile((look, file) => {
          runs.forEach((found, i) => look(i + 1, found));
          runs.forEach((found, i) => {
            const before = new Set(runs[i - 1]);
            const ever = new Set(runs.slice(0, i).flat());
            const expected =
              i === 0
                ? { new: [], fixed: [], back: [] }
                : {
                    new: found.filter((key) => !ever.has(key)),
                    fixed: [...before].filter((key) => !found.includes(key)),
                    back: found.filter((key) => ever.has(key) && !before.has(key)),
                  };
            const run = file.history.runs(100)[i];
            for (const change of CHANGES) {
              expect(file.history.changesOf(i + 1, change)?.map(({ key }) => key).sort()).toEqual(expected[change].toSorted());
              expect(run?.changes === null ? 0 : totalOf(run?.changes[change] ?? {})).toBe(expected[change].length);
            }
            expect([...file.history.since(i + 1).keys()].sort()).toEqual([...expected.new, ...expected.back].sort());
          });
          expect(file.history.runs(100)[0]?.changes).toBeNull();
          expect(file.history.changesOf(runs.length + 1, 'new')).toBeNull();
        }),
      ),
      { numRuns: 60 },
    );
  });

  it('is not changed by recording the same run twice', () => {
    fc.assert(
      fc.property(anyRuns, (runs) =>
        withFile((look, file) => {
          runs.forEach((found, i) => look(i + 1, found));
          const before = told(file);
          look(runs.length, runs.at(-1) ?? []);
          expect(told(file)).toEqual(before);
        }),
      ),
      { numRuns: 40 },
    );
  });

  it('lets the last look at a run count, as if there had been no other', () => {
    fc.assert(
      fc.property(anyRuns, fc.array(anyRun, { maxLength: 3 }), anyRun, (runs, looks, after) => {
        const plain = withFile((look, file) => {
          runs.forEach((found, i) => look(i + 1, found));
          look(runs.length + 1, after);
          return told(file);
        });
        const withLooks = withFile((look, file) => {
          runs.slice(0, -1).forEach((found, i) => look(i + 1, found));
          for (const found of [...looks, runs.at(-1) ?? []]) look(runs.length, found);
          look(runs.length + 1, after);
          return told(file);
        });
        expect(withLooks).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });
});
