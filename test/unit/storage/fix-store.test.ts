import { expect, test } from 'vitest';
import type { FixStore } from '#main/storage/findings/fix-store.ts';
import type { Fix } from '#shared/domain/fixes/fixes.ts';
import { companyFileForEach } from '../../support/company-file.ts';

const file = companyFileForEach();
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 26, 0, minute)).toISOString();
const fix = (person: string, to: string, changes: Partial<Fix> = {}): Fix =>
  ({
    person,
    side: 'neo',
    neoUserId: '',
    loginId: person,
    name: person,
    code: 'amazon-missing',
    from: 'a@example.co.jp',
    to,
    account: null,
    choice: 'recommended',
    confidence: 'high',
    reasons: [],
    oldAccount: '',
    adoptedAt: at(0),
    written: null,
    state: 'adopted',
    ...changes,
  }) as Fix;
/** Returns the target of each fix; also checks that the next console reads the same. */
const stands = (): unknown => {
  const all = file.now().fixes.all();
  expect(new Map([...file.anew().fixes.all()].sort())).toEqual(new Map([...all].sort()));
  return Object.fromEntries([...all].map(([person, { to }]) => [person, to]));
};
const adopt = (store: FixStore, minute: number, ...fixes: readonly Fix[]): number =>
  store.apply(
    'adopt',
    at(minute),
    fixes.map((one) => [one.person, one]),
  );

test('each adopted or dropped step can be undone and redone, the latest first', () => {
  const { fixes } = file.now();
  expect([stands(), fixes.lastStep(), fixes.version()]).toEqual([{}, null, 0]);
  const first = adopt(fixes, 1, fix('p', 'p1'), fix('q', 'q1'));
  const second = adopt(fixes, 2, fix('p', 'p2'));
  const third = fixes.apply('drop', at(3), [
    ['p', null],
    ['r', null],
  ]);
  expect([stands(), fixes.version()]).toEqual([{ q: 'q1' }, 3]);
  expect(fixes.lastStep()).toEqual({ id: third, kind: 'drop', at: at(3), people: 2 });
  expect([fixes.undo(second, at(4)), fixes.redo(third, at(4)), stands()]).toEqual([null, null, { q: 'q1' }]);
  expect([fixes.undo(third, at(4)), stands()]).toEqual([
    { restored: 2, kept: 0 },
    { p: 'p2', q: 'q1' },
  ]);
  expect(fixes.lastStep()).toEqual({ id: second, kind: 'adopt', at: at(2), people: 1 });
  expect([fixes.undo(second, at(5)), stands()]).toEqual([
    { restored: 1, kept: 0 },
    { p: 'p1', q: 'q1' },
  ]);
  expect([fixes.undo(first, at(6)), stands(), fixes.lastStep()]).toEqual([{ restored: 2, kept: 0 }, {}, null]);
  // Steps are redone in their original order.
  expect([fixes.redo(third, at(7)), fixes.redo(first, at(7)), stands()]).toEqual([null, { restored: 2, kept: 0 }, { p: 'p1', q: 'q1' }]);
  expect([fixes.redo(second, at(8)), fixes.redo(third, at(9)), stands()]).toEqual([
    { restored: 1, kept: 0 },
    { restored: 2, kept: 0 },
    { q: 'q1' },
  ]);
  expect(fixes.lastStep()).toEqual({ id: third, kind: 'drop', at: at(9), people: 2 });
  fixes.undo(third, at(10));
  const fourth = adopt(fixes, 11, fix('s', 's1'));
  expect([fixes.redo(third, at(12)), fixes.lastStep()?.id]).toEqual([null, fourth]);
});

