import { join } from 'node:path';
import type { ConfirmedWordMeanings, WordList } from '#shared/domain/directory/list-words.ts';
import { getRememberedWords } from '../../../company/lists/remembered-words.ts';
import { CompanyFolder } from '../../../storage/company-folder.ts';
import { getDefaultDataFolder } from '../../../storage/data-folder/data-folder.ts';
import { requireReadableFolder } from '../../../storage/data-folder/restore-moves.ts';
import { requireWantedCompany } from '../company/wanted-company.ts';

/**
 * Returns the meanings of list words of a company, by id or name, also while a console has the folder open. The application is not loaded,
 * because that takes longer than the audit of many lists. Throws company-not-found, company-file-newer, -older or -corrupt, and the errors
 * of `requireReadableFolder`.
 */
export function readRememberedWords(wanted: string, dataFolder = getDefaultDataFolder()): Partial<Record<WordList, ConfirmedWordMeanings>> {
  requireReadableFolder(dataFolder);
  const folder = CompanyFolder.toRead(join(dataFolder, 'workspaces'));
  const file = folder.open(requireWantedCompany(wanted, folder.list()).id);
  try {
    return getRememberedWords(file);
  } finally {
    file.close();
  }
}
