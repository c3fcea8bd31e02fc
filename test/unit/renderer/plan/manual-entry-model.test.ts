import { expect, test } from 'vitest';
import { groupTasksByScreen, listOpenLines, shortenCopyText } from '#renderer/screens/plan/manual-entry/manual-entry-model.ts';
import type { ManualEntryTaskView } from '#shared/contract/plan/manual-entry.ts';

const sentence = { key: 'plan.item.delete', params: {} };
const task = (section: ManualEntryTaskView['section'], key: string, ticks: readonly boolean[] = [false]): ManualEntryTaskView => ({
  key,
  section,
  id: key,
  name: key,
  kind: 'create',
  title: sentence,
  lines: ticks.map((ticked, at) => ({
    id: `l${at}`,
    sentence,
    field: null,
    details: [],
    copy: null,
    tick: ticked ? { at: '2026-11-24T00:00:00Z', by: 'tanaka' } : null,
  })),
});

test('groups tasks by screen in their order, and lists a screen again for deletions at the end', () => {
  const deleted = { ...task('routes', 'r0'), kind: 'delete' as const };
  const screens = groupTasksByScreen([
    task('amazon_groups', 'a'),
    task('routes', 'r'),
    task('routes', 'r2'),
    task('invoice_groups', 'g'),
    deleted,
  ]);
  expect(screens.map(({ screen }) => screen.manual)).toEqual(['2-2-2', '3-1-1', '4-1', '3-1-1']);
  expect(screens.map(({ tasks }) => tasks.map(({ key }) => key))).toEqual([['a'], ['r', 'r2'], ['g'], ['r0']]);
  expect(screens.map(({ deletes }) => deletes)).toEqual([false, false, false, true]);
});

test('separates deletions on the last screen from the entries there', () => {
  const deleted = { ...task('invoice_groups', 'g0'), kind: 'delete' as const };
  const screens = groupTasksByScreen([task('invoice_groups', 'g'), deleted]);
  expect(screens.map(({ deletes, tasks }) => [deletes, tasks.map(({ key }) => key)])).toEqual([
    [false, ['g']],
    [true, ['g0']],
  ]);
});

test('gives the path for adding groups if one is added, and not if groups are only changed or deleted', () => {
  const of = (kind: ManualEntryTaskView['kind']) => ({ ...task('invoice_groups', kind), kind });
  const path = 'Amazonビジネス>機能管理>請求書グループ設定';
  expect(groupTasksByScreen([of('create'), of('change'), of('delete')]).map((screen) => screen.path)).toEqual([
    `${path}>請求書グループの追加`,
    path,
  ]);
  expect(groupTasksByScreen([of('change')]).map((screen) => screen.path)).toEqual([path]);
  expect(groupTasksByScreen([task('routes', 'r')]).map((screen) => screen.path)).toEqual(['ワークフロー>機能管理>申請書管理>申請経路設定']);
});

test('lines without a tick are open', () => {
  expect(listOpenLines(task('routes', 'r', [true, false, true, false]))).toEqual(['l1', 'l3']);
});

test('a long text to copy is shortened to its start, cut between characters', () => {
  expect(shortenCopyText('HONSHA')).toEqual({ text: 'HONSHA', lines: 1, cut: false });
  const many = shortenCopyText(Array.from({ length: 20 }, (_, at) => `人${at}`).join('\n'));
  expect(many).toMatchObject({ lines: 20, cut: true });
  expect(many.text.split('\n')).toHaveLength(6);
  expect([...shortenCopyText('𠮷'.repeat(500)).text]).toHaveLength(160);
});
