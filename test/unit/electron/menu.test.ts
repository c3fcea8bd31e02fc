import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { menuTemplate } from '#main/hosts/electron/menu.ts';
import { crashDetail, desktopTexts } from '#main/hosts/electron/texts.ts';

const items = (template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])]);
const roles = (platform: NodeJS.Platform, developing = false): unknown[] =>
  items(menuTemplate(desktopTexts('ja').menu, platform, developing)).flatMap((item) => item.role ?? []);

describe('the menu bar', () => {
  test.each(['darwin', 'win32', 'linux'] as const)('on %s has the keys of editing, and quit', (platform) => {
    expect(roles(platform)).toEqual(
      expect.arrayContaining(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'quit', 'zoomIn', 'resetZoom']),
    );
  });

  test('macOS has its application menu first', () => {
    expect(menuTemplate(desktopTexts('ja').menu, 'darwin', false)[0]?.role).toBe('appMenu');
    expect(roles('darwin')).toEqual(expect.arrayContaining(['about', 'hide', 'hideOthers', 'unhide']));
    expect(roles('linux')).not.toContain('about');
  });

  test('developer tools and reloading are not in what is delivered', () => {
    for (const role of ['toggleDevTools', 'reload', 'forceReload']) expect(roles('win32')).not.toContain(role);
    expect(roles('win32', true)).toContain('toggleDevTools');
  });

  test.each(['ja', 'en'] as const)('every item has a label in %s and does nothing but its role', (language) => {
    for (const item of items(menuTemplate(desktopTexts(language).menu, 'darwin', true))) {
      expect(item.click).toBeUndefined();
      if (item.type !== 'separator' && item.role !== 'appMenu') expect(item.label).toMatch(/\S/);
    }
  });
});

test('the crash dialog names the reference', () => {
  expect(crashDetail('ja', '1a2b3c4d')).toContain('1a2b3c4d');
  expect(crashDetail('en', '1a2b3c4d')).toContain('1a2b3c4d');
});
