import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchColumns, requireColumns } from '#main/files/columns/mapping.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import { toAmazonUsers, toNeoUsers } from '#main/files/lists/directory-rows.ts';
import type { ListKind } from '#shared/contract/imports/imports.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import { readXlsxTable, toOrganizations } from '../../support/read-rows.ts';
import { type Column, fileOf, type Layout, layoutOf, ORGANIZATIONS, type Person, people, rowsOf } from '../../support/real-exports.ts';

function open(kind: ListKind, layout: Layout, rows: readonly (readonly string[])[]) {
  const bytes = fileOf(rows, layout.format);
  const table = layout.format === 'xlsx' ? readXlsxTable(bytes, 'list', kind) : readCsvTable(bytes, 'list');
  return [table, requireColumns(kind, matchColumns(kind, table.header, {}, table), table.header, 'list'), 'list'] as const;
}

const SWITCHES: readonly Column[] = ['職場用', '携帯用', '自宅用', 'その他'].flatMap((kind) =>
  ['通知設定', '公開設定'].map((what): Column => ({ header: `${kind}メールアドレス${what}`, cellOf: (_, at) => String(at % 2) })),
);
/** Columns that the import ignores, some with headers similar to used ones. */
const OTHERS: readonly Column[] = [
  { header: 'パスワード', cellOf: () => '********' },
  { header: 'ユーザーレベル', cellOf: () => '一般' },
  { header: '役職コード', cellOf: (_, at) => String(at) },
  { header: '夏時間', cellOf: () => '' },
  { header: '休日カレンダーID', cellOf: () => '1' },
  { header: '携帯電話番号', cellOf: () => '090-0000-0000' },
];
const separators = [';', '|', ',', '\n', '、', ' ; ', ', '];
/** Generates layouts of a user list whose address columns have full names, or only their kind as below a merged header メールアドレス. */
const neoLayout = fc
  .record({
    separator: fc.constantFrom(...separators),
    bare: fc.boolean(),
    organization: fc.constantFrom('組織', '所属組織', 'デフォルト組織', '組織名'),
  })
  .chain(({ separator, bare, organization }) =>
    layoutOf([
      { header: 'ID', cellOf: ({ id }) => id },
      { header: 'ログインID', cellOf: ({ login }) => login },
      { header: '氏名', cellOf: ({ name }) => name },
      { header: bare ? '職場' : '職場用メールアドレス', cellOf: ({ work }) => work },
      { header: bare ? '携帯' : '携帯用メールアドレス', cellOf: ({ mobile }) => mobile },
      { header: organization, cellOf: ({ organizations }) => organizations.join(separator) },
      { header: '使用停止フラグ', cellOf: (_, at) => (at % 5 === 4 ? '1' : '') },
      ...SWITCHES,
      ...OTHERS,
    ]),
  );

