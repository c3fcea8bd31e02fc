import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedact, formatMaskedHost } from '#main/amazon/redact.ts';

const none = createRedact([]);

describe('what is shown of a text from outside', () => {
  it.each([
    ['words as they are', 'Access denied for this user.', 'Access denied for this user.'],
    ['blanks and marks that nobody sees as one blank', ' a\u0000\n\tb\u200b  c ', 'a b c'],
    ['of an address scheme and host', 'see https://www.amazon.co.jp/a/b?c=d.', 'see https://www.amazon.co.jp/…'],
    ['the same with a port', '<a href="http://shop.example:8080/x">', '<a href="http://shop.example:8080/…">'],
    ['no name of a host that is a token', 'https://abcdefghijklmnop1.example/x', 'https://***.example/…'],
    ['a long name of a host without a digit', 'https://abcdefghijklmnopq.example/x', 'https://abcdefghijklmnopq.example/…'],
    ['a short one with a digit', 'https://abcdefghijklmn1.example/x', 'https://abcdefghijklmn1.example/…'],
    ['nothing of what only begins like an address', 'x https://[ y', 'x *** y'],
    ['no long run with a digit in it', 'token abcdefghijklmno1 end', 'token *** end'],
    ['a run with the digit at its far end', `${'x'.repeat(190)}1`, '***'],
    ['the same with the digit first', '1abcdefghijklmno', '***'],
    ['a run that is a little shorter', 'abcdefghijklmn1', 'abcdefghijklmn1'],
    ['a long run without a digit', 'abcdefghijklmnopqrstuvwxyz', 'abcdefghijklmnopqrstuvwxyz'],
    ['Japanese beside digits', 'エラー番号１２３は一二三四五六七八九十の間です', 'エラー番号１２３は一二三四五六七八九十の間です'],
    ['no UUID, however it stands', '(0F8FAD5B-d9cb-469f-a165-70867728950e)', '(***)'],
    ['200 letters at most', 'a b '.repeat(100), `${'a b '.repeat(50)}…`],
    ['200 letters whole', 'x '.repeat(100), 'x '.repeat(100).trim()],
  ])('is %s', (_, text, shown) => {
    expect(none(text)).toBe(shown);
  });

  it('contains no secret in any form, neither in other letter case nor with other spaces', () => {
    const redact = createRedact(['Geheim & <x>', 'a.b*c']);
    const said = ['GEHEIM & <x>', 'Geheim &amp; &lt;x&gt;', 'Geheim+%26+%3Cx%3E', 'geheim%20%26%20%3Cx%3E', 'Geheim \n& \u200b<x>'];
    for (const text of said) expect(redact(`said ${text}.`), text).toBe('said ***.');
    expect(redact(Buffer.from('Geheim & <x>').toString('base64'))).toBe('***');
    expect(redact(`said ${Buffer.from('a.b*c').toString('hex')}, ${Buffer.from('a.b*c').toString('hex').toUpperCase()}.`)).toBe(
      'said ***, ***.',
    );
    // The secret is inside the base64 of a longer text, such as `user:password` in HTTP Basic.
    expect(redact(`said ${Buffer.from('us:a.b*c').toString('base64')}.`)).toMatch(/^said .{0,4}\*\*\*.{0,2}\.$/);
    // Characters that are special in regular expressions are literal here.
    expect(redact('A.B*C')).toBe('***');
    expect(redact('axbc aabbcc')).toBe('axbc aabbcc');
  });

  it('contains no part of a word that the truncation splits', () => {
    const upTo = (length: number): string => `https://shop.example/${'a'.repeat(length - 22)} `;
    expect(none(`${upTo(1_990)}abcdefgh12345678`)).toBe('https://shop.example/…');
    expect(none(`${upTo(1_984)}abcdefgh12345678`)).toBe('https://shop.example/… ***');
    expect(none(`${upTo(1_990)}whole words end`)).toBe('https://shop.example/… whole');
  });

  it('never contains a secret of letters and digits, at any position', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]{4,24}$/), fc.string(), fc.string(), (secret, before, after) => {
        expect(createRedact([secret])(`${before}${secret}${after}`).toLowerCase()).not.toContain(secret.toLowerCase());
      }),
    );
  });
});

describe('a host', () => {
  it.each([
    ['', ''],
    ['www.amazon.co.jp', 'www.amazon.co.jp'],
    ['localhost:8080', 'localhost:8080'],
    ['p4ss.example', '***.example'],
    ['not a host', '***'],
    ['abcdefghijklmnop1.example', '***.example'],
  ])('%j is shown as %j', (host, shown) => {
    expect(formatMaskedHost(host, createRedact(['p4ss']))).toBe(shown);
  });
});
