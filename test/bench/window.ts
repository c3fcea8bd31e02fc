import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright';
import { engineOf, openCompanies } from '../support/engine.ts';
import { type Measurement, median, peakMemory } from './measure.ts';

const HOST = join(import.meta.dirname, '../../dist/main/node-host.js');
const PEOPLE = 100_000;

/** Starts the Node host on a folder; answers the process and the address it prints. */
function startHost(dataFolder: string): Promise<{ host: ChildProcess; address: string }> {
  return new Promise((resolve, reject) => {
    const host = spawn(process.execPath, [HOST, '--no-open', `--data-dir=${dataFolder}`], { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    host.on('error', reject);
    host.stdout?.on('data', (chunk) => {
      printed += chunk;
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(printed)?.[0];
      if (address !== undefined) resolve({ host, address });
    });
  });
}

const stopped = (host: ChildProcess): Promise<unknown> => {
  const ended = new Promise((resolve) => host.on('exit', resolve));
  host.kill('SIGTERM');
  return ended;
};

/** A company without any Amazon accounts, so that every user is a row. */
async function fillCompanyFile(dataFolder: string): Promise<void> {
  const companies = openCompanies(join(dataFolder, 'workspaces'));
  const work = { signal: new AbortController().signal, report: () => undefined };
  const path = (name: string): string => join(dataFolder, name);
  const rows = Array.from(
    { length: PEOPLE },
    (_, i) => `${i},user${i},利用者 ${i},${i % 2 === 0 ? 'やまだ' : 'すずき'} ${i},第${i % 300}課,user${i}@example.co.jp\r\n`,
  );
  writeFileSync(path('neo.csv'), `ID,ログインID,氏名,ふりがな,所属組織,職場用メールアドレス\r\n${rows.join('')}`);
  writeFileSync(path('amazon.csv'), 'Eメールアドレス,氏名\r\nnobody@example.com,誰か\r\n');
  const { id } = await companies.create({ name: '十万人', kind: 'test' });
  const engine = engineOf(companies, id);
  await engine.importList({ path: path('neo.csv'), name: 'neo.csv', kind: 'neo-users', reading: {} }, work);
  await engine.importList({ path: path('amazon.csv'), name: 'amazon.csv', kind: 'amazon-users', reading: {} }, work);
  await companies.close();
  writeFileSync(path('settings.json'), JSON.stringify({ lastCompanyId: id }));
}

/** How long a browser keeps working on a new page after it has reported it as ready: half a second, on two cores. */
const SETTLED_MS = 1_500;

/** An empty page of a browser that is open already: what the browser does for a new page is not the console's. */
async function emptyPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'ja-JP' });
  await setTimeout(SETTLED_MS);
  return page;
}

/** Time until the page has painted what makes `condition` true, seen from inside the page. */
const paintedAfter = (page: Page, start: string, condition: string): Promise<number> =>
  page.evaluate(
    `new Promise((resolve) => {
      const began = performance.now();
      const look = () => ${condition} ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began))) : requestAnimationFrame(look);
      ${start};
      look();
    })`,
  );

/** Frames a second while the grid scrolls through its rows for two seconds. */
const scrollRate = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const rows = document.querySelector('[role="grid"]');
    let scroller: Element | null = rows;
    while (scroller !== null && scroller.scrollHeight <= scroller.clientHeight + 1) scroller = scroller.parentElement;
    const inner = rows?.querySelector('[style*="height"]')?.closest('div');
    for (let at: Element | null | undefined = inner; at; at = at.parentElement) if (at.scrollHeight > at.clientHeight + 100) scroller = at;
    if (scroller === null) throw new Error('nothing scrolls');
    const target = scroller;
    return new Promise<number>((resolve) => {
      const began = performance.now();
      let frames = 0;
      const step = (): void => {
        target.scrollTop += 140;
        frames++;
        if (performance.now() - began < 2_000) requestAnimationFrame(step);
        else resolve((frames * 1000) / (performance.now() - began));
      };
      requestAnimationFrame(step);
    });
  });

