import { WORD_FIELDS, type WordAnswers, type WordList } from '#shared/domain/directory/list-words.ts';
import type { CompanyFile } from '../../storage/company-file.ts';

/** Returns the company's meanings of words, by list. */
export const rememberedWordsOf = (file: CompanyFile): Partial<Record<WordList, WordAnswers>> =>
  Object.fromEntries((Object.keys(WORD_FIELDS) as WordList[]).map((list) => [list, file.rememberedWords(list)]));
