import type { MenuItemConstructorOptions } from 'electron';

/** Labels of the menu bar, in the language of the interface. */
export interface MenuTexts {
  readonly file: string;
  readonly quit: string;
  readonly edit: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly view: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly actualSize: string;
  readonly fullScreen: string;
  readonly window: string;
  readonly minimize: string;
  readonly about: string;
  readonly hide: string;
  readonly hideOthers: string;
  readonly showAll: string;
  readonly developerTools: string;
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/**
 * The menu bar. Roles only, so nothing of ours runs in it; without the edit menu neither copy nor paste would work by
 * keyboard on macOS. Developer tools are offered while developing only.
 */
export function menuTemplate(texts: MenuTexts, platform: NodeJS.Platform, developing: boolean): MenuItemConstructorOptions[] {
  const quit: MenuItemConstructorOptions = { role: 'quit', label: texts.quit };
  const edit: MenuItemConstructorOptions[] = [
    { role: 'undo', label: texts.undo },
    { role: 'redo', label: texts.redo },
    SEPARATOR,
    { role: 'cut', label: texts.cut },
    { role: 'copy', label: texts.copy },
    { role: 'paste', label: texts.paste },
    { role: 'selectAll', label: texts.selectAll },
  ];
  const view: MenuItemConstructorOptions[] = [
    { role: 'zoomIn', label: texts.zoomIn },
    { role: 'zoomOut', label: texts.zoomOut },
    { role: 'resetZoom', label: texts.actualSize },
    SEPARATOR,
    { role: 'togglefullscreen', label: texts.fullScreen },
    ...(developing ? [SEPARATOR, { role: 'toggleDevTools', label: texts.developerTools } as const] : []),
  ];
  const first: MenuItemConstructorOptions =
    platform === 'darwin'
      ? {
          role: 'appMenu',
          submenu: [
            { role: 'about', label: texts.about },
            SEPARATOR,
            { role: 'hide', label: texts.hide },
            { role: 'hideOthers', label: texts.hideOthers },
            { role: 'unhide', label: texts.showAll },
            SEPARATOR,
            quit,
          ],
        }
      : { label: texts.file, submenu: [quit] };
  return [
    first,
    { label: texts.edit, submenu: edit },
    { label: texts.view, submenu: view },
    { label: texts.window, role: 'windowMenu', submenu: [{ role: 'minimize', label: texts.minimize }] },
  ];
}
