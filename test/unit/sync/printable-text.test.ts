import { describe, expect, it } from 'vitest';
import { createPrintableTexts } from '#main/hosts/printable-texts.ts';
import { toPrintableJson, toPrintableLines, toPrintableText } from '#shared/domain/sync/wording/exact-text.ts';

const HOSTILE = 'a\u001b[31m\u0007\r\u0085\u009b\u202e\u2066\u200f\u2028\u{e0001}z';
const HIDDEN = /[^\P{C}\n\t]|[\p{Zl}\p{Zp}]/u;

describe('text for a terminal', () => {
  it('names every control and direction character by its number', () => {
    expect(toPrintableLines(HOSTILE)).toBe('a\\u{1b}[31m\\u{7}\\u{d}\\u{85}\\u{9b}\\u{202e}\\u{2066}\\u{200f}\\u{2028}\\u{e0001}z');
  });

  it('leaves Japanese, variation selectors, backslashes, line ends and tabs as they are', () => {
    const text = '葛\u{e0100}飾　区\tC:\\data\n㈱';
    expect(toPrintableLines(text)).toBe(text);
    expect(toPrintableText('a\nb\tc')).toBe('a\\u{a}b\\u{9}c');
  });

  it.each([undefined, 2])('escapes JSON so that it is read as the same value (indent %s)', (indent) => {
    const value = { [HOSTILE]: [`${HOSTILE}\n"\\`, '\ud800'] };
    const printed = toPrintableJson(JSON.stringify(value, null, indent));
    expect(printed).not.toMatch(HIDDEN);
    expect(JSON.parse(printed)).toEqual(value);
  });

  it('escapes exactly the invisible characters of JSON', () => {
    const characters = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit));
    const escaped = characters.filter((character) => toPrintableJson(character) !== character);
    expect(escaped.length).toBeGreaterThan(8000);
    expect(escaped).toEqual(characters.filter((character) => character !== '\n' && (HIDDEN.test(character) || character === '\t')));
  });

  it('keeps inserted values on one line', () => {
    const texts = createPrintableTexts('en');
    const sentence = texts('error.list-cut.what', { file: 'a.csv\n2026-01-01 info forged\u001b[2J', row: 3 });
    expect(sentence).toContain('a.csv\\u{a}2026-01-01 info forged\\u{1b}[2J');
    expect(sentence).not.toMatch(/\n|\p{Cc}/u);
  });
});
