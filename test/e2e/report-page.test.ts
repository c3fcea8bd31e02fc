import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { generateHtmlChunks, type HtmlRow } from '#main/files/reports/html-report.ts';
import { pageWith } from '../support/report-page.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { sharedBrowser } from '../support/window-tests.ts';

const browser = sharedBrowser();
let folder: string;
beforeAll(() => {
  folder = temporaryFolder('page');
});

const HOSTILE = [
  '<script>document.title="ran"</script>',
  '</code></td></tr></table><img src=x onerror=document.title="ran">',
  '</style></title><svg onload=document.title="ran">',
  '"><a href="javascript:document.title=1">x</a>',
  '&lt;b&gt; &#60;b&#62; &copy',
  '<!-- --!> ]]> <![CDATA[',
  '\u202emoc.elpmaxe@\u2066a\u2069',
  'a\0b\u0008c\ud83dd',
];
const rowOf = (text: string): HtmlRow => ({
  name: text,
  loginId: text,
  organization: text,
  workEmail: text,
  amazonEmail: text,
  reason: text,
  suggestion: text,
  advice: text,
});

async function open(rows: readonly HtmlRow[]) {
  const file = join(folder, `${rows.length}.html`);
  writeFileSync(file, Buffer.concat([...generateHtmlChunks(pageWith({ rows, company: HOSTILE.join(' ') }))]));
  const page = await browser().newPage();
  const asked: string[] = [];
  const said: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  const { href } = pathToFileURL(file);
  await page.goto(href);
  return { page, asked, said, href };
}

test('a browser sees the texts of the lists as texts, runs nothing and asks for nothing', async () => {
  const { page, asked, said, href } = await open(HOSTILE.map(rowOf));
  expect(await page.title()).toContain('<script>');
  expect(await page.locator('script, img, svg, a[href^="javascript"], tbody b b').count()).toBe(0);
  expect(await page.locator('table.list tbody tr').count()).toBe(HOSTILE.length);
  const shown = await page.locator('table.list tbody tr td:nth-child(2)').allTextContents();
  expect(shown.slice(0, 6)).toEqual(HOSTILE.slice(0, 6));
  expect(await page.locator('table.list code').nth(18).textContent()).toBe('U+202Emoc.elpmaxe@U+2066aU+2069');
  expect(await page.locator('table.list code').nth(21).textContent()).toBe('aU+0000bU+0008cU+D83Dd');
  expect({ asked, said }).toEqual({ asked: [href], said: [] });
  await page.close();
});

test('prints on A4, with the head of the list on every page of it, and nothing beyond the edge', async () => {
  const { page } = await open(Array.from({ length: 250 }, (_, i) => rowOf(`user${i}.${'long'.repeat(30)}@example.co.jp`)));
  await page.emulateMedia({ media: 'print' });
  // The printable width of A4 within the page's margins.
  await page.setViewportSize({ width: 680, height: 1000 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(680);
  expect(await page.locator('table.list thead').evaluateAll((heads) => heads.map((head) => getComputedStyle(head).display))).toEqual([
    'table-header-group',
    'table-header-group',
  ]);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [
    Math.round(Number(width)),
    Math.round(Number(height)),
  ]);
  expect(boxes.length).toBeGreaterThan(10);
  expect(new Set(boxes.map(String))).toEqual(new Set(['595,842']));
  await page.close();
});
