import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserWindow, Dialog, FileFilter, Shell } from 'electron';
import type { FileDialogs } from '../../../app/ports.ts';
import type { ShowDialog } from './dialogs.ts';

export interface DialogTexts {
  readonly openTitle: string;
  readonly saveTitle: string;
  readonly lists: string;
  readonly allFiles: string;
  /** Names of file types, by extension. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly replace: string;
  readonly keep: string;
  readonly replaceDetail: string;
  /** Returns the question whether to replace the file with this name. */
  readonly replaceTitle: (name: string) => string;
}

/** The folders last used for opening and for saving. */
export interface LastFolders {
  get(): { readonly open: string | null; readonly save: string | null };
  set(change: { readonly open?: string; readonly save?: string }): void;
}

export interface FileDialogParts {
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>;
  readonly shell: Pick<Shell, 'showItemInFolder'>;
  readonly window: () => BrowserWindow | null;
  readonly texts: () => DialogTexts;
  readonly ask: ShowDialog;
  readonly lastFolders: LastFolders;
  /** Returns the user's documents folder, for the first use. */
  readonly documents: () => string;
}

const LISTS: readonly string[] = ['csv', 'tsv', 'txt', 'xlsx'];

/** Creates system dialogs attached to the window. Only one is open at a time: a second request counts as canceled. */
export function createFileDialogs({ dialog, shell, window, texts, ask, lastFolders, documents }: FileDialogParts): FileDialogs {
  let open = false;

  async function whileAlone<T>(show: (parent: BrowserWindow) => Promise<T | null>): Promise<T | null> {
    const parent = window();
    if (open || parent === null) return null;
    open = true;
    try {
      return await show(parent);
    } finally {
      open = false;
    }
  }
  const allFiles = (): FileFilter => ({ name: texts().allFiles, extensions: ['*'] });
  const kindOf = (endings: readonly string[]): string => {
    const { lists, kinds } = texts();
    if (endings.every((ending) => LISTS.includes(ending)) && endings.length > 1) return lists;
    return kinds[endings[0] ?? ''] ?? endings.map((ending) => `.${ending}`).join(' ');
  };
  /** Returns an existing start folder, because with a missing one the system chooses any folder. */
  const folder = (last: string | null): string => (last !== null && existsSync(last) ? last : documents());

  return {
    choose: (endings = LISTS) =>
      whileAlone(async (parent) => {
        const answer = await dialog.showOpenDialog(parent, {
          title: texts().openTitle,
          defaultPath: folder(lastFolders.get().open),
          properties: ['openFile', 'dontAddToRecent'],
          filters: [{ name: kindOf(endings), extensions: [...endings] }, allFiles()],
        });
        const [chosen] = answer.filePaths;
        if (answer.canceled || chosen === undefined) return null;
        const found = await stat(chosen);
        if (!found.isFile()) return null;
        lastFolders.set({ open: path.dirname(chosen) });
        return { path: chosen, name: path.basename(chosen), bytes: found.size };
      }),
    save: (suggestedName) =>
      whileAlone(async (parent) => {
        // Only the base name: a folder in it would open the dialog in a folder that the user did not choose.
        const name = path.basename(suggestedName.replaceAll('\\', '/'));
        const ending = path.extname(name).slice(1).toLowerCase();
        const answer = await dialog.showSaveDialog(parent, {
          title: texts().saveTitle,
          defaultPath: path.join(folder(lastFolders.get().save), name),
          properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
          filters: [...(ending === '' ? [] : [{ name: kindOf([ending]), extensions: [ending] }]), allFiles()],
        });
        if (answer.canceled || answer.filePath === '') return null;
        // Not every system adds the extension. Where it is added here, the dialog did not ask about replacing that file.
        const added = ending !== '' && path.extname(answer.filePath) === '';
        const chosen = added ? `${answer.filePath}.${ending}` : answer.filePath;
        if (added && existsSync(chosen)) {
          const { keep, replace, replaceDetail, replaceTitle } = texts();
          const message = replaceTitle(path.basename(chosen));
          if ((await ask({ message, detail: replaceDetail, buttons: [keep, replace] })) !== 1) return null;
        }
        lastFolders.set({ save: path.dirname(chosen) });
        return chosen;
      }),
    show: (file) => shell.showItemInFolder(file),
  };
}
