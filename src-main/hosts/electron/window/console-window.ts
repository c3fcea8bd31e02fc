import type { BrowserWindow } from 'electron';
import { CALL_FACTS } from '#shared/contract/call-facts.ts';
import { EVENTS } from '#shared/contract/events.ts';
import type { Log } from '../../../storage/log/log.ts';
import type { PageFiles } from '../../policy/page-files.ts';
import { serveCalls } from '../calls/call-server.ts';
import { formatNameArguments } from '../calls/channels.ts';
import { serveDroppedFiles } from '../calls/dropped-files.ts';
import type { DesktopConsole } from '../desktop-host.ts';
import type { ElectronParts } from '../electron-parts.ts';
import { createAppHandler } from '../restrictions/app-protocol.ts';
import { returnFromForeignPage } from '../restrictions/navigation.ts';
import { APP_SCHEME } from '../restrictions/own-pages.ts';
import { watchRenderer } from './renderer-watch.ts';
import { createWindowOptions, WINDOW_BACKGROUNDS } from './window-options.ts';
import { getVisibleBounds, persistWindowState, readWindowState, type WindowStateStore } from './window-state.ts';

/** The window's own partition. It is persistent only because of the code cache. */
const PARTITION = 'persist:console';

export interface ConsoleWindowParts {
  readonly electron: ElectronParts;
  readonly console: Pick<DesktopConsole, 'dispatcher' | 'takeFile'>;
  readonly log: Pick<Log, 'warning' | 'reportBug'>;
  readonly page: PageFiles;
  /** Absolute path of the bundled preload script. */
  readonly preload: string;
  readonly memory: WindowStateStore;
  readonly now: () => number;
  readonly developing: boolean;
}

/** Creates the window at its last position, applies the session's restrictions and serves the contract. Does not load it. */
export function createConsoleWindow({ electron, console, log, page, preload, memory, now, developing }: ConsoleWindowParts): BrowserWindow {
  const { ipcMain, nativeTheme } = electron;
  const session = electron.openSession(PARTITION);
  session.protocol.handle(APP_SCHEME, createAppHandler(page));
  const before = readWindowState(memory.get());
  const options = createWindowOptions({
    preload,
    session,
    dark: nativeTheme.shouldUseDarkColors,
    developing,
    additionalArguments: formatNameArguments(Object.keys(CALL_FACTS), Object.keys(EVENTS)),
  });
  const window = electron.newWindow(before === null ? options : { ...options, ...getVisibleBounds(before.bounds, electron.screen()) });
  const contents = window.webContents;
  const onRefused = (problem: 'sender' | 'payload'): void => log.warning('message refused', { problem });
  const stops = [
    serveCalls({ ipcMain, contents, dispatcher: console.dispatcher, onRefused }),
    serveDroppedFiles({ ipcMain, contents, takeFile: console.takeFile, onRefused }),
  ];
  returnFromForeignPage(contents, () => log.warning('the window left a foreign page'));
  watchRenderer(contents, now, ({ reason, exitCode }) => log.warning('window process gone', { reason, exitCode }));
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed())
      window.setBackgroundColor(nativeTheme.shouldUseDarkColors ? WINDOW_BACKGROUNDS.dark : WINDOW_BACKGROUNDS.light);
  });
  // Chromium stores zoom per page, so it is set after navigation.
  if (before !== null) contents.once('did-navigate', () => contents.setZoomLevel(before.zoomLevel));
  persistWindowState(window, memory, (error) => log.reportBug('window state', error));
  window.once('ready-to-show', () => {
    if (before?.maximised) window.maximize();
    window.show();
  });
  window.once('closed', () => {
    for (const stop of stops) stop();
  });
  return window;
}
