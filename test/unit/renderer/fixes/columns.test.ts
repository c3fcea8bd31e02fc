import { describe, expect, it } from 'vitest';
import { placeColumns, STANDARD_LAYOUT, sumColumnWidths } from '#renderer/parts/data-table/columns/columns.ts';
import { FIX_COLUMNS } from '#renderer/screens/fixes/columns.tsx';

const place = (width: number) => placeColumns(FIX_COLUMNS, STANDARD_LAYOUT, width);
const ids = (width: number): string[] => place(width).map(({ id }) => id);

describe('columns of the list of fixes', () => {
  it('fill the width, and are hidden in their order in a narrow window', () => {
    expect(ids(1200)).toEqual(['state', 'name', 'side', 'before', 'after', 'evidence']);
    expect(sumColumnWidths(place(1200))).toBeGreaterThan(1190);
    expect(ids(760)).not.toContain('evidence');
    expect(ids(500)).toEqual(['state', 'name', 'after']);
  });

  it('never exceed the given width of the page, down to the readable minimum', () => {
    for (let width = 430; width <= 2000; width += 37) expect(sumColumnWidths(place(width))).toBeLessThanOrEqual(width);
  });
});
