import { expect, test } from 'vitest';
import { directionOf, takesText } from '#renderer/app/undo.ts';
import { placeOf } from '#renderer/parts/draft-link/draft-link.ts';

const key = (name: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  directionOf({ key: name, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test('the keys of undo and redo, with the lock on too, and no others', () => {
  expect(key('z', { ctrlKey: true })).toBe('undo');
  expect(key('Z', { ctrlKey: true })).toBe('undo');
  expect(key('z', { metaKey: true })).toBe('undo');
  expect(key('Z', { ctrlKey: true, shiftKey: true })).toBe('redo');
  expect(key('y', { ctrlKey: true })).toBe('redo');
  for (const other of [
    key('z'),
    key('z', { ctrlKey: true, altKey: true }),
    key('y', { ctrlKey: true, shiftKey: true }),
    key('x', { ctrlKey: true }),
  ])
    expect(other).toBeNull();
});

test('a text being typed keeps its own undo; a box, a button and a field that is only read do not', () => {
  expect(takesText({ tagName: 'INPUT', type: 'text' })).toBe(true);
  expect(takesText({ tagName: 'TEXTAREA' })).toBe(true);
  expect(takesText({ tagName: 'DIV', isContentEditable: true })).toBe(true);
  expect(takesText({ tagName: 'INPUT', type: 'text', readOnly: true })).toBe(false);
  expect(takesText({ tagName: 'INPUT', type: 'checkbox' })).toBe(false);
  expect(takesText({ tagName: 'BUTTON' })).toBe(false);
});

test('every kind of draft has a screen to be seen on', () => {
  expect(placeOf({ section: 'routes', id: 'r' })).toEqual(['routes', { id: 'r' }]);
  expect(placeOf({ section: 'serials', id: 's' })).toEqual(['serials', { id: 's' }]);
  expect(placeOf({ section: 'invoice_groups', id: 'i' })).toEqual(['invoicing', { tab: 'groups', id: 'i' }]);
  expect(placeOf({ section: 'amazon_groups', id: 'a' })).toEqual(['amazonGroups', { id: 'a' }]);
  expect(placeOf({ section: 'allowed_users', id: 'allowed_users' })).toEqual(['integration', {}]);
});
