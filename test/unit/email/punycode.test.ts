import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePunycode, encodePunycode } from '#shared/domain/email/match-rules/punycode.ts';

/** Samples of RFC 3492, section 7.1, that fit into a domain label, and well-known names. */
const SAMPLES: readonly (readonly [string, string])[] = [
  ['ليهمابتكلموشعربي؟', 'egbpdaj6bu4bxfgehfvwxn'],
  ['他们为什么不说中文', 'ihqwcrb4cv8a8dqg056pqjye'],
  ['他們爲什麽不說中文', 'ihqwctvzc91f659drss3x8bo0yb'],
  ['Pročprostěnemluvíčesky', 'Proprostnemluvesky-uyb24dma41a'],
  ['למההםפשוטלאמדבריםעברית', '4dbcagdahymbxekheh6e0a7fei0b'],
  ['なぜみんな日本語を話してくれないのか', 'n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa'],
  ['почемужеонинеговорятпорусски', 'b1abfaaepdrnnbgefbadotcwatmq2g4l'],
  ['3年B組金八先生', '3B-ww4c5e180e575a65lsy2b'],
  ['安室奈美恵-with-SUPER-MONKEYS', '-with-SUPER-MONKEYS-pc58ag80a8qai00g7n9n'],
  ['Hello-Another-Way-それぞれの場所', 'Hello-Another-Way--fc4qua05auwb3674vfr0b'],
  ['ひとつ屋根の下2', '2-u9tlzr9756bt3uc0v'],
  ['MajiでKoiする5秒前', 'MajiKoi5-783gue6qz075azm5e'],
  ['パフィーdeルンバ', 'de-jg4avhby1noc0d'],
  ['そのスピードで', 'd9juau41awczczp'],
  ['日本語', 'wgv71a119e'],
  ['bücher', 'bcher-kva'],
  ['😀', 'e28h'],
];

describe('Punycode', () => {
  it.each(SAMPLES)('writes %s as %s and reads it back', (text, encoded) => {
    expect(encodePunycode(text)).toBe(encoded);
    expect(decodePunycode(encoded)).toBe(text);
  });

  it('decodes capitals like lower-case letters', () => {
    expect(decodePunycode('WGV71A119E')).toBe('日本語');
    expect(decodePunycode('E28H')).toBe('😀');
  });

  it.each(['', 'a b', 'é', '99999999', 'a-\u{1f600}', 'b'.repeat(64), '-é'])('refuses %j', (encoded) => {
    expect(decodePunycode(encoded)).toBeNull();
  });

  it('does not encode half a surrogate pair', () => {
    expect(encodePunycode('a\ud800')).toBeNull();
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), (text) => {
        fc.pre(text.isWellFormed());
        const encoded = encodePunycode(text);
        if (encoded !== null && encoded.length <= 63) expect(decodePunycode(encoded)).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never throws on any text, and gives text that is whole', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme-ascii', maxLength: 63 }), fc.string({ unit: 'binary' })), (text) => {
        expect(decodePunycode(text)?.isWellFormed() ?? true).toBe(true);
        expect(typeof (encodePunycode(text) ?? '')).toBe('string');
      }),
      { numRuns: 1_000 },
    );
  });
});
