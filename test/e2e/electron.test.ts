import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PROGRAM = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform as string] ?? 'electron';

/** Electron's program, given by `ELECTRON_OVERRIDE_DIST_PATH` or installed; `null` where there is none. */
function electronProgram(): string | null {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const program = path.join(given ?? path.join(ROOT, 'node_modules/electron/dist'), PROGRAM);
  return existsSync(program) ? program : null;
}

const program = electronProgram();
const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);

describe.runIf(program === null)('the desktop console @electron', () => {
  test('skipped: no Electron binary', (context) => context.skip());
});
describe.runIf(program !== null && !hasDisplay)('the desktop console @electron', () => {
  test('skipped: no display for Electron', (context) => context.skip());
});

type Bridge = { call(name: string, input: unknown): Promise<{ ok: boolean; value?: Record<string, unknown>; error?: { code: string } }> };
type PageWindow = { tsunagi: Bridge; cspViolations?: string[] };

describe.runIf(program !== null && hasDisplay)('the desktop console @electron', () => {
  let dataFolder = '';
  let app: ElectronApplication;
  let page: Page;
  const words = (): string[] => [
    // Chromium cannot be sandboxed as root; what is tested below holds without its outer sandbox as well.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ROOT,
    `--data-dir=${dataFolder}`,
  ];

  beforeAll(() => {
    const built = spawnSync(process.execPath, [path.join(ROOT, 'scripts/build.mjs')], { cwd: ROOT, encoding: 'utf8' });
    if (built.status !== 0) throw new Error(built.stderr);
  });

  beforeEach(async () => {
    dataFolder = mkdtempSync(path.join(tmpdir(), 'つなぎ '));
    app = await _electron.launch({ executablePath: program ?? '', args: words(), cwd: ROOT });
    page = await app.firstWindow();
    await page.waitForLoadState('domcontentloaded');
  });
  afterEach(async () => {
    await app.close().catch(() => {});
    rmSync(dataFolder, { recursive: true, force: true });
  });

  const violations = (): Promise<string[]> =>
    page.evaluate(() => {
      const own = window as unknown as PageWindow;
      if (own.cspViolations === undefined) {
        const seen: string[] = [];
        own.cspViolations = seen;
        document.addEventListener('securitypolicyviolation', (event) => seen.push(`${event.effectiveDirective} ${event.blockedURI}`));
      }
      return own.cspViolations;
    });

  test('starts on the runtime it is built for, at its own address, and answers the contract', async () => {
    expect(page.url()).toBe('app://ui/');
    const versions = await app.evaluate(() => process.versions);
    expect(Number.parseInt(versions.node, 10)).toBe(24);
    const info = await page.evaluate(() => (window as unknown as PageWindow).tsunagi.call('console.info', {}));
    expect(info).toMatchObject({ ok: true, value: { host: 'electron', dataFolder } });
    const unknown = await page.evaluate(() => (window as unknown as PageWindow).tsunagi.call('no.such', {}));
    expect(unknown).toMatchObject({ ok: false, error: { code: 'unknown-call' } });
    await page.locator('#root > *').first().waitFor();
  });

  test('the page has nothing of Node or Electron', async () => {
    const found = await page.evaluate(() => {
      const all = globalThis as Record<string, unknown>;
      return {
        types: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].map((name) => typeof all[name]),
        keys: Object.keys(all['tsunagi'] as object).sort(),
        frozen: Object.isFrozen(all['tsunagi']),
      };
    });
    expect(found).toEqual({ types: new Array(7).fill('undefined'), keys: ['call', 'cancel', 'on'], frozen: true });
  });

  test('what a page does to its own built-ins is invisible to the preload script', async () => {
    const result = await page.evaluate(async () => {
      Array.prototype.push = () => {
        throw new Error('seen');
      };
      Set.prototype.has = () => false;
      Promise.prototype.catch = () => {
        throw new Error('seen');
      };
      return (window as unknown as PageWindow).tsunagi.call('console.settings', {});
    });
    expect(result.ok).toBe(true);
  });

  test('the page stays where it is', async () => {
    for (const address of ['https://example.com/', 'file:///etc/passwd', 'app://ui.evil/', 'data:text/html,x']) {
      await page.evaluate((to) => {
        location.href = to;
      }, address);
      await page.waitForTimeout(200);
      expect(page.url()).toBe('app://ui/');
    }
    expect(await page.evaluate(() => window.open('https://example.com/'))).toBeNull();
    expect(await page.evaluate(() => window.open('app://ui/'))).toBeNull();
    expect(app.windows()).toHaveLength(1);
  });

  test('nothing is loaded from elsewhere, and nothing is run that is not a file of ours', async () => {
    expect(await violations()).toEqual([]);
    const outcome = await page.evaluate(async () => {
      const tried = async (address: string): Promise<string> =>
        fetch(address).then(
          () => 'loaded',
          () => 'blocked',
        );
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
      const frame = document.createElement('iframe');
      frame.src = 'https://example.com/';
      document.body.append(frame);
      let evaluated = 'blocked';
      try {
        // biome-ignore lint/security/noGlobalEval: that it is blocked is what is tested
        evaluated = String(eval('"run"'));
      } catch {}
      return {
        remote: await tried('https://example.com/'),
        local: await tried('http://127.0.0.1:1/'),
        file: await tried('file:///etc/passwd'),
        outside: await tried('app://ui/../package.json'),
        injected: 'injected' in window,
        evaluated,
      };
    });
    expect(outcome).toMatchObject({ remote: 'blocked', local: 'blocked', file: 'blocked', injected: false, evaluated: 'blocked' });
    expect((await violations()).length).toBeGreaterThan(0);
  });

  test('permissions are denied', async () => {
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi'] as PermissionName[];
      return Promise.all(names.map((name) => navigator.permissions.query({ name }).then((status) => status.state)));
    });
    expect(states.filter((state) => state !== 'denied')).toEqual([]);
  });

  test('a second start leaves at once and the window stays one', async () => {
    const second = spawn(program ?? '', words(), { cwd: ROOT, stdio: 'ignore' });
    const code = await new Promise((resolve) => second.once('exit', resolve));
    expect(code).toBe(0);
    expect(app.windows()).toHaveLength(1);
    expect(page.url()).toBe('app://ui/');
  });

  test('a window that dies comes back twice, then says so without scripts', async () => {
    const address = (): Promise<string> =>
      app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        return window === undefined || window.webContents.isCrashed() || window.webContents.isLoading() ? '' : window.webContents.getURL();
      });
    for (const expected of ['app://ui/', 'app://ui/', 'app://ui/stopped']) {
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
      await expect.poll(address, { timeout: 15_000 }).toBe(expected);
    }
    const log = readFileSync(path.join(dataFolder, 'log/tsunagi.log'), 'utf8');
    expect(log.match(/window process gone/g)).toHaveLength(3);
  });

  test('closing the window ends the process, and the data folder is free again', async () => {
    const exited = new Promise<number | null>((resolve) => app.process().once('exit', resolve));
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close();
    });
    expect(await exited).toBe(0);
    app = await _electron.launch({ executablePath: program ?? '', args: words(), cwd: ROOT });
    expect((await app.firstWindow()).url()).toBe('app://ui/');
  });

  test('only our own pages are ever navigated to', async () => {
    const navigations: string[] = [];
    page.on('framenavigated', (frame) => navigations.push(frame.url()));
    await page.reload();
    await page.evaluate(() => {
      location.hash = 'readiness';
    });
    await page.waitForTimeout(200);
    expect(navigations.length).toBeGreaterThan(0);
    expect(navigations.filter((address) => !address.startsWith('app://ui/'))).toEqual([]);
  });
});
