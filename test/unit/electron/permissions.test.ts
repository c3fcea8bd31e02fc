import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Session } from 'electron';
import { describe, expect, test } from 'vitest';
import { restrictPermissions } from '#main/hosts/electron/restrictions/permissions.ts';

type Handlers = {
  request: Parameters<Session['setPermissionRequestHandler']>[0];
  check: Parameters<Session['setPermissionCheckHandler']>[0];
  device: Parameters<Session['setDevicePermissionHandler']>[0];
  display: Parameters<Session['setDisplayMediaRequestHandler']>[0];
  bluetooth: Parameters<Session['setBluetoothPairingHandler']>[0];
};

function restricted(): { [K in keyof Handlers]: NonNullable<Handlers[K]> } {
  const set: Handlers = { request: null, check: null, device: null, display: null, bluetooth: null };
  restrictPermissions({
    setPermissionRequestHandler: (handler) => {
      set.request = handler;
    },
    setPermissionCheckHandler: (handler) => {
      set.check = handler;
    },
    setDevicePermissionHandler: (handler) => {
      set.device = handler;
    },
    setDisplayMediaRequestHandler: (handler) => {
      set.display = handler;
    },
    setBluetoothPairingHandler: (handler) => {
      set.bluetooth = handler;
    },
  });
  return set as ReturnType<typeof restricted>;
}

// Electron's own list, read from its type definitions, so that the table must also contain permissions added by later versions.
const types = readFileSync(
  path.join(path.dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'electron.d.ts'),
  'utf8',
);
const listIn = (method: string): string[] => {
  const declaration = types.split('\n').find((line) => line.includes(`${method}(handler`)) ?? '';
  const [, list = ''] = /permission: ((?:'[^']+'(?: \| )?)+)/.exec(declaration) ?? [];
  return [...list.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '');
};
const PERMISSIONS = [
  ...new Set([
    ...listIn('setPermissionRequestHandler'),
    ...listIn('setPermissionCheckHandler'),
    'not-yet-invented',
    '',
    '__proto__',
    'constructor',
  ]),
];
const ALLOWED = new Set(['clipboard-sanitized-write', 'fullscreen']);
const OWN = 'app://ui/';

describe('permissions', () => {
  const handlers = restricted();
  const request = (permission: string, requestingUrl: string, isMainFrame = true): boolean => {
    let granted: boolean | undefined;
    handlers.request(
      {} as never,
      permission as never,
      (answer) => {
        granted = answer;
      },
      { requestingUrl, isMainFrame },
    );
    if (granted === undefined) throw new Error('not answered');
    return granted;
  };
  const check = (permission: string, origin: string, isMainFrame = true): boolean =>
    handlers.check(null, permission as never, origin, { isMainFrame });

  test('the list of Electron is known', () => {
    expect(PERMISSIONS.length).toBeGreaterThan(40);
    expect(PERMISSIONS).toEqual(expect.arrayContaining(['media', 'geolocation', 'openExternal', 'fileSystem', 'usb', 'clipboard-read']));
  });

  test.each(PERMISSIONS)('%j, asked by our own page, is answered by the table', (permission) => {
    expect(request(permission, OWN)).toBe(ALLOWED.has(permission));
    expect(check(permission, 'app://ui')).toBe(ALLOWED.has(permission));
    expect(check(permission, OWN)).toBe(ALLOWED.has(permission));
  });

  test.each(PERMISSIONS)('%j, requested by any other origin, is denied', (permission) => {
    for (const asker of [
      'https://example.com/',
      'app://ui.evil/',
      'app://other/',
      'file:///',
      'null',
      '',
      'about:blank',
      'data:text/html,x',
    ]) {
      expect(request(permission, asker)).toBe(false);
      expect(check(permission, asker)).toBe(false);
    }
    expect(request(permission, OWN, false)).toBe(false);
    expect(check(permission, OWN, false)).toBe(false);
  });

  test('devices, screens and pairing are denied without a table', () => {
    expect(handlers.device({ deviceType: 'usb', origin: OWN, device: {} } as never)).toBe(false);
    const streams: unknown[] = [];
    handlers.display({} as never, (given) => streams.push(given));
    expect(streams).toEqual([null]);
    const answers: unknown[] = [];
    handlers.bluetooth({} as never, (given) => answers.push(given));
    expect(answers).toEqual([{ confirmed: false }]);
  });
});
