import { expect, test } from 'vitest';
import {
  changed,
  daysOf,
  FIRST_VIEW,
  filterOf,
  isFiltered,
  KIND_GROUPS,
  listInput,
  PAGE,
  undoOf,
} from '#renderer/screens/change-log/view-model.ts';
import { type HistoryEntry, historyKindSchema } from '#shared/contract/history-log.ts';

const RUN = '7f6d0a7e-6f5b-4c1e-9a35-0d8f1f6f2c11';
const entry = (seq: number, at: string, part: Partial<HistoryEntry> = {}): HistoryEntry => ({
  seq,
  at,
  by: 'tanaka',
  kind: 'put',
  section: 'routes',
  id: 'r1',
  name: '購買',
  sentence: { key: '', params: {} },
  reason: '',
  runId: RUN,
  requestId: null,
  hash: '',
  ...part,
});

test('every kind of entry is in one group', () => {
  expect(Object.values(KIND_GROUPS).flat().sort()).toEqual([...historyKindSchema.options].sort());
});

test('a view as the question it asks', () => {
  const view = changed({ ...FIRST_VIEW, page: 4 }, { kinds: 'ignored', from: '2026-11-01' });
  expect(view.page).toBe(0);
  expect(filterOf(view)).toEqual({ kinds: ['ignore', 'unignore'], sections: [], search: '', runId: null, from: '2026-11-01', to: null });
  expect(listInput({ ...view, page: 2 })).toMatchObject({ offset: 2 * PAGE, limit: PAGE });
  expect(isFiltered(FIRST_VIEW)).toBe(false);
  expect(isFiltered({ ...FIRST_VIEW, runId: RUN })).toBe(true);
});

test('entries are cut where the day changes', () => {
  const entries = [entry(3, '2026-11-24T16:00:00Z'), entry(2, '2026-11-24T10:00:00Z'), entry(1, '2026-11-24T09:00:00Z')];
  // In Japan the first of them is of the next day.
  const days = daysOf(entries, (iso) => new Date(Date.parse(iso) + 9 * 3_600_000).toISOString().slice(0, 10));
  expect(days.map((day) => day.entries.map(({ seq }) => seq))).toEqual([[3], [2, 1]]);
});

test('an object, or at its end the whole run, can be taken back; what is about neither cannot', () => {
  expect(undoOf(entry(1, ''))).toEqual({ runId: RUN, keys: ['routes r1'] });
  expect(undoOf(entry(1, '', { kind: 'run-ended', section: null }))).toEqual({ runId: RUN, keys: null });
  expect(undoOf(entry(1, '', { kind: 'secret', section: 'integration' }))).toBeNull();
  expect(undoOf(entry(1, '', { kind: 'run-started', section: null }))).toBeNull();
  expect(undoOf(entry(1, '', { kind: 'hand-over', runId: null }))).toBeNull();
});
