import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDispatcher, createEventBus, type Handlers } from '#main/app/dispatcher.ts';
import { type DesktopHost, type DesktopServices, startDesktop } from '#main/hosts/electron/desktop.ts';
import { takeFolderLock } from '#main/storage/folder-lock.ts';
import type { Log } from '#main/storage/log.ts';
import { DEFAULT_SETTINGS, type Settings } from '#shared/contract/console.ts';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { NoticeView } from '#shared/contract/notices.ts';
import { type FakeChoices, fakeElectron } from './fake-electron.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tsunagi-desktop-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const settled = () => new Promise((resolve) => setImmediate(resolve));

function desktop(choices: FakeChoices & { argv?: string[]; fails?: Error; notices?: NoticeView[][] } = {}) {
  const electron = fakeElectron(choices);
  const { journal } = electron;
  const process = new EventEmitter();
  const logged: string[] = [];
  const log = {
    info: () => {},
    warning: (message: string) => logged.push(message),
    reportBug: (where: string) => {
      logged.push(where);
      return '1a2b3c4d';
    },
  } as unknown as Log;
  const settings: { now: Settings } = { now: { ...DEFAULT_SETTINGS, theme: 'dark', linkHosts: ['neo.example.co.jp'] } };
  const bus = createEventBus(() => 'ref');
  const dispatcher = createDispatcher({ 'console.settings': () => settings.now } as unknown as Handlers, bus, () => 'ref', String);
  const services: DesktopServices[] = [];
  const host: DesktopHost = {
    argv: choices.argv ?? ['tsunagi'],
    platform: 'linux',
    process,
    now: () => 0,
    preload: '/app/preload.cjs',
    defaultDataFolder: path.join(folder, 'data'),
    lockFolder: (dataFolder) => {
      journal.push('folder lock');
      return takeFolderLock(dataFolder);
    },
    openLog: () => {
      journal.push('log');
      return log;
    },
    openConsole: async (given) => {
      journal.push('console');
      services.push(given);
      if (choices.fails) throw choices.fails;
      return {
        dispatcher,
        settings: () => settings.now,
        takeNotices: async () => {
          journal.push('notices taken');
          const notices = choices.notices?.shift();
          if (notices === undefined) throw new ExpectedError('no-profile-open');
          return { company: '自社', notices };
        },
        close: async () => {
          journal.push('console closed');
          await dispatcher.close();
        },
      };
    },
    readPage: () => () => null,
  };
  const started = startDesktop(electron.parts, host);
  const beforeReady = [...journal];
  return { ...electron, process, logged, settings, bus, services, started, beforeReady };
}

async function running(choices: Parameters<typeof desktop>[0] = {}) {
  const all = desktop(choices);
  all.becomeReady();
  await all.started;
  return all;
}

describe('the start', () => {
  test('does what must come before Electron is ready, before; the lock before any file', () => {
    const { beforeReady } = desktop();
    expect(beforeReady).toEqual(['sandbox', 'scheme app', 'path userData', 'lock', 'folder lock', 'log']);
  });

  test('then restricts, serves, and shows', async () => {
    const { journal, beforeReady, windows } = await running();
    expect(journal.slice(beforeReady.length)).toEqual([
      'console',
      'menu ファイル 編集 表示 ウインドウ',
      'session persist:console',
      'permissions restricted',
      'requests restricted',
      'protocol app',
      'window',
      'window open handler',
      'serve tsunagi:call',
      'load app://ui/',
    ]);
    windows[0]?.window.emit('ready-to-show');
    expect(journal.at(-1)).toBe('show');
  });

  test('the window gets the options of its own file', async () => {
    const { windows } = await running({ dark: true });
    expect(windows).toHaveLength(1);
    expect(windows[0]?.options).toMatchObject({
      show: false,
      backgroundColor: '#13181d',
      webPreferences: { sandbox: true, devTools: false },
    });
  });

  test('a second instance leaves without touching the log or the folder', async () => {
    const { started, journal } = desktop({ firstInstance: false });
    await started;
    expect(journal).toEqual(['sandbox', 'scheme app', 'path userData', 'lock', 'exit 0']);
    expect(existsSync(path.join(folder, 'data', 'console.lock'))).toBe(false);
  });

  test('a folder that another host has is said and left', async () => {
    const other = takeFolderLock(path.join(folder, 'data'));
    const { started, journal, boxes, becomeReady } = desktop();
    becomeReady();
    await started;
    expect(boxes.map((box) => box.message)).toEqual(['別のつなぎがこのデータを使っています']);
    expect(journal.slice(-2)).toEqual(['folder lock', 'exit 1']);
    other?.release();
  });

  test('a command line that is not one ends before the lock', async () => {
    const { started, journal } = desktop({ argv: ['tsunagi', '--data-dir=relative'] });
    await started;
    expect(journal).toEqual(['sandbox', 'scheme app', 'exit 2']);
  });

  test.each([
    ['is a file', 'file'],
    ['lies below a file', 'file/below'],
    ['has too long a name', 'b'.repeat(300)],
  ])('a data folder that %s is said with its place, and the start ends', async (_, name) => {
    writeFileSync(path.join(folder, 'file'), 'not a folder');
    const place = path.join(folder, name);
    const { started, boxes, journal, services, becomeReady } = desktop({ argv: ['tsunagi', `--data-dir=${place}`] });
    becomeReady();
    await started;
    expect(boxes.map(({ message }) => message)).toEqual(['データの置き場所を使えません']);
    const { detail } = boxes[0] as { readonly detail?: string };
    expect(detail).toContain(place.slice(0, 100));
    expect(detail).not.toMatch(/E[A-Z]{4,}|node:|\n\s+at /);
    expect(journal.at(-1)).toBe('exit 5');
    expect(services).toEqual([]);
    expect(readFileSync(path.join(folder, 'file'), 'utf8')).toBe('not a folder');
  });

  test('the folder of the command line is used', async () => {
    const { services } = await running({ argv: ['tsunagi', `--data-dir=${path.join(folder, '別の場所')}`] });
    expect(services[0]?.dataFolder).toBe(path.join(folder, '別の場所'));
  });
});