test('fixes written to a file after a step stay unchanged when the step is undone or redone', () => {
  const { fixes } = file.now();
  adopt(fixes, 1, fix('p', 'p0'), fix('q', 'q0'));
  const step = adopt(fixes, 2, fix('p', 'p1'), fix('q', 'q1'));
  const writing = { at: at(3), side: 'neo', source: 'neo.csv', people: 1, files: [{ name: 'neo-fix.csv', rows: 1 }], leftOut: [] } as const;
  const places = new Map([
    ['p', { file: 'neo-fix.csv', row: 7 }],
    ['nobody', { file: 'neo-fix.csv', row: 8 }],
  ]);
  const id = fixes.recordWriting(writing, places);
  expect(fixes.all().get('p')).toEqual(fix('p', 'p1', { written: { at: at(3), file: 'neo-fix.csv', row: 7 }, state: 'written' }));
  expect(stands()).toEqual({ p: 'p1', q: 'q1' });
  expect([fixes.undo(step, at(4)), stands()]).toEqual([
    { restored: 1, kept: 1 },
    { p: 'p1', q: 'q0' },
  ]);
  expect([fixes.redo(step, at(5)), stands()]).toEqual([
    { restored: 1, kept: 0 },
    { p: 'p1', q: 'q1' },
  ]);
  const other = fixes.recordWriting({ ...writing, at: at(6), side: 'amazon', leftOut: [] }, new Map());
  expect(file.anew().fixes.writings(9)).toEqual([
    { ...writing, id: other, at: at(6), side: 'amazon' },
    { ...writing, id },
  ]);
  expect(fixes.writings(1).map((one) => one.id)).toEqual([other]);
});

test('a step that changed a fix already written to a file is undone completely', () => {
  const { fixes } = file.now();
  const written = { at: at(1), file: 'neo-fix.csv', row: 7 };
  adopt(fixes, 2, fix('p', 'p1', { written }));
  const step = fixes.apply('drop', at(3), [['p', null]]);
  expect([fixes.undo(step, at(4)), stands()]).toEqual([{ restored: 1, kept: 0 }, { p: 'p1' }]);
  // A fix written to a file in the same instant as a step counts as written after it.
  const same = adopt(fixes, 5, fix('q', 'q1', { written: { ...written, at: at(5) } }));
  expect([fixes.undo(same, at(5)), stands()]).toEqual([
    { restored: 0, kept: 1 },
    { p: 'p1', q: 'q1' },
  ]);
  fixes.apply('drop', at(5), [['q', null]]);
  const again = adopt(fixes, 5, fix('p', 'p2', { written }));
  expect([fixes.undo(again, at(6)), stands()]).toEqual([{ restored: 1, kept: 0 }, { p: 'p1' }]);
});

test('the state of a fix is recorded without a step', () => {
  const { fixes } = file.now();
  const step = adopt(fixes, 1, fix('p', 'p1'));
  const version = fixes.version();
  fixes.settle([]);
  expect(fixes.version()).toBe(version);
  fixes.settle([fix('p', 'p1', { state: 'done' as Fix['state'] })]);
  expect([fixes.version(), fixes.all().get('p')?.state, fixes.lastStep()?.id]).toEqual([version + 1, 'done', step]);
  expect(stands()).toEqual({ p: 'p1' });
});

test('at most fifty steps can be undone', () => {
  const { fixes } = file.now();
  const ids = Array.from({ length: 52 }, (_, n) => adopt(fixes, n, fix('p', `p${n}`)));
  const taken = ids.toReversed().map((id) => fixes.undo(id, at(60)) !== null);
  expect(taken).toEqual(ids.map((_, n) => n < 50));
  expect(stands()).toEqual({ p: 'p1' });
});

test('fixes of an earlier version are read with their score as a word, and without an account', () => {
  const { fixes } = file.now();
  const { account, confidence, ...early } = fix('p', 'p1');
  expect([account, confidence]).toEqual([null, 'high']);
  const earlier = (score?: number | null): Fix => ({ ...early, ...(score !== undefined && { score }) }) as unknown as Fix;
  adopt(fixes, 1, earlier(100), { ...earlier(0), person: 'q' }, { ...earlier(null), person: 'r' }, { ...earlier(), person: 's' });
  const read = file.anew().fixes.all();
  expect([...read].map(([person, { account: of, confidence: word }]) => [person, of, word]).sort()).toEqual([
    ['p', null, 'high'],
    ['q', null, 'low'],
    ['r', null, null],
    ['s', null, null],
  ]);
  expect(read.get('p')).toEqual(fix('p', 'p1'));
});
