import { describe, expect, it, test } from 'vitest';
import { decodeXml, XmlTags } from '#main/files/xlsx/xml-tags.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';

const tagsOf = (xml: string | Buffer): XmlTags => new XmlTags(Buffer.from(xml as string), 'a.xlsx');
/** Returns every tag in order: closing tags as `-`, empty tags as `/`. */
const told = (xml: string | Buffer): unknown => {
  const tags = tagsOf(xml);
  const found: string[] = [];
  while (tags.next()) found.push(`${tags.closing ? '-' : ''}${tags.name}${tags.empty ? '/' : ''} ${tags.start}-${tags.end}`);
  return found;
};
const failure = (xml: string | Buffer): unknown => {
  try {
    return told(xml);
  } catch (error) {
    if (error instanceof ExpectedError) return error.failure;
    throw error;
  }
};
const DAMAGED = { code: 'file-unreadable', params: { file: 'a.xlsx' } };

describe('the tags of a part', () => {
  test('are returned in document order, without prefix, comments and instructions', () => {
    expect(told('<?xml version="1.0"?><x:a b="1"><!-- <c> --><d/>t<e />\n<long-name\tf=">"></long-name ></x:a>')).toEqual([
      'a 21-32',
      'd/ 44-48',
      'e/ 49-54',
      'long-name 55-72',
      '-long-name 72-85',
      '-a 85-91',
    ]);
    expect(told('<a><![CDATA[<b>]]></a>')).toEqual(['a 0-3', '-a 18-22']);
    expect(told('<a><!--></a>--></a>')).toEqual(['a 0-3', '-a 15-19']);
    expect(told('no tags > at all')).toEqual([]);
    expect(told('<a:></a:>'.replaceAll(':', ''))).toEqual(['a 0-3', '-a 3-7']);
  });

  it.each([
    ['an element that never ends', '<a>'],
    ['an end of another element', '<a></b>'],
    ['an end too many', '<a/></a>'],
    ['a tag that never ends', '<a b="1"'],
    ['a quote that never ends', '<a b="1></a>'],
    ['a tag within a tag', '<a <b/></a>'],
    ['a tag without a name', '< a/>'],
    ['a prefix without a name', '<x:/>'],
    ['nothing in brackets', '<>'],
    ['an end without a name', '</>'],
    ['a comment that never ends', '<a><!-- </a>'],
    ['a comment of one stroke', '<a><!- x --></a>'],
    ['data that never ends', '<a><![CDATA[ </a>'],
    ['an instruction that never ends', '<?xml <a/>'],
    ['a document type', '<!DOCTYPE a><a/>'],
    ['half a mark of data', '<a><![CDATA x]]></a>'],
  ])('are refused for %s', (_, xml) => {
    expect(failure(xml)).toEqual(DAMAGED);
  });

  test('may be 64 deep and 64 KiB long', () => {
    const deep = (depth: number): string => `${'<a>'.repeat(depth)}<b/>${'</a>'.repeat(depth)}`;
    expect([(failure(deep(64)) as unknown[]).length, failure(deep(65))]).toEqual([
      129,
      { code: 'file-beyond-limits', params: { file: 'a.xlsx', limit: 'nesting', most: 64 } },
    ]);
    const long = (bytes: number): string => `<${'a'.repeat(bytes)}/><b/>`;
    expect([(failure(long(65_534)) as unknown[]).length, failure(long(65_535))]).toEqual([
      2,
      { code: 'file-beyond-limits', params: { file: 'a.xlsx', limit: 'markup', most: 65_536 } },
    ]);
    expect(failure(`<${'a'.repeat(65_534)}`)).toEqual(DAMAGED);
  });

  test('are those of UTF-8 with or without a mark, and of UTF-16', () => {
    const xml = '<a>山</a>';
    const marked = Buffer.from(`\ufeff${xml}`);
    for (const part of [Buffer.from(xml), marked, Buffer.from(`\ufeff${xml}`, 'utf16le')]) {
      const tags = new XmlTags(part, 'a.xlsx');
      tags.next();
      const { end } = tags;
      tags.next();
      expect([tags.start, tags.text(end, tags.start)]).toEqual([6, '山']);
    }
    expect([told(Buffer.from([0xff, 0x41])), told(Buffer.from([0xef, 0xbb, 0x41])), told(Buffer.from([0xef, 0x41, 0xbf]))]).toEqual([
      [],
      [],
      [],
    ]);
  });
});

