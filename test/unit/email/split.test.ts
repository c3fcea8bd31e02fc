import { describe, expect, it } from 'vitest';
import { splitAddresses } from '#shared/domain/email/index.ts';

describe('the addresses in a cell', () => {
  it.each([
    ['tanaka@example.co.jp', ['tanaka@example.co.jp']],
    ['　tanaka@example.co.jp\r\n', ['tanaka@example.co.jp']],
    ['\ufefftanaka@example.co.jp\u{e0100}', ['tanaka@example.co.jp']],
    ['a@x.example,b@x.example', ['a@x.example', 'b@x.example']],
    ['a@x.example ; b@x.example；c@x.example', ['a@x.example', 'b@x.example', 'c@x.example']],
    ['a@x.example、b@x.example，c@x.example', ['a@x.example', 'b@x.example', 'c@x.example']],
    ['a@x.example\nb@x.example\r\n', ['a@x.example', 'b@x.example']],
    ['a@x.example　b@x.example', ['a@x.example', 'b@x.example']],
    ['a@x.example / b@x.example', ['a@x.example', 'b@x.example']],
    ['ａ＠x.example；b@x.example', ['ａ＠x.example', 'b@x.example']],
    ['tanaka @example.co.jp', ['tanaka @example.co.jp']],
    ['taro tanaka@example.co.jp', ['taro tanaka@example.co.jp']],
    ['田中 tanaka@example.co.jp', ['tanaka@example.co.jp']],
    ['tanaka@example.co.jp 田中', ['tanaka@example.co.jp']],
    ['田中太郎 <tanaka@example.co.jp>', ['tanaka@example.co.jp']],
    ['田中太郎＜ tanaka@example.co.jp ＞', ['tanaka@example.co.jp']],
    ['"Tanaka, Taro" <tanaka@x.example>, 佐藤 <sato@x.example>', ['tanaka@x.example', 'sato@x.example']],
    ['Tanaka, Taro <tanaka@x.example>', ['tanaka@x.example']],
    ['田中 <tanaka@x.example> 佐藤 ＜sato@x.example＞', ['tanaka@x.example', 'sato@x.example']],
    ['<営業> 田中 <tanaka@x.example>', ['tanaka@x.example']],
    ['<mailto:tanaka@x.example>', ['tanaka@x.example']],
    ['mailto:tanaka@x.example?subject=a', ['tanaka@x.example']],
    ['Mailto: a@x.example; mailto:b@x.example', ['a@x.example', 'b@x.example']],
    ['tanaka@x.example（営業）', ['tanaka@x.example']],
    ['"a,b"@x.example', ['"a,b"@x.example']],
    ['"a b"@x.example', ['"a b"@x.example']],
    ['"a@x.example,b@x.example', ['"a@x.example', 'b@x.example']],
    [',;a@x.example;;', ['a@x.example']],
    ['なし', ['なし']],
    [' 未定、要確認 ', ['未定、要確認']],
    ['', []],
    ['　\u200b', []],
  ])('%j', (cell, expected) => expect(splitAddresses(cell)).toEqual(expected));

  it('are split without delay for hostile cells', () => {
    const blanks = `a${' '.repeat(9_000)}b`;
    expect(splitAddresses(blanks)).toEqual([blanks]);
    expect(splitAddresses('<'.repeat(9_000))).toHaveLength(1);
    expect(splitAddresses('('.repeat(9_000))).toHaveLength(1);
    const pasted = 'a@x.example,'.repeat(100_000);
    expect(splitAddresses(pasted)).toEqual([pasted]);
  });
});
