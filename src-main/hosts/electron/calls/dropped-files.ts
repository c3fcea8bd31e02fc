import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { IpcMain } from 'electron';
import { fail, type Result } from '#shared/contract/call/result.ts';
import type { FileToken } from '#shared/contract/files.ts';
import { CHANNELS } from './channels.ts';
import { isTrustedSender, type OwnContents } from './trusted-sender.ts';

const MAX_PATH_LENGTH = 4_096;

export interface DroppedFileParts {
  readonly ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>;
  readonly contents: OwnContents;
  /** Registers a file that the user dropped, and returns its token. */
  readonly takeFile: (path: string) => Promise<FileToken>;
  readonly onRefused: (problem: 'sender' | 'payload') => void;
}

/**
 * Receives files dropped on the window and responds with a token. Electron gives their path to the preload script, so the page cannot
 * choose one. Returns a function that stops it.
 */
export function serveDroppedFiles({ ipcMain, contents, takeFile, onRefused }: DroppedFileParts): () => void {
  ipcMain.handle(CHANNELS.drop, async (event, dropped: unknown): Promise<Result<FileToken>> => {
    if (!isTrustedSender(event, contents)) {
      onRefused('sender');
      return fail('not-allowed');
    }
    if (typeof dropped !== 'string' || dropped.length > MAX_PATH_LENGTH || !path.isAbsolute(dropped)) {
      onRefused('payload');
      return fail('invalid-input');
    }
    return registerDroppedFile(dropped, takeFile);
  });
  return () => ipcMain.removeHandler(CHANNELS.drop);
}

/** Registers a file by its path; `file-unreadable` if it cannot be read. */
export async function registerDroppedFile(file: string, takeFile: DroppedFileParts['takeFile']): Promise<Result<FileToken>> {
  const name = path.basename(file);
  try {
    if (!(await stat(file)).isFile()) return fail('file-unreadable', { file: name, reason: 'EISDIR' });
    return { ok: true, value: await takeFile(file) };
  } catch (error) {
    return fail('file-unreadable', { file: name, reason: (error as NodeJS.ErrnoException).code ?? '' });
  }
}
