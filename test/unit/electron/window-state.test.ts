import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { getVisibleBounds, readWindowState } from '#main/hosts/electron/window/window-state.ts';

const screenOf = (x: number, y: number, width: number, height: number) => ({
  getDisplayMatching: () => ({ workArea: { x, y, width, height } }) as never,
});

describe('where the window comes back', () => {
  test('is its former position while that is visible on a display', () => {
    const bounds = { x: 60, y: 70, width: 1100, height: 720 };
    expect(getVisibleBounds(bounds, screenOf(0, 0, 1600, 1000))).toEqual(bounds);
    const second = { x: -1500, y: 40, width: 1100, height: 720 };
    expect(getVisibleBounds(second, screenOf(-1920, 0, 1920, 1080))).toEqual(second);
  });

  test('always keeps part of the title bar on the nearest display, for any stored position', () => {
    const place = fc.integer({ min: -10_000, max: 10_000 });
    const size = fc.integer({ min: 0, max: 10_000 });
    const display = fc.record({
      x: place,
      y: place,
      width: fc.integer({ min: 800, max: 5_000 }),
      height: fc.integer({ min: 600, max: 3_000 }),
    });
    fc.assert(
      fc.property(fc.record({ x: place, y: place, width: size, height: size }), display, (bounds, { x, y, width, height }) => {
        const shown = getVisibleBounds(bounds, screenOf(x, y, width, height));
        const across = Math.min(shown.x + shown.width, x + width) - Math.max(shown.x, x);
        expect(across).toBeGreaterThanOrEqual(160);
        expect(shown.y).toBeGreaterThanOrEqual(y);
        expect(shown.y + 32).toBeLessThanOrEqual(y + height);
        expect([shown.width, shown.height].every((each) => Number.isInteger(each) && each >= 680)).toBe(true);
      }),
    );
  });

  test('an unreadable value is ignored', () => {
    for (const stored of [
      undefined,
      null,
      7,
      {},
      { bounds: { x: 1 } },
      { bounds: { x: 0, y: 0, width: 1, height: 1 }, maximised: 1, zoomLevel: 0 },
    ])
      expect(readWindowState(stored)).toBeNull();
  });
});
