import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A person who differs from the others in a morning's export. */
export interface ExportDeviation {
  readonly login: string;
  readonly neo?: string;
  readonly amazon?: string;
}

export const PEOPLE = ['taro', 'hana', 'ken', 'yui', 'sho'];

/** Writes both lists as a morning's export: `neo.csv` and `amazon.csv`, or under other names. */
export function writeMorning(
  folder: string,
  others: readonly ExportDeviation[] = [],
  {
    neo = 'neo.csv',
    amazon = 'amazon.csv',
    people = PEOPLE,
    at,
  }: { neo?: string; amazon?: string; people?: readonly string[]; at?: string } = {},
): void {
  const all = people.map((login): ExportDeviation => ({ login, ...others.find((other) => other.login === login) }));
  const put = (name: string, lines: readonly string[]): void => {
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
    if (at !== undefined) utimesSync(join(folder, name), new Date(at), new Date(at));
  };
  const address = (login: string): string => `${login}@example.co.jp`;
  put(neo, ['ログインID,氏名,職場用メールアドレス', ...all.map(({ login, neo: own = address(login) }) => `${login},${login} さん,${own}`)]);
  put(amazon, ['メールアドレス,氏名,役割', ...all.map(({ login, amazon: own = address(login) }) => `${own},${login} さん,パンチアウト`)]);
}
