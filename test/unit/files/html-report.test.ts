import { expect, test } from 'vitest';
import { generateHtmlChunks, type HtmlReport, type HtmlRow } from '#main/files/reports/html-report.ts';
import { pageWith } from '../../support/report-page.ts';

const written = (report: HtmlReport): string => Buffer.concat([...generateHtmlChunks(report)]).toString('utf8');
const EMPTY_ROW: HtmlRow = {
  name: null,
  loginId: null,
  organization: null,
  workEmail: null,
  amazonEmail: null,
  reason: null,
  suggestion: null,
  advice: null,
};
const rowOf = (row: Partial<HtmlRow>): string =>
  /<tbody>\n(<tr><td>.*?<\/tr>)\n<\/tbody><\/table>\n<\/section>/.exec(written(pageWith({ rows: [{ ...EMPTY_ROW, ...row }] })))?.[1] ?? '';
const address = (label: string, rest: string): string => `<span class="address"><b>${label}</b>${rest}</span>`;

test('shows the known values of a finding, and marks the others as missing', () => {
  const absent = '<span class="hint">なし</span>';
  expect(rowOf({})).toBe(`<tr><td>なし</td><td></td><td>${address('NEO', absent)}${address('Amazon', absent)}</td></tr>`);
  expect(rowOf({ name: '山田', loginId: 'yamada', organization: '営業部', workEmail: 'a@b', amazonEmail: 'c@d', reason: '理由' })).toBe(
    `<tr><td>山田<span class="below">yamada</span></td><td>営業部</td><td>${address('NEO', '<code>a@b</code>')}` +
      `${address('Amazon', '<code>c@d</code>')}<span class="below">理由</span></td></tr>`,
  );
  expect([rowOf({ suggestion: 'e@f' }), rowOf({ suggestion: 'e@f', advice: '確か' })]).toEqual([
    expect.stringContaining(`${address('修正案', '<code>e@f</code>')}</td>`),
    expect.stringContaining(`${address('修正案', '<code>e@f</code> <span class="hint">確か</span>')}</td>`),
  ]);
});

test('omits parts of a page that have no content', () => {
  const page = pageWith({ company: '' });
  const least: HtmlReport = {
    ...page,
    answer: { ...page.answer, part: null },
    reasons: { ...page.reasons, none: '理由はありません', lines: [] },
    organizations: { ...page.organizations, lines: [] },
    list: { ...page.list, sections: [] },
  };
  const text = written(least);
  expect(text).toContain('<title>注文の準備状況レポート</title>');
  expect(text).toContain('<header class="top">\n<div><h1>注文の準備状況レポート</h1></div>');
  expect(text).toContain('<section><h2>注文できない理由</h2><p>理由はありません</p></section>');
  expect(text).toContain('<p>ありません</p></section>');
  for (const part of ['class="track"', 'class="company"', '組織別', '気をつけること', '<section class="reason"', 'null'])
    expect(text).not.toContain(part);
  expect(text).toContain('<ul class="unseen-list"><li>申請経路</li></ul>');
});

test('shows every part of a full page, and no table for an empty list', () => {
  const page = pageWith({ rows: [] });
  const [line] = page.organizations.lines;
  if (line === undefined) throw new Error('no organisation');
  const text = written({
    ...page,
    others: {
      ...page.others,
      lines: [{ code: 'shared-mailbox', severity: 'risk', word: '注意', name: '共有', side: 'NEO', count: '3 件' }],
    },
    organizations: { ...page.organizations, hint: '所属は一つ', lines: [line, { ...line, depth: 2, name: '営業部', part: null }] },
  });
  expect(text).toContain('<title>例示商事 注文の準備状況レポート</title>');
  expect(text).toContain('<p class="company">例示商事</p><h1>');
  expect(text).toContain('<span class="track"><i style="width: 97.80%"></i></span>');
  expect(text).toContain('<section class="closing"><h2>気をつけること</h2>');
  expect(text).toContain(
    '<tr><td><a href="#shared-mailbox">共有</a></td><td class="number">3 件</td><td><span class="word risk">注意</span></td><td class="side">NEO</td></tr>',
  );
  expect(text).toContain('<td class="depth-0">本社</td>');
  expect(text).toContain('<td class="depth-2">営業部</td>');
  expect(text).toContain('<td class="bar share-bar"><span class="track"><i style="width: 50.00%"></i></span></td>');
  expect(text).toContain('<td class="bar share-bar"></td>');
  expect(text).toContain('<p class="hint">所属は一つ</p></section>');
  expect(text).not.toContain('<table class="list long">');
  expect(text).not.toContain('<p>ありません</p>');
  expect(written(page)).toMatch(/<\/tbody><\/table>\n<\/section>\n<section><h2 class="list-start">/);
});

test('a long page is written in chunks of 256 KiB, whose bytes are counted', () => {
  const page = pageWith({ rows: Array.from({ length: 6_000 }, () => ({ ...EMPTY_ROW, name: '山'.repeat(200) })) });
  const chunks = generateHtmlChunks(page);
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const next = chunks.next();
    if (next.done) {
      bytes = next.value;
      break;
    }
    pieces.push(next.value);
  }
  expect(pieces.length).toBeGreaterThan(1);
  const letters = pieces.map((piece) => Buffer.from(piece).toString('utf8').length);
  for (const length of letters.slice(0, -1)) {
    expect(length).toBeGreaterThanOrEqual(1 << 18);
    expect(length).toBeLessThan((1 << 18) + 2_000);
  }
  expect(bytes).toBe(pieces.reduce((sum, piece) => sum + piece.length, 0));
  expect(Buffer.concat(pieces).toString('utf8').split('山'.repeat(200)).length).toBe(6_001);
});
