import { expect, test } from 'vitest';
import { findReplacedList } from '../../../../src-renderer/screens/import/changes-model.ts';

const former = (side: string, replaced: string, latest: boolean) => ({ side, latest, replacedAt: replaced });

test('an import is undone while no other list has come since', () => {
  const mine = former('neo', '2026-11-26T01:00:00.000Z', true);
  const lists = [former('amazon', '2026-11-26T03:00:00.000Z', true), mine, former('neo', '2026-11-25T01:00:00.000Z', false)];
  expect(findReplacedList(lists, 'neo', mine.replacedAt)).toBe(mine);
  // The import replaced no list, or the response is outdated.
  expect(findReplacedList(lists, 'neo', '2026-11-26T02:00:00.000Z')).toBeNull();
  expect(findReplacedList(lists, 'organizations', mine.replacedAt)).toBeNull();
  expect(findReplacedList(lists, null, mine.replacedAt)).toBeNull();
  // Another window imported a list, so undo would restore this window's list instead of the previous one.
  const theirs = former('neo', '2026-11-26T04:00:00.000Z', true);
  expect(findReplacedList([theirs, { ...mine, latest: false }], 'neo', mine.replacedAt)).toBe('overtaken');
});
