import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseServerAddress } from '#main/groupware/server-address.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';

const refusal = (text: string): unknown => {
  try {
    return parseServerAddress(text, null);
  } catch (error) {
    if (error instanceof ExpectedError) return error.failure;
    throw error;
  }
};

describe('an address as people copy it', () => {
  it.each([
    ['http://127.0.0.1:4000/cgi-bin/dneo/dneo.cgi', ['http://127.0.0.1:4000/cgi-bin/dneo/dneo.cgi']],
    ['http://[::1]:4000/', ['http://[::1]:4000/cgi-bin/dneo/dneo.cgi', 'http://[::1]:4000/scripts/dneo/dneo.exe']],
    ['https://neo.example.co.jp/Scripts/dneo/dneo.exe', ['https://neo.example.co.jp/Scripts/dneo/dneo.exe']],
  ])('%s', (text, pages) => {
    expect(parseServerAddress(text, null).places.map(({ page }) => page)).toEqual(pages);
  });

  it.each([
    ['', 'empty'],
    ['  \u3000', 'empty'],
    ['http://neo.example.co.jp/cgi-bin/dneo/dneo.cgi', 'http'],
    ['http://127.0.0.1.example.com/', 'http'],
    ['http://localhost.example.com/', 'http'],
    ['ftp://neo.example.co.jp/', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['https://admin:secret@neo.example.co.jp/', 'credentials'],
    ['https://', 'not-an-address'],
    ['こんにちは 世界', 'not-an-address'],
    ['https://neo.example.co.jp/a b/', 'not-an-address'],
    ['https://evil.example\\.neo.example.co.jp/', 'not-an-address'],
    ['https://neo.example.co.jp\\@evil.example/', 'not-an-address'],
    ['https://ｎｅｏ.example.co.jp/', 'not-an-address'],
    ['https://neo.example.co.jp./', 'not-an-address'],
    ['https://2130706433/', 'not-an-address'],
    ['http://neo.localhost/', 'not-an-address'],
  ])('%j is refused: %s', (text, why) => {
    expect(refusal(text)).toMatchObject({ code: 'server-address-invalid', params: { why } });
  });

  it('does not repeat a password', () => {
    expect(JSON.stringify(refusal('https://admin:secret@neo.example.co.jp/'))).not.toContain('secret');
  });

  it.each(['__proto__', 'constructor', 'toString'])('takes a folder called %s for a folder', (name) => {
    expect(parseServerAddress(`https://neo.example.co.jp/${name}/`, null).places.map(({ ending }) => ending)).not.toContain(undefined);
    for (const { page } of parseServerAddress(`https://neo.example.co.jp/${name}/`, null).places)
      expect(page).toMatch(/\/dneo\.(cgi|exe)$/);
  });

  it('stays on the typed server once NEO was found there', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['https'], withQueryParameters: true, withFragments: true }), (text) => {
        for (const { page, folder, ending } of parseServerAddress(text, null).places) {
          expect(parseServerAddress(page, null).places[0]).toMatchObject({ page, folder, ending });
          expect(new URL(page).origin).toBe(new URL(text).origin);
        }
      }),
    );
  });

  it('answers anything with an address or a refusal', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void expect(refusal(text)).toEqual(expect.anything())));
  });
});
