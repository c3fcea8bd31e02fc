import { type ConfirmedWordMeanings, WORD_FIELDS, type WordList } from '#shared/domain/directory/list-words.ts';
import type { CompanyFile } from '../../storage/company-file.ts';

/** Returns the company's meanings of words, by list. */
export const getRememberedWords = (file: CompanyFile): Partial<Record<WordList, ConfirmedWordMeanings>> =>
  Object.fromEntries((Object.keys(WORD_FIELDS) as WordList[]).map((list) => [list, file.rememberedWords(list)]));
