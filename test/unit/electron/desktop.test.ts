import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { beforeEach, describe, expect, test } from 'vitest';
import { createDispatcher, createEventBus } from '#main/app/dispatcher.ts';
import { startDesktop } from '#main/hosts/electron/desktop.ts';
import type { DesktopHost, DesktopServices } from '#main/hosts/electron/desktop-host.ts';
import { takeFolderLock } from '#main/storage/data-folder/folder-lock.ts';
import { createSessionKeychain } from '#main/storage/keychain.ts';
import type { Log } from '#main/storage/log/log.ts';
import { readStoredLanguage } from '#main/storage/settings.ts';
import type { Topic } from '#shared/contract/call/topics.ts';
import { DEFAULT_SETTINGS, type Settings } from '#shared/contract/companies/console.ts';
import type { NoticeView } from '#shared/contract/orders/notices.ts';
import { handledBy } from '../../support/handled-by.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type FakeChoices, fakeElectron } from './fake-electron.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder('desktop');
});

type Click = Parameters<NonNullable<MenuItemConstructorOptions['click']>>;
const settled = () => new Promise((resolve) => setImmediate(resolve));

function desktop(
  choices: FakeChoices & {
    argv?: string[];
    fails?: Error;
    notices?: NoticeView[][];
    window?: unknown;
    keychainWaits?: boolean;
    closing?: Promise<void>;
  } = {},
) {
  const electron = fakeElectron(choices);
  const { journal } = electron;
  const process = new EventEmitter();
  const logged: string[] = [];
  const said: string[] = [];
  const kept: unknown[] = [];
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
  const dispatcher = createDispatcher(handledBy({ 'console.settings': () => settings.now }), bus, () => 'ref', String);
  const services: DesktopServices[] = [];
  const host: DesktopHost = {
    argv: choices.argv ?? ['tsunagi'],
    folder: '/home/user',
    platform: 'linux',
    process,
    now: () => 0,
    kill: () => void journal.push('kill'),
    say: (text) => void said.push(text),
    preload: '/app/preload.cjs',
    defaultDataFolder: path.join(folder, 'data'),
    storedLanguage: readStoredLanguage,
    lockFolder: (dataFolder) => {
      journal.push('folder lock');
      return takeFolderLock(dataFolder);
    },
    openLog: () => {
      journal.push('log');
      return log;
    },
    openMemory: () => ({
      window: { get: () => choices.window, set: (state) => void kept.push(state) },
      lastFolders: { get: () => ({ open: null, save: null }), set: () => {} },
      announcedVersion: { get: () => null, set: () => {} },
      teamServers: { get: () => [], set: () => {} },
    }),
    openConsole: async (given) => {
      journal.push('console');
      services.push(given);
      if (choices.fails) throw choices.fails;
      return {
        dispatcher,
        settings: () => settings.now,
        keychain: createSessionKeychain(() => undefined),
        publish: () => undefined,
        keychainWaits: () => choices.keychainWaits ?? false,
        takeFile: async (file) => ({ token: 't', name: path.basename(file), bytes: 1 }),
        takeNotices: async () => {
          journal.push('notices taken');
          const notices = choices.notices?.shift();
          return notices === undefined ? null : { company: '自社', notices };
        },
        close: async () => {
          journal.push('console closed');
          await dispatcher.close();
          await choices.closing;
        },
      };
    },
    updateFeed: () => null,
    readPage: () => () => null,
  };
  const started = startDesktop(electron.parts, host);
  const beforeReady = [...journal];
  return { ...electron, process, logged, said, kept, settings, bus, services, started, beforeReady };
}

async function running(choices: Parameters<typeof desktop>[0] = {}) {
  const all = desktop(choices);
  all.becomeReady();
  await all.started;
  return all;
}

