import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { matchColumns, requireColumns } from '#main/files/columns/mapping.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import { prematchLists, readAmazonList, readNeoList, toAmazonUsers, toNeoUsers } from '#main/files/lists/directory-rows.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { DEFAULT_EMAIL_POLICY, getAddressDomain } from '#shared/domain/email/index.ts';
import { type Audit, auditDirectory } from '#shared/domain/readiness/audit.ts';
import { hashAddress } from '#shared/domain/readiness/evidence/company-writing.ts';
import type { AuditPolicy } from '#shared/domain/readiness/policy.ts';
import { auditWithoutPrematched, type PrematchedMarks } from '#shared/domain/readiness/prematched.ts';
import { anyAddress, shuffle } from '../../support/directories.ts';

type Row = Readonly<Record<string, string>>;

/** Generates few different addresses, so that many people have the same or a similar one. */
const anyPlainAddress = fc
  .tuple(
    fc.constantFrom('tanaka', 'suzuki.t', 'sato_01', 'info', 'sales-2', 'n', 'a.b-c', '-x', 'ab.', 'tanaka1', 'kaigi'),
    fc.nat(30),
    fc.constantFrom(
      'example.co.jp',
      'sub.example.co.jp',
      'other.example',
      'gmail.com',
      'old.example',
      'localhost',
      'a.1',
      'x--y.example',
      'docomo.ne.jp',
    ),
  )
  .map(([local, number, domain]) => (number > 12 ? `${local}${number}@example.co.jp` : `${local}@${domain}`));
const anyCell = fc.oneof({ weight: 6, arbitrary: anyPlainAddress }, { weight: 3, arbitrary: anyAddress }, fc.constant(''));
const rarely = (arbitrary: fc.Arbitrary<string>) => fc.oneof({ weight: 8, arbitrary: fc.constant('') }, { weight: 1, arbitrary });
const anyName = fc.constantFrom(
  '田中 太郎',
  '鈴木　花子',
  '髙橋 一',
  '﨑山 ゑ',
  '共有 太郎',
  '営業部',
  'テスト',
  'Tanaka',
  '"田"',
  '田中\n太郎',
  '㈱受付',
  '',
  'すずき はなこ',
  'Taro TANAKA',
);

const anyNeoRow: fc.Arbitrary<Row> = fc.record({
  ID: fc.nat(99).map(String),
  氏名: anyName,
  ログインID: fc.constantFrom('', 'tanaka', 'suzuki.t', 'n'),
  ふりがな: fc.constantFrom('', 'タナカ タロウ', 'すずき はなこ'),
  社員番号: fc.constantFrom('', '001', '002'),
  職場用メールアドレス: anyCell,
  携帯用メールアドレス: rarely(anyCell),
  自宅用メールアドレス: rarely(anyCell),
  その他メールアドレス: rarely(anyCell),
  使用停止フラグ: rarely(fc.constant('1')),
  ログイン拒否フラグ: rarely(fc.constant('1')),
  削除フラグ: rarely(fc.constant('1')),
});
const anyAmazonRow: fc.Arbitrary<Row> = fc.record({
  氏名: anyName,
  社員番号: fc.constantFrom('', '001', '002'),
  Eメールアドレス: anyCell,
  役割: fc.constantFrom('パンチアウト', 'パンチアウト', 'パンチアウト', '購買依頼者'),
  グループ: fc.constantFrom('総務部', '営業部'),
  ステータス: fc.constantFrom('有効', '有効', '有効', '招待中', '無効', ''),
  招待日: fc.constantFrom('', '2026/04/01', '3/4/2026', '25/4/2026'),
});

const blank = (columns: readonly string[]): Row => Object.fromEntries(columns.map((name) => [name, '']));
const NEO_COLUMNS = [
  'ID',
  'ログインID',
  '氏名',
  'ふりがな',
  '社員番号',
  '職場用メールアドレス',
  '携帯用メールアドレス',
  '自宅用メールアドレス',
  'その他メールアドレス',
];
const NEO_FLAGS = ['使用停止フラグ', 'ログイン拒否フラグ', '削除フラグ'];
const soundPerson: Row = { ...blank([...NEO_COLUMNS, ...NEO_FLAGS]), 氏名: '鈴木 花子' };
const soundAccount: Row = {
  ...blank(['氏名', '社員番号', 'Eメールアドレス', '役割', 'グループ', 'ステータス', '招待日']),
  役割: 'パンチアウト',
  ステータス: '有効',
};

