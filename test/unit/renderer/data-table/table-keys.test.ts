import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getTableKeyAction } from '#renderer/parts/data-table/table-keys.ts';
import { press } from '../../../support/key-press.ts';

const at = (index: number, inTable = true, chosen = false): Parameters<typeof getTableKeyAction>[1] => ({
  index,
  total: 100,
  pageRows: 20,
  inTable,
  chosen,
});
const to = (move: number) => ({ move, extend: false });

describe('tableKey', () => {
  it('moves by one, by a page and to the ends', () => {
    expect(getTableKeyAction(press('j'), at(4))).toEqual(to(5));
    expect(getTableKeyAction(press('K'), at(4))).toEqual(to(3));
    expect(getTableKeyAction(press('PageDown'), at(4))).toEqual(to(24));
    expect(getTableKeyAction(press('PageUp'), at(4))).toEqual(to(0));
    expect(getTableKeyAction(press('End'), at(4))).toEqual(to(99));
    expect(getTableKeyAction(press('Home'), at(4))).toEqual(to(0));
  });
  it('begins at the first row', () => {
    expect(getTableKeyAction(press('j'), at(-1))).toEqual(to(0));
    expect(getTableKeyAction(press('ArrowUp'), at(-1))).toEqual(to(0));
    expect(getTableKeyAction(press('Enter'), at(-1))).toBeNull();
  });
  it('never leaves the list', () => {
    const keys = fc.constantFrom('j', 'k', 'ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End');
    fc.assert(
      fc.property(
        keys,
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: -1, max: 299 }),
        (key, total, pageRows, index) => {
          const action = getTableKeyAction(press(key), {
            index: Math.min(index, total - 1),
            total,
            pageRows,
            inTable: true,
            chosen: false,
          });
          if (total === 0) expect(action).toBeNull();
          else expect(action).toMatchObject({ move: expect.toSatisfy((move: number) => move >= 0 && move < total) });
        },
      ),
    );
  });
  it('chooses: one, everything, a range, nothing', () => {
    expect(getTableKeyAction(press(' '), at(4))).toBe('toggle');
    expect(getTableKeyAction(press(' '), at(-1))).toBeNull();
    expect(getTableKeyAction(press('a', { ctrlKey: true }), at(4))).toBe('all');
    expect(getTableKeyAction(press('a', { metaKey: true }), at(-1))).toBe('all');
    expect(getTableKeyAction(press('a', { ctrlKey: true }), at(4, false))).toBeNull();
    expect(getTableKeyAction(press('ArrowDown', { shiftKey: true }), at(4))).toEqual({ move: 5, extend: true });
    expect(getTableKeyAction(press('End', { shiftKey: true }), at(4))).toEqual({ move: 99, extend: true });
    expect(getTableKeyAction(press('J', { shiftKey: true }), at(4))).toEqual(to(5));
    expect(getTableKeyAction(press('Escape'), at(4))).toBeNull();
    expect(getTableKeyAction(press('Escape'), at(4, true, true))).toBe('none');
  });
  it('copies what is chosen, else the active row, and prints', () => {
    const copy = press('c', { ctrlKey: true });
    expect(getTableKeyAction(copy, at(4))).toBe('copy');
    expect(getTableKeyAction(copy, at(-1, true, true))).toBe('copy');
    expect(getTableKeyAction(copy, at(-1))).toBeNull();
    expect(getTableKeyAction(copy, at(4, false))).toBeNull();
    expect(getTableKeyAction(press('c', { ctrlKey: true, shiftKey: true }), at(4))).toBeNull();
    expect(getTableKeyAction(press('p', { metaKey: true }), at(-1))).toBe('print');
  });
  it('leaves an input method and the shortcuts of the system alone', () => {
    expect(getTableKeyAction(press('j', { isComposing: true }), at(4))).toBeNull();
    expect(getTableKeyAction(press('j', { ctrlKey: true }), at(4))).toBeNull();
    expect(getTableKeyAction(press('a', { ctrlKey: true, shiftKey: true }), at(4))).toBeNull();
    expect(getTableKeyAction(press('ArrowDown', { altKey: true }), at(4))).toBeNull();
  });
  it('takes only its letters while a button or a list has the keyboard', () => {
    expect(getTableKeyAction(press('Enter'), at(4, false))).toBeNull();
    expect(getTableKeyAction(press('ArrowDown'), at(4, false))).toBeNull();
    expect(getTableKeyAction(press('j'), at(4, false))).toEqual(to(5));
    expect(getTableKeyAction(press('k'), at(4, false))).toEqual(to(3));
  });
});
