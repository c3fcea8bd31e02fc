import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserWindow, OpenDialogOptions, SaveDialogOptions } from 'electron';
import { beforeAll, describe, expect, test } from 'vitest';
import { createFileDialogs, type DialogTexts } from '#main/hosts/electron/dialogs/file-dialogs.ts';
import { getDesktopTexts } from '#main/hosts/electron/dialogs/texts.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder = '';
beforeAll(() => {
  folder = temporaryFolder('dialogs');
  writeFileSync(path.join(folder, '社員一覧.csv'), 'abc');
  mkdirSync(path.join(folder, 'folder'));
});

const window = {} as BrowserWindow;
const texts = (): DialogTexts => ({ ...getDesktopTexts('ja').dialog, replaceTitle: (name) => name });
const rest = { shell: { showItemInFolder: () => {} }, texts, documents: () => '/home/user/Documents' };

function dialogs(
  open: { canceled: boolean; filePaths: string[] },
  save: { canceled: boolean; filePath: string },
  parent: BrowserWindow | null = window,
  answer = 0,
) {
  const asked: { parent: unknown; options: Pick<OpenDialogOptions, 'filters' | 'defaultPath'> & { properties?: readonly string[] } }[] = [];
  const kept: Record<string, string | null> = { open: null, save: null };
  const boxes: string[] = [];
  const dialog = {
    showOpenDialog: (async (given: unknown, options: OpenDialogOptions) => {
      asked.push({ parent: given, options });
      return open;
    }) as never,
    showSaveDialog: (async (given: unknown, options: SaveDialogOptions) => {
      asked.push({ parent: given, options });
      return save;
    }) as never,
  };
  const made = createFileDialogs({
    ...rest,
    dialog,
    window: () => parent,
    ask: async ({ message }) => {
      boxes.push(message);
      return answer;
    },
    lastFolders: { get: () => kept as { open: string | null; save: string | null }, set: (change) => Object.assign(kept, change) },
  });
  return { made, asked, kept, boxes };
}
const NO_SAVE = { canceled: true, filePath: '' };
const NO_OPEN = { canceled: true, filePaths: [] };

describe('file dialogs', () => {
  test('a chosen file is known by path, name and size', async () => {
    const chosen = path.join(folder, '社員一覧.csv');
    const { made, asked } = dialogs({ canceled: false, filePaths: [chosen] }, NO_SAVE);
    expect(await made.choose()).toEqual({ path: chosen, name: '社員一覧.csv', bytes: 3 });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.parent).toBe(window);
    expect(asked[0]?.options.properties).toEqual(['openFile', 'dontAddToRecent']);
    expect(asked[0]?.options.filters?.map((filter) => filter.name)).toEqual(['一覧ファイル', 'すべてのファイル']);
  });

  test('cancelled, or something that is no file, is nothing', async () => {
    expect(await dialogs(NO_OPEN, NO_SAVE).made.choose()).toBeNull();
    expect(await dialogs({ canceled: false, filePaths: [] }, NO_SAVE).made.choose()).toBeNull();
    expect(await dialogs({ canceled: false, filePaths: [path.join(folder, 'folder')] }, NO_SAVE).made.choose()).toBeNull();
  });

  test('a suggested name is used as a name, not as a path', async () => {
    const { made, asked } = dialogs(NO_OPEN, { canceled: false, filePath: '/somewhere/report.csv' });
    expect(await made.save('../../etc/report.csv')).toBe('/somewhere/report.csv');
    await made.save('C:\\Windows\\report.csv');
    expect(asked.map((each) => each.options.defaultPath)).toEqual(['/home/user/Documents/report.csv', '/home/user/Documents/report.csv']);
    expect(asked[0]?.options.properties).toContain('showOverwriteConfirmation');
  });

  test('the file extension is proposed, and added if the dialog did not add it', async () => {
    const { made, asked } = dialogs(NO_OPEN, { canceled: false, filePath: path.join(folder, '報告') });
    expect(await made.save('報告 2026.csv')).toBe(path.join(folder, '報告.csv'));
    expect(asked[0]?.options.filters).toEqual([
      { name: 'CSV ファイル', extensions: ['csv'] },
      { name: 'すべてのファイル', extensions: ['*'] },
    ]);
  });

  test('a file that an added ending would replace is asked about', async () => {
    const chosen = { canceled: false, filePath: path.join(folder, '社員一覧') };
    const kept = dialogs(NO_OPEN, chosen);
    expect([await kept.made.save('x.csv'), kept.boxes]).toEqual([null, ['社員一覧.csv']]);
    expect(await dialogs(NO_OPEN, chosen, window, 1).made.save('x.csv')).toBe(path.join(folder, '社員一覧.csv'));
  });

  test('the folders of the last time come first, while they are there', async () => {
    const { made, asked, kept } = dialogs(
      { canceled: false, filePaths: [path.join(folder, '社員一覧.csv')] },
      { canceled: false, filePath: path.join(folder, 'folder', 'a.csv') },
    );
    await made.choose(['csv']);
    await made.save('a.csv');
    expect(kept).toEqual({ open: folder, save: path.join(folder, 'folder') });
    await made.choose(['csv']);
    await made.save('b.csv');
    expect(asked.slice(2).map((each) => each.options.defaultPath)).toEqual([folder, path.join(folder, 'folder', 'b.csv')]);
    kept['save'] = path.join(folder, 'gone');
    await made.save('b.csv');
    expect(asked.at(-1)?.options.defaultPath).toBe('/home/user/Documents/b.csv');
  });

  test('cancelled saving is nothing', async () => {
    expect(await dialogs(NO_OPEN, NO_SAVE).made.save('report.csv')).toBeNull();
    expect(await dialogs(NO_OPEN, { canceled: false, filePath: '' }).made.save('report.csv')).toBeNull();
  });

  test('without a window there is no dialog', async () => {
    const { made, asked } = dialogs(NO_OPEN, NO_SAVE, null);
    expect([await made.choose(), await made.save('x')]).toEqual([null, null]);
    expect(asked).toEqual([]);
  });

  test('one dialog at a time, and again after one that failed', async () => {
    const waiting = Promise.withResolvers<{ canceled: boolean; filePaths: string[] }>();
    let shown = 0;
    const made = createFileDialogs({
      ...rest,
      dialog: {
        showOpenDialog: (() => {
          shown += 1;
          return waiting.promise;
        }) as never,
        showSaveDialog: (async () => NO_SAVE) as never,
      },
      window: () => window,
      ask: async () => 0,
      lastFolders: { get: () => ({ open: null, save: null }), set: () => {} },
    });
    const first = made.choose();
    expect([await made.choose(), await made.save('x'), shown]).toEqual([null, null, 1]);
    waiting.reject(new Error('the portal is gone'));
    await expect(first).rejects.toThrow('the portal is gone');
    await expect(made.choose()).rejects.toThrow('the portal is gone');
    expect(shown).toBe(2);
  });
});
