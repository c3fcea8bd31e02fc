import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { formatCrashDetail, formatReplaceQuestion, formatWriteProgress, getDesktopTexts } from '#main/hosts/electron/dialogs/texts.ts';
import { createMenuTemplate } from '#main/hosts/electron/window/menu.ts';
import type { NavigationRequest } from '#shared/contract/events.ts';

const PLATFORMS = ['darwin', 'win32', 'linux'] as const;
const items = (template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])]);

function menu(
  platform: NodeJS.Platform,
  {
    language = 'ja',
    developing = false,
    companyOpen = true,
  }: Partial<{ language: 'ja' | 'en'; developing: boolean; companyOpen: boolean }> = {},
) {
  const went: (NavigationRequest | 'transfer')[] = [];
  const bar = createMenuTemplate({
    texts: getDesktopTexts(language).menu,
    platform,
    developing,
    companyOpen,
    go: (request) => went.push(request),
    openTransfer: () => went.push('transfer'),
    update: null,
  });
  const all = items(bar);
  const click = (id: string): void => {
    const clicked = all.find((item) => item.id === id)?.click as (() => void) | undefined;
    if (clicked === undefined) throw new Error(`nothing happens at ${id}`);
    clicked();
  };
  return { bar, all, went, click, roles: all.flatMap((item) => item.role ?? []) };
}

describe('the menu bar', () => {
  test.each(PLATFORMS)('on %s has the keys of editing, quit, about and help', (platform) => {
    expect(menu(platform).roles).toEqual(
      expect.arrayContaining(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'quit', 'zoomIn', 'resetZoom', 'about', 'help']),
    );
  });

  test('macOS has its application menu first, and closes, zooms and orders windows', () => {
    expect(menu('darwin').bar[0]?.role).toBe('appMenu');
    expect(menu('darwin').roles).toEqual(expect.arrayContaining(['hide', 'hideOthers', 'unhide', 'services', 'close', 'zoom', 'front']));
    for (const role of ['hide', 'services', 'close', 'front']) expect(menu('win32').roles).not.toContain(role);
  });

  test.each(['ja', 'en'] as const)('every item has a unique access key within its menu in %s, and none on macOS', (language) => {
    const check = (list: readonly MenuItemConstructorOptions[]): void => {
      const seen = list.filter((item) => item.type !== 'separator' && item.visible !== false);
      const keys = seen.map(({ label = '' }) => /&(.)/.exec(label)?.[1]?.toUpperCase());
      expect(keys, JSON.stringify(seen.map(({ label }) => label))).toEqual([...new Set(keys)]);
      expect(keys).not.toContain(undefined);
      for (const { submenu } of seen) if (Array.isArray(submenu)) check(submenu);
    };
    check(menu('win32', { language, developing: true }).bar);
    check(menu('linux', { language }).bar);
    for (const item of menu('darwin', { language, developing: true }).all) {
      if (item.type === 'separator' || item.role === 'appMenu' || item.visible === false) continue;
      expect(item.label).toMatch(/^[^&()]*\S$/);
    }
  });

  test.each(PLATFORMS)('on %s opens the settings, the search, the guide, and a transfer file', (platform) => {
    const { click, went } = menu(platform);
    for (const id of ['settings', 'search', 'guide', 'support', 'transfer']) click(id);
    expect(went).toEqual([{ to: 'settings' }, { to: 'search' }, { to: 'guide' }, { to: 'support' }, 'transfer']);
  });

  test('without a company only the transfer file is left of these', () => {
    const { all } = menu('linux', { companyOpen: false });
    expect(all.filter(({ enabled }) => enabled === false).map(({ id }) => id)).toEqual(['settings', 'search', 'guide', 'support']);
  });

  test('the keys for larger and smaller are those above each other on every keyboard, and the number pad', () => {
    const keys = menu('linux').all.flatMap(({ role, accelerator }) =>
      role === 'zoomIn' && accelerator !== undefined ? [accelerator] : [],
    );
    expect(keys).toEqual(['CommandOrControl+=', 'CommandOrControl+;', 'CommandOrControl+numadd']);
  });

  test('developer tools and reload are missing from the packaged program', () => {
    for (const role of ['toggleDevTools', 'reload', 'forceReload']) expect(menu('win32').roles).not.toContain(role);
    expect(menu('win32', { developing: true }).roles).toContain('toggleDevTools');
  });
});

test('the dialogs fill in their values', () => {
  for (const language of ['ja', 'en'] as const) {
    expect(formatCrashDetail(language, '1a2b3c4d')).toContain('1a2b3c4d');
    expect(formatReplaceQuestion(language, '報告.csv')).toContain('報告.csv');
    expect(formatWriteProgress(language, { done: 2, total: 6 })).toMatch(/2.*6|6.*2/);
  }
});
