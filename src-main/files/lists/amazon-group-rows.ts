import type { PastedGroup } from '#shared/domain/integration/pasted-groups.ts';
import { foldWord } from '../columns/fold.ts';
import type { Table } from '../table.ts';

/** Maximum number of groups. A longer list is of another kind. */
const MAX_GROUPS = 5_000;

const NAME = ['グループ名', 'グループ', 'グループの名前', 'group name', 'group', '名前', 'name'].map(foldWord);
const OPTION = ['オプション', 'integration option', 'コード', 'code'].map(foldWord);
/** Parts of a header that identify the integration option. */
const OPTION_PART = ['システム連携', 'integration'].map(foldWord);

/**
 * Reads Amazon groups: name and, if present, integration option, by headers; without known headers from the first two columns, with the
 * first row as a group. A group that repeats (in a list of users) counts once, with its last option. Texts are unchanged except for trimmed
 * blanks.
 */
export function readAmazonGroups(table: Table): readonly PastedGroup[] {
  const header = table.header.map(foldWord);
  const columnOf = (words: readonly string[]): number => words.reduce((found, word) => (found >= 0 ? found : header.indexOf(word)), -1);
  const named = columnOf(NAME);
  const part = header.findIndex((text) => OPTION_PART.some((word) => text.includes(word)));
  const option = named < 0 ? 1 : part >= 0 ? part : columnOf(OPTION);
  const groups = new Map<string, string>();
  const take = (name: string, code: string): void => {
    if (name !== '' && (groups.has(name) || groups.size < MAX_GROUPS)) groups.set(name, code === '' ? (groups.get(name) ?? '') : code);
  };
  if (named < 0) take((table.header[0] ?? '').trim(), (table.header[1] ?? '').trim());
  for (let row = 0; row < table.rowCount; row++)
    take(oneLine(table.cell(row, Math.max(0, named))), option < 0 ? '' : oneLine(table.cell(row, option)));
  return [...groups].map(([name, integrationOption]) => ({ name, integrationOption }));
}

const oneLine = (text: string): string => text.trim().replace(/[\t\r\n]+/g, ' ');
