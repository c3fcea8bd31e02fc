import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { FileTokens } from './file-tokens.ts';

type Reading = CallParsedInput<'fixes.previewNeoFile'>['reading'];

/** The file from which the current list of NEO users was imported; known only until the console restarts. */
export interface LoadedFile {
  /** Stores the token of an imported file and deletes the previous file. `takenAt`: that of the imported list. */
  keep(file: { readonly token: string; readonly reading: Reading; readonly takenAt: string }): Promise<void>;
  /** Returns the file; `null` after a restart, for another caller, or if the list has been replaced otherwise. */
  find(): CallOutput<'fixes.loadedFile'>['file'];
}

/** `people` provides the company's current lists. */
export function createLoadedFile(files: FileTokens, people: Pick<CompanyFile['people'], 'current'>): LoadedFile {
  let kept: Parameters<LoadedFile['keep']>[0] | null = null;
  return {
    async keep(file) {
      const previous = kept;
      kept = file;
      if (previous !== null) await files.drop(previous.token);
    },
    find() {
      if (kept === null || people.current().find(({ side }) => side === 'neo')?.takenAt !== kept.takenAt) return null;
      const { token, reading, takenAt } = kept;
      try {
        const { name, bytes } = files.find(token);
        return { token, name, bytes, reading, takenAt };
      } catch {
        // The token belongs to another caller.
        return null;
      }
    },
  };
}
