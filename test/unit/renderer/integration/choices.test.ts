import { expect, test } from 'vitest';
import { canOpenChosen, getChosenScope, listDraftChoices } from '#renderer/screens/integration/choices.ts';

const rows = [
  { id: 'a', name: '標準', state: 'same' },
  { id: 'b', name: ' ', state: 'new' },
  { id: 'c', name: '廃止', state: 'deleted' },
] as const;

test('remaining objects can be chosen; the chosen one is shown even if it is deleted or to be deleted', () => {
  const labels = (chosen: string | null) =>
    listDraftChoices(rows, chosen, '名前なし', 'なくなった').map(({ value, label }) => `${value} ${label}`);
  expect(labels(null)).toEqual(['a 標準', 'b 名前なし']);
  expect(labels('c')).toEqual(['a 標準', 'b 名前なし', 'c 廃止']);
  expect(labels('x')).toEqual(['a 標準', 'b 名前なし', 'x なくなった']);
});

test('reports nothing as gone until the drafts are known', () => {
  expect(listDraftChoices(undefined, 'x', '名前なし', 'なくなった')).toEqual([]);
});

test('a list of allowed users that was not started selects nothing, whatever an empty list means', () => {
  expect(getChosenScope({ everyone: true }, false)).toBeNull();
  expect(getChosenScope({ everyone: true }, true)).toBe('everyone');
  expect(getChosenScope({ everyone: false }, true)).toBe('listed');
});

test('a deleted object is not opened, and none before the drafts are loaded', () => {
  expect(['a', 'c', 'x', null].map((id) => canOpenChosen(rows, id))).toEqual([true, false, false, false]);
  expect(canOpenChosen(undefined, 'a')).toBe(false);
});
