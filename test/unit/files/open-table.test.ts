import { describe, expect, it } from 'vitest';
import { detectFileType } from '#main/files/open-table.ts';

const bytes = (...values: readonly number[]): Buffer => Buffer.from(values);

describe('what a file is by its first bytes', () => {
  it.each([
    ['a book', bytes(0x50, 0x4b, 3, 4), 'xlsx'],
    ['an empty archive', bytes(0x50, 0x4b, 5, 6), 'xlsx'],
    ['an old book', bytes(0xd0, 0xcf, 0x11, 0xe0), 'foreign'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'foreign'],
    ['a PNG', bytes(0x89, 0x50, 0x4e, 0x47), 'foreign'],
    ['a JPEG', bytes(0xff, 0xd8, 0xff), 'foreign'],
    ['a GIF', Buffer.from('GIF89a'), 'foreign'],
    ['a TIFF', bytes(0x49, 0x49, 0x2a, 0), 'foreign'],
    ['a TIFF of another order', bytes(0x4d, 0x4d, 0, 0x2a), 'foreign'],
    ['a bitmap', bytes(0x42, 0x4d, 0x10, 0, 0), 'foreign'],
    ['a header that begins as a bitmap does', Buffer.from('BM code,name\n1,a\n'), 'text'],
    ['the same with a NUL behind', Buffer.concat([Buffer.from(`BM${'a'.repeat(61)}`), bytes(0)]), 'foreign'],
    ['the same with a NUL farther behind', Buffer.concat([Buffer.from(`BM${'a'.repeat(62)}`), bytes(0)]), 'text'],
    ['a gzip', bytes(0x1f, 0x8b), 'foreign'],
    ['a RAR', Buffer.from('Rar!'), 'foreign'],
    ['a 7z', bytes(0x37, 0x7a, 0xbc, 0xaf), 'foreign'],
    ['a program of Linux', bytes(0x7f, 0x45, 0x4c, 0x46), 'foreign'],
    ['a program of Windows', bytes(0x4d, 0x5a, 0x90), 'foreign'],
    ['a database', Buffer.from('SQLite format 3'), 'foreign'],
    ['an RTF', Buffer.from('{\\rtf1'), 'foreign'],
    ['a page', Buffer.from('\ufeff \n<!DOCTYPE html>'), 'foreign'],
    ['a page without a type', Buffer.from('<HTML>'), 'foreign'],
    ['a table of a page', Buffer.from('<table><tr>'), 'foreign'],
    ['a head of a page', Buffer.from('<head>'), 'foreign'],
    ['a script', Buffer.from('<script>'), 'foreign'],
    ['an XML', Buffer.from('<?xml version="1.0"?>'), 'foreign'],
    ['a JSON of objects', Buffer.from('[ {"a":1}]'), 'foreign'],
    ['a JSON of lists', Buffer.from('[[1]]'), 'foreign'],
    ['a JSON object', Buffer.from('{"a":1}'), 'foreign'],
    ['a header in brackets', Buffer.from('[氏名],[メール]'), 'text'],
    ['a page further down', Buffer.from('氏名,<html>'), 'text'],
    ['half a mark', bytes(0x50, 0x4b, 3), 'text'],
    ['half another mark', bytes(0xff, 0xd8), 'text'],
    ['nothing', bytes(), 'text'],
    ['a text', Buffer.from('氏名,メール'), 'text'],
    ['a text of UTF-16', Buffer.from('\ufeff氏名,a', 'utf16le'), 'text'],
    ['a text with a NUL', Buffer.from('name,mail\n\0'), 'foreign'],
    ['a text with a NUL far behind', Buffer.from(`${'a'.repeat(4_096)}\0`), 'text'],
    ['a text with a NUL not so far behind', Buffer.from(`${'a'.repeat(4_095)}\0`), 'foreign'],
  ])('%s', (_, given, kind) => {
    expect(detectFileType(given)).toBe(kind);
  });
});
