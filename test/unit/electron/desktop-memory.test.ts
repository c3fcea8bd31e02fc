import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Conf from 'conf';
import type { BrowserWindow } from 'electron';
import { beforeEach, describe, expect, test } from 'vitest';
import { openDesktopMemory, type StoreClass } from '#main/hosts/electron/desktop-memory.ts';
import { createFileDialogs } from '#main/hosts/electron/dialogs/file-dialogs.ts';
import { getDesktopTexts } from '#main/hosts/electron/dialogs/texts.ts';
import { createUpdateChecker } from '#main/hosts/electron/updates/updates.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder('memory');
});

/** electron-store without Electron: the class that it extends, in which `configName` sets the file name. */
const PlainStore = class extends Conf<Record<string, unknown>> {
  constructor({ name, ...options }: ConstructorParameters<StoreClass>[0]) {
    super({ ...options, configName: name });
  }
};

const file = () => path.join(folder, 'desktop.json');
const open = () => {
  const errors: unknown[] = [];
  return { memory: openDesktopMemory(PlainStore, folder, (error) => errors.push(error)), errors };
};
const WINDOW = { bounds: { x: 1, y: 2, width: 1200, height: 800 }, maximised: false, zoomLevel: 0 };

describe('what the desktop is remembered by', () => {
  test('is restored at the next start', () => {
    const { memory, errors } = open();
    memory.window.set(WINDOW);
    memory.lastFolders.set({ open: '/lists' });
    memory.lastFolders.set({ save: '/reports' });
    memory.announcedVersion.set('2.0.0');
    const again = open().memory;
    expect([again.window.get(), again.lastFolders.get(), again.announcedVersion.get()]).toEqual([
      WINDOW,
      { open: '/lists', save: '/reports' },
      '2.0.0',
    ]);
    expect(errors).toEqual([]);
  });

  test('counts as empty if the file is invalid', () => {
    writeFileSync(file(), '{"folders":7,"announcedVersion":{}');
    const { memory } = open();
    expect([memory.window.get(), memory.lastFolders.get(), memory.announcedVersion.get()]).toEqual([
      undefined,
      { open: null, save: null },
      null,
    ]);
  });
});

describe('what cannot be kept', () => {
  /** Makes the file impossible to replace, as on a full or read-only disk. */
  const unwritable = () => {
    const opened = open();
    mkdirSync(path.join(file(), 'in-the-way'), { recursive: true });
    return opened;
  };

  test('does not prevent saving to another path', async () => {
    const { memory, errors } = unwritable();
    const chosen = path.join(folder, 'report.csv');
    const dialogs = createFileDialogs({
      dialog: {
        showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
        showSaveDialog: (async () => ({ canceled: false, filePath: chosen })) as never,
      },
      shell: { showItemInFolder: () => {} },
      window: () => ({}) as BrowserWindow,
      texts: () => ({ ...getDesktopTexts('ja').dialog, replaceTitle: (name) => name }),
      ask: async () => 0,
      lastFolders: memory.lastFolders,
      documents: () => folder,
    });
    expect(await dialogs.save('report.csv')).toBe(chosen);
    expect(errors.length).toBeGreaterThan(0);
  });

  test('does not end a console that hears of a later version', async () => {
    const { memory, errors } = unwritable();
    const told: string[] = [];
    const updates = createUpdateChecker({
      feed: { file: 'https://feed.example/latest.yml', host: 'feed.example', page: 'https://feed.example/', pageHost: 'feed.example' },
      version: '1.0.0',
      request: async () => ({ kind: 'file', text: 'version: 2.0.0\n' }),
      ask: async () => 0,
      openPage: async () => undefined,
      notify: ({ title }) => void told.push(title),
      wanted: () => true,
      language: () => 'ja',
      announced: memory.announcedVersion,
      onLater: () => {},
      onFailed: () => {},
    });
    await updates.look();
    expect(told).toHaveLength(1);
    expect(errors.length).toBeGreaterThan(0);
  });
});
