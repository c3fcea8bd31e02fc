import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutFor, sortAfter } from '#renderer/screens/matching/columns.ts';

const ids = (width: number): string[] => layoutFor(width).columns.map((column) => column.id);

describe('layoutFor', () => {
  it('shows everything beside the rail at 1440, and at 1024 with the rail folded', () => {
    const all = ['select', 'severity', 'name', 'organization', 'workEmail', 'amazonEmail', 'reason', 'triage'];
    expect(ids(1224)).toEqual(all);
    expect(ids(968)).toEqual(all);
  });
  it('gives up what the detail panel shows: first the organisation, then the Amazon address', () => {
    expect(ids(840)).toEqual(['select', 'severity', 'name', 'workEmail', 'amazonEmail', 'reason', 'triage']);
    expect(ids(804)).toEqual(['select', 'severity', 'name', 'workEmail', 'reason', 'triage']);
    expect(ids(548)).toEqual(['select', 'severity', 'name', 'workEmail', 'reason']);
    expect(ids(420)).toEqual(['select', 'severity', 'name', 'workEmail']);
  });
  it('never overflows a width that holds the least columns, and wastes less than a pixel a column', () => {
    fc.assert(
      fc.property(fc.integer({ min: 408, max: 4000 }), (width) => {
        const { columns, template } = layoutFor(width);
        const sum = columns.reduce((total, column) => total + column.width, 0);
        expect(sum).toBeLessThanOrEqual(width);
        expect(width - sum).toBeLessThan(columns.length);
        expect(template).toBe(columns.map((column) => `${column.width}px`).join(' '));
      }),
    );
  });
});

describe('sortAfter', () => {
  it('turns the same column round and starts another ascending', () => {
    const once = sortAfter({ by: 'severity', direction: 'ascending' }, 'name');
    expect(once).toEqual({ by: 'name', direction: 'ascending' });
    expect(sortAfter(once, 'name')).toEqual({ by: 'name', direction: 'descending' });
    expect(sortAfter(sortAfter(once, 'name'), 'name')).toEqual(once);
  });
});
