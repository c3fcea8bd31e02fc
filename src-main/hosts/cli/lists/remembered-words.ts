import { join } from 'node:path';
import type { WordAnswers, WordList } from '#shared/domain/directory/list-words.ts';
import { rememberedWordsOf } from '../../../company/lists/remembered-words.ts';
import { CompanyFolder } from '../../../storage/company-folder.ts';
import { defaultDataFolder } from '../../../storage/data-folder/data-folder.ts';
import { requireReadableFolder } from '../../../storage/data-folder/restore-moves.ts';
import { requireWanted } from '../company/wanted-company.ts';

/**
 * Returns the meanings of list words of a company, by id or name, also while a console has the folder open. The application is not loaded,
 * because that takes longer than the audit of many lists. Throws company-not-found, company-file-newer, -older or -corrupt, and the errors
 * of `requireReadableFolder`.
 */
export function rememberedWords(wanted: string, dataFolder = defaultDataFolder()): Partial<Record<WordList, WordAnswers>> {
  requireReadableFolder(dataFolder);
  const folder = CompanyFolder.toRead(join(dataFolder, 'workspaces'));
  const file = folder.open(requireWanted(wanted, folder.list()).id);
  try {
    return rememberedWordsOf(file);
  } finally {
    file.close();
  }
}
