import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Session } from 'electron';
import { describe, expect, test } from 'vitest';
import { createWindowOptions, WINDOW_BACKGROUNDS } from '#main/hosts/electron/window/window-options.ts';

const session = {} as Session;
const parts = {
  preload: '/app/dist/main/preload.cjs',
  session,
  dark: false,
  developing: false,
  additionalArguments: ['--tsunagi-calls=a'],
};

describe('windowOptions', () => {
  test('are exactly these', () => {
    expect(createWindowOptions(parts)).toStrictEqual({
      width: 1280,
      height: 832,
      minWidth: 1024,
      minHeight: 680,
      show: false,
      title: 'つなぎ',
      backgroundColor: '#ffffff',
      autoHideMenuBar: true,
      webPreferences: {
        preload: '/app/dist/main/preload.cjs',
        session,
        additionalArguments: ['--tsunagi-calls=a'],
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        enableBlinkFeatures: '',
        disableBlinkFeatures: 'FileSystemAccessLocal',
        webviewTag: false,
        plugins: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        safeDialogs: true,
        devTools: false,
      },
    });
  });

  test('a dark theme has a dark ground before the first paint', () => {
    expect(createWindowOptions({ ...parts, dark: true }).backgroundColor).toBe('#13181d');
  });

  test('the grounds are those of the page', () => {
    const tokens = readFileSync(path.resolve(import.meta.dirname, '../../../src-renderer/ui/theme/tokens.css'), 'utf8');
    const grounds = [...tokens.matchAll(/--ts-bg: (#\w+);/g)].map((match) => match[1]);
    // The following values are high-contrast variants, close enough to their theme to cause no visible flash.
    expect(grounds.slice(0, 2)).toEqual([WINDOW_BACKGROUNDS.light, WINDOW_BACKGROUNDS.dark]);
  });

  test('developer tools exist only while developing, and nothing else changes then', () => {
    const { webPreferences, ...rest } = createWindowOptions({ ...parts, developing: true });
    const packaged = createWindowOptions(parts);
    expect(webPreferences).toStrictEqual({ ...packaged.webPreferences, devTools: true });
    expect({ ...rest, webPreferences: packaged.webPreferences }).toStrictEqual(packaged);
  });
});
