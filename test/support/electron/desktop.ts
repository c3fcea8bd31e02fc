import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Result } from '#shared/contract/call/result.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import type { DesktopProgram } from './global-setup.ts';
import { asPlainUser, plainFolder } from './plain-user.ts';
import { type Screen, type ScreenOptions, startScreen } from './screen.ts';

/** Maximum time that a window may take on a busy machine. */
export const PATIENCE_MS = 60_000;

/** A running console and its window. */
export interface Desktop {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Calls like the page does, but through the main process, so that changes of the page to its built-ins have no effect. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>;
  /** Exit code of the process. */
  readonly exited: Promise<number | null>;
  /** Closes the window as a user does and returns the exit code. */
  close(): Promise<number | null>;
}

export interface Start {
  readonly dataFolder?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** App folder of a console that was packaged differently. */
  readonly app?: string;
  /** Path of another Electron program; used by `launch` only. */
  readonly program?: string;
}

/** Fixtures for the tests of a file. */
export interface DesktopTests {
  readonly program: DesktopProgram;
  readonly screen: () => Screen;
  /** Returns the data folder, which is new for each test. */
  readonly dataFolder: () => string;
  /** Opens the console and waits for its first heading. */
  open(start?: Start): Promise<Desktop>;
  /** Opens one console for all tests of a file that do not change its state; it has a separate data folder. */
  openShared(): Promise<Desktop & { readonly dataFolder: string }>;
  /** Starts the program without waiting for a window. */
  launch(start?: Start): { readonly exited: Promise<number | null>; readonly stderr: () => string; kill(): void };
  /** Returns the titles of the windows on the screen. */
  windows(): string[];
  /** Waits for the window with this title and presses keys in it, named as in `xdotool`. */
  press(window: string, ...keys: string[]): Promise<void>;
  /** Clicks the button at this position in the dialog with this title; its `of` buttons are side by side below the text. */
  choose(window: string, button: number, of: number): Promise<void>;
}

type End = () => Promise<unknown> | unknown;

/** Chromium's child processes may still write files after the main process has ended. */
const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });

