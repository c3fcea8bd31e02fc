import { join } from 'node:path';
import { WORD_FIELDS, type WordAnswers, type WordList } from '#shared/domain/directory/list-words.ts';
import type { CompanyFile } from '../../../storage/company-file.ts';
import { CompanyFolder } from '../../../storage/company-folder.ts';
import { defaultDataFolder } from '../../../storage/data-folder/data-folder.ts';
import { requireNoCutRestore } from '../../../storage/data-folder/restore-moves.ts';
import { requireWanted } from '../company/wanted-company.ts';

/**
 * Reads data of a company, by id or name, also while a console has the folder open. Throws company-not-found, company-file-newer, -older or
 * -corrupt, and restore-cut.
 */
export function readOfCompany<T>(wanted: string, dataFolder: string | undefined, read: (file: CompanyFile) => T): T {
  const data = dataFolder ?? defaultDataFolder();
  requireNoCutRestore(data);
  const folder = CompanyFolder.toRead(join(data, 'workspaces'));
  const file = folder.open(requireWanted(wanted, folder.list()).id);
  try {
    return read(file);
  } finally {
    file.close();
  }
}

/** Returns the company's meanings of list words. Throws the errors of `readOfCompany`. */
export const rememberedWords = (wanted: string, dataFolder: string | undefined): Partial<Record<WordList, WordAnswers>> =>
  readOfCompany(wanted, dataFolder, (file) =>
    Object.fromEntries((Object.keys(WORD_FIELDS) as WordList[]).map((list) => [list, file.rememberedWords(list)])),
  );
