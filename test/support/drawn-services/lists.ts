import { createDemoCompany } from '#main/sandbox/company/company.ts';
import { createDemoConfiguration } from '#main/sandbox/company/configuration.ts';

const PEOPLE = 24;
const company = createDemoCompany();
const named = JSON.stringify(createDemoConfiguration(company, '2026-04-01'));
/** The users whom the server's objects refer to come first, so that routes have existing approvers. */
export const people = [
  ...company.users.filter(({ id }) => named.includes(`"${id}"`)),
  ...company.users.filter(({ id }) => !named.includes(`"${id}"`)),
].slice(0, PEOPLE);
const { organizations } = company;
const codeOf = new Map(organizations.map(({ id, code }) => [id, code]));

export type DrawnKind = 'neo-users' | 'amazon-users' | 'organizations';

/** Returns the lines of an exported list, header first; they depend only on the number. Rows are omitted, reordered, changed and broken. */
export function drawnList(kind: DrawnKind, variant: number): readonly string[] {
  const missing = variant % 5;
  const changed = Math.floor(variant / 5) % 4;
  const order = Math.floor(variant / 20) % 3;
  const broken = Math.floor(variant / 60) % 4 === 3;
  const columns = Math.floor(variant / 240) % 3;
  const isThere = (_: unknown, at: number): boolean =>
    missing === 0 || (at * 7 + variant) % (missing === 4 ? 2 : 9) >= (missing === 4 ? 1 : missing);
  const turned = <T>(rows: readonly T[]): readonly T[] =>
    order === 0 ? rows : order === 1 ? rows.toReversed() : [...rows.slice(5), ...rows.slice(0, 5)];
  const isChanged = (at: number): boolean => changed > 0 && (at + variant) % 6 < changed;
  const line = (...cells: readonly string[]): string => cells.map((cell) => `"${cell}"`).join(',');
  if (kind === 'organizations')
    return [
      line('ID', '組織名', '組織コード', '親組織'),
      ...turned(organizations.filter((one, at) => one.parentId === null || isThere(one, at))).map(({ id, name, code, parentId }, at) =>
        line(id, isChanged(at) ? `${name}改` : name, code, parentId === null ? '' : `@${codeOf.get(parentId) ?? ''}`),
      ),
    ];
  if (kind === 'neo-users') {
    const cells = turned(people.filter(isThere)).map((user, at) => [
      user.id,
      isChanged(at) ? `${user.name}改` : user.name,
      broken && at === 2 ? `${user.loginId}${'x'.repeat(400)}` : user.loginId,
      isChanged(at + 1) ? `moved${at}.${user.workEmail}` : user.workEmail,
      `@${codeOf.get(user.organizations[0] ?? '') ?? ''}`,
      isChanged(at + 2) ? '1' : user.state === 'active' ? '0' : '1',
    ]);
    const header = ['ID', '氏名', 'ログインID', '職場用メールアドレス', 'デフォルト組織', '使用停止フラグ'];
    const kept = columns === 0 ? 6 : columns === 1 ? 5 : 6;
    return [header, ...cells].map((row) => line(...row.slice(0, kept)));
  }
  const header = ['氏名', 'Eメールアドレス', '役割', 'グループ', 'ステータス'];
  const groups = ['NEOカタログ購買', '東日本', '西日本', '工場'];
  const rows = turned(people.filter((_, at) => at !== 3 && at !== 8).filter(isThere)).map((user, at) => [
    user.name,
    isChanged(at) ? user.workEmail.replace('a', 'ａ') : user.workEmail,
    isChanged(at + 1) ? '' : 'パンチアウト',
    groups[(at + (isChanged(at + 2) ? 1 : 0)) % groups.length] ?? '',
    broken && at === 1 ? '△' : isChanged(at + 3) ? '無効' : '有効',
  ]);
  return [header, ...rows].map((row) => line(...row.slice(0, columns === 1 ? 4 : 5)));
}
