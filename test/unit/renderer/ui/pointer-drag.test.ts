import { expect, test } from 'vitest';
import { getEdgeScroll } from '#renderer/ui/input/pointer-drag.ts';

test('dragging scrolls only near the edges, faster when nearer, and no faster beyond them', () => {
  const at = (y: number): number => getEdgeScroll(y, 100, 700);
  expect(at(400)).toBe(0);
  expect(at(148)).toBe(0);
  expect(at(652)).toBe(0);
  expect(at(124)).toBe(-9);
  expect(at(676)).toBe(9);
  expect(at(100)).toBe(at(-200));
  expect(at(700)).toBe(at(2000));
  expect(at(700)).toBe(-at(100));
});

test('a low box keeps a middle in which nothing scrolls', () => {
  expect(getEdgeScroll(20, 0, 40)).toBe(0);
  expect(getEdgeScroll(0, 0, 40)).toBeLessThan(0);
  expect(getEdgeScroll(40, 0, 40)).toBeGreaterThan(0);
});