/** Generates a person who is in both lists with the same address, which usually no one else has. */
const anyCouple = fc
  .record({
    person: fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom(soundPerson, soundPerson, { ...soundPerson, 携帯用メールアドレス: 'hanako.s@mobile.example' }),
      },
      { weight: 1, arbitrary: anyNeoRow },
    ),
    account: fc.oneof({ weight: 4, arbitrary: fc.constant(soundAccount) }, { weight: 1, arbitrary: anyAmazonRow }),
    local: fc.constantFrom('tanaka.N', 'tanaka.N', 'suzuki.t.N', 'sato_01-N', 'N', 'info.N', 'sales-2.N', 'no-reply', 'noreply'),
    domain: fc.constantFrom(
      ...['example.co.jp', 'example.co.jp', 'example.co.jp', 'sub.example.co.jp', 'old.example', 'other.example', 'gmail.com'],
      ...['1.22', 'a.b', 'localhost', 'x--y.example', 'x-.example', 'exa_mple.co.jp', '.example'],
    ),
    twin: fc.constantFrom(false, false, false, true),
    privately: fc.constantFrom('xy', 'as-spelt', 'xyz'),
    echo: fc.constantFrom('', '', '', '', 'neo', 'neo-other', 'old-domain', 'amazon', 'both', 'swapped', 'swapped'),
    known: fc.subarray(['name', 'romaji', 'code', 'login'] as const, { minLength: 1 }),
    spelling: fc.constantFrom<(address: string) => string>(
      (address) => address,
      (address) => address.toUpperCase(),
      (address) => `${address} `,
      (address) => address.replace('@', '＠'),
      (address) => address.slice(1),
    ),
  })
  .map(({ person, account, local, domain, twin, privately, echo, known, spelling }) => {
    const address = (i: number): string => `${local.replace('N', String(20 + i - Number(twin)))}@${domain}`;
    const neo = (email: string): Row => ({ ...person, 職場用メールアドレス: email });
    const amazon = (email: string): Row => ({ ...account, Eメールアドレス: email });
    // Two people with swapped addresses, and their data in Amazon's list.
    const swapped = (i: number): readonly { neo: Row; amazon: Row }[] =>
      [
        { name: '田中 太郎', kana: 'タナカ タロウ', romaji: 'Taro TANAKA', code: `${i}1`, own: address(i), other: `y${address(i)}` },
        { name: '鈴木 花子', kana: 'すずき はなこ', romaji: 'Suzuki Hanako', code: `${i}2`, own: `y${address(i)}`, other: address(i) },
      ].map(({ name, kana, romaji, code, own, other }) => ({
        neo: {
          ...neo(other),
          氏名: name,
          ふりがな: kana,
          社員番号: code,
          ログインID: known.includes('login') ? own.slice(0, own.indexOf('@')) : '',
        },
        amazon: {
          ...amazon(own),
          氏名: known.includes('name') ? name : known.includes('romaji') ? romaji : '',
          社員番号: known.includes('code') ? code : '',
        },
      }));
    return {
      neo: (i: number): Row[] => [
        ...(echo === 'swapped' ? swapped(i).map((one) => one.neo) : [neo(address(i))]),
        ...(echo === 'neo' || echo === 'both' ? [neo(spelling(address(i)))] : []),
        ...(echo === 'old-domain'
          ? [neo(`zz${i}@example.co.jp`), { ...neo(`other.${address(i)}`), 携帯用メールアドレス: `zz${i}@example.co.jp` }]
          : []),
        // Another person has the address that would be suggested as a private address.
        ...(echo === 'neo-other'
          ? [
              neo(`x${address(i)}`),
              {
                ...neo(`other.${address(i)}`),
                携帯用メールアドレス: privately === 'as-spelt' ? spelling(`xy${address(i)}`) : `${privately}${address(i)}`,
              },
            ]
          : []),
      ],
      amazon: (i: number): Row[] => [
        ...(echo === 'swapped' ? swapped(i).map((one) => one.amazon) : [amazon(address(i))]),
        ...(echo === 'amazon' || echo === 'both' ? [amazon(spelling(address(i)))] : []),
        ...(echo === 'old-domain' ? [amazon(`zz${i}@old.example`), amazon(`other.${address(i)}`)] : []),
        ...(echo === 'neo-other' ? [amazon(spelling(`xy${address(i)}`)), amazon(`other.${address(i)}`)] : []),
      ],
    };
  });

