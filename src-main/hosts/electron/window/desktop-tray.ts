import type { Menu, MenuItemConstructorOptions, Tray } from 'electron';
import type { Settings } from '#shared/contract/companies/console.ts';
import { WINDOW_TITLE } from './window-options.ts';

export interface TrayTexts {
  readonly open: string;
  readonly quit: string;
}

export interface DesktopTrayParts {
  readonly newTray: () => Pick<Tray, 'on' | 'setToolTip' | 'setContextMenu' | 'destroy'>;
  readonly buildMenu: (template: MenuItemConstructorOptions[]) => Menu;
  readonly texts: () => TrayTexts;
  readonly open: () => void;
  readonly quit: () => void;
}

export interface DesktopTray {
  /** Shows, updates or removes the icon according to the settings. */
  apply(settings: Pick<Settings, 'tray'>): void;
  /** Whether the console keeps running in the notification area after the window is closed. */
  keepsRunning(): boolean;
}

/** Creates the icon in the notification area, which opens the window or quits. */
export function createDesktopTray({ newTray, buildMenu, texts, open, quit }: DesktopTrayParts): DesktopTray {
  let icon: ReturnType<DesktopTrayParts['newTray']> | null = null;
  let wish: Settings['tray'] = 'off';

  const show = (): NonNullable<typeof icon> => {
    const shown = newTray();
    shown.setToolTip(WINDOW_TITLE);
    // Desktops that open the menu on this click send no event.
    shown.on('click', open);
    return shown;
  };
  return {
    apply({ tray }) {
      wish = tray;
      if (tray === 'off') {
        icon?.destroy();
        icon = null;
        return;
      }
      icon ??= show();
      const { open: openLabel, quit: quitLabel } = texts();
      icon.setContextMenu(buildMenu([{ label: openLabel, click: open }, { type: 'separator' }, { label: quitLabel, click: quit }]));
    },
    keepsRunning: () => wish === 'stay' && icon !== null,
  };
}