/** Groups tests in a real Electron. Without one, a single skipped test reports the reason. */
export function describeDesktop(name: string, tests: (desktop: DesktopTests) => void, options: ScreenOptions = {}): void {
  const program = inject('desktop');
  if (program === null) {
    describe(name, () => test.skip('is skipped without Electron: npm run test:electron explains why'));
    return;
  }
  describe(`${name} @electron`, () => {
    let screen: Screen | undefined;
    let dataFolder = '';
    let shared: (Desktop & { readonly dataFolder: string }) | undefined;
    const ends: End[] = [];
    const lastEnds: End[] = [];
    beforeAll(async () => {
      screen = await startScreen(options);
    });
    afterAll(async () => {
      for (const end of lastEnds.splice(0).reverse()) await end();
      if (shared !== undefined) removeFolder(shared.dataFolder);
      screen?.stop();
    });
    afterEach(async () => {
      for (const end of ends.splice(0).reverse()) await end();
      if (dataFolder !== '') removeFolder(dataFolder);
      dataFolder = '';
    });
    const there = (): Screen => {
      if (screen === undefined) throw new Error('the screen is there within tests only');
      return screen;
    };
    const freshFolder = (): string => {
      dataFolder ||= plainFolder('つなぎ ');
      return dataFolder;
    };
    const words = ({ dataFolder: folder = freshFolder(), app = program.app, args = [] }: Start): string[] => [
      app,
      `--data-dir=${folder}`,
      ...args,
    ];
    const windowsNamed = (pattern: string): { id: string; name: string }[] => {
      let ids: string[];
      try {
        ids = there().run('xdotool', 'search', '--onlyvisible', '--name', pattern).split('\n');
      } catch {
        return [];
      }
      return ids.filter(Boolean).flatMap((id) => {
        try {
          return [{ id, name: there().run('xdotool', 'getwindowname', id) }];
        } catch {
          // The window was removed after it was listed.
          return [];
        }
      });
    };
    const idOf = async (pattern: string): Promise<string> => {
      // Keeps the ID that was found: while another window closes, a second search may fail.
      let id = '';
      const find = (): string => {
        id = windowsNamed(pattern).at(-1)?.id ?? '';
        return id;
      };
      await expect.poll(find, { timeout: PATIENCE_MS, message: `a window named ${pattern}` }).not.toBe('');
      return id;
    };
    const openConsole = async (start: Start, endsHere: End[]): Promise<Desktop> => {
      const app = await _electron.launch({
        executablePath: program.asPlainUser,
        args: words(start),
        cwd: program.app,
        env: { ...there().env, ...start.env },
        chromiumSandbox: true,
        timeout: PATIENCE_MS,
      });
      const child = app.process();
      const exited = once(child, 'exit').then(([code]) => code as number | null);
      endsHere.push(() => {
        if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
        return exited;
      });
      const page = await app.firstWindow({ timeout: PATIENCE_MS });
      page.setDefaultTimeout(PATIENCE_MS);
      await page.locator('h1').first().waitFor({ timeout: PATIENCE_MS });
      return {
        app,
        page,
        exited,
        call: (name, input) =>
          app.evaluate(
            // Uses the oldest window: a page being printed also has a window, which runs no script.
            ({ BrowserWindow }, code) =>
              BrowserWindow.getAllWindows()
                .sort((one, other) => one.id - other.id)[0]
                ?.webContents.executeJavaScript(code),
            // Calls for the company that was opened last.
            `tsunagi.call('console.settings', {}).then((settings) =>
              tsunagi.call(${JSON.stringify(name)}, ${JSON.stringify(input)}, { company: settings.value.lastCompanyId ?? undefined }))`,
          ),
        async close() {
          await app.evaluate(({ BrowserWindow }) => {
            // Windows of team servers are not those of the console.
            const shown = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().startsWith('app:'));
            setTimeout(() => shown?.close());
          });
          return exited;
        },
      };
    };
    tests({
      program,
      screen: there,
      dataFolder: freshFolder,
      open: (start = {}) => openConsole(start, ends),
      async openShared() {
        if (shared !== undefined) return shared;
        const folder = plainFolder('つなぎ ');
        shared = { ...(await openConsole({ dataFolder: folder }, lastEnds)), dataFolder: folder };
        return shared;
      },
      launch(start = {}) {
        const child = spawn(start.program ?? program.electron, words(start), {
          ...asPlainUser(),
          cwd: program.app,
          env: { ...there().env, ...start.env },
          stdio: ['ignore', 'ignore', 'pipe'],
        });
        let said = '';
        child.stderr.on('data', (chunk: Buffer) => {
          said += chunk.toString();
        });
        const exited = once(child, 'exit').then(([code]) => code as number | null);
        const kill = (): void => void child.kill('SIGKILL');
        ends.push(() => {
          if (child.exitCode === null && child.signalCode === null) kill();
          return exited;
        });
        return { exited, stderr: () => said, kill };
      },
      windows: () => windowsNamed('.').map(({ name: shown }) => shown),
      async choose(window, button, of) {
        const id = await idOf(window);
        const size = /WIDTH=(\d+)[\s\S]*HEIGHT=(\d+)/.exec(there().run('xdotool', 'getwindowgeometry', '--shell', id));
        const x = Math.round((Number(size?.[1]) * (button + 0.5)) / of);
        there().run('xdotool', 'mousemove', '--window', id, String(x), String(Number(size?.[2]) - 16), 'click', '1');
      },
      async press(window, ...keys) {
        there().run('xdotool', 'windowactivate', '--sync', await idOf(window));
        // A delay as between a person's key presses; without it, a dialog that has just opened misses the first key.
        there().run('xdotool', 'key', '--delay', '120', ...keys);
      },
    });
  });
}
