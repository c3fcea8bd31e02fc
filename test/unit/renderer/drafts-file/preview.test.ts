import { expect, test } from 'vitest';
import { countChangingObjects, listChangedRows } from '#renderer/screens/settings/drafts-file/preview.ts';

test('lists removals first, and unchanged objects not at all', () => {
  const row = (id: string, change: 'add' | 'change' | 'same' | 'remove') => ({ section: 'serials' as const, id, name: id, change });
  const rows = [row('1', 'add'), row('2', 'same'), row('3', 'remove'), row('4', 'change'), row('5', 'remove')];
  expect(listChangedRows(rows).map(({ id }) => id)).toEqual(['3', '5', '4', '1']);
  expect(countChangingObjects({ add: 1, change: 2, same: 9, remove: 3 })).toBe(6);
});
