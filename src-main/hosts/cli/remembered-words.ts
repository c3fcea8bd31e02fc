import { join } from 'node:path';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import { WORD_FIELDS, type WordAnswers, type WordList } from '#shared/domain/directory/list-words.ts';
import { defaultDataFolder } from '../../storage/data-folder.ts';
import { WorkspaceFolder } from '../../storage/workspace-folder.ts';

/**
 * What a company, by its id or its name, said in the console that words of its lists mean. Only reads, also while a console works in the
 * folder. Throws profile-not-found, and workspace-newer, -older or -corrupt.
 */
export function rememberedWords(wanted: string, dataFolder: string = defaultDataFolder()): Partial<Record<WordList, WordAnswers>> {
  const folder = WorkspaceFolder.toRead(join(dataFolder, 'workspaces'));
  const { profiles, unreadable } = folder.list();
  const profile = profiles.find(({ id }) => id === wanted) ?? profiles.find(({ name }) => name === wanted);
  const old = unreadable.find(({ file }) => file.startsWith(wanted)) ?? unreadable[0];
  if (profile === undefined) throw new ExpectedError(old?.code ?? 'profile-not-found');
  const file = folder.open(profile.id);
  try {
    return Object.fromEntries((Object.keys(WORD_FIELDS) as WordList[]).map((list) => [list, file.rememberedWords(list)]));
  } finally {
    file.close();
  }
}
