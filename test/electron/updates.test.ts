import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type Desktop, describeDesktop, PATIENCE_MS } from '../support/electron/desktop.ts';
import { plainFolder } from '../support/electron/plain-user.ts';

const { version: VERSION } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8')) as {
  version: string;
};

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A company's server; `asked` are the requests that came. */
async function feedServer(answer: RequestListener): Promise<{ address: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.cookie ?? ''}`.trim());
    answer(request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ends.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** The console as a package that was made with this feed. */
function packedWith(app: string, feed: string): string {
  const folder = plainFolder('tsunagi-feed-');
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of readdirSync(app)) if (name !== 'package.json') symlinkSync(path.join(app, name), path.join(folder, name));
  const about = JSON.parse(readFileSync(path.join(app, 'package.json'), 'utf8')) as Record<string, unknown>;
  const update = { feed, channel: 'latest' };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...about, homepage: 'https://it.kaisha.test/tsunagi', update }));
  return folder;
}

/** Answers the boxes of the main process with their last button, and records their texts; what would be opened is recorded too. */
const answerBoxes = ({ app }: Desktop): Promise<void> =>
  app.evaluate(({ dialog, shell }) => {
    const said: unknown[] = [];
    Object.assign(globalThis, { said });
    dialog.showMessageBox = (async (
      _window: unknown,
      { message, detail, buttons }: { message: string; detail: string; buttons: string[] },
    ) => {
      said.push(message, detail);
      return { response: buttons.length - 1, checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
    shell.openExternal = async (address) => void said.push(address);
  });
const said = ({ app }: Desktop): Promise<string> => app.evaluate(() => ((globalThis as { said?: unknown[] }).said ?? []).join('\n'));
const checkNow = ({ app }: Desktop): Promise<void> =>
  app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('update')?.click());
const menuLabel = ({ app }: Desktop): Promise<string | undefined> =>
  app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('update')?.label);

/** Answers other than a later version, and words of what the console says then. */
const ANSWERS: readonly (readonly [string, (response: ServerResponse) => unknown, string])[] = [
  ['the same version', (response) => response.end(`version: ${VERSION}\n`), '最新のバージョンです'],
  ['no such file', (response) => response.writeHead(404).end(), 'の応答は 404 でした'],
  ['a page', (response) => response.end('<!doctype html><p>version: 9.9.9</p>'), '読み取れませんでした'],
  ['an endless file', (response) => response.end(`version: 9.9.9\n${'#'.repeat(200_000)}`), '読み取れませんでした'],
  ['a redirect', (response) => response.writeHead(302, { Location: '/elsewhere' }).end(), '接続できないか'],
  ['nothing', (response) => response.destroy(), '接続できないか'],
];

describeDesktop('a later version', ({ open, program }) => {
  test('is not looked up if the package was built without a feed', async () => {
    expect(await menuLabel(await open())).toBeUndefined();
  });

  test('is announced with a link to its page, and only the feed file is downloaded', async () => {
    const { address, asked } = await feedServer((_request, response) => {
      response.setHeader('Set-Cookie', 'kept=1; Max-Age=1000');
      response.end('version: 9.8.7\nfiles:\n  - url: Tsunagi-9.8.7-linux-x64.deb\npath: Tsunagi-9.8.7-linux-x64.deb\n');
    });
    const desktop = await open({ app: packedWith(program.app, address) });
    await expect.poll(() => menuLabel(desktop), { timeout: PATIENCE_MS }).toBe('新しいバージョン 9.8.7 を入手(&U)…');
    await answerBoxes(desktop);
    await checkNow(desktop);
    await expect.poll(() => said(desktop), { timeout: PATIENCE_MS }).toContain('https://it.kaisha.test/tsunagi');
    expect(await said(desktop)).toMatch(
      /^新しいバージョン 9\.8\.7 があります\n今のバージョンは .+ です。.*\nhttps:\/\/it\.kaisha\.test\/tsunagi\nhttps:\/\/it\.kaisha\.test\/tsunagi$/s,
    );
    expect(new Set(asked)).toEqual(new Set(['GET /latest-linux.yml']));
  });

  test('is reported in words, whatever else the server answers', async () => {
    let answer: RequestListener = () => undefined;
    const { address, asked } = await feedServer((request, response) => answer(request, response));
    answer = (_request, response) => response.end(`version: ${VERSION}\n`);
    const desktop = await open({ app: packedWith(program.app, address) });
    for (const [name, next, words] of ANSWERS) {
      answer = (_request, response) => next(response);
      await answerBoxes(desktop);
      await checkNow(desktop);
      await expect.poll(() => said(desktop), { timeout: PATIENCE_MS, message: name }).toContain(words);
      expect(await menuLabel(desktop), name).toBe('更新を確認(&U)…');
    }
    expect(new Set(asked)).toEqual(new Set(['GET /latest-linux.yml']));
  });
});
