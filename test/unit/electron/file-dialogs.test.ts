import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BaseWindow, OpenDialogOptions, SaveDialogOptions } from 'electron';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFileDialogs } from '#main/hosts/electron/file-dialogs.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tsunagi-dialogs-'));
  writeFileSync(path.join(folder, '社員一覧.csv'), 'abc');
  mkdirSync(path.join(folder, 'folder'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const window = {} as BaseWindow;
const texts = () => ({ lists: '一覧ファイル', allFiles: 'すべてのファイル' });

function dialogs(
  open: { canceled: boolean; filePaths: string[] },
  save: { canceled: boolean; filePath: string },
  parent: BaseWindow | null = window,
) {
  const asked: { parent: unknown; options: Pick<OpenDialogOptions, 'filters' | 'defaultPath'> & { properties?: readonly string[] } }[] = [];
  const made = createFileDialogs(
    {
      showOpenDialog: (async (given: unknown, options: OpenDialogOptions) => {
        asked.push({ parent: given, options });
        return open;
      }) as never,
      showSaveDialog: (async (given: unknown, options: SaveDialogOptions) => {
        asked.push({ parent: given, options });
        return save;
      }) as never,
    },
    () => parent,
    texts,
  );
  return { made, asked };
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

  test('a suggested name is a name, not a place', async () => {
    const { made, asked } = dialogs(NO_OPEN, { canceled: false, filePath: '/somewhere/report.csv' });
    expect(await made.save('../../etc/report.csv')).toBe('/somewhere/report.csv');
    await made.save('C:\\Windows\\report.csv');
    expect(asked.map((each) => each.options.defaultPath)).toEqual(['report.csv', 'report.csv']);
    expect(asked[0]?.options.properties).toContain('showOverwriteConfirmation');
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
    const made = createFileDialogs(
      {
        showOpenDialog: (() => {
          shown += 1;
          return waiting.promise;
        }) as never,
        showSaveDialog: (async () => NO_SAVE) as never,
      },
      () => window,
      texts,
    );
    const first = made.choose();
    expect([await made.choose(), await made.save('x'), shown]).toEqual([null, null, 1]);
    waiting.reject(new Error('the portal is gone'));
    await expect(first).rejects.toThrow('the portal is gone');
    await expect(made.choose()).rejects.toThrow('the portal is gone');
    expect(shown).toBe(2);
  });
});
