import { expect, test } from 'vitest';
import { type Book, generateBookChunks } from '#main/files/reports/html-book.ts';

const BOOK: Book = {
  language: 'ja',
  title: '引き継ぎ',
  company: '例示商事',
  day: '2026/11/24',
  foot: '例示商事の引き継ぎ',
  answer: '準備は <できて> います',
  facts: [{ label: '人数', value: '3' }],
  contents: '目次',
  chapters: [
    { title: '一章', lead: '', blocks: [] },
    {
      title: '二章',
      lead: '説明',
      blocks: [
        { kind: 'facts', title: '', facts: [{ label: '住所', value: '東京\n大阪' }] },
        { kind: 'facts', title: '事実', facts: [] },
        { kind: 'text', title: '文', sentences: ['一', '二\n三'] },
        { kind: 'text', title: '', sentences: [] },
        {
          kind: 'table',
          title: '表',
          hint: '注',
          headings: ['名', '数'],
          widths: [70, 30],
          rows: [
            ['a\nb & c', '1'],
            ['', '2'],
          ],
        },
        { kind: 'table', title: '', hint: '', headings: [], widths: [], rows: [] },
      ],
    },
  ],
};

function written(book: Book): { readonly text: string; readonly pieces: number; readonly bytes: number } {
  const chunks = generateBookChunks(book);
  const pieces: Uint8Array[] = [];
  for (;;) {
    const next = chunks.next();
    if (next.done) return { text: Buffer.concat(pieces).toString('utf8'), pieces: pieces.length, bytes: next.value.bytes };
    pieces.push(next.value);
  }
}

test('writes title, contents and the content of each chapter, and omits missing parts', () => {
  const { text, pieces, bytes } = written(BOOK);
  expect([pieces, bytes]).toEqual([4, Buffer.byteLength(text)]);
  const [head = '', body = ''] = text.split('</style></head><body>\n');
  expect(head).toContain('<!doctype html>\n<html lang="ja"><head><meta charset="utf-8"/>');
  expect(head).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"/><title>例示商事 引き継ぎ</title><style>`);
  expect(head).toContain('例示商事の引き継ぎ');
  expect(body).toBe(`<div class="top"><div><p class="company">例示商事</p><h1>引き継ぎ</h1></div><p>2026/11/24</p></div>
<p class="answer">準備は &lt;できて&gt; います</p>
<dl class="pairs"><dt>人数</dt><dd>3</dd></dl>
<nav class="contents" aria-label="目次"><h2>目次</h2><ol><li><b>1</b><a href="#chapter-1">一章</a></li><li><b>2</b><a href="#chapter-2">二章</a></li></ol></nav>
<section class="chapter opens" id="chapter-1"><h2><b>1</b>一章</h2>
</section>
<section class="chapter" id="chapter-2"><h2><b>2</b>二章</h2><p>説明</p>
<dl class="pairs"><dt>住所</dt><dd>東京<br/>大阪</dd></dl>
<h3>事実</h3><dl class="pairs"></dl>
<div><h3>文</h3><p>一</p><p>二<br/>三</p></div>
<div></div>
<h3>表</h3><p class="hint">注</p><table class="book"><colgroup><col style="width: 70%"/><col style="width: 30%"/></colgroup><thead><tr><th scope="col">名</th><th scope="col">数</th></tr></thead><tbody>
<tr><td>a<br/>b &amp; c</td><td>1</td></tr>
<tr><td></td><td>2</td></tr>
</tbody></table>
<table class="book"><colgroup></colgroup><thead><tr></tr></thead><tbody>
</tbody></table>
</section>
</body></html>
`);
});
