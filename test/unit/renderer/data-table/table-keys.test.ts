import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableKey } from '#renderer/parts/data-table/table-keys.ts';
import { press } from '../../../support/key-press.ts';

const at = (index: number, inTable = true, chosen = false): Parameters<typeof tableKey>[1] => ({
  index,
  total: 100,
  pageRows: 20,
  inTable,
  chosen,
});
const to = (move: number) => ({ move, extend: false });

describe('tableKey', () => {
  it('moves by one, by a page and to the ends', () => {
    expect(tableKey(press('j'), at(4))).toEqual(to(5));
    expect(tableKey(press('K'), at(4))).toEqual(to(3));
    expect(tableKey(press('PageDown'), at(4))).toEqual(to(24));
    expect(tableKey(press('PageUp'), at(4))).toEqual(to(0));
    expect(tableKey(press('End'), at(4))).toEqual(to(99));
    expect(tableKey(press('Home'), at(4))).toEqual(to(0));
  });
  it('begins at the first row', () => {
    expect(tableKey(press('j'), at(-1))).toEqual(to(0));
    expect(tableKey(press('ArrowUp'), at(-1))).toEqual(to(0));
    expect(tableKey(press('Enter'), at(-1))).toBeNull();
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
          const action = tableKey(press(key), { index: Math.min(index, total - 1), total, pageRows, inTable: true, chosen: false });
          if (total === 0) expect(action).toBeNull();
          else expect(action).toMatchObject({ move: expect.toSatisfy((move: number) => move >= 0 && move < total) });
        },
      ),
    );
  });
  it('chooses: one, everything, a range, nothing', () => {
    expect(tableKey(press(' '), at(4))).toBe('toggle');
    expect(tableKey(press(' '), at(-1))).toBeNull();
    expect(tableKey(press('a', { ctrlKey: true }), at(4))).toBe('all');
    expect(tableKey(press('a', { metaKey: true }), at(-1))).toBe('all');
    expect(tableKey(press('a', { ctrlKey: true }), at(4, false))).toBeNull();
    expect(tableKey(press('ArrowDown', { shiftKey: true }), at(4))).toEqual({ move: 5, extend: true });
    expect(tableKey(press('End', { shiftKey: true }), at(4))).toEqual({ move: 99, extend: true });
    expect(tableKey(press('J', { shiftKey: true }), at(4))).toEqual(to(5));
    expect(tableKey(press('Escape'), at(4))).toBeNull();
    expect(tableKey(press('Escape'), at(4, true, true))).toBe('none');
  });
  it('copies what is chosen, else the active row, and prints', () => {
    const copy = press('c', { ctrlKey: true });
    expect(tableKey(copy, at(4))).toBe('copy');
    expect(tableKey(copy, at(-1, true, true))).toBe('copy');
    expect(tableKey(copy, at(-1))).toBeNull();
    expect(tableKey(copy, at(4, false))).toBeNull();
    expect(tableKey(press('c', { ctrlKey: true, shiftKey: true }), at(4))).toBeNull();
    expect(tableKey(press('p', { metaKey: true }), at(-1))).toBe('print');
  });
  it('leaves an input method and the shortcuts of the system alone', () => {
    expect(tableKey(press('j', { isComposing: true }), at(4))).toBeNull();
    expect(tableKey(press('j', { ctrlKey: true }), at(4))).toBeNull();
    expect(tableKey(press('a', { ctrlKey: true, shiftKey: true }), at(4))).toBeNull();
    expect(tableKey(press('ArrowDown', { altKey: true }), at(4))).toBeNull();
  });
  it('takes only its letters while a button or a list has the keyboard', () => {
    expect(tableKey(press('Enter'), at(4, false))).toBeNull();
    expect(tableKey(press('ArrowDown'), at(4, false))).toBeNull();
    expect(tableKey(press('j'), at(4, false))).toEqual(to(5));
    expect(tableKey(press('k'), at(4, false))).toEqual(to(3));
  });
});
