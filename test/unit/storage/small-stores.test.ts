import { expect, test } from 'vitest';
import type { DatedChange } from '#shared/domain/drafts/dated-change.ts';
import { companyFileForEach, historyRecord } from '../../support/company-file.ts';

const file = companyFileForEach();

test('saved views are listed by kind, oldest first, and change and go one by one', () => {
  const { views } = file.now();
  const first = views.add('matching', '一', { filter: 'a' });
  const other = views.add('report', '別', {});
  const second = views.add('matching', '二', { filter: 'b' });
  views.change(first, '一番', { filter: 'c' });
  expect(file.anew().views.list('matching')).toEqual([
    { id: first, kind: 'matching', name: '一番', content: { filter: 'c' } },
    { id: second, kind: 'matching', name: '二', content: { filter: 'b' } },
  ]);
  const { views: next } = file.now();
  expect(next.get(other)).toEqual({ id: other, kind: 'report', name: '別', content: {} });
  expect([next.delete(first), next.delete(first)]).toEqual([true, false]);
  expect(next.get(first)).toBeNull();
  expect(next.list('matching').map(({ id }) => id)).toEqual([second]);
});

test('dated changes are sorted by day, and wait again if the step that applied them is undone', () => {
  const { dated } = file.now();
  const change = (name: string, day: string): DatedChange => ({ name, day, reason: `${name}の理由` }) as unknown as DatedChange;
  const late = dated.keep(change('後', '2026-12-01'), '2026-11-26T00:00:00.000Z', '田中');
  const early = dated.keep(change('先', '2026-11-30'), '2026-11-26T00:01:00.000Z', '鈴木');
  const waiting = { name: '後', reason: '後の理由', id: late, keptAt: '2026-11-26T00:00:00.000Z', keptBy: '田中', takenAt: null };
  expect(file.anew().dated.all()).toEqual([
    { name: '先', reason: '先の理由', day: '2026-11-30', id: early, keptAt: '2026-11-26T00:01:00.000Z', keptBy: '鈴木', takenAt: null },
    { ...waiting, day: '2026-12-01' },
  ]);
  const { dated: next } = file.now();
  const at = '2026-11-30T00:00:00.000Z';
  const taken = (): unknown => next.all().map(({ id, takenAt }) => [id, takenAt]);
  next.noteTaken(early, 7, at);
  next.noteTaken(late, 8, at);
  next.noteMoved(7, null);
  expect(taken()).toEqual([
    [early, null],
    [late, at],
  ]);
  next.noteMoved(7, at);
  next.noteTaken(late, null, at);
  next.noteMoved(8, null);
  expect(taken()).toEqual([
    [early, at],
    [late, at],
  ]);
  expect([next.change(early, '先頭', '2026-12-02'), next.change(99, '無', '2026-12-02')]).toEqual([true, false]);
  expect(next.all().map(({ name, day }) => [name, day])).toEqual([
    ['後', '2026-12-01'],
    ['先頭', '2026-12-02'],
  ]);
  expect([next.withdraw(late), next.withdraw(late)]).toEqual([true, false]);
  expect(next.all().map(({ id }) => id)).toEqual([early]);
});

test('a notice is sent once a day, and the previous day is forgotten', () => {
  const { notices } = file.now();
  notices.note('a', '2026-11-25', 'told', ['a', 'b']);
  notices.note('a', '2026-11-25', 'told', ['b', 'c']);
  notices.note('a', '2026-11-25', 'seen', ['d']);
  const told = (day: string, how: 'told' | 'seen'): unknown => [...file.now().notices.keys('a', day, how)].sort();
  expect([told('2026-11-25', 'told'), told('2026-11-25', 'seen'), told('2026-11-26', 'told')]).toEqual([['a', 'b', 'c'], ['d'], []]);
  notices.note('a', '2026-11-26', 'told', ['a']);
  expect([told('2026-11-25', 'told'), told('2026-11-25', 'seen'), told('2026-11-26', 'told')]).toEqual([[], [], ['a']]);
});

test('a postponed notice stays hidden until its date, and can be restored', () => {
  const { notices } = file.now();
  notices.setPutOff('a', 'a', '2026-11-27', '2026-11-26');
  notices.setPutOff('a', 'b', '2026-11-30', '2026-11-26');
  notices.setPutOff('a', 'a', '2026-11-28', '2026-11-26');
  expect([...notices.putOff('a')].sort()).toEqual(['a', 'b']);
  notices.setPutOff('a', 'b', null, '2026-11-28');
  expect([...notices.putOff('a')]).toEqual(['a']);
  notices.setPutOff('a', 'c', '2026-11-30', '2026-11-29');
  expect([...file.anew().notices.putOff('a')]).toEqual(['c']);
});

test('the way to a server and the last test of each are the last that were kept', () => {
  const { connection, log } = file.now();
  expect([connection.settings(), connection.lastTest('groupware')]).toEqual([null, null]);
  connection.changeSettings({ proxy: 1 });
  expect(log.verify().entries).toBe(0);
  connection.changeSettings({ proxy: 2 }, [historyRecord({ kind: 'trust' })]);
  connection.keepTest('groupware', { run: 1 });
  connection.keepTest('amazon', { run: 2 });
  connection.keepTest('groupware', { run: 3 });
  const next = file.anew();
  expect([next.connection.settings(), next.connection.lastTest('groupware'), next.connection.lastTest('amazon')]).toEqual([
    { proxy: 2 },
    { run: 3 },
    { run: 2 },
  ]);
  expect(next.log.verify().entries).toBe(1);
});

test('the overview shows the result of the last audit, and only for the requested revision', () => {
  const { glance } = file.now();
  expect([glance.kept(), glance.keptReadiness('a')]).toEqual([null, null]);
  glance.keep({ n: 1 });
  glance.keep({ n: 2 });
  glance.keepReadiness('a', { n: 3 });
  expect([glance.kept(), glance.keptReadiness('a'), glance.keptReadiness('b')]).toEqual([{ n: 2 }, { n: 3 }, null]);
  glance.keepReadiness('b', { n: 4 });
  expect([glance.keptReadiness('a'), glance.keptReadiness('b')]).toEqual([null, { n: 4 }]);
});
