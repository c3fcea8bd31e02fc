import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CompanyFile } from '#main/storage/company-file.ts';
import { openDatabase } from '#main/storage/database/database.ts';
import { MIGRATIONS } from '#main/storage/migrations/migrations.ts';
import { sumCounts } from '#shared/domain/readiness/history.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const KEYS = [
  'amazon-orphan amazon:a@example.com',
  'work-email-missing id:1',
  'work-email-missing id:2',
  'shared-mailbox id:1',
  'shared-mailbox login:x',
  'person-match code:7',
];
const anyRun = fc.uniqueArray(fc.constantFrom(...KEYS));
const anyRuns = fc.array(anyRun, { minLength: 1, maxLength: 7 });

type Look = (revision: number, found: readonly string[]) => void;

function lookAt(runs: readonly (readonly string[])[], look: Look): void {
  for (const [i, found] of runs.entries()) look(i + 1, found);
}

describe('the history of findings', () => {
  const folder = temporaryFolder('history');
  let files = 0;

  function withFile<T>(work: (look: Look, file: CompanyFile) => T): T {
    const id = String(files++);
    const file = CompanyFile.create(join(folder, id), {
      id,
      name: id,
      kind: 'test',
      serverAddress: null,
      readOnly: false,
      createdAt: '2026-11-24T00:00:00.000Z',
    });
    try {
      return work((revision, found) => {
        file.recordRun({
          revision,
          at: `2026-11-24T00:00:${String(revision).padStart(2, '0')}.000Z`,
          users: 9,
          inScope: 9,
          ready: 9,
          blocked: 0,
          byCode: {},
        });
        file.history.follow(revision, found, (row) => `name of ${found[row]}`);
      }, file);
    } finally {
      file.close();
    }
  }

  const CHANGES = ['new', 'fixed', 'back'] as const;
  const told = (file: CompanyFile) =>
    file.history.runs(100).map((run) => ({
      ...run,
      lists: CHANGES.map((change) => file.history.changesOf(run.revision, change)),
      since: [...file.history.since(run.revision)].sort(),
    }));

  it('reports for every run, also an old one, exactly the new, fixed and returned findings', () => {
    fc.assert(
      fc.property(anyRuns, (runs) =>
        withFile((look, file) => {
          lookAt(runs, look);
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
              expect(
                file.history
                  .changesOf(i + 1, change)
                  ?.map(({ key }) => key)
                  .sort(),
              ).toEqual(expected[change].toSorted());
              expect(run?.changes === null ? 0 : sumCounts(run?.changes[change] ?? {})).toBe(expected[change].length);
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

  it('starts a new history in a file whose earlier runs have none', () => {
    const path = join(folder, 'older');
    const older = openDatabase(path, MIGRATIONS.slice(0, 1));
    older.exec(`INSERT INTO profile (id, name, kind, created_at) VALUES ('older', 'older', 'test', '2026-11-24T00:00:00.000Z');
      INSERT INTO run (revision, at, users, in_scope, ready, by_code) VALUES (1, '2026-11-24T00:00:01.000Z', 9, 9, 8, '{}')`);
    older.close();
    const file = CompanyFile.open(path);
    try {
      for (const revision of [2, 3]) {
        file.recordRun({ revision, at: `2026-11-24T00:00:0${revision}.000Z`, users: 9, inScope: 9, ready: 9, blocked: 0, byCode: {} });
        file.history.follow(revision, KEYS.slice(0, revision), () => '');
      }
      expect(file.history.runs(9).map(({ revision, changes }) => [revision, changes === null ? null : sumCounts(changes.new)])).toEqual([
        [1, null],
        [2, null],
        [3, 1],
      ]);
      expect(file.history.since(2).size).toBe(0);
    } finally {
      file.close();
    }
  });

  it('reports the same as before for the remaining runs, and continues in the same way', () => {
    fc.assert(
      fc.property(anyRuns, anyRuns, fc.nat({ max: 8 }), (runs, later, first) =>
        withFile((look, file) => {
          const at = `2026-11-24T00:00:${String(first).padStart(2, '0')}.000Z`;
          lookAt(runs, look);
          const before = told(file);
          const forgotten = file.history.countBefore(at);
          file.history.forgetBefore(at);
          expect(told(file)).toEqual(before.slice(forgotten));
          expect(forgotten).toBe(Math.max(0, Math.min(first - 1, runs.length - 2)));
          expect(file.history.countBefore(at)).toBe(0);
          expect(file.history.kept()).toEqual({ runs: runs.length - forgotten, first: before[forgotten]?.at });
          // The repeated run and all later ones are compared with the previous run as if no run had been deleted.
          look(runs.length, runs.at(-1) ?? []);
          expect(told(file)).toEqual(before.slice(forgotten));
          for (const [i, found] of later.entries()) look(runs.length + i + 1, found);
          const all = [...runs, ...later];
          for (let i = runs.length; i < all.length; i++) {
            const gone = file.history.changesOf(i + 1, 'fixed')?.map(({ key }) => key);
            expect(gone?.sort()).toEqual((all[i - 1] ?? []).filter((key) => !all[i]?.includes(key)).sort());
            expect([...file.history.since(i + 1).keys()].sort()).toEqual(all[i]?.filter((key) => !all[i - 1]?.includes(key)).sort());
          }
        }),
      ),
      { numRuns: 40 },
    );
  });

  it('is not changed by recording the same run twice', () => {
    fc.assert(
      fc.property(anyRuns, (runs) =>
        withFile((look, file) => {
          lookAt(runs, look);
          const before = told(file);
          look(runs.length, runs.at(-1) ?? []);
          expect(told(file)).toEqual(before);
        }),
      ),
      { numRuns: 40 },
    );
  });

  it('counts only the last audit of a run, as if there had been no other', () => {
    fc.assert(
      fc.property(anyRuns, fc.array(anyRun, { maxLength: 3 }), anyRun, (runs, looks, after) => {
        const plain = withFile((look, file) => {
          lookAt(runs, look);
          look(runs.length + 1, after);
          return told(file);
        });
        const withLooks = withFile((look, file) => {
          lookAt(runs.slice(0, -1), look);
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
