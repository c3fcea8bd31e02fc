import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { describeDesktop } from '../support/electron/desktop.ts';

/** Collects what the content security policy blocks from now on. */
const watchViolations = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { violations: seen });
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
  });
const violations = (page: Page): Promise<string[]> => page.evaluate(() => (window as unknown as { violations: string[] }).violations);

/** Sets the address from a turn of the page's own, and waits until what follows has followed. */
async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => void setTimeout(() => location.assign(to)), address);
  await page.evaluate(() => new Promise((resolve) => setTimeout(() => requestAnimationFrame(() => resolve(null)), 50))).catch(() => {});
}

describeDesktop('the page in the window', ({ open, openShared, program }) => {
  test('is sandboxed, at its own address, and answers the contract', async () => {
    const { app, page, call, dataFolder } = await openShared();
    expect(page.url()).toBe('app://ui/');
    const versions = await app.evaluate(() => process.versions as unknown as { electron: string; node: string });
    expect(Number.parseInt(versions.electron, 10)).toBe(program.major);
    expect(await call('console.info', {})).toMatchObject({ ok: true, value: { host: 'electron', dataFolder } });
    const unknown = await page.evaluate(() =>
      (window as unknown as { tsunagi: { call(name: string, input: unknown): unknown } }).tsunagi.call('no.such', {}),
    );
    expect(unknown).toMatchObject({ ok: false, error: { code: 'unknown-call' } });
    const kinds = await app.evaluate(({ app: own }) => own.getAppMetrics().map(({ type, sandboxed }) => ({ type, sandboxed })));
    // Only Windows and macOS report the sandbox here; on other systems a non-root user and the absence of the switch prove it.
    expect(kinds.filter(({ sandboxed }) => sandboxed === false)).toEqual([]);
    expect(await app.evaluate(({ app: own }) => own.commandLine.hasSwitch('no-sandbox'))).toBe(false);
    expect(await app.evaluate(() => process.getuid?.())).not.toBe(0);
  });

  test('has nothing of Node or Electron', async () => {
    const { page } = await openShared();
    const found = await page.evaluate(() => {
      const all = globalThis as Record<string, unknown>;
      return {
        types: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].map((name) => typeof all[name]),
        frozen: Object.isFrozen(all['tsunagi']),
      };
    });
    expect(found).toEqual({ types: new Array(7).fill('undefined'), frozen: true });
  });

  test('does nothing to the preload script by changing its own built-ins', async () => {
    const { app } = await open();
    const answer = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(`(async () => {
        Array.prototype.push = () => { throw new Error('seen'); };
        Set.prototype.has = () => false;
        Promise.prototype.catch = () => { throw new Error('seen'); };
        return tsunagi.call('console.settings', {});
      })()`),
    );
    expect(answer).toMatchObject({ ok: true });
  });

  test('cannot be navigated away', async () => {
    const { app, page, call } = await open();
    const elsewhere = [
      'https://example.com/',
      'file:///etc/passwd',
      'app://ui.evil/',
      'app://ui/index.html',
      'data:text/html,x',
      'chrome://gpu',
      'javascript:document.title="js"',
    ];
    for (const address of elsewhere) {
      await goTo(page, address);
      expect([address, page.url()]).toEqual([address, 'app://ui/']);
    }
    for (const address of ['https://example.com/', 'app://ui/', 'about:blank'])
      expect([address, await page.evaluate((to) => window.open(to), address)]).toEqual([address, null]);
    await page.evaluate(() => {
      const form = document.createElement('form');
      form.action = 'https://example.com/';
      form.method = 'post';
      document.body.append(form);
      form.submit();
      form.remove();
    });
    expect(app.windows()).toHaveLength(1);
    expect(await page.title()).not.toBe('js');
    expect(await call('console.info', {})).toMatchObject({ ok: true });
  });

  test('comes back from an empty page, which no event announces', async () => {
    const { page, call } = await open();
    await page.evaluate(() => void setTimeout(() => location.assign('about:blank')));
    await page.waitForURL('app://ui/');
    await page.locator('h1').first().waitFor();
    expect(await call('console.info', {})).toMatchObject({ ok: true });
  });

  test('loads nothing from elsewhere, and runs nothing that is not a file of ours', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(String(request.url));
      response.end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const local = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { page } = await open();
    await watchViolations(page);
    const outcome = await page.evaluate(async (there) => {
      const tried = (address: string): Promise<string> =>
        fetch(address).then(
          (answer) => (answer.ok ? 'loaded' : 'blocked'),
          () => 'blocked',
        );
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
      for (const address of ['https://example.com/', 'app://ui/']) {
        const frame = document.createElement('iframe');
        frame.src = address;
        document.body.append(frame);
      }
      new Image().src = there;
      // In a turn of the page's own: what the inspector evaluates may evaluate.
      const evaluated = await new Promise<string>((resolve) =>
        setTimeout(() => {
          try {
            // biome-ignore lint/security/noGlobalEval: that it is blocked is what is tested
            resolve(String(eval('"run"')));
          } catch (error) {
            resolve((error as Error).name);
          }
        }),
      );
      return {
        remote: await tried('https://example.com/'),
        local: await tried(there),
        file: await tried('file:///etc/passwd'),
        outside: await tried('app://ui/../package.json'),
        other: await tried('app://other/'),
        injected: 'injected' in window,
        evaluated,
      };
    }, local);
    expect(outcome).toEqual({
      remote: 'blocked',
      local: 'blocked',
      file: 'blocked',
      outside: 'blocked',
      other: 'blocked',
      injected: false,
      evaluated: 'EvalError',
    });
    expect(new Set(await violations(page))).toEqual(new Set(['script-src-elem', 'script-src', 'frame-src', 'img-src', 'connect-src']));
    expect(asked).toEqual([]);
    server.close();
  });

  test('has no permission but writing to the clipboard and the whole screen', async () => {
    const { page } = await openShared();
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'] as PermissionName[];
      return Promise.all(names.map((name) => navigator.permissions.query({ name }).then((status) => status.state)));
    });
    expect(states.filter((state) => state !== 'denied')).toEqual([]);
  });

  test('cannot open the pickers that give a page lasting access to a file or folder', async () => {
    const { page } = await openShared();
    const outcomes = await page.evaluate(() =>
      Promise.all(
        ['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker'].map((name) => {
          const picker = (window as unknown as Record<string, (() => Promise<unknown>) | undefined>)[name];
          return picker === undefined
            ? 'not there'
            : picker().then(
                () => 'opened',
                (error: Error) => error.name,
              );
        }),
      ),
    );
    expect(outcomes).toEqual(['not there', 'not there', 'not there']);
  });
});
