import type { MenuItemConstructorOptions } from 'electron';
import type { NavigationRequest } from '#shared/contract/events.ts';

/** Labels of the menu bar, in the interface language; `&` precedes an access key. */
export interface MenuTexts {
  readonly file: string;
  readonly openTransfer: string;
  readonly settings: string;
  readonly close: string;
  readonly quit: string;
  readonly edit: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly view: string;
  readonly search: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly actualSize: string;
  readonly fullScreen: string;
  readonly window: string;
  readonly minimize: string;
  readonly zoomWindow: string;
  readonly front: string;
  readonly help: string;
  readonly guide: string;
  readonly support: string;
  readonly about: string;
  readonly services: string;
  readonly hide: string;
  readonly hideOthers: string;
  readonly showAll: string;
  readonly developerTools: string;
}

export interface MenuParts {
  readonly texts: MenuTexts;
  readonly platform: NodeJS.Platform;
  readonly developing: boolean;
  /** Whether a company is open; without one only the welcome screen is available. */
  readonly companyOpen: boolean;
  readonly go: (request: NavigationRequest) => void;
  readonly openTransfer: () => void;
  /** Item that checks for updates, or opens the page of the newer version; `null` without a feed. */
  readonly update: { readonly label: string; readonly click: () => void } | null;
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/** Returns hidden items that add more shortcuts to an item. */
const alsoBy = (role: 'zoomIn' | 'zoomOut' | 'resetZoom', accelerators: readonly string[]): MenuItemConstructorOptions[] =>
  accelerators.map((accelerator) => ({ role, accelerator, visible: false, acceleratorWorksWhenHidden: true }));

/** Removes access keys, which macOS does not have: `ファイル(&F)` becomes `ファイル`, `&File` becomes `File`. */
const withoutAccessKey = (label: string): string => label.replace(/\(&.\)/u, '').replace('&', '');

const withoutAccessKeys = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.map((item) => ({
    ...item,
    ...(item.label === undefined ? {} : { label: withoutAccessKey(item.label) }),
    ...(Array.isArray(item.submenu) ? { submenu: withoutAccessKeys(item.submenu) } : {}),
  }));

/**
 * Returns the menu bar of this system. It includes the edit menu, because macOS needs it for copy and paste by keyboard. Developer tools
 * are included only in development.
 */
export function createMenuTemplate({
  texts,
  platform,
  developing,
  companyOpen,
  go,
  openTransfer,
  update,
}: MenuParts): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const quit: MenuItemConstructorOptions = { role: 'quit', label: texts.quit };
  const about: MenuItemConstructorOptions = { role: 'about', label: texts.about };
  const settings: MenuItemConstructorOptions = {
    id: 'settings',
    label: texts.settings,
    accelerator: 'CommandOrControl+,',
    enabled: companyOpen,
    click: () => go({ to: 'settings' }),
  };
  const file: MenuItemConstructorOptions[] = [
    { id: 'transfer', label: texts.openTransfer, accelerator: 'CommandOrControl+O', click: openTransfer },
    SEPARATOR,
    ...(mac ? [{ role: 'close', label: texts.close } as const] : [settings, SEPARATOR, quit]),
  ];
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
    {
      id: 'search',
      label: texts.search,
      accelerator: 'CommandOrControl+K',
      registerAccelerator: false,
      enabled: companyOpen,
      click: () => go({ to: 'search' }),
    },
    SEPARATOR,
    { role: 'zoomIn', label: texts.zoomIn },
    { role: 'zoomOut', label: texts.zoomOut },
    { role: 'resetZoom', label: texts.actualSize },
    // The `+` sign is on the `=` or `;` key, depending on the keyboard, or on the number pad.
    ...alsoBy('zoomIn', ['CommandOrControl+=', 'CommandOrControl+;', 'CommandOrControl+numadd']),
    ...alsoBy('zoomOut', ['CommandOrControl+numsub']),
    ...alsoBy('resetZoom', ['CommandOrControl+num0']),
    SEPARATOR,
    { role: 'togglefullscreen', label: texts.fullScreen },
    ...(developing ? [SEPARATOR, { role: 'toggleDevTools', label: texts.developerTools } as const] : []),
  ];
  const window: MenuItemConstructorOptions[] = [
    { role: 'minimize', label: texts.minimize },
    ...(mac ? [{ role: 'zoom', label: texts.zoomWindow } as const, SEPARATOR, { role: 'front', label: texts.front } as const] : []),
  ];
  const help: MenuItemConstructorOptions[] = [
    { id: 'guide', label: texts.guide, accelerator: 'F1', enabled: companyOpen, click: () => go({ to: 'guide' }) },
    { id: 'support', label: texts.support, enabled: companyOpen, click: () => go({ to: 'support' }) },
    ...(update === null ? [] : [SEPARATOR, { id: 'update', ...update }]),
    ...(mac ? [] : [SEPARATOR, about]),
  ];
  const application: MenuItemConstructorOptions[] = [
    about,
    SEPARATOR,
    settings,
    SEPARATOR,
    { role: 'services', label: texts.services },
    SEPARATOR,
    { role: 'hide', label: texts.hide },
    { role: 'hideOthers', label: texts.hideOthers },
    { role: 'unhide', label: texts.showAll },
    SEPARATOR,
    quit,
  ];
  const bar: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu', submenu: application } as const] : []),
    { label: texts.file, submenu: file },
    { label: texts.edit, submenu: edit },
    { label: texts.view, submenu: view },
    { role: 'windowMenu', label: texts.window, submenu: window },
    { role: 'help', label: texts.help, submenu: help },
  ];
  return mac ? withoutAccessKeys(bar) : bar;
}
