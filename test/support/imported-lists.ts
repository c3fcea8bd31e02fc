import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Expected numbers, counted while the files are written, without functions of the product. */
export interface ImportedLists {
  readonly neo: string;
  readonly amazon: string;
  readonly organizations: string;
  readonly directory: string;
  /** Rows of NEO's file; every row is one person. */
  readonly neoPeople: number;
  /** People who can log in to NEO. */
  readonly active: number;
  /** Rows of Amazon's file; an account in several groups has one row per group. */
  readonly amazonRows: number;
  /** Different accounts: one for each address, and one for each row without an address. */
  readonly amazonAccounts: number;
  readonly directoryPeople: number;
}

const NEO_HEADER = '削除フラグ,ID,ログインID,氏名,ふりがな,社員番号,職場用メールアドレス,状態,デフォルト組織';
const AMAZON_HEADER = 'メールアドレス,氏名,グループ,役割,ステータス';
const FAMILIES = ['佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺', '山本', '中村', '小林', '加藤'];
const GIVEN_NAMES = ['太郎', '花子', '健', '美咲', '翔太', '陽子', '直美', '拓也', '恵子', '一郎'];

/** Returns the special case of a person by the person's number; all other people have one account with the same address. */
function kindOf(at: number): string {
  switch (at % 20) {
    case 1:
      return 'no-address';
    case 2:
      return 'duplicate-address';
    case 3:
      return 'locked';
    case 4:
      return 'login-denied';
    case 5:
      return 'suspended';
    case 6:
      return 'several-groups';
    case 7:
      return 'capitals';
    case 8:
      return 'no-account';
    case 9:
      return 'one-slip';
    case 10:
      return 'deleted';
    default:
      return 'plain';
  }
}

const STATES: Readonly<Record<string, string>> = { locked: 'ロック', 'login-denied': 'ログイン拒否', suspended: '使用停止' };

/**
 * Writes lists as real companies have them: people without addresses or locked out, shared addresses, accounts in several groups or
 * without an owner.
 */
export function writeImportedLists(folder: string, people: number): ImportedLists {
  mkdirSync(folder, { recursive: true });
  const [neo, amazon, directory] = [[NEO_HEADER], [AMAZON_HEADER], ['displayName,mail,userPrincipalName,employeeId,accountEnabled']];
  const accounts = new Set<string>();
  let active = 0;
  const account = (email: string, name: string, group: string): void => {
    accounts.add(email);
    amazon.push([email, name, group, 'パンチアウト', '有効'].join(','));
  };
  for (let at = 0; at < people; at++) {
    const kind = kindOf(at);
    const login = `user${String(at).padStart(3, '0')}x`;
    const [email, name] = [`${login}@example.co.jp`, `${FAMILIES[at % 10]} ${GIVEN_NAMES[Math.trunc(at / 10) % 10]}`];
    const listed =
      kind === 'no-address'
        ? ''
        : kind === 'duplicate-address'
          ? `user${String(at - 2).padStart(3, '0')}x@example.co.jp`
          : kind === 'capitals'
            ? email.toUpperCase()
            : kind === 'one-slip'
              ? email.replace('user', 'usre')
              : email;
    if (STATES[kind] === undefined && kind !== 'deleted') active++;
    const place = at % 3 === 0 ? '総務部' : '営業部';
    neo.push([kind === 'deleted' ? '1' : '', at + 1, login, name, '', `E${at}`, listed, STATES[kind] ?? '使用中', place].join(','));
    directory.push([name, email, email, `E${at}`, at % 17 === 0 ? 'False' : 'True'].join(','));
    if (kind === 'no-account' || kind === 'no-address') continue;
    account(email, name, '購買');
    if (kind === 'several-groups') for (const group of ['総務', '営業']) account(email, name, group);
  }
  for (const at of [1, 2, 3]) account(`former${at}@example.co.jp`, `退職 ${at}`, '購買');
  const organizations = ['ID,組織名,親組織ID', '10,総務部,', '20,営業部,'];
  const paths = {
    neo: join(folder, 'neo.csv'),
    amazon: join(folder, 'amazon.csv'),
    organizations: join(folder, 'organizations.csv'),
    directory: join(folder, 'directory.csv'),
  };
  for (const [path, lines] of [
    [paths.neo, neo],
    [paths.amazon, amazon],
    [paths.organizations, organizations],
    [paths.directory, directory],
  ] as const)
    writeFileSync(path, `${lines.join('\r\n')}\r\n`);
  return {
    ...paths,
    neoPeople: people,
    active,
    amazonRows: amazon.length - 1,
    amazonAccounts: accounts.size,
    directoryPeople: people,
  };
}
