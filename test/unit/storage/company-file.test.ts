import { expect, test } from 'vitest';
import type { SeparatorChoice } from '#shared/domain/directory/cell-separator.ts';
import { companyFileForEach } from '../../support/company-file.ts';

const file = companyFileForEach();

test('a company keeps its kind until it is renamed, moved or opened read-only', () => {
  const made = { id: 'a', name: '自社', kind: 'test', serverAddress: null, readOnly: false, createdAt: '2026-11-26T00:00:00.000Z' };
  const now = file.now();
  expect(now.company()).toEqual(made);
  now.rename('本社');
  now.changeKind('production');
  now.setReadOnly(true);
  now.changeServer('https://neo.example');
  expect(file.anew().company()).toEqual({
    ...made,
    name: '本社',
    kind: 'production',
    readOnly: true,
    serverAddress: 'https://neo.example',
  });
  now.setReadOnly(false);
  now.changeServer(null);
  expect(now.company()).toEqual({ ...made, name: '本社', kind: 'production' });
  expect(now.revision()).toBe(0);
});

test('values applied to one server do not count as applied to another, except for the demo company, whose address changes', () => {
  const now = file.now();
  const applied = () => file.anew().secrets.get('catalog-password')?.appliedGeneration;
  const move = (address: string): void => file.now().changeServer(address);
  now.changeServer('https://neo.example/test/dneo.cgi');
  now.secrets.noteSet('catalog-password', 'system', '2026-11-26T00:00:00.000Z', 'amazon', 'm1');
  now.secrets.noteApplied('catalog-password', 1);
  move('https://neo.example/test/dneo.cgi');
  expect(applied()).toBe(1);
  file.now().changeKind('demo');
  move('http://127.0.0.1:50001');
  expect(applied()).toBe(1);
  file.now().changeKind('production');
  move('https://neo.example/dneo.cgi');
  expect(applied()).toBeNull();
});

test('changes of data that findings depend on increase its revision, and other changes do not', () => {
  const now = file.now();
  const { revision } = { revision: () => file.now().revision() };
  expect([now.domains(), revision()]).toEqual([{ companyDomains: [], aliasDomains: [] }, 0]);
  const domains = { companyDomains: ['example.co.jp'], aliasDomains: [{ from: 'old.example', to: 'example.co.jp' }] };
  now.changeDomains(domains.companyDomains, domains.aliasDomains);
  expect([file.anew().domains(), revision()]).toEqual([domains, 1]);
  expect([now.advance(), revision()]).toEqual([2, 2]);
  now.changePolicy('email', { n: 1 });
  now.changePolicy('columns', { n: 2 }, { isOfFindings: false });
  now.changePolicy('calendar', { n: 3 }, {});
  expect(revision()).toBe(4);
  now.changePolicy('email', null);
  expect(revision()).toBe(5);
});

test('a policy is the same object until it is set again, even if a transaction that set it failed', () => {
  const now = file.now();
  expect(now.policy('email')).toBeNull();
  now.changePolicy('email', { n: 1 });
  now.changePolicy('email', { n: 2 });
  expect(now.policy('email')).toEqual({ n: 2 });
  expect(now.policy('email')).toBe(now.policy('email'));
  expect(() =>
    now.atOnce(() => {
      now.changePolicy('email', { n: 3 });
      expect(now.policy('email')).toEqual({ n: 3 });
      throw new Error('no room');
    }),
  ).toThrow('no room');
  expect([now.policy('email'), file.anew().policy('email')]).toEqual([{ n: 2 }, { n: 2 }]);
  now.changePolicy('email', null);
  expect([now.policy('email'), file.anew().policy('email')]).toEqual([null, null]);
  expect(now.atOnce(() => 7)).toBe(7);
});

test('columns and separators are remembered by the kind of list and its header', () => {
  const now = file.now();
  expect([now.rememberedMapping('neo', 'h'), now.rememberedSeparators('neo', 'h')]).toEqual([null, {}]);
  const separators = { group: 'semicolon' } as unknown as Readonly<Record<string, SeparatorChoice>>;
  now.rememberMapping('neo', 'h', { name: 0, email: null });
  now.rememberMapping('amazon', 'h', { name: 2 }, separators);
  expect([now.rememberedMapping('neo', 'h'), now.rememberedSeparators('neo', 'h')]).toEqual([{ name: 0, email: null }, {}]);
  now.rememberMapping('neo', 'h', { name: 1 }, separators);
  const next = file.anew();
  expect([next.rememberedMapping('neo', 'h'), next.rememberedSeparators('neo', 'h')]).toEqual([{ name: 1 }, separators]);
  expect([next.rememberedMapping('amazon', 'h'), next.rememberedMapping('amazon', 'other')]).toEqual([{ name: 2 }, null]);
});