describe('a list of NEO users, with any columns, titles, separator and format', () => {
  it('is read as the people that were written', () => {
    fc.assert(
      fc.property(neoLayout, people, (layout, list) => {
        const users = toNeoUsers(...open('neo-users', layout, rowsOf(layout, list)));
        const read = users.map(({ id, loginId, name, workEmail, mobileEmail, homeEmail, otherEmail, organizations, state }) => [
          ...[id, loginId, name, workEmail, mobileEmail, homeEmail + otherEmail, organizations, state],
        ]);
        const isMobileKnown = list.some(({ mobile }) => mobile !== '');
        expect(read).toEqual(
          list.map(({ id, login, name, work, mobile, organizations }, at) => [
            ...[id, login, name, work, isMobileKnown ? mobile : '', '', organizations, at % 5 === 4 ? 'suspended' : 'active'],
          ]),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('reports file, row and column of text beyond its last column', () => {
    fc.assert(
      fc.property(
        neoLayout.filter(({ format }) => format !== 'xlsx'),
        people,
        fc.nat(),
        (layout, list, pick) => {
          const rows = rowsOf(layout, list);
          const first = layout.titles.length + 1;
          const at = first + (pick % list.length);
          (rows[at] as string[]).push('余分');
          const lines = rows.slice(0, at).reduce((sum, cells) => sum + 1 + cells.join('').split('\n').length - 1, 1);
          const beyond = layout.columns.length + 1;
          const params = { file: 'list', row: lines, columnNumber: beyond, expected: beyond - 1, found: beyond };
          expect(() => open('neo-users', layout, rows)).toThrow(
            expect.objectContaining({ failure: { code: 'file-row-too-long', params } }),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a list of organizations, with any columns, titles and format', () => {
  /** Returns the parent in a tree: each organization is below the one before the previous. */
  const parentOf = (at: number): number => (at < 2 ? at - 1 : at - 2);
  const references = [(at: number) => `*${at + 1}`, (at: number) => `@C${at + 1}`, (at: number) => ORGANIZATIONS[at] as string];
  const list = ORGANIZATIONS.map(
    (name, at): Person => ({ id: String(at + 1), login: `C${at + 1}`, name, work: '', mobile: '', organizations: [] }),
  );
  const layout = fc
    .record({
      refer: fc.constantFrom(...references),
      code: fc.constantFrom('企業内組織コード', '組織コード', '会社組織コード'),
      parent: fc.constantFrom('親組織', '上位組織', '親組織ID', '親組織の企業内組織コード'),
    })
    .chain(({ refer, code, parent }) =>
      layoutOf([
        { header: 'ID', cellOf: ({ id }) => id },
        { header: code, cellOf: ({ login }) => login },
        { header: '組織名', cellOf: ({ name }) => name },
        { header: parent, cellOf: (_, at) => (parentOf(at) < 0 ? '' : refer(parentOf(at))) },
        { header: '休日カレンダーID', cellOf: () => '7' },
        { header: '休日カレンダーを下位組織でも使用', cellOf: () => '1' },
        { header: '上位組織の休日カレンダーを使用する', cellOf: () => '1' },
      ]),
    );

  it('is read as the tree that was written', () => {
    fc.assert(
      fc.property(layout, (each) => {
        expect(toOrganizations(...open('organizations', each, rowsOf(each, list)))).toEqual(
          list.map(({ id, login, name }, at) => ({ id, code: login, name, parentId: parentOf(at) < 0 ? null : String(parentOf(at) + 1) })),
        );
      }),
      { numRuns: 80 },
    );
  });
});

/** Every known word for a state, with the code of the finding that it causes. */
const STATES: readonly (readonly [word: string, code: string | null])[] = [
  ...['Accepted', 'Active', '有効', '承認済み'].map((word) => [word, null] as const),
  ...['Pending', 'Invite sent', '招待中', '招待を送信済み', '招待承認待ち'].map((word) => [word, 'amazon-invitation-pending'] as const),
  ...['Expiring', 'Expiring soon', 'まもなく期限切れ'].map((word) => [word, 'amazon-invitation-expiring'] as const),
  ...['Expired', 'Invite expired', '期限切れ', '招待期限切れ'].map((word) => [word, 'amazon-invitation-expired'] as const),
  ...['Removed', 'Deactivated', '削除済み', '無効'].map((word) => [word, 'amazon-user-inactive'] as const),
  ...['審査中', '△', ''].map((word) => [word, 'amazon-state-unknown'] as const),
];

describe('a list of Amazon users, with any columns, titles and format', () => {
  const TODAY = '2026-11-24';
  const layout = fc
    .record({ picks: fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), dated: fc.boolean() })
    .chain(({ picks, dated }) => {
      const stateOf = (at: number) => STATES[(picks[at % picks.length] as number) % STATES.length] as (typeof STATES)[number];
      return layoutOf([
        { header: 'Eメールアドレス', cellOf: ({ work }) => work },
        { header: 'ユーザーの氏名', cellOf: ({ name }) => name },
        { header: 'ロール', cellOf: () => '購買依頼者, パンチアウト' },
        { header: 'ビジネスグループ', cellOf: ({ organizations }) => organizations.join('; ') },
        { header: 'ステータス', cellOf: (_, at) => stateOf(at)[0] },
        ...(dated ? [{ header: '招待日', cellOf: (_: Person, at: number) => (at % 3 === 0 ? '' : '2026/11/20') }] : []),
        { header: '招待者のメールアドレス', cellOf: () => 'admin@example.co.jp' },
      ]).map((each) => ({ each, stateOf }));
    });

  it('reports for everyone what the state word means, with and without a day', () => {
    fc.assert(
      fc.property(layout, people, ({ each, stateOf }, list) => {
        const amazonUsers = toAmazonUsers(...open('amazon-users', each, rowsOf(each, list)));
        expect(amazonUsers.map(({ groups }) => groups)).toEqual(list.map(({ organizations }) => organizations));
        const neoUsers = list.map(({ id, login, name, work }) => ({
          ...{
            id,
            loginId: login,
            name,
            workEmail: work,
            kana: '',
            employeeCode: '',
            title: '',
            mobileEmail: '',
            homeEmail: '',
            otherEmail: '',
          },
          ...{ state: 'active' as const, organizations: [] },
        }));
        const { findings } = auditDirectory(
          { neoUsers, amazonUsers, organizations: [], approvers: [] },
          { email: DEFAULT_EMAIL_POLICY, today: TODAY },
        );
        const codesOf = (at: number) => findings.filter(({ neoIndex }) => neoIndex === at).map(({ code }) => code);
        list.forEach((_, at) => {
          const [, code] = stateOf(at);
          const told = codesOf(at).filter((found) => found.startsWith('amazon-'));
          expect(told).toEqual(code === null ? [] : [code]);
        });
      }),
      { numRuns: 150 },
    );
  });

  it('contains the same people if each group is a separate row, without the groups that people left', () => {
    fc.assert(
      fc.property(people, fc.constantFrom('utf8' as const, 'cp932' as const, 'xlsx' as const), fc.nat(), (list, format, seed) => {
        const rows = list.flatMap(({ work, name, organizations }, at) =>
          ORGANIZATIONS.filter((group, place) => organizations.includes(group) || (at + place + seed) % 3 === 0).map((group) => [
            ...[work, name, group, organizations.includes(group) ? '有効' : '削除済み', 'パンチアウト'],
          ]),
        );
        const layout: Layout = { titles: [], columns: [], format };
        const users = toAmazonUsers(
          ...open('amazon-users', layout, [['メールアドレス', '氏名', 'グループ', 'ステータス', '役割'], ...rows]),
        );
        const read = users.map(({ email, groups, state, punchout }) => [email, [...groups].sort(), state, punchout]).sort();
        expect(read).toEqual(list.map(({ work, organizations }) => [work, [...organizations].sort(), 'active', true]).sort());
      }),
      { numRuns: 150 },
    );
  });
});