describe('an attribute', () => {
  const of = (tag: string, name: string, prefixed?: boolean): unknown => {
    const tags = tagsOf(`${tag}${tag.endsWith('/>') ? '' : `</${/[\w:]+/.exec(tag)?.[0]}>`}`);
    tags.next();
    try {
      return tags.attribute(name, prefixed);
    } catch (error) {
      if (error instanceof ExpectedError) return error.failure;
      throw error;
    }
  };
  test('is found by its whole name, in either quotes and with blanks anywhere', () => {
    const tag = `<c rr="0" r = "A1"\n s='2' t\t=\t"a&amp;b>c" empty="" q='"'>`;
    expect(['r', 's', 't', 'empty', 'q', 'x', 'rr'].map((name) => of(tag, name))).toEqual(['A1', '2', 'a&b>c', '', '"', undefined, '0']);
    expect([of('<c r="1"/>', 'r'), of('<c/>', 'r'), of('<c r="1" />', 'r'), of('<c>', 'c')]).toEqual(['1', undefined, '1', undefined]);
  });
  test('is read with a prefix only if the prefix is requested', () => {
    const tag = '<sheet id="1" r:id="2" x:r:id="3" other:id2="4"/>';
    expect([of(tag, 'id'), of(tag, 'id', true), of(tag, 'id2', true), of(tag, 'id2'), of('<s id="1"/>', 'id', true)]).toEqual([
      '1',
      '2',
      '4',
      undefined,
      undefined,
    ]);
    expect([of('<s a:b="1" c="2"/>', 'c'), of('<s a:b="1" c="2"/>', 'c', true)]).toEqual(['2', undefined]);
  });
  test('without a value is passed over, and one without quotes is refused', () => {
    expect([of('<c hidden r="1"/>', 'r'), of('<c hidden r="1"/>', 'hidden')]).toEqual(['1', undefined]);
    expect([of('<c r=1/>', 'r'), of('<c r=/>', 'r')]).toEqual([DAMAGED, DAMAGED]);
  });
});

describe('a text', () => {
  const of = (content: string): string => {
    const tags = tagsOf(`<t>${content}</t>`);
    tags.next();
    const { end } = tags;
    return tags.text(end, Buffer.byteLength(`<t>${content}`));
  };
  it.each([
    ['a&lt;&gt;&amp;&quot;&apos;b', `a<>&"'b`],
    ['&#65;&#x41;&#X1F600;&#128512;', 'AA😀😀'],
    ['&#1114111;&#x10FFFF;', '\u{10ffff}\u{10ffff}'],
    ['&#1114112;&#x110000;&nbsp;&LT;&a;&#;&#x;', '&#1114112;&#x110000;&nbsp;&LT;&a;&#;&#x;'],
    ['&amp;lt;', '&lt;'],
    ['a<!-- b -->c<!---->d', 'acd'],
    ['a&lt;<![CDATA[&lt;<b>]]>&gt;<![CDATA[]]>d', 'a<&lt;<b>>d'],
    ['a<![CDATA[b<!-- c -->]]>d', 'ab<!-- c -->d'],
    ['a<!-- <![CDATA[x]]> -->d', 'ad'],
    ['a_x000D_b_x0041_', 'a\rbA'],
    ['_x005F_x0041_', '_x0041_'],
    ['_xD83D__xDE00_ _x00_ _x004g_', '😀 _x00_ _x004g_'],
    ['a<!-- b', 'a'],
    ['a<![CDATA[b', 'a'],
  ])('%j is %j', (content, text) => {
    expect(of(content)).toBe(text);
  });
  test('is plain if it contains no escape', () => {
    const tags = tagsOf('<t>ab&amp;c_d<e/>山</t>');
    const plain = (from: number, to: number): boolean => tags.isPlain(from, to);
    expect([plain(3, 5), plain(9, 11), plain(12, 13), plain(17, 20), plain(5, 5)]).toEqual([true, true, true, true, true]);
    expect([plain(3, 6), plain(5, 6), plain(11, 12), plain(10, 13), plain(13, 14)]).toEqual([false, false, false, false, false]);
  });
  test('without any reference stays as it is', () => {
    expect([decodeXml('a;b'), decodeXml('a & b'), decodeXml('')]).toEqual(['a;b', 'a & b', '']);
  });
});
