import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { beforeAll, describe, expect, it } from 'vitest';
import { runAudit } from '#main/hosts/cli/commands/audit.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/**
 * Runs `tsunagi audit` on pairs of files small enough to check manually, and compares the findings per person and the exit code. Source:
 * docs/domain/matching.md#match-rules and #across-the-lists.
 */

let folder: string;
beforeAll(() => {
  folder = temporaryFolder('codes');
});

interface Told {
  readonly exit: number;
  /** `code person`, sorted. The person is the NEO login ID, or the Amazon address if no NEO user is concerned. */
  readonly findings: readonly string[];
  readonly ready: number;
  readonly matched: number;
  readonly suggestions: readonly string[];
}

async function told(neo: Uint8Array | string, amazon: Uint8Array | string, options: readonly string[] = []): Promise<Told> {
  const [neoPath, amazonPath, out] = [join(folder, 'neo.csv'), join(folder, 'amazon.csv'), join(folder, 'report.json')];
  writeFileSync(neoPath, neo);
  writeFileSync(amazonPath, amazon);
  rmSync(out, { force: true });
  const exit = await runAudit(['--neo', neoPath, '--amazon', amazonPath, '--today', '2026-11-24', '--out', out, ...options]);
  const { summary, findings } = JSON.parse(readFileSync(out, 'utf8')) as {
    summary: { ready: number; matched: number };
    findings: { code: string; loginId: string | null; amazonEmail: string | null; suggestion: string | null }[];
  };
  return {
    exit,
    findings: findings.map(({ code, loginId, amazonEmail }) => `${code} ${loginId ?? amazonEmail}`).sort(),
    ready: summary.ready,
    matched: summary.matched,
    suggestions: findings.flatMap(({ suggestion }) => suggestion ?? []),
  };
}

