import { describe, expect, it, test } from 'vitest';
import { createMask, createRedactor, MASK } from '#main/redaction/redactor.ts';

const SECRET = `k3/+"&<'é>~ x`;
const redactorOf = (...secrets: readonly string[]) => {
  const redactor = createRedactor();
  for (const secret of secrets) redactor.registerSecret(secret);
  return redactor;
};

describe('a secret in a text', () => {
  const bytes = Buffer.from(SECRET);
  const hex = (each: number): string => `%${each.toString(16).toUpperCase().padStart(2, '0')}`;
  const strict = [...bytes].map((each) => (/[A-Za-z0-9]/.test(String.fromCharCode(each)) ? String.fromCharCode(each) : hex(each))).join('');
  const lower = (text: string): string => text.replace(/%../g, (escaped) => escaped.toLowerCase());
  const json = (text: string): string => JSON.stringify(text).slice(1, -1);
  const xml = SECRET.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const named = xml.replaceAll('"', '&quot;');
  it.each([
    ['as it is', SECRET],
    ['in a CSV', SECRET.replaceAll('"', '""')],
    ['in XML, between tags', xml],
    ['in an attribute between double quotes', named],
    ['in an attribute, by names', named.replaceAll("'", '&apos;')],
    ['in an attribute, by numbers', xml.replaceAll('"', '&#34;').replaceAll("'", '&#39;')],
    ['in an attribute, as HTML writes it', named.replaceAll("'", '&#39;')],
    ['in JSON', json(SECRET)],
    ['in XML in JSON', json(named.replaceAll("'", '&apos;'))],
    ['in JSON in JSON', json(json(SECRET))],
    ['in JSON of ASCII', json(SECRET).replace('é', '\\u00e9')],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a URL of small letters', lower(encodeURIComponent(SECRET))],
    ['in a URL of stricter programs', strict],
    ['in a URL of stricter programs, small', lower(strict)],
    ['in a form', new URLSearchParams({ '': SECRET }).toString().slice(1)],
    ['in hexadecimal digits', bytes.toString('hex')],
    ['in capital hexadecimal digits', bytes.toString('hex').toUpperCase()],
  ])('is masked whole %s', (_, written) => {
    expect(redactorOf(SECRET).text(`a ${written} b ${written}`)).toBe(`a ${MASK} b ${MASK}`);
    expect(createMask([SECRET])(`a ${written} b ${written}`)).toBe(`a ${MASK} b ${MASK}`);
  });

  it('is masked also with its blanks replaced as a page displays them', () => {
    const secret = ' first\t second\n';
    for (const mask of [redactorOf(secret).text, createMask([secret])]) expect(mask('said: first second.')).toBe(`said: ${MASK}.`);
  });

  it('is masked in the answer to its own request even if it is short', () => {
    expect(createMask(['', 'abc'])('abc YWJj 616263')).toBe(`${MASK} YWJj ${MASK}`);
    expect(createMask([])('nothing to mask')).toBe('nothing to mask');
  });

  it('is masked in base64 at any offset, without the text around it', () => {
    for (const encoding of ['base64', 'base64url'] as const)
      for (let before = 0; before < 3; before++)
        for (let after = 0; after < 3; after++) {
          const written = Buffer.from(`${'?'.repeat(before)}${SECRET}${'~'.repeat(after)}`).toString(encoding);
          const masked = redactorOf(SECRET).text(written);
          expect(masked).toContain(MASK);
          expect(masked.replace(MASK, '').replaceAll('=', '').length).toBeLessThanOrEqual(6);
        }
  });

  it('is not searched for if it is too short to be distinctive', () => {
    const redactor = redactorOf('abc', '');
    expect(redactor.text('abc abcd')).toBe('abc abcd');
    redactor.registerSecret('abcd');
    expect(redactor.text('abc abcd')).toBe(`abc ${MASK}`);
    // Fragments of its base64 are too short and would occur in many texts.
    expect(redactor.text(Buffer.from('abcd').toString('base64').slice(0, 5))).toBe('YWJjZ');
    expect(redactorOf('abcde').text('YWJjZG')).toBe(MASK);
  });

  it('is masked before another that it holds, whichever was registered first', () => {
    for (const secrets of [
      ['word', 'password'],
      ['password', 'word'],
    ])
      expect(redactorOf(...secrets).text('my password, my word')).toBe(`my ${MASK}, my ${MASK}`);
    const redactor = redactorOf('twice', 'twice');
    expect([redactor.text('twice'), redactor.text('')]).toEqual([MASK, '']);
  });
});

describe('a value for the log', () => {
  const { value } = redactorOf('hidden');
  test('keeps what JSON can represent, and describes the rest', () => {
    const circle: Record<string, unknown> = { n: 1 };
    circle['self'] = circle;
    const shared = { a: 1 };
    expect([value(7), value(true), value(null), value(undefined), value('a hidden b'), value(9n), value(Symbol('hidden'))]).toEqual([
      7,
      true,
      null,
      undefined,
      `a ${MASK} b`,
      '9',
      `Symbol(${MASK})`,
    ]);
    expect([value(() => 1), value(circle), value([shared, shared])]).toEqual([
      '[function]',
      { n: 1, self: '[circular]' },
      [{ a: 1 }, { a: 1 }],
    ]);
    expect([
      value(new Date(0)),
      value(new Date(Number.NaN)),
      value(Buffer.alloc(5)),
      value(new ArrayBuffer(3)),
      value(new DataView(new ArrayBuffer(2))),
    ]).toEqual(['1970-01-01T00:00:00.000Z', null, '[5 bytes]', '[3 bytes]', '[2 bytes]']);
    expect([
      value(new Set([1, 'hidden'])),
      value(
        new Map<unknown, unknown>([
          [1, 'x'],
          ['hidden', 2],
        ]),
      ),
      value({ a: undefined, b: 0 }),
    ]).toEqual([[1, MASK], { 1: 'x', [MASK]: 2 }, { b: 0 }]);
  });

  test('contains name, message, stack and cause of an error, and its other fields', () => {
    const error = Object.assign(new TypeError('hidden fault', { cause: 'hidden' }), { extra: 1, token: 'x' });
    expect(value(error)).toEqual({
      name: 'TypeError',
      message: `${MASK} fault`,
      stack: expect.stringContaining('TypeError'),
      cause: MASK,
      extra: 1,
      token: MASK,
    });
  });

  test('is cut beyond the maximum depth', () => {
    const deep = (levels: number): unknown => (levels === 0 ? 'end' : [deep(levels - 1)]);
    const told = (levels: number): string => JSON.stringify(value(deep(levels)));
    expect([told(12), told(13)]).toEqual([`${'['.repeat(12)}"end"${']'.repeat(12)}`, `${'['.repeat(12)}"[deep]"${']'.repeat(12)}`]);
    const nested = { a: new Set([new Map([['b', { c: [1] }]])]) };
    expect(value(nested)).toEqual({ a: [{ b: { c: [1] } }] });
  });

  test('has no value under the name of a secret, except an absent one', () => {
    const names = ['password', 'Passphrase', 'PASSWD', 'x-shared-secret', 'access_key', 'ApiKey', 'private key', 'ticket', 'Credentials'];
    for (const name of [...names, 'authToken', 'Authorization', 'bearer', 'Set-Cookie'])
      expect(value({ [name]: { inner: 1 }, other: 1 })).toEqual({ [name]: MASK, other: 1 });
    expect(value({ password: null, pass: 1, key: 2, passport: 3 })).toEqual({ password: null, pass: 1, key: 2, passport: 3 });
  });
});