test('words keep the last meaning chosen for them, and a word without a meaning is forgotten', () => {
  const now = file.now();
  now.rememberWords('amazon-users', { state: { 有効: 'active', 保留: 'invited' }, role: { 購買: 'punchout' } });
  now.rememberWords('neo-users', { state: { 有効: 'inactive' } });
  now.rememberWords('amazon-users', { state: { 有効: '', 保留: 'inactive', 停止: 'inactive' } });
  expect(file.anew().rememberedWords('amazon-users')).toEqual({
    state: { 保留: 'inactive', 停止: 'inactive' },
    role: { 購買: 'punchout' },
  });
  expect(now.rememberedWords('neo-users')).toEqual({ state: { 有効: 'inactive' } });
  expect(now.rememberedWords('orders')).toEqual({});
});

test('edits of one hour are one run, which represents every revision of them', () => {
  const { history } = file.now();
  const at = (minute: number): string => new Date(Date.UTC(2026, 10, 26, 0, minute)).toISOString();
  const run = (revision: number, minute: number, more: object = {}): void =>
    file.now().recordRun({ revision, at: at(minute), users: 9, inScope: 8, ready: 7, blocked: 1, byCode: { a: 1 }, ...more });
  expect([history.editedRun(at(0)), history.runOf(1), history.kept()]).toEqual([null, null, { runs: 0, first: null }]);
  run(3, 0);
  expect(history.editedRun(at(1))).toBeNull();
  run(5, 10, { isOfEdits: true });
  expect([9, 10, 69, 70].map((minute) => history.editedRun(at(minute)))).toEqual([null, 5, 5, null]);
  // Repeats the same run with the result of the next edit; its start time is kept.
  run(5, 20, { isOfEdits: true, until: 8, ready: 6, blocked: 2, inScope: 9 });
  expect([history.editedRun(at(69)), history.editedRun(at(70))]).toEqual([5, null]);
  expect([2, 3, 4, 5, 8, 9].map((revision) => history.runOf(revision))).toEqual([null, 3, null, 5, 5, null]);
  expect(file.anew().history.runs(9)).toEqual([
    { revision: 3, at: at(0), inScope: 8, ready: 7, blocked: 1, changes: null },
    { revision: 5, at: at(10), inScope: 9, ready: 6, blocked: 2, changes: null },
  ]);
  expect([history.runs(1).map(({ revision }) => revision), history.kept()]).toEqual([[5], { runs: 2, first: at(0) }]);
});

test('a run that is repeated on a later day has the day of its numbers', () => {
  const { history } = file.now();
  const look = (day: number, ready: number, more: object = {}): void =>
    file.now().recordRun({
      ...{ revision: 3, at: `2026-11-${day}T00:00:00.000Z`, users: 9, inScope: 8, ready, blocked: 8 - ready, byCode: { a: 8 - ready } },
      ...more,
    });
  const told = () => history.runs(9).map(({ at, ready }) => [at.slice(0, 10), ready]);
  look(10, 7);
  look(11, 7);
  expect(told()).toEqual([['2026-11-10', 7]]);
  look(25, 5);
  expect(told()).toEqual([['2026-11-25', 5]]);
  look(26, 6, { isOfEdits: true });
  expect(told()).toEqual([['2026-11-25', 6]]);
});

test('of the requested findings, those of the last run are returned', () => {
  const { history } = file.now();
  const found = (...keys: string[]): unknown => {
    const present = history.presentAmong(keys);
    return present === null ? null : [...present].sort();
  };
  expect(found('a 1')).toBeNull();
  file.now().recordRun({ revision: 1, at: '2026-11-26T00:00:00.000Z', users: 9, inScope: 8, ready: 7, blocked: 1, byCode: {} });
  expect(found('a 1')).toBeNull();
  history.follow(1, ['a 1', 'a 2', 'b 3'], String);
  expect(found('a 1', 'b 3', 'c 4')).toEqual(['a 1', 'b 3']);
  file.now().recordRun({ revision: 2, at: '2026-11-26T01:00:00.000Z', users: 9, inScope: 8, ready: 7, blocked: 1, byCode: {} });
  history.follow(2, ['b 3', 'a 1'], String);
  expect([found('a 1', 'a 2'), found()]).toEqual([['a 1'], []]);
  expect(history.changesOf(2, 'fixed')).toEqual([{ key: 'a 2', name: '1' }]);
});
