import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '#shared/contract/call/result.ts';
import { FINDING_CODES } from '#shared/domain/readiness/finding.ts';
import { createTexts, MESSAGES } from '#shared/messages/texts.ts';

/** Returns every text by its full key. */
function flatten(messages: unknown, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(messages as Record<string, unknown>)) {
    const full = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof value === 'string') texts.set(full, value);
    else for (const [inner, text] of flatten(value, full)) texts.set(inner, text);
  }
  return texts;
}

const ja = flatten(MESSAGES.ja);
const en = flatten(MESSAGES.en);

/** Returns the names of all arguments in a message's syntax tree. */
function argumentsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(argumentsOf);
  if (typeof node !== 'object' || node === null) return [];
  const { type, value, options, children } = node as {
    type: number;
    value?: unknown;
    options?: Record<string, { value: unknown }>;
    children?: unknown;
  };
  const LITERAL = 0;
  const POUND = 7;
  const own = type !== LITERAL && type !== POUND && typeof value === 'string' ? [value] : [];
  return [...own, ...Object.values(options ?? {}).flatMap((option) => argumentsOf(option.value)), ...argumentsOf(children)];
}

/** Parts of a message that are empty in some cases. */
const MAY_BE_EMPTY = /^error\..*\.(why|next)$|^reason\.joint$|^import\.detectedBy\.xlsx$/;

/** Texts that are typed in a terminal or found in a file, character by character. */
const MEANT_AS_CHARACTERS: ReadonlySet<string> = new Set([
  'cli.usage.wordsUnreadable',
  'cli.options.watched-neo',
  'cli.next.trust-unconfirmed',
  'cli.trust.how',
  'error.file-quotes-broken.why',
  'error.file-quotes-broken.next',
]);

describe('the texts', () => {
  it('have the same keys in both languages', () => {
    expect([...en.keys()].sort()).toEqual([...ja.keys()].sort());
  });

  it.each([['ja', ja] as const, ['en', en] as const])('are valid messages in %s, and none is empty', (language, texts) => {
    for (const [key, text] of texts) {
      expect(() => new IntlMessageFormat(text, language), key).not.toThrow();
      if (!MAY_BE_EMPTY.test(key)) expect(text.trim(), key).not.toBe('');
    }
  });

  it('use the same arguments in both languages; only English may need a count', () => {
    for (const [key, text] of ja) {
      const of = (message: string, language: string): string[] =>
        [...new Set(argumentsOf(new IntlMessageFormat(message, language).getAst()))].sort();
      const english = of(en.get(key) ?? '', 'en');
      expect([key, english]).toEqual([key, expect.arrayContaining(of(text, 'ja'))]);
      for (const name of english) if (!of(text, 'ja').includes(name)) expect(en.get(key), key).toMatch(new RegExp(`\\{${name}, plural`));
    }
  });

  it('name every finding and every failure', () => {
    for (const code of FINDING_CODES)
      for (const part of ['name', 'explanation', 'action']) expect(ja.has(`finding.${code}.${part}`), `${code}.${part}`).toBe(true);
    for (const code of ERROR_CODES)
      for (const part of ['what', 'why', 'next']) expect(ja.has(`error.${code}.${part}`), `${code}.${part}`).toBe(true);
  });

  it('follow the style: no exclamation marks, no half-width katakana or brackets around Japanese', () => {
    for (const [key, text] of ja) {
      expect(text, key).not.toMatch(/[!！]/);
      expect(text, key).not.toMatch(/[\uff61-\uff9f]/);
      // Japanese menus show access keys in this form: ファイル(&F). Names on the vendors' own screens also use parentheses.
      expect(text.replace(/\((?:&[A-Z]|System Login|複数設定可能)\)|カタログ連携パスワード\(Password\)/g, ''), key).not.toMatch(
        /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}][()]|[()][\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u,
      );
    }
  });

  it('use typographic quotation marks and apostrophes in English, and straight ones only for the character itself', () => {
    // The product's name is spelled with a straight apostrophe.
    const straight = [...en].filter(([, text]) => /["']/.test(text.replaceAll("desknet's", ''))).map(([key]) => key);
    expect(straight.filter((key) => !MEANT_AS_CHARACTERS.has(key))).toEqual([]);
    for (const [key, text] of en) expect([key, text.match(/“/g)?.length ?? 0]).toEqual([key, text.match(/”/g)?.length ?? 0]);
  });

  it('insert the given arguments', () => {
    expect(createTexts('ja')('reason.work-email-duplicate', { count: 2, names: '田中 太郎' })).toContain('田中 太郎');
    // @ts-expect-error A key that does not exist does not compile; where it gets past that, it stands in its text's place.
    expect(createTexts('en')('no.such.key')).toBe('no.such.key');
  });
});