/** Start to a usable window, and the table of 100,000 findings, in Chromium. */
export async function measureWindow(folder: string): Promise<Measurement[]> {
  const dataFolder = join(folder, 'window');
  mkdirSync(dataFolder, { recursive: true });
  await fillCompanyFile(dataFolder);
  const browser = await chromium.launch({
    executablePath: process.env['TSUNAGI_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const starts: number[] = [];
  const measurements: Measurement[] = [];
  try {
    for (let run = 0; run < 3; run++) {
      const emptyFolder = join(folder, `start-${run}`);
      const page = await emptyPage(browser);
      const began = performance.now();
      const { host, address } = await startHost(emptyFolder);
      await page.goto(address);
      await page.locator('h1').waitFor();
      starts.push(performance.now() - began);
      await page.close();
      await stopped(host);
    }
    measurements.push({
      name: 'start to a usable window (Node host, browser already open)',
      value: median(starts),
      unit: 'ms',
      budget: 1_500,
      peer: null,
    });

    const { host, address } = await startHost(dataFolder);
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'ja-JP' });
      await page.goto(address);
      await page.getByText('注文できない理由').waitFor();
      const button = `[...document.querySelectorAll('nav a, nav button')].find((item) => item.textContent.includes('ユーザー照合')).click()`;
      const row = `document.querySelector('[role="grid"] [role="row"][aria-rowindex="5"]')`;
      measurements.push({
        name: 'table of 100,000 findings: first paint',
        value: await paintedAfter(page, button, row),
        unit: 'ms',
        budget: 500,
        peer: null,
      });
      const type = `const box = document.querySelector('input[type="search"], [role="searchbox"], input'); box.focus();
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(box, TEXT); box.dispatchEvent(new Event('input', { bubbles: true }))`;
      const times: number[] = [];
      for (const text of ['user9', 'user99', 'user999', 'user99', 'user9']) {
        const shows = `document.querySelector('[role="grid"]').getAttribute('aria-rowcount') === '${rowsWith(text) + 1}'`;
        times.push(await paintedAfter(page, type.replace('TEXT', JSON.stringify(text)), shows));
      }
      measurements.push({
        name: 'table of 100,000 findings: filter key to paint',
        value: median(times),
        unit: 'ms',
        budget: 100,
        peer: null,
        note: `each: ${times.map((time) => time.toFixed(0)).join(', ')} ms`,
      });
      await paintedAfter(
        page,
        type.replace('TEXT', '""'),
        `document.querySelector('[role="grid"]').getAttribute('aria-rowcount') > '100000'`,
      );
      measurements.push({
        name: 'table of 100,000 findings: scroll',
        value: await scrollRate(page),
        unit: 'frames/s',
        budget: 55,
        peer: null,
      });
    } finally {
      await stopped(host);
    }
    measurements.push(...(await startsWithPeople(browser, dataFolder)));
  } finally {
    await browser.close();
  }
  return measurements;
}

/** Starts on the company as it was left: until who can order is on the screen, until it is checked, and what the host took by then. */
async function startsWithPeople(browser: Browser, dataFolder: string): Promise<Measurement[]> {
  const shown: number[] = [];
  const checked: number[] = [];
  const megabytes: number[] = [];
  for (let run = 0; run < 3; run++) {
    const page = await emptyPage(browser);
    const began = performance.now();
    const { host, address } = await startHost(dataFolder);
    await page.goto(address);
    await page.getByText('注文できない理由').waitFor();
    shown.push(performance.now() - began);
    await page.getByText('確認中').waitFor({ state: 'detached' });
    checked.push(performance.now() - began);
    megabytes.push(peakMemory(host));
    await page.close();
    await stopped(host);
  }
  const each = (values: readonly number[]): string => `each: ${values.map((value) => value.toFixed(0)).join(', ')}`;
  const name = '100,000 people, unchanged since the last run';
  return [
    { name: `${name}: start to readiness`, value: median(shown), unit: 'ms', budget: 1_200, peer: null, note: each(shown) },
    {
      name: `${name}: start to readiness checked again`,
      value: median(checked),
      unit: 'ms',
      budget: null,
      peer: null,
      note: each(checked),
    },
    { name: `${name}: most memory of the host`, value: median(megabytes), unit: 'MB', budget: 400, peer: null, note: each(megabytes) },
  ];
}

/** How many of the generated people have this text in their login id or address. */
function rowsWith(text: string): number {
  let rows = 0;
  for (let i = 0; i < PEOPLE; i++) if (`user${i}`.includes(text)) rows++;
  return rows;
}
