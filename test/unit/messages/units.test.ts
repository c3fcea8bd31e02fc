import { describe, expect, it } from 'vitest';
import en from '#shared/messages/en.json' with { type: 'json' };
import ja from '#shared/messages/ja.json' with { type: 'json' };

type Texts = { readonly [key: string]: string | Texts };

function* pairsOf(japanese: Texts, english: Texts, path = ''): Generator<readonly [key: string, japanese: string, english: string]> {
  for (const [key, text] of Object.entries(japanese)) {
    const other = english[key];
    const name = path === '' ? key : `${path}.${key}`;
    if (typeof text === 'string') yield [name, text, String(other)];
    else yield* pairsOf(text, other as Texts, name);
  }
}

/** Parameters that count people, rows of a file, accounts or findings. */
const COUNTED = /\{(?:people|users|inScope|ready|blocked|notChecked|matched|rows|findings|accounts), number\}/g;
/** A counter word or a noun directly after the number. */
const UNIT = /^ ?[\p{sc=Han}\p{sc=Katakana}つか%％]/u;
const ENGLISH_UNIT = /people|person|users?\b|rows?\b|findings?\b|entr(?:y|ies)|accounts?\b|orders?\b|organizations?\b|lines?\b|cannot/;

describe('a count of people, rows, accounts or findings', () => {
  const counting = [...pairsOf(ja as Texts, en as Texts)].filter(([, text]) => text.search(COUNTED) >= 0);

  it('is followed by its unit in Japanese', () => {
    expect(counting.length).toBeGreaterThan(50);
    const bare = counting.filter(([, text]) =>
      [...text.matchAll(COUNTED)].some(
        ({ index, 0: placeholder }) => !/^ ?(?:人|件|行|アカウント)/.test(text.slice(index + placeholder.length)),
      ),
    );
    expect(bare.map(([key]) => key)).toEqual([]);
  });

  it('is followed by a unit in Japanese whatever it counts, except in a table cell', () => {
    const all = [...pairsOf(ja as Texts, en as Texts)].filter(([, text]) => text.includes('{count, number}'));
    expect(all.length).toBeGreaterThan(200);
    const bare = all.filter(([, text]) => [...text.matchAll(/\{count, number\}(.{0,2})/gsu)].some(([, after = '']) => !UNIT.test(after)));
    expect(bare.map(([key]) => key)).toEqual(['orders.table.step', 'book.count']);
  });

  it('is part of an English sentence that names its unit', () => {
    expect(counting.filter(([, , text]) => !ENGLISH_UNIT.test(text)).map(([key]) => key)).toEqual([]);
  });
});
