import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ColumnSize,
  isStandardLayout,
  MIN_COLUMN_WIDTH_PX,
  moveColumn,
  orderColumns,
  placeColumns,
  STANDARD_LAYOUT,
  sumColumnWidths,
  toggleSort,
} from '#renderer/parts/data-table/columns/columns.ts';

const COLUMNS: readonly ColumnSize[] = [
  { id: 'select', least: 40, grow: 0, fixed: true },
  { id: 'name', least: 100, grow: 1 },
  { id: 'place', least: 120, grow: 1, givesWay: 2 },
  { id: 'note', least: 200, grow: 2, givesWay: 1 },
  { id: 'login', least: 90, grow: 0, extra: true },
];
const ids = (columns: readonly ColumnSize[]): string[] => columns.map(({ id }) => id);
const place = (width: number, layout: Partial<typeof STANDARD_LAYOUT> = {}) =>
  placeColumns(COLUMNS, { ...STANDARD_LAYOUT, ...layout }, width);

describe('placeColumns', () => {
  it('hides low-priority columns until the rest fits, and shows extra columns only if selected', () => {
    expect(ids(place(800))).toEqual(['select', 'name', 'place', 'note']);
    expect(ids(place(459))).toEqual(['select', 'name', 'place']);
    expect(ids(place(200))).toEqual(['select', 'name']);
    expect(ids(place(800, { visible: { login: true, place: false } }))).toEqual(['select', 'name', 'note', 'login']);
  });

  it('keeps the columns chosen by the user in a narrow window: the table then scrolls', () => {
    const columns = place(300, { visible: { note: true } });
    expect(ids(columns)).toEqual(['select', 'name', 'note']);
    expect(sumColumnWidths(columns)).toBe(340);
  });

  it('keeps a width set by the user, and distributes the rest among the others', () => {
    const columns = place(1000, { widths: { name: 300 } });
    const widths = Object.fromEntries(columns.map(({ id, width }) => [id, width]));
    expect(widths['name']).toBe(300);
    expect(widths['select']).toBe(40);
    expect(sumColumnWidths(columns)).toBeGreaterThan(995);
    expect(place(1000, { widths: { name: 2, select: 500 } }).map(({ width }) => width)[0]).toBe(40);
    expect(place(1000, { widths: { name: 2 } })[1]?.width).toBe(MIN_COLUMN_WIDTH_PX);
  });

  it('never overflows a width that holds the least columns, and wastes less than a pixel a column', () => {
    const layout = fc.record({
      order: fc.constant([]),
      visible: fc.dictionary(fc.constantFrom('place', 'login'), fc.constant(false)),
      widths: fc.dictionary(fc.constantFrom('place', 'note'), fc.integer({ min: MIN_COLUMN_WIDTH_PX, max: 900 })),
    });
    fc.assert(
      fc.property(layout, fc.integer({ min: 140, max: 4000 }), (chosen, width) => {
        const columns = placeColumns(COLUMNS, chosen, width);
        expect(sumColumnWidths(columns)).toBeLessThanOrEqual(width);
        expect(width - sumColumnWidths(columns)).toBeLessThan(columns.length);
      }),
    );
  });
});

describe('the order of columns', () => {
  it('puts a column without a saved position after the one before it', () => {
    expect(ids(orderColumns(COLUMNS, ['note', 'name', 'gone']))).toEqual(['select', 'note', 'login', 'name', 'place']);
    expect(ids(orderColumns(COLUMNS, []))).toEqual(ids(COLUMNS));
  });

  it('contains every column once, whatever was saved', () => {
    const kept = fc.array(fc.constantFrom('name', 'place', 'note', 'login', 'select', 'gone'), { maxLength: 8 });
    fc.assert(
      fc.property(kept, (order) => {
        const ordered = orderColumns(COLUMNS, [...new Set(order)]);
        expect(ids(ordered).toSorted()).toEqual(ids(COLUMNS).toSorted());
        expect(ordered[0]?.id).toBe('select');
      }),
    );
  });

  it('is moved by one position, and back', () => {
    const later = moveColumn(COLUMNS, 'name', 1);
    expect(later).toEqual(['place', 'name', 'note', 'login']);
    expect(moveColumn(orderColumns(COLUMNS, later), 'name', -1)).toEqual(['name', 'place', 'note', 'login']);
    expect(moveColumn(COLUMNS, 'name', -1)).toEqual(['name', 'place', 'note', 'login']);
    expect(moveColumn(COLUMNS, 'login', 1)).toEqual(['name', 'place', 'note', 'login']);
  });

  it('is the standard one until the user changes it', () => {
    expect(isStandardLayout(STANDARD_LAYOUT)).toBe(true);
    expect(isStandardLayout({ ...STANDARD_LAYOUT, widths: { name: 90 } })).toBe(false);
  });
});

describe('sortAfter', () => {
  it('turns the same column round and starts another ascending', () => {
    const once = toggleSort({ by: 'severity', direction: 'ascending' }, 'name');
    expect(once).toEqual({ by: 'name', direction: 'ascending' });
    expect(toggleSort(once, 'name')).toEqual({ by: 'name', direction: 'descending' });
    expect(toggleSort(toggleSort(once, 'name'), 'name')).toEqual(once);
  });
});
