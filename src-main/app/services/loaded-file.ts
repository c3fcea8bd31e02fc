import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { FileTokens } from './file-tokens.ts';

type Reading = CallParsedInput<'fixes.previewNeoFile'>['reading'];

/** The export that a company's list of NEO users was imported from, while it is known in this session. */
export interface LoadedFile {
  /** Keeps the file of an import and deletes the previous one. `takenAt` of the imported list. */
  keep(file: { readonly token: string; readonly reading: Reading; readonly takenAt: string }): Promise<void>;
  /** `null` if the list was replaced otherwise, after a restart, and for another caller. */
  find(): CallOutput<'fixes.loadedFile'>['file'];
}

/** `people` answers the current lists of the company. */
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
        // Another caller imported it.
        return null;
      }
    },
  };
}