const quoted = (cell: string): string => (/["\r\n,]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const lines = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n');

interface Person {
  login?: string;
  name?: string;
  code?: string;
  work?: string;
  mobile?: string;
  organization?: string;
  state?: string;
}
const neoOf = (...people: readonly Person[]): string =>
  lines(
    ['ログインID', '氏名', '社員番号', 'メールアドレス（職場）', 'メールアドレス（携帯）', 'デフォルト組織', '状態'],
    people.map(({ login = 'taro', name = '山田 太郎', code = '', work = '', mobile = '', organization = '', state = '有効' }) => [
      login,
      name,
      code,
      work,
      mobile,
      organization,
      state,
    ]),
  );

interface Account {
  email: string;
  name?: string;
  code?: string;
  role?: string;
  group?: string;
  state?: string;
  invited?: string;
}
const amazonOf = (...accounts: readonly Account[]): string =>
  lines(
    ['メールアドレス', '氏名', '社員番号', '役割', 'グループ', 'ステータス', '招待日'],
    accounts.map(({ email, name = '', code = '', role = 'パンチアウト', group = '', state = '有効', invited = '' }) => [
      email,
      name,
      code,
      role,
      group,
      state,
      invited,
    ]),
  );

const TARO = 'taro@example.co.jp';
const pair = (work: string, email: string): [string, string] => [neoOf({ work }), amazonOf({ email })];

describe('one person and one account', () => {
  it.each<[string, [string, string], string[], string[]?]>([
    ['equal', pair(TARO, TARO), []],
    ['an ideographic space after it', pair(`${TARO}\u3000`, TARO), ['email-differs-whitespace taro']],
    ['a space on the side of Amazon', pair(TARO, ` ${TARO}`), ['email-differs-whitespace taro']],
    ['a line end in the cell', pair(`${TARO}\r\n`, TARO), ['email-differs-whitespace taro']],
    ['a zero-width space', pair('ta\u200bro@example.co.jp', TARO), ['email-differs-invisible taro']],
    ['a soft hyphen', pair(TARO, 'ta\u00adro@example.co.jp'), ['email-differs-invisible taro']],
    ['capitals in the domain', pair('taro@Example.CO.JP', TARO), ['email-differs-domain-form taro']],
    ['an ideographic full stop in the domain', pair('taro@example。co。jp', TARO), ['email-differs-domain-form taro']],
    ['a dot after the domain', pair(`${TARO}.`, TARO), ['email-differs-domain-form taro']],
    ['the domain in punycode', pair('taro@xn--wgv71a119e.example', 'taro@日本語.example'), ['email-differs-domain-form taro']],
    ['capitals before the @', pair('Taro@example.co.jp', TARO), ['email-differs-case taro']],
    ['full-width letters', pair('ｔａｒｏ@example.co.jp', TARO), ['email-differs-width taro']],
    ['a full-width @', pair('taro＠example.co.jp', TARO), ['email-differs-width taro']],
    ['a long vowel mark for a hyphen', pair('taroー1@example.co.jp', 'taro-1@example.co.jp'), ['email-differs-dash taro']],
    ['a typographic hyphen', pair('taro‐y@example.co.jp', 'taro-y@example.co.jp'), ['email-differs-dash taro']],
    ['a typographic apostrophe', pair('o’brien@example.co.jp', "o'brien@example.co.jp"), ['email-differs-dash taro']],
    ['a decomposed letter', pair('jose\u0301@example.co.jp', 'jos\u00e9@example.co.jp'), ['email-differs-composition taro']],
    [
      'the domain of before',
      pair('taro@old.example', 'taro@new.example'),
      ['email-differs-alias-domain taro'],
      ['--alias-domain', 'old.example=new.example'],
    ],
    ['a tag', pair(TARO, 'taro+amazon@example.co.jp'), ['email-differs-plus-tag taro']],
    [
      'a dot that the provider ignores',
      pair('taro.y@gmail.com', 'taroy@gmail.com'),
      ['email-differs-provider-rule taro', 'private-domain taro'],
    ],
    ['a Cyrillic letter', pair('t\u0430ro@example.co.jp', TARO), ['email-differs-lookalike taro']],
    ['a digit for a letter', pair('taro1@example.co.jp', 'tarol@example.co.jp'), ['email-differs-lookalike taro']],
    ['a letter too many', pair('tarou@example.co.jp', TARO), ['email-differs-typo taro']],
    ['two letters changed over', pair('atro@example.co.jp', TARO), ['email-differs-typo taro']],
    [
      'a number that is another',
      pair('desk01@example.co.jp', 'desk02@example.co.jp'),
      ['amazon-orphan desk02@example.co.jp', 'amazon-user-missing taro'],
    ],
    ['the first of several differences on the way', pair(' Ｔaro@EXAMPLE.co.jp', TARO), ['email-differs-width taro']],
  ])('%s', async (_, [neo, amazon], findings, options) => {
    const blocked = findings.some((line) => line.endsWith('taro') && !line.startsWith('private'));
    expect(await told(neo, amazon, options)).toMatchObject({ findings, exit: blocked ? 1 : 0, ready: 0, matched: blocked ? 0 : 1 });
  });

  it.each<[string, Person, Account, string[]]>([
    [
      'the same employee code',
      { work: 'yamada@example.co.jp', code: '00123' },
      { email: 'ty@example.com', code: '00123' },
      ['person-match taro'],
    ],
    [
      'the same name in a group called like the organization',
      { work: 'yamada@example.co.jp', organization: '営業部' },
      { email: 'ty@example.com', name: '山田太郎', group: '営業部' },
      ['person-match taro'],
    ],
    [
      'the same name and nothing else',
      { work: 'yamada@example.co.jp', organization: '営業部' },
      { email: 'ty@example.com', name: '山田太郎', group: '総務部' },
      ['amazon-orphan ty@example.com', 'amazon-user-missing taro'],
    ],
    [
      'another address in NEO',
      { work: 'yamada@example.co.jp', mobile: 't@example.com' },
      { email: 't@example.com' },
      ['other-email-matches taro'],
    ],
    ['another address in NEO and none at work', { mobile: 't@example.com' }, { email: 't@example.com' }, ['other-email-matches taro']],
    ['no address at all', {}, { email: TARO }, ['amazon-orphan taro@example.co.jp', 'work-email-missing taro']],
    ['blanks for an address', { work: '\u3000 ' }, { email: TARO }, ['amazon-orphan taro@example.co.jp', 'work-email-missing taro']],
    [
      'no top-level domain',
      { work: 'taro@example' },
      { email: 'x@example.co.jp' },
      ['amazon-orphan x@example.co.jp', 'work-email-malformed taro'],
    ],
    ['no @', { work: 'nobody' }, { email: 'x@example.co.jp' }, ['amazon-orphan x@example.co.jp', 'work-email-malformed taro']],
    ['two addresses in a cell', { work: `a@example.co.jp; ${TARO}` }, { email: TARO }, ['work-email-malformed taro']],
    ['a name around the address', { work: `山田 <${TARO}>` }, { email: TARO }, ['work-email-malformed taro']],
    ['mailto before it', { work: `mailto:${TARO}` }, { email: TARO }, ['work-email-malformed taro']],
    ['nobody', { work: TARO }, { email: 'zzz@example.com' }, ['amazon-orphan zzz@example.com', 'amazon-user-missing taro']],
    ['an inactive account', { work: TARO }, { email: TARO, state: '無効' }, ['amazon-user-inactive taro']],
    ['an invitation of unknown age', { work: TARO }, { email: TARO, state: '招待中' }, ['amazon-invitation-pending taro']],
    ['15 days left', { work: TARO }, { email: TARO, state: '招待中', invited: '2026/09/10' }, ['amazon-invitation-pending taro']],
    ['14 days left', { work: TARO }, { email: TARO, state: '招待中', invited: '2026/09/09' }, ['amazon-invitation-expiring taro']],
    ['the last day', { work: TARO }, { email: TARO, state: '招待中', invited: '2026-08-26' }, ['amazon-invitation-expiring taro']],
    ['a day too late', { work: TARO }, { email: TARO, state: '招待中', invited: '2026年8月25日' }, ['amazon-invitation-expired taro']],
    ['no punchout role', { work: TARO }, { email: TARO, role: '購買担当者' }, ['punchout-role-missing taro']],
    [
      'an invitation without the role',
      { work: TARO },
      { email: TARO, role: '管理者', state: '招待中' },
      ['amazon-invitation-pending taro', 'punchout-role-missing taro'],
    ],
    [
      'a placeholder for an address',
      { work: 'なし' },
      { email: 'x@example.co.jp' },
      ['amazon-orphan x@example.co.jp', 'work-email-missing taro'],
    ],
    ['a locked-out user', { work: TARO, state: 'ログイン拒否' }, { email: TARO }, ['amazon-user-of-suspended taro']],
    ['a locked user', { work: TARO, state: 'ロック' }, { email: TARO }, ['amazon-user-of-suspended taro']],
    ['a leaver still at Amazon', { work: TARO, state: '使用停止' }, { email: TARO }, ['amazon-user-of-suspended taro']],
    [
      'a deleted leaver of another spelling',
      { work: 'Taro@example.co.jp', state: '削除' },
      { email: TARO },
      ['amazon-user-of-suspended taro'],
    ],
    ['a leaver who left Amazon too', { work: TARO, state: '使用停止' }, { email: TARO, state: '無効' }, []],
    ['a leaver whose address is no one’s', { work: '', state: '使用停止' }, { email: TARO }, ['amazon-orphan taro@example.co.jp']],
    ['a mailbox of many', { work: 'info@example.co.jp' }, { email: 'info@example.co.jp' }, ['shared-mailbox taro']],
    ['a free mailbox', { work: 'taro@yahoo.co.jp' }, { email: 'taro@yahoo.co.jp' }, ['private-domain taro']],
    ['a mobile carrier', { work: 'taro@docomo.ne.jp' }, { email: 'taro@docomo.ne.jp' }, ['private-domain taro']],
  ])('%s', async (_, person, account, findings) => {
    expect((await told(neoOf(person), amazonOf(account))).findings).toEqual(findings);
  });
});

describe('several people and accounts', () => {
  it.each<[string, Person[], Account[], string[], number]>([
    [
      'two people with one address',
      [
        { login: 'a', work: TARO },
        { login: 'b', name: '佐藤 花', work: TARO },
      ],
      [{ email: TARO }],
      ['work-email-duplicate a', 'work-email-duplicate b'],
      0,
    ],
    [
      'two people with each other’s address, by the names of the accounts',
      [
        { login: 'a', name: '山田 太郎', work: 'hana@example.co.jp' },
        { login: 'b', name: '佐藤 花', work: TARO },
      ],
      [
        { email: TARO, name: '山田 太郎' },
        { email: 'hana@example.co.jp', name: '佐藤 花' },
      ],
      ['work-email-swapped a', 'work-email-swapped b'],
      2,
    ],
    [
      'two people with each other’s address, proved by the codes of the accounts',
      [
        { login: 'a', name: '山田 太郎', code: '001', work: 'hana@example.co.jp' },
        { login: 'b', name: '佐藤 花', code: '002', work: TARO },
      ],
      [
        { email: TARO, name: 'Taro Yamada', code: '001' },
        { email: 'hana@example.co.jp', name: 'Hana Sato', code: '002' },
      ],
      ['work-email-swapped a', 'work-email-swapped b'],
      0,
    ],
    [
      'a person with a new family name',
      [
        { login: 'a', name: '山田 花', work: 'hana@example.co.jp' },
        { login: 'b', name: '佐藤 太郎', work: TARO },
      ],
      [
        { email: TARO, name: '佐藤 太郎' },
        { email: 'hana@example.co.jp', name: '佐藤 花' },
      ],
      [],
      2,
    ],
    [
      'two people whose addresses differ by a capital',
      [
        { login: 'a', work: TARO },
        { login: 'b', name: '佐藤 花', work: 'TARO@example.co.jp' },
      ],
      [{ email: TARO }],
      ['email-differs-case b', 'work-email-duplicate a', 'work-email-duplicate b'],
      0,
    ],
    [
      'somebody who came back under a new login',
      [
        { login: 'old', work: TARO, state: '使用停止' },
        { login: 'new', work: TARO },
      ],
      [{ email: TARO }],
      [],
      1,
    ],
    [
      'two accounts with one address',
      [{ login: 'a', work: TARO }],
      [
        { email: TARO, name: '山田 太郎' },
        { email: TARO, name: '山田 次郎' },
      ],
      ['amazon-email-duplicate a'],
      0,
    ],
    [
      'two accounts whose addresses differ by a capital',
      [{ login: 'a', work: TARO }],
      [{ email: TARO }, { email: 'TARO@example.co.jp' }],
      ['amazon-email-duplicate a'],
      0,
    ],
    [
      'two accounts with one address that nobody has',
      [{ login: 'a', work: 'hana@example.co.jp' }],
      [{ email: 'hana@example.co.jp' }, { email: TARO, name: '山田 太郎' }, { email: TARO, name: '山田 次郎' }],
      ['amazon-email-duplicate taro@example.co.jp'],
      1,
    ],
    [
      'one account in two groups, the role in one of them',
      [{ login: 'a', work: TARO }],
      [
        { email: TARO, group: '東京', role: '購買担当者' },
        { email: TARO, group: '大阪' },
      ],
      [],
      1,
    ],
    [
      'numbered neighbours of whom one is missing',
      [
        { login: 'd1', name: '山田 一', work: 'desk01@example.co.jp' },
        { login: 'd2', name: '山田 二', work: 'desk02@example.co.jp' },
      ],
      [{ email: 'desk01@example.co.jp' }, { email: 'desk03@example.co.jp' }],
      ['amazon-orphan desk03@example.co.jp', 'amazon-user-missing d2'],
      1,
    ],
    [
      'an account that is somebody else’s is nobody’s typing mistake',
      [
        { login: 'a', work: TARO },
        { login: 'b', name: '山田 太朗', work: 'tarou@example.co.jp' },
      ],
      [{ email: TARO }],
      ['amazon-user-missing b'],
      1,
    ],
    [
      'the private address of one is the work address of another',
      [
        { login: 'a', work: TARO },
        { login: 'b', name: '佐藤 花', work: 'sato@example.co.jp', mobile: TARO },
      ],
      [{ email: TARO }],
      ['amazon-user-missing b'],
      1,
    ],
    [
      'a leaver with two accounts',
      [{ login: 'old', work: TARO, state: '使用停止' }],
      [
        { email: TARO, name: '山田 太郎' },
        { email: 'TARO@example.co.jp', name: '山田 太郎' },
      ],
      ['amazon-email-duplicate TARO@example.co.jp', 'amazon-user-of-suspended old'],
      0,
    ],
    [
      'a capital apart from two accounts',
      [{ login: 'a', work: 'Taro@example.co.jp' }],
      [
        { email: TARO, name: '山田 太郎' },
        { email: TARO, name: '山田 次郎' },
      ],
      ['amazon-email-duplicate a', 'email-differs-case a'],
      0,
    ],
  ])('%s', async (_, people, accounts, findings, matched) => {
    expect(await told(neoOf(...people), amazonOf(...accounts))).toMatchObject({ findings, ready: 0, matched });
  });
});

describe('the same lists in other clothes', () => {
  const NEO_JA = `ログインID,氏名,職場用メールアドレス,使用停止フラグ\r\ntaro,山田 太郎,Taro@example.co.jp,0\r\nold,旧 人,old@example.co.jp,1\r\n`;
  const AMAZON_JA = `氏名,メールアドレス,役割\r\n山田 太郎,${TARO},購買担当者;パンチアウト\r\n旧 人,old@example.co.jp,パンチアウト\r\n`;
  const NEO_EN = `Login ID,Full name,Work e-mail,Suspended\nold,Old Person,old@example.co.jp,1\ntaro,Yamada Taro,Taro@example.co.jp,0\n`;
  const AMAZON_EN = `User role,First name,Last name,User e-mail\nPunchout user,Taro,Yamada,${TARO}\n"Requisitioner, Punchout User",Old,Person,old@example.co.jp\n`;
  const tabbed = (text: string): string => text.replaceAll('Requisitioner, ', 'Requisitioner; ').replaceAll(',', '\t');
  const utf16 = (text: string, mark = '\ufeff'): Buffer => Buffer.from(mark + text, 'utf16le');
  const FINDINGS = ['amazon-user-of-suspended old', 'email-differs-case taro'];

  it.each<[string, Uint8Array | string, Uint8Array | string]>([
    ['Japanese headers', NEO_JA, AMAZON_JA],
    ['English headers, another order', NEO_EN, AMAZON_EN],
    ['one list in each language', NEO_JA, AMAZON_EN],
    ['tabs', tabbed(NEO_JA), tabbed(AMAZON_EN)],
    ['semicolons', NEO_JA.replaceAll(',', ';'), tabbed(AMAZON_EN).replaceAll(';', ',').replaceAll('\t', ';')],
    ['CP932', iconv.encode(NEO_JA, 'cp932'), iconv.encode(AMAZON_JA, 'cp932')],
    ['UTF-8 with a mark', `\ufeff${NEO_JA}`, `\ufeff${AMAZON_JA}`],
    ['UTF-16 with a mark, tabs: Excel’s Unicode text', utf16(tabbed(NEO_JA)), utf16(tabbed(AMAZON_EN))],
    ['UTF-16 without a mark', utf16(NEO_JA, ''), utf16(AMAZON_JA, '')],
    ['a title above the header, blank lines', `ユーザー一覧\r\n\r\n${NEO_JA}\r\n\r\n`, `Users as of 2026-11-24\n\n${AMAZON_EN}\n`],
    ['every cell in quotes', NEO_JA.replaceAll(/[^,\r\n]+/g, '"$&"'), AMAZON_JA.replaceAll(/[^,\r\n]+/g, '"$&"')],
    ['line feeds alone, none at the end', NEO_JA.replaceAll('\r\n', '\n').trimEnd(), AMAZON_JA.replaceAll('\r\n', '\n').trimEnd()],
    ['carriage returns alone', NEO_JA.replaceAll('\r\n', '\r'), AMAZON_JA.replaceAll('\r\n', '\r')],
  ])('%s', async (_, neo, amazon) => {
    expect(await told(neo, amazon)).toMatchObject({ findings: FINDINGS, exit: 1, ready: 0 });
  });
});
