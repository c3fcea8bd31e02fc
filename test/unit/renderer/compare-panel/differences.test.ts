import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createComparer, formatCodePoint, getVisibleText, mergeShortEqualRuns } from '#renderer/parts/compare-panel/comparison.ts';
import { explainDifference, listDifferenceLines } from '#renderer/parts/compare-panel/differences.ts';
import { compareAddresses } from '#shared/domain/email/index.ts';

const compare = createComparer([{ from: 'demo-old.example', to: 'demo-shoji.example' }]);

const explained = (neo: string, amazon: string, rule: string): string | null => {
  const found = explainDifference(compare(neo, amazon), rule);
  return found && `${found.key} ${found.side} ${formatCodePoint(found.character)} ${found.place}`;
};

describe('explain', () => {
  it('names the side and the character that are not plain', () => {
    expect(explained('tanaka＠example.co.jp', 'tanaka@example.co.jp', 'width')).toBe('width neo U+FF20 inside');
    expect(explained('tanaka@example.co.jp', 'tana\u200bka@example.co.jp', 'invisible')).toBe('invisible amazon U+200B inside');
    expect(explained('tanaka@example.co.jp\u3000', 'tanaka@example.co.jp', 'whitespace')).toBe('whitespace neo U+3000 end');
    expect(explained('\ufefftanaka@example.co.jp', 'tanaka@example.co.jp', 'invisible')).toBe('invisible neo U+FEFF start');
    expect(explained('s\u2010sato@example.co.jp', 's-sato@example.co.jp', 'dash')).toBe('dash neo U+2010 inside');
  });
  it('shows both letters of a case difference, for one pair only', () => {
    expect(explained('Tanaka@example.co.jp', 'tanaka@example.co.jp', 'case')).toBe('case neo U+0054 start');
    expect(explained('Tanaka.Taro@example.co.jp', 'tanaka.taro@example.co.jp', 'case')).toBeNull();
  });
  it('leaves to the general sentence what one character does not explain', () => {
    expect(explained('taro@old.example', 'taro@new.example', 'alias-domain')).toBeNull();
    expect(explained('tanaka＠example.co.jp', 'ｔanaka@example.co.jp', 'width')).toBe('width amazon U+FF54 start');
  });
});

describe('differenceLines', () => {
  it('lists every difference with its position and its characters', () => {
    const [first, second, ...rest] = listDifferenceLines(compare('Tanaka＠example.co.jp', 'tanaka@example.co.jp'));
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ position: 1, code: 'email-differs-case', single: true });
    expect(second).toMatchObject({ position: 7, code: 'email-differs-width', neo: { text: '＠' }, amazon: { text: '@' } });
  });
  it('has no characters for the side that has nothing there', () => {
    const [line] = listDifferenceLines(compare('taro+amazon@example.com', 'taro@example.com'));
    expect(line).toMatchObject({ amazon: { text: '', characters: [] }, neo: { text: '+amazon' }, single: false });
  });
});

describe('withoutCrumbs', () => {
  it('shows a replaced word as one difference', () => {
    const [line, ...rest] = listDifferenceLines(compare('t-otsuka@demo-shoji.example', 't-otsuka@demo-old.example'));
    expect(rest).toEqual([]);
    expect(line).toMatchObject({ neo: { text: 'shoji' }, amazon: { text: 'old' } });
  });
  it('does not mark equal characters between differences', () => {
    const cells = compare('T-Shibata@example.com', 't-shibata@example.com').neo;
    expect(cells.slice(0, 3).map((cell) => cell.kind)).toEqual(['different', 'same', 'different']);
  });
  it('loses no character of either side', () => {
    const address = fc.string({ unit: fc.constantFrom(...'abo.@-'), maxLength: 30 });
    fc.assert(
      fc.property(address, address, (neo, amazon) => {
        const comparison = mergeShortEqualRuns(compareAddresses(neo, amazon));
        expect(comparison.neo.map((cell) => cell.text).join('')).toBe(neo);
        expect(comparison.amazon.map((cell) => cell.text).join('')).toBe(amazon);
        const said = comparison.differences.map((difference) => difference.neo).join('');
        const drawn = comparison.neo
          .filter((cell) => cell.kind !== 'same')
          .map((cell) => cell.text)
          .join('');
        expect(said).toBe(drawn);
      }),
    );
  });
});

describe('characters', () => {
  it('are made visible if they are invisible alone', () => {
    expect(getVisibleText({ text: '\u0301', script: 'combining' })).toBe('\u25cc\u0301');
    expect(getVisibleText({ text: 'é', script: 'latin' })).toBe('é');
    expect(formatCodePoint({ codePoint: null })).toBe('');
    expect(formatCodePoint({ codePoint: 0x40 })).toBe('U+0040');
  });
});