/** Generates encodings and formats of a list. */
const anyForm = fc.record({
  encoding: fc.constantFrom('utf8', 'utf8-bom', 'cp932', 'utf16le'),
  delimiter: fc.constantFrom(',', '\t', ';'),
  end: fc.constantFrom('\r\n', '\n', '\r'),
  quoteAll: fc.boolean(),
  excel: fc.boolean(),
  title: fc.boolean(),
  leftOut: fc.constantFrom('', '携帯用メールアドレス', 'ステータス', '役割', 'グループ'),
});

function written(rows: readonly Row[], form: typeof anyForm extends fc.Arbitrary<infer T> ? T : never): Uint8Array {
  const columns = Object.keys(rows[0] as Row).filter((name) => name !== form.leftOut);
  const quoted = (text: string): string => {
    if (form.excel && /^\d+$/.test(text)) return `="${text}"`;
    return form.quoteAll || /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [columns, ...rows.map((row) => columns.map((name) => row[name] as string))].map((cells) =>
    cells.map(quoted).join(form.delimiter),
  );
  const text = [...(form.title ? ['一覧'] : []), ...lines, ''].join(form.end);
  switch (form.encoding) {
    case 'cp932':
      return iconv.encode(text, 'cp932');
    case 'utf16le':
      return Buffer.from(`\ufeff${text.toWellFormed()}`, 'utf16le');
    default:
      return Buffer.from((form.encoding === 'utf8-bom' ? '\ufeff' : '') + text);
  }
}

const POLICIES: readonly AuditPolicy[] = [
  { email: DEFAULT_EMAIL_POLICY, today: '2026-11-24' },
  {
    email: { ...DEFAULT_EMAIL_POLICY, companyDomains: ['example.co.jp'], aliasDomains: [{ from: 'old.example', to: 'example.co.jp' }] },
    today: '2026-11-24',
  },
];

function listsOf(neoBytes: Uint8Array, amazonBytes: Uint8Array) {
  const list = (kind: 'neo-users' | 'amazon-users', bytes: Uint8Array) => {
    const table = readCsvTable(bytes, 'a.csv');
    return [table, requireColumns(kind, matchColumns(kind, table.header), table.header, 'a.csv'), 'a.csv'] as const;
  };
  return { neo: list('neo-users', neoBytes), amazon: list('amazon-users', amazonBytes) };
}

/** Returns the domains and hashes of the prematched people's addresses, determined by bytes and by text. */
function addressesSeen({ neo, addresses: { domains, hashes } }: PrematchedMarks, users: readonly NeoUser[]) {
  const people = users.flatMap(({ workEmail }, at) => (neo[at] === 1 ? [{ workEmail, hash: hashes[at] }] : []));
  const counted = new Map<string, number>();
  for (const { workEmail } of people) counted.set(getAddressDomain(workEmail), (counted.get(getAddressDomain(workEmail)) ?? 0) + 1);
  return {
    byBytes: { domains, hashes: people.map(({ hash }) => hash) },
    byTexts: { domains: counted, hashes: people.map(({ workEmail }) => hashAddress(workEmail)) },
  };
}

function prematchedAndWhole(
  neoBytes: Uint8Array,
  amazonBytes: Uint8Array,
  policy: AuditPolicy,
): { prematched: number; addresses: ReturnType<typeof addressesSeen>; fast: Audit; whole: Audit } {
  const { neo, amazon } = listsOf(neoBytes, amazonBytes);
  const rest = { organizations: [], approvers: [] };
  const { prematched, ...users } = prematchLists(readNeoList(...neo), readAmazonList(...amazon), policy.email);
  return {
    prematched: prematched.neo.reduce((sum, mark) => sum + mark, 0),
    addresses: addressesSeen(prematched, users.neoUsers),
    fast: auditWithoutPrematched({ ...users, ...rest }, prematched, policy),
    whole: auditDirectory({ neoUsers: toNeoUsers(...neo), amazonUsers: toAmazonUsers(...amazon), ...rest }, policy),
  };
}

describe('lists prematched by their bytes', () => {
  it('give the same audit result, for any content and spelling', () => {
    let prematchedBefore = 0;
    let audits = 0;
    let swaps = 0;
    fc.assert(
      fc.property(
        fc.array(anyNeoRow, { minLength: 1, maxLength: 12 }),
        fc.array(anyAmazonRow, { minLength: 1, maxLength: 12 }),
        fc.array(anyCouple, { maxLength: 20 }),
        fc.nat(1000),
        anyForm,
        anyForm,
        fc.constantFrom(...POLICIES),
        (neoRows, amazonRows, couples, seed, neoForm, amazonForm, policy) => {
          const neo = shuffle([...neoRows, ...couples.flatMap((couple, i) => couple.neo(i))], seed);
          const amazon = shuffle([...amazonRows, ...couples.flatMap((couple, i) => couple.amazon(i))], seed + 1);
          const bytes = [written(neo, neoForm), written(amazon, amazonForm)] as const;
          let answer: ReturnType<typeof prematchedAndWhole>;
          try {
            answer = prematchedAndWhole(...bytes, policy);
          } catch (error) {
            // An unreadable list is refused before any row is prematched: bad-input.test.ts.
            if (!(error instanceof ExpectedError)) throw error;
            fc.pre(false);
            return;
          }
          expect(answer.fast).toEqual(answer.whole);
          expect(answer.addresses.byBytes).toEqual(answer.addresses.byTexts);
          prematchedBefore += answer.prematched;
          swaps += answer.whole.summary.byCode['work-email-swapped'] ?? 0;
          audits++;
        },
      ),
      { numRuns: 800 },
    );
    expect(prematchedBefore).toBeGreaterThan(audits / 3);
    expect(swaps).toBeGreaterThan(audits / 10);
  });

  it('have their domains counted, more of them than are found by bytes', () => {
    const emails = Array.from({ length: 60 }, (_, i) => `t.tanaka.${i}@d${i % 20}.example.co.jp`);
    const form = { encoding: 'cp932', delimiter: ',', end: '\r\n', quoteAll: false, excel: false, title: false, leftOut: '' } as const;
    const neo = emails.map((email, i) => ({ ID: String(i), 氏名: '田中 太郎', 職場用メールアドレス: email }));
    const amazon = emails.map((email) => ({ 氏名: '田中 太郎', Eメールアドレス: email, 役割: 'パンチアウト', グループ: '総務部' }));
    const { addresses } = prematchedAndWhole(written(neo, form), written(amazon, form), POLICIES[0] as AuditPolicy);
    expect(addresses.byBytes).toEqual(addresses.byTexts);
    expect(addresses.byBytes.domains.size).toBe(20);
  });

  it('are prematched but for those of whom there is something to say', () => {
    const people = Array.from({ length: 50 }, (_, i) => ({ name: '田中 太郎', email: `t.tanaka.${i}@example.co.jp` }));
    const neo = people.map(({ name, email }, i) => ({
      ID: String(i),
      氏名: name,
      職場用メールアドレス: i === 7 ? email.toUpperCase() : email,
    }));
    const amazon = people.map(({ name, email }) => ({ 氏名: name, Eメールアドレス: email, 役割: 'パンチアウト', グループ: '総務部' }));
    for (const encoding of ['utf8', 'cp932', 'utf16le'] as const) {
      const form = { encoding, delimiter: ',', end: '\r\n', quoteAll: false, excel: false, title: false, leftOut: '' } as const;
      const { prematched, fast, whole } = prematchedAndWhole(written(neo, form), written(amazon, form), POLICIES[1] as AuditPolicy);
      expect(prematched).toBe(49);
      expect(fast).toEqual(whole);
      expect(fast.summary.byCode).toEqual({ 'email-differs-case': 1 });
    }
  });
});
