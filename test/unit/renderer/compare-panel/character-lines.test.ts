import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCharacterLines } from '#renderer/parts/compare-panel/character-lines.ts';
import { createComparer } from '#renderer/parts/compare-panel/comparison.ts';
import type { CharacterCell } from '#shared/domain/email/index.ts';

const compare = createComparer([]);

const unitsOf = (cell: CharacterCell): number => (cell.invisible ? 5 : 1);
const lines = (neo: string, amazon: string, room: number): string[] =>
  createCharacterLines(compare(neo, amazon), room, unitsOf).map((line) => line.map((column) => column.neo.text || '_').join(''));

describe('characterLines', () => {
  it('keeps a short address on one line', () => {
    expect(lines('t-sato＠example.com', 't-sato@example.com', 22)).toEqual(['t-sato＠example.com']);
  });
  it('gives local part and domain one line each if both fit', () => {
    expect(lines('shinichi.maruyama@demo.example.com', 'Shinichi.maruyama@demo.example.com', 22)).toEqual([
      'shinichi.maruyama@',
      'demo.example.com',
    ]);
  });
  it('breaks after a dot or a hyphen before it cuts a word', () => {
    expect(lines('taro@research-development.example.co.jp', 'Taro@research-development.example.co.jp', 22)).toEqual([
      'taro@research-',
      'development.example.',
      'co.jp',
    ]);
  });
  it('leaves room for a boxed name', () => {
    const [line] = createCharacterLines(compare('taro\u200b@example.com', 'taro@example.com'), 40, unitsOf);
    expect(line?.find((column) => column.neo.invisible)?.units).toBe(5);
  });
  it('contains every position once, in order, in lines that fit and are never empty', () => {
    const address = fc.string({ unit: fc.constantFrom(...'abcd.@-\u200b＠'), maxLength: 80 });
    fc.assert(
      fc.property(address, address, fc.integer({ min: 8, max: 30 }), (neo, amazon, room) => {
        const comparison = compare(neo, amazon);
        const drawn = createCharacterLines(comparison, room, unitsOf);
        expect(drawn.flat().map((column) => column.at)).toEqual(comparison.neo.map((_, at) => at));
        for (const line of drawn) {
          expect(line.length).toBeGreaterThan(0);
          expect(line.reduce((sum, column) => sum + column.units, 0)).toBeLessThanOrEqual(room);
        }
      }),
    );
  });
});