describe('the start', () => {
  test('runs the early steps before Electron is ready, and takes the lock before opening any file', () => {
    const { beforeReady } = desktop();
    expect(beforeReady).toEqual([
      'sandbox',
      'scheme app',
      'path userData',
      'lock',
      'folder lock',
      'log',
      'path crashDumps',
      'crash dumps, sent: false',
    ]);
  });

  test('then restricts, serves, and shows', async () => {
    const { journal, beforeReady, windows } = await running();
    expect(journal.slice(beforeReady.length)).toEqual([
      'console',
      'menu ファイル(&F) 編集(&E) 表示(&V) ウィンドウ(&W) ヘルプ(&H)',
      'session persist:console',
      'permissions restricted',
      'requests restricted',
      'spelling false',
      'protocol app',
      'window',
      'window open handler',
      'serve tsunagi:call',
      'serve tsunagi:drop',
      'load app://ui/',
    ]);
    windows[0]?.window.emit('ready-to-show');
    expect(journal.at(-1)).toBe('show');
  });

  test('creates the window with the options of its own file', async () => {
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

  test('reports a folder in use by another host, and exits', async () => {
    const other = takeFolderLock(path.join(folder, 'data'));
    const { started, journal, boxes, becomeReady } = desktop();
    becomeReady();
    await started;
    expect(boxes.map((box) => box.message)).toEqual(['「つなぎ」がすでに起動しており、このデータを使用しています']);
    expect(journal.slice(-2)).toEqual(['folder lock', 'exit 1']);
    other?.release();
  });

  test('a command line that is not one ends before the lock', async () => {
    const { started, journal, boxes, said, becomeReady } = desktop({ argv: ['tsunagi', '--data-dir=relative'] });
    becomeReady();
    await started;
    expect(journal).toEqual(['sandbox', 'scheme app', 'exit 2']);
    expect(boxes.map(({ message, title }) => [message, title])).toEqual([['つなぎを起動できません', 'つなぎ']]);
    expect(said.join('')).toContain('--data-dir');
  });

  test.each([
    ['is a file', 'file'],
    ['lies below a file', 'file/below'],
    ['has too long a name', 'b'.repeat(300)],
  ])('a data folder that %s is reported with its path, and the start ends', async (_, name) => {
    writeFileSync(path.join(folder, 'file'), 'not a folder');
    const place = path.join(folder, name);
    const { started, boxes, journal, services, becomeReady } = desktop({ argv: ['tsunagi', `--data-dir=${place}`] });
    becomeReady();
    await started;
    expect(boxes.map(({ message }) => message)).toEqual(['データフォルダーを使用できません']);
    const { detail } = boxes[0] as { readonly detail?: string };
    expect(detail).toContain(place.slice(0, 100));
    expect(detail).not.toMatch(/E[A-Z]{4,}|node:|\n\s+at /);
    expect(journal.at(-1)).toBe('exit 5');
    expect(services).toEqual([]);
    expect(readFileSync(path.join(folder, 'file'), 'utf8')).toBe('not a folder');
  });

  test.each([
    ['the language of the system', ['en-GB', 'ja'], 'Tsunagi cannot start'],
    ['Japanese where the system speaks neither', ['de-DE', 'fr'], 'つなぎを起動できません'],
    ['the first that the console speaks', ['fr-FR', 'en_US'], 'Tsunagi cannot start'],
  ])('that fails before there are settings speaks %s', async (_name, languages, title) => {
    const { started, boxes, becomeReady } = desktop({ languages, argv: ['tsunagi', '--data-dir=relative'] });
    becomeReady();
    await started;
    expect(boxes.map(({ message }) => message)).toEqual([title]);
  });

  test('that fails before the settings can be opened uses their language, not that of the system', async () => {
    mkdirSync(path.join(folder, 'data'));
    writeFileSync(path.join(folder, 'data/settings.json'), JSON.stringify({ language: 'en' }));
    const other = takeFolderLock(path.join(folder, 'data'));
    const { started, boxes, becomeReady } = desktop({ languages: ['ja-JP'] });
    becomeReady();
    await started;
    expect(boxes.map(({ message }) => message)).toEqual(['Tsunagi is already running and using this data']);
    other?.release();
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
    expect(journal.at(-1)).toBe('menu &File &Edit &View &Window &Help');
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

  test('logs a crashed process, and reloads a crashed window', async () => {
    const { app, windows, logged, journal } = await running();
    app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 1 });
    windows[0]?.window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    expect(logged).toEqual(['child process gone', 'window process gone']);
    expect(journal.at(-1)).toBe('reload app://ui/');
  });
});

describe('the window of the last time', () => {
  const window = { bounds: { x: 60, y: 70, width: 1100, height: 720 }, maximised: false, zoomLevel: 1 };

  test('has its former position, size and zoom', async () => {
    const { windows, journal } = await running({ window });
    expect(windows[0]?.options).toMatchObject(window.bounds);
    windows[0]?.window.webContents.emit('did-navigate', {}, 'app://ui/');
    expect(journal).toContain('zoom 1');
  });

  test.each([undefined, null, 'x', { ...window, zoomLevel: 99 }])('%j is ignored', async (bad) => {
    const { windows } = await running({ window: bad });
    expect(windows[0]?.options).toMatchObject({ width: 1280, height: 832 });
    expect(windows[0]?.options.x).toBeUndefined();
  });

  test('is kept when it closes', async () => {
    const { windows, kept } = await running();
    windows[0]?.window.emit('close', { preventDefault: () => {} });
    expect(kept).toEqual([{ bounds: { x: 10, y: 20, width: 1100, height: 700 }, maximised: false, zoomLevel: 0 }]);
  });
});

test('a packaged console removes the switches that open it to other programs, and logs it', async () => {
  const { beforeReady, logged } = await running({ switches: ['remote-debugging-port'] });
  expect(beforeReady).toContain('without remote-debugging-port');
  expect(logged).toContain('debugging refused');
  const developing = await running({ switches: ['remote-debugging-port'], packaged: false });
  expect(developing.beforeReady).not.toContain('without remote-debugging-port');
});

test('a transfer file is offered once the window exists', async () => {
  const file = path.join(folder, '自社.tsunagi-bundle');
  writeFileSync(file, 'x');
  const { windows } = await running({ argv: ['tsunagi', file] });
  await expect
    .poll(() => windows[0]?.window.webContents.sent)
    .toEqual([['tsunagi:event', 'go', { to: 'transfer', file: { token: 't', name: '自社.tsunagi-bundle', bytes: 1 } }]]);
});

describe('notifications of the desktop', () => {
  const notice = (count: number): NoticeView => ({
    key: `order-lock 2026-11-24 ${count}`,
    why: 'act',
    deadline: {
      kind: 'order-lock',
      subject: '',
      count,
      day: '2026-11-24',
      daysLeft: 0,
      actBy: '2026-11-24',
      lock: null,
      monthly: null,
      lost: true,
    },
    seen: false,
  });
  const changed = (topic: Topic) => ({ companyId: 'a', topics: [topic], revision: 1 });

  test('combine all new notices into one, and are not shown if none is new', async () => {
    const { bus, notifications } = await running({ notices: [[1, 2, 3, 4, 5, 6].map(notice), [], [notice(7)]] });
    for (let times = 0; times < 4; times++) {
      bus.publish('changed', changed('lists'));
      await settled();
    }
    expect(notifications.map(({ title }) => title)).toEqual(['自社：今日の期限 6 件', '自社：今日の期限 1 件']);
    expect(notifications[0]?.body.split('\n')).toEqual(
      [1, 2, 3, 4].map((count) => `承認待ちの注文 ${count} 件の価格と在庫のロック（今日まで）`).concat('ほか 2 件'),
    );
  });

  test('open the window', async () => {
    const { bus, notifications, journal, windows } = await running({ notices: [[notice(1)]] });
    bus.publish('changed', changed('orders'));
    await settled();
    notifications[0]?.onClick();
    expect(journal.slice(-2)).toEqual(['show', 'focus']);
    expect(windows[0]?.window.webContents.sent.at(-1)).toEqual([
      'tsunagi:event',
      'go',
      { to: 'deadlines', company: '自社', deadlines: [{ kind: 'order-lock', day: '2026-11-24' }] },
    ]);
  });

  test('that are turned off are not even requested', async () => {
    const { bus, settings, journal } = await running({ notices: [[notice(1)]] });
    settings.now = { ...settings.now, desktopNotices: false };
    bus.publish('changed', changed('lists'));
    await settled();
    expect(journal).not.toContain('notices taken');
    expect(journal).not.toContain('notification');
  });
});

describe('the icon in the notification area', () => {
  test('is shown only if enabled, and disappears when disabled', async () => {
    const { bus, trays, journal } = await running();
    expect(trays).toHaveLength(0);
    bus.publish('settings', { ...DEFAULT_SETTINGS, tray: 'icon' });
    bus.publish('settings', { ...DEFAULT_SETTINGS, tray: 'stay' });
    expect(trays).toHaveLength(1);
    expect(journal).toContain('tray つなぎ');
    bus.publish('settings', DEFAULT_SETTINGS);
    expect(journal.at(-1)).toBe('tray gone');
  });

  test('opens the window by click and by its menu, whose texts follow the language', async () => {
    const { bus, trays, trayMenus, journal } = await running();
    bus.publish('settings', { ...DEFAULT_SETTINGS, tray: 'icon' });
    trays[0]?.emit('click');
    expect(journal.slice(-2)).toEqual(['show', 'focus']);
    expect(trayMenus.at(-1)?.map(({ label }) => label)).toEqual(['つなぎを開く', undefined, 'つなぎを終了']);
    bus.publish('settings', { ...DEFAULT_SETTINGS, tray: 'icon', language: 'en' });
    expect(trayMenus.at(-1)?.map(({ label }) => label)).toEqual(['Open Tsunagi', undefined, 'Quit Tsunagi']);
    (trayMenus.at(-1) ?? []).find(({ label }) => label === 'Quit Tsunagi')?.click?.(...([] as unknown as Click));
    expect(journal).toContain('quit');
  });

  test.each([
    ['icon', 'exit 0'],
    ['stay', 'hide'],
  ] as const)('set to "%s", closing the window ends in: %s', async (tray, last) => {
    const { bus, windows, journal } = await running();
    bus.publish('settings', { ...DEFAULT_SETTINGS, tray });
    windows[0]?.window.emit('close', { preventDefault: () => {} });
    await settled();
    expect(journal.at(-1)).toBe(last);
  });

  test('an end that takes long is asked about over the window, never by a box that holds up the end itself', async () => {
    const { app, bus, windows, boxes, journal } = await running({ closing: new Promise(() => {}) });
    bus.publish('settings', { ...DEFAULT_SETTINGS, tray: 'stay' });
    windows[0]?.window.emit('close', { preventDefault: () => {} });
    for (let time = 0; time < 2; time += 1) {
      app.emit('before-quit', { preventDefault: () => {} });
      await settled();
    }
    expect(journal).toContain('hide');
    expect(boxes).toHaveLength(1);
    expect(boxes[0]?.parent).toBe(windows[0]?.window);
  });

  test('messages for a hidden window show the window first, because a run continues behind it', async () => {
    const { app, bus, windows, boxes, journal } = await running();
    bus.publish('settings', { ...DEFAULT_SETTINGS, tray: 'stay' });
    windows[0]?.window.emit('close', { preventDefault: () => {} });
    app.emit('open-file', { preventDefault: () => {} }, path.join(folder, 'gone.tsunagi-bundle'));
    await expect.poll(() => boxes.length).toBe(1);
    expect(boxes[0]?.parent).toBe(windows[0]?.window);
    expect(journal.slice(-2)).toEqual(['show', 'focus']);
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

  test('a keychain that waits for the user does not keep the process alive', async () => {
    const { windows, journal } = await running({ keychainWaits: true });
    windows[0]?.window.emit('close', { preventDefault: () => {} });
    await settled();
    expect(journal.slice(-2)).toEqual(['console closed', 'kill']);
  });

  test('an uncaught error is reported once, with its reference, and ends the process', async () => {
    const { process, boxes, logged, journal } = await running({ answers: [2, 1] });
    process.emit('uncaughtException', new Error('boom'));
    process.emit('unhandledRejection', new Error('again'));
    await settled();
    await settled();
    expect(logged).toEqual(['uncaught exception', 'unhandled rejection']);
    expect(boxes).toHaveLength(2);
    expect(boxes[0]).toMatchObject({ message: 'つなぎを続行できません', buttons: ['終了', '再起動', '記録番号をコピー'] });
    expect(journal.slice(-3)).toEqual(['copy 1a2b3c4d', 'relaunch', 'exit 1']);
  });

  test('a console that cannot start causes an uncaught error', async () => {
    const { started, becomeReady } = desktop({ fails: new Error('no engine') });
    becomeReady();
    await expect(started).rejects.toThrow('no engine');
  });
});
