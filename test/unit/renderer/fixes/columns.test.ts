import { describe, expect, it } from 'vitest';
import { fixLayout } from '#renderer/screens/fixes/columns.ts';

describe('columns of the list of fixes', () => {
  it('fill the width, and give way in their order where it is narrow', () => {
    const wide = fixLayout(1200);
    expect(wide.columns.map(({ id }) => id)).toEqual(['state', 'name', 'side', 'before', 'after', 'evidence']);
    expect(wide.columns.reduce((sum, { width }) => sum + width, 0)).toBeGreaterThan(1190);
    expect(fixLayout(760).columns.map(({ id }) => id)).not.toContain('evidence');
    expect(fixLayout(500).columns.map(({ id }) => id)).toEqual(['state', 'name', 'after']);
  });

  it('never make the page wider than it is told, down to the least that reads', () => {
    for (let width = 430; width <= 2000; width += 37)
      expect(fixLayout(width).columns.reduce((sum, column) => sum + column.width, 0)).toBeLessThanOrEqual(width);
  });
});
