import { toHiragana } from 'wanakana';
import type { CallOutput } from '#shared/contract/calls.ts';
import { foldForSearch } from '#shared/domain/directory/names.ts';
import type { FindingsView } from './view.ts';

/** People whose name, kana, login id, employee code or address holds every word; romaji is also read as kana. */
export function searchPeople(view: FindingsView, search: string, limit: number): CallOutput<'matching.findPeople'>['people'] {
  const words = foldForSearch(search)
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const spellings = words.map((word) => [word, toHiragana(word, { passRomaji: false })]);
  const people: CallOutput<'matching.findPeople'>['people'] = [];
  const { neoUsers } = view.directory;
  for (let i = 0; i < neoUsers.length && people.length < limit; i++) {
    const user = neoUsers[i];
    if (user === undefined) continue;
    const text = [user.name, user.name.replace(/\s/gu, ''), user.kana, user.loginId, user.employeeCode, user.workEmail]
      .map(foldForSearch)
      .join('\n');
    if (!spellings.every((forms) => forms.some((form) => text.includes(form)))) continue;
    people.push({
      name: user.name,
      loginId: user.loginId,
      organization: view.organizationName(user),
      workEmail: user.workEmail,
      firstRow: view.rowsOfPerson(i)[0] ?? null,
    });
  }
  return people;
}
