import { expect, test } from 'vitest';
import { FIRST_VIEW, getUndoTarget, isFiltered, KIND_GROUPS, type LogView, toHistoryFilter } from '#renderer/screens/history/view-model.ts';
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
  const view: LogView = { ...FIRST_VIEW, kinds: 'ignored', from: '2026-11-01' };
  expect(toHistoryFilter(view)).toEqual({
    kinds: ['ignore', 'unignore'],
    sections: [],
    search: '',
    runId: null,
    from: '2026-11-01',
    to: null,
  });
  expect(isFiltered(FIRST_VIEW)).toBe(false);
  expect(isFiltered({ ...FIRST_VIEW, runId: RUN })).toBe(true);
});

test('an object, or a whole run at its last entry, can be undone; other entries cannot', () => {
  expect(getUndoTarget(entry(1, ''))).toEqual({ runId: RUN, keys: ['routes r1'] });
  expect(getUndoTarget(entry(1, '', { kind: 'run-ended', section: null }))).toEqual({ runId: RUN, keys: null });
  expect(getUndoTarget(entry(1, '', { kind: 'secret', section: 'integration' }))).toBeNull();
  expect(getUndoTarget(entry(1, '', { kind: 'run-started', section: null }))).toBeNull();
  expect(getUndoTarget(entry(1, '', { kind: 'hand-over', runId: null }))).toBeNull();
});