describe('while it runs', () => {
  test('theme and language follow the settings', async () => {
    const { bus, nativeTheme, journal } = await running();
    expect(nativeTheme.themeSource).toBe('dark');
    bus.publish('settings', { ...DEFAULT_SETTINGS, theme: 'light', language: 'en' });
    expect(nativeTheme.themeSource).toBe('light');
    expect(journal.at(-1)).toBe('menu File Edit View Window');
  });

  test('the ground of the window follows the theme', async () => {
    const { nativeTheme, journal } = await running();
    nativeTheme.shouldUseDarkColors = true;
    nativeTheme.emit('updated');
    expect(journal.at(-1)).toBe('ground #13181d');
  });

  test('links leave through the allow-list only', async () => {
    const { services, journal } = await running();
    expect(await services[0]?.openLink('https://neo.example.co.jp/', ['neo.example.co.jp'])).toEqual({ ok: true, value: {} });
    expect(await services[0]?.openLink('https://evil.example/', ['neo.example.co.jp'])).toMatchObject({ ok: false });
    expect(journal.filter((line) => line.startsWith('open'))).toEqual(['open https://neo.example.co.jp/']);
  });

  test('a second start focuses the window', async () => {
    const { app, journal } = await running();
    app.emit('second-instance', {}, ['tsunagi', 'https://example.com/'], '/', {});
    expect(journal.slice(-2)).toEqual(['show', 'focus']);
  });

  test('a message from a stranger is refused and noted', async () => {
    const { handlers, logged } = await running();
    const answer = await handlers.get('tsunagi:call')?.({ sender: {}, senderFrame: null }, 'console.settings', {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
    expect(logged).toEqual(['message refused']);
  });

  test('a process that goes away is noted; a dead window comes back', async () => {
    const { app, windows, logged, journal } = await running();
    app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 1 });
    windows[0]?.window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    expect(logged).toEqual(['child process gone', 'window process gone']);
    expect(journal.at(-1)).toBe('reload app://ui/');
  });
});

describe('notes on the desktop', () => {
  const notice = (count: number): NoticeView => ({
    key: `order-lock 2026-11-24 ${count}`,
    why: 'act',
    deadline: { kind: 'order-lock', subject: '', count, day: '2026-11-24', daysLeft: 0, actBy: '2026-11-24', lock: null, lost: true },
    seen: false,
  });
  const opened = { profileId: 'a', revision: 1 };

  test('are one for all that is new, and none where nothing is', async () => {
    const { bus, notes } = await running({ notices: [[1, 2, 3, 4, 5, 6].map(notice), [], [notice(7)]] });
    for (let times = 0; times < 4; times++) {
      bus.publish('workspace', opened);
      await settled();
    }
    expect(notes.map(({ title }) => title)).toEqual(['自社：今日の期限 6 件', '自社：今日の期限 1 件']);
    expect(notes[0]?.body.split('\n')).toEqual(
      [1, 2, 3, 4].map((count) => `承認待ちの注文 ${count} 件の価格と在庫のロック（今日まで）`).concat('ほか 2 件'),
    );
  });

  test('lead to the window', async () => {
    const { bus, notes, journal } = await running({ notices: [[notice(1)]] });
    bus.publish('orders', { profileId: 'a' });
    await settled();
    notes[0]?.onClick();
    expect(journal.slice(-2)).toEqual(['show', 'focus']);
  });

  test('that nobody wants are not even asked for', async () => {
    const { bus, settings, journal } = await running({ notices: [[notice(1)]] });
    settings.now = { ...settings.now, desktopNotices: false };
    bus.publish('workspace', opened);
    await settled();
    expect(journal).not.toContain('notices taken');
    expect(journal).not.toContain('note');
  });
});

describe('the end', () => {
  test.each([
    ['closing the window', 'close'],
    ['quitting', 'before-quit'],
  ])('%s closes the console, gives the folder back, then ends', async (_name, event) => {
    const { app, windows, journal } = await running();
    const held: string[] = [];
    const target = event === 'close' ? windows[0]?.window : app;
    target?.emit(event, { preventDefault: () => held.push('held') });
    await settled();
    expect(held).toEqual(['held']);
    expect(journal.slice(-2)).toEqual(['console closed', 'exit 0']);
    const lock = takeFolderLock(path.join(folder, 'data'));
    expect(lock).not.toBeNull();
    lock?.release();
  });

  test('an error nobody caught is told once, with its reference, and ends the process', async () => {
    const { process, boxes, logged, journal } = await running({ answers: [2, 1] });
    process.emit('uncaughtException', new Error('boom'));
    process.emit('unhandledRejection', new Error('again'));
    await settled();
    await settled();
    expect(logged).toEqual(['uncaught exception', 'unhandled rejection']);
    expect(boxes).toHaveLength(2);
    expect(boxes[0]).toMatchObject({ message: 'つなぎを続けられません', buttons: ['終了', '起動し直す', '記録番号をコピー'] });
    expect(journal.slice(-3)).toEqual(['copy 1a2b3c4d', 'relaunch', 'exit 1']);
  });

  test('a console that cannot start is an error nobody caught', async () => {
    const { started, becomeReady } = desktop({ fails: new Error('no engine') });
    becomeReady();
    await expect(started).rejects.toThrow('no engine');
  });
});
