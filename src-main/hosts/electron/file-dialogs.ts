import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { BaseWindow, Dialog } from 'electron';
import type { FileDialogs } from '../../app/console.ts';

/** Texts of the dialogs' file filters. */
export interface DialogTexts {
  readonly lists: string;
  readonly allFiles: string;
}

/** The system's own dialogs as sheets of the window, one at a time: a second request while one is open counts as cancelled. */
export function createFileDialogs(
  dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>,
  window: () => BaseWindow | null,
  texts: () => DialogTexts,
): FileDialogs {
  let open = false;

  async function whileAlone<T>(show: (parent: BaseWindow) => Promise<T | null>): Promise<T | null> {
    const parent = window();
    if (open || parent === null) return null;
    open = true;
    try {
      return await show(parent);
    } finally {
      open = false;
    }
  }

  return {
    choose: () =>
      whileAlone(async (parent) => {
        const { lists, allFiles } = texts();
        const filters = [
          { name: lists, extensions: ['csv', 'tsv', 'txt', 'xlsx'] },
          { name: allFiles, extensions: ['*'] },
        ];
        const answer = await dialog.showOpenDialog(parent, { properties: ['openFile', 'dontAddToRecent'], filters });
        const [chosen] = answer.filePaths;
        if (answer.canceled || chosen === undefined) return null;
        const found = await stat(chosen);
        return found.isFile() ? { path: chosen, name: path.basename(chosen), bytes: found.size } : null;
      }),
    save: (suggestedName) =>
      whileAlone(async (parent) => {
        // A name only: a folder in it would start the dialog somewhere the user did not choose.
        const defaultPath = path.basename(suggestedName.replaceAll('\\', '/'));
        const answer = await dialog.showSaveDialog(parent, {
          defaultPath,
          properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
        });
        return answer.canceled || answer.filePath === '' ? null : answer.filePath;
      }),
  };
}
