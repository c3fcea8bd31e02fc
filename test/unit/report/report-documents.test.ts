import { describe, expect, it } from 'vitest';
import { createReportWorkbook } from '#main/app/reports/report-book.ts';
import { createReportDocument, type Report } from '#main/app/reports/report-document.ts';
import { createReportPage } from '#main/app/reports/report-page.ts';
import { toUnwritableSummary } from '#main/app/unwritable-characters.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import type { Fix } from '#shared/domain/fixes/fixes.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import { FINDING_KINDS } from '#shared/domain/readiness/finding.ts';
import { countLaterActions, listFirstActions } from '#shared/domain/readiness/next-actions.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { formatUnwritableCharacters } from '#shared/messages/unwritable-text.ts';
import { amazonUser, directoryOf, neoUser } from '../../support/directories.ts';

const DIRECTORY = {
  ...directoryOf(
    [
      neoUser({ id: '1', loginId: 'tanaka', name: '田中 太郎', workEmail: 'ｔanaka@example.co.jp', organizations: ['総務部'] }),
      neoUser({ id: '2', loginId: 'suzuki', name: '鈴木 花子', workEmail: 'ｓuzuki@example.co.jp', organizations: ['総務部'] }),
      neoUser({ id: '3', loginId: 'sato', name: '佐藤 一', workEmail: 'sato@example.co.jp', organizations: ['営業部'] }),
      neoUser({ id: '4', loginId: 'ito', name: '伊藤 二', state: 'suspended' }),
    ],
    [
      amazonUser({ email: 'tanaka@example.co.jp' }),
      amazonUser({ email: 'suzuki@example.co.jp' }),
      amazonUser({ email: 'sato@example.co.jp' }),
    ],
  ),
  organizations: [
    { id: '10', code: 'H', name: '本社', parentId: null },
    { id: '11', code: 'S1', name: '総務部', parentId: '10' },
    { id: '12', code: 'E1', name: '営業部', parentId: '10' },
  ],
};
const AUDIT = auditDirectory(DIRECTORY, { email: DEFAULT_EMAIL_POLICY, today: '2026-11-24' });
const REPORT: Report = {
  directory: DIRECTORY,
  audit: AUDIT,
  findings: AUDIT.findings,
  count: AUDIT.findings.length,
  language: 'ja',
  company: '例示商事',
  today: '2026-11-24',
  unseen: { missingFields: new Set(['role', 'punchout']), missingNeoFields: new Set(), groups: {} },
};
const valuesOf = (rows: Iterable<readonly ({ readonly value: string | number } | null)[]>) =>
  [...rows].map((cells) => cells.map((cell) => cell?.value ?? null));

describe('what was not looked at', () => {
  const told = (neo: readonly string[], amazon: readonly string[]) => {
    const unseen = { missingFields: new Set(amazon), missingNeoFields: new Set(neo), groups: {} };
    return createReportDocument({ ...REPORT, unseen }).numbers.partial.filter((part) => part.endsWith('states'));
  };

  it('names the list without a column for states: NEO’s for suspended users, Amazon’s for active accounts', () => {
    expect(told(['suspended', 'state', 'loginDenied'], [])).toEqual(['no-neo-states']);
    expect(told(['state', 'loginDenied', 'deleted'], [])).toEqual([]);
    expect(told(['suspended', 'loginDenied', 'deleted'], [])).toEqual([]);
    expect(told([], ['state'])).toEqual(['no-states']);
    const [neo, amazon] = (['no-neo-states', 'no-states'] as const).map((part) => createTexts('ja')(`readiness.partial.${part}`));
    expect([neo, amazon]).toEqual([expect.stringMatching(/^NEO .*停止中/), expect.stringMatching(/^Amazon .*アカウント/)]);
  });
});

describe('the book', () => {
  it('continues a list on further sheets, each as long as it declares', () => {
    const many = { ...REPORT, findings: AUDIT.findings.concat(AUDIT.findings), count: 2 * AUDIT.findings.length };
    const sheets = createReportWorkbook(createReportDocument(many), 4);
    const parts = sheets.filter(({ name }) => name.startsWith('一覧'));
    expect(parts.length).toBe(Math.ceil(many.count / 3));
    const listed = parts.map(({ rows, rowCount }) => {
      const lines = valuesOf(rows);
      expect(lines).toHaveLength(rowCount);
      return lines.length - 1;
    });
    expect(listed.reduce((sum, count) => sum + count, 0)).toBe(many.count);
    expect(listed.slice(0, -1)).toEqual(listed.slice(0, -1).map(() => 3));
  });

  it('lists every finding in words, with its code', () => {
    const list = createReportWorkbook(createReportDocument(REPORT)).at(-1);
    expect(list?.name).toBe('一覧');
    const [header, first] = valuesOf(list?.rows ?? []);
    expect(header?.slice(0, 5)).toEqual(['状態', '内容', '対応者', '氏名', '組織']);
    expect(first).toEqual([
      '注文不可',
      '全角文字を含む',
      'NEO 管理者',
      '田中 太郎',
      '総務部',
      'tanaka',
      'ｔanaka@example.co.jp',
      'tanaka@example.co.jp',
      'tanaka@example.co.jp',
      'NEO',
      '高',
      expect.stringContaining('全角'),
      '1',
      'email-differs-width',
    ]);
  });

  it('gives for people unknown to Amazon the action at the source of its users', () => {
    const directory = directoryOf([neoUser({ id: '1', name: '田中 太郎', workEmail: 'tanaka@example.co.jp' })], []);
    const told = (['invitations', 'scim'] as const).map((amazonUsersFrom) => {
      const found = auditDirectory(directory, { email: DEFAULT_EMAIL_POLICY, today: '2026-11-24', amazonUsersFrom });
      const report = { ...REPORT, directory, audit: found, findings: found.findings, count: found.findings.length, amazonUsersFrom };
      const [, people] = createReportWorkbook(createReportDocument(report));
      return valuesOf(people?.rows ?? []).at(-1)?.[4];
    });
    const texts = createTexts('ja');
    expect(told).toEqual([texts('finding.amazon-user-missing.action'), texts('fix.instead.assign-in-directory')]);
  });

  it('contains the share, reasons, findings, organizations and unchecked facts as numbers', () => {
    const rows = valuesOf(createReportWorkbook(createReportDocument(REPORT))[0]?.rows ?? []);
    // Two lists only show who is matched, so no one is reported as able to order.
    expect(rows).toContainEqual(['ユーザー照合は問題なし', 0.333]);
    expect(rows).toContainEqual(['注文できる人', 0]);
    expect(rows).toContainEqual(['未確認の人', 1]);
    expect(rows).toContainEqual(['4 Amazon', 1, 2, 2, 0]);
    expect(rows).toContainEqual(['6 経路', 0, 0, 0, 3]);
    expect(rows).toContainEqual(['全角文字を含む', 'NEO 管理者', 2]);
    expect(rows).toContainEqual(['全角文字を含む', 'NEO 管理者', '注文不可', 2]);
    expect(rows).toContainEqual(['\u3000総務部', 2, 0, 2, 0, 0]);
    expect(rows).toContainEqual(['\u3000営業部', 1, 0, 0, 1, '未確認']);
    expect(rows).toContainEqual([createTexts('ja')('readiness.partial.no-roles')]);
    expect(rows.slice(0, 5)).toEqual([
      ['注文の準備状況レポート'],
      ['例示商事'],
      ['2026/11/24（火）'],
      [],
      [
        '対象 3 人のうち 1 人は、ユーザー照合に問題がありません。2 人は注文できません。ほかの項目は未確認のため、注文できるかどうかはまだ判定できません。',
      ],
    ]);
    const next = rows.findIndex(([value]) => value === '次の対応');
    expect(rows[next + 2]).toEqual([createTexts('ja')('readiness.next.action.spelling'), 'NEO 管理者', 2]);
  });

  it('gives the same next actions with the same people as the readiness screen', () => {
    const codes = [
      'email-differs-width',
      'work-email-missing',
      'email-differs-case',
      'invoice-code-malformed',
      'invoice-code-unmatched',
    ] as const;
    const more = ['amazon-user-missing', 'punchout-role-missing', 'route-step-vacant', 'serial-missing', 'amazon-user-inactive'] as const;
    const reasons = [...codes, ...more].map((code, at) => ({
      code,
      people: 40 - at,
      owners: { neo: 0, amazon: 0, both: 0, [FINDING_KINDS[code].side]: 40 - at },
    }));
    const document = createReportDocument(REPORT);
    const rows = valuesOf(createReportWorkbook({ ...document, numbers: { ...document.numbers, reasons } })[0]?.rows ?? []);
    const next = rows.findIndex(([value]) => value === '次の対応');
    const said = rows.slice(
      next + 2,
      rows.findIndex((row, at) => at > next && row.length === 0),
    );
    const texts = createTexts('ja');
    const onScreen = listFirstActions(reasons);
    const { kinds, people: others } = countLaterActions(reasons);
    const later = kinds === 0 ? [] : [[texts('readiness.next.later', { kinds }), others]];
    expect(said.map(([what, , people]) => [what, people])).toEqual([
      ...onScreen.map(({ kind, people }) => [texts(`readiness.next.action.${kind}`), people]),
      ...later,
    ]);
    expect(said[0]).toEqual([texts('readiness.next.action.spelling'), '両方の管理者', 78]);
    expect(said.find(([what]) => what === texts('readiness.next.action.invoiceCode'))?.[1]).toBe('NEO 管理者、両方の管理者');
  });

  it('lists everyone who cannot order once, with organization, reason and action', () => {
    const [header, ...people] = valuesOf(createReportWorkbook(createReportDocument(REPORT))[1]?.rows ?? []);
    expect(header?.slice(0, 5)).toEqual(['氏名', '組織', '内容', '対応者', '次の対応']);
    expect(people.map(([name, organization, finding]) => [name, organization, finding])).toEqual([
      ['田中 太郎', '総務部', '全角文字を含む'],
      ['鈴木 花子', '総務部', '全角文字を含む'],
    ]);
  });

  it('gives a NEO administrator both addresses, the corrected one, where it is entered and what was exported', () => {
    const fixOf: Report['fixOf'] = ({ neoIndex }) => {
      const fix = { side: 'neo', to: 'tanaka@example.co.jp', written: { at: '2026-11-23T16:00:00Z', file: 'neo.csv', row: 2 } };
      const adopted = { ...fix, to: 's.hanako@example.co.jp', written: null };
      return (neoIndex === 0 ? fix : neoIndex === 1 ? adopted : null) as Fix | null;
    };
    const [header, ...people] = valuesOf(createReportWorkbook(createReportDocument({ ...REPORT, fixOf }))[1]?.rows ?? []);
    const asked = ['氏名', 'NEO 職場メール', 'Amazon メール', '修正案', '修正する側', '修正の状況'].map(
      (title) => header?.indexOf(title) ?? -1,
    );
    expect(people.map((cells) => asked.map((at) => cells[at]))).toEqual([
      [
        '田中 太郎',
        'ｔanaka@example.co.jp',
        'tanaka@example.co.jp',
        'tanaka@example.co.jp',
        'NEO',
        '書き出し済み（2026/11/24（火）、neo.csv）',
      ],
      ['鈴木 花子', 'ｓuzuki@example.co.jp', 'suzuki@example.co.jp', 's.hanako@example.co.jp', 'NEO', '採用済み（未書き出し）'],
    ]);
  });

  it('omits the state of fixes in a workbook of lists only, because adopted fixes are unknown there', () => {
    const headers = createReportWorkbook(createReportDocument(REPORT))
      .slice(1)
      .map(({ rows }) => valuesOf(rows)[0]);
    expect(headers).toHaveLength(2);
    for (const header of headers) {
      expect(header).not.toContain('修正の状況');
      expect(header).toEqual(expect.arrayContaining(['Amazon メール', '修正案', '修正する側']));
    }
  });

  it('continues on another sheet if one is full, and loses no one', () => {
    const sheets = createReportWorkbook(createReportDocument(REPORT), 2);
    expect(sheets.map(({ name }) => name)).toEqual(['概要', '注文できない人', '注文できない人 2', '一覧', '一覧 2']);
    const codes = sheets.slice(3).flatMap(({ rows, rowCount }) => {
      const values = valuesOf(rows);
      expect(values).toHaveLength(rowCount);
      return values.slice(1).map((cells) => cells.at(-1));
    });
    expect(codes).toEqual(AUDIT.findings.map(({ code }) => code));
  });

  it('states that its list is partial, like the page', () => {
    const part = { ...REPORT, findings: AUDIT.findings.slice(0, 1), count: 1 };
    const told = createTexts('ja')('reportDocument.list.filtered', { count: 1, total: AUDIT.findings.length });
    const overviewOf = (report: Report) => valuesOf(createReportWorkbook(createReportDocument(report))[0]?.rows ?? []).flat();
    expect(overviewOf(part)).toContain(told);
    expect(overviewOf(REPORT).some((text) => String(text).includes('絞り込'))).toBe(false);
  });

  it('speaks the reader’s language', () => {
    expect(createReportWorkbook(createReportDocument({ ...REPORT, language: 'en' })).map(({ name }) => name)).toEqual([
      'Summary',
      'Cannot order',
      'Findings',
    ]);
  });
});

describe('the page', () => {
  it('states at its top that two lists cannot show who can order, and gives no organization a share', () => {
    const { answer, organizations } = createReportPage(createReportDocument(REPORT));
    expect(answer.sentence).toContain('注文できるかどうかはまだ判定できません。');
    expect([...organizations.lines].map(({ name, share, part }) => [name, share, part])).toContainEqual(['営業部', '未確認', null]);
  });

  it('gives the numbers, and a shared reason once', () => {
    const page = createReportPage(createReportDocument(REPORT));
    expect(page.answer).toMatchObject({ label: 'ユーザー照合は問題なし', share: '33.3 %', people: '1 人', of: '/ 対象 3 人' });
    expect(page.facts.map(({ value }) => value)).toEqual(['2 人', '1 人', '1 人', '4 人']);
    expect(page.list.hint).toBe('全 2 件を掲載しています。');
    const [section, ...more] = [...page.list.sections].map((each) => ({ ...each, rows: [...each.rows] }));
    expect(more).toEqual([]);
    expect(section).toMatchObject({ code: 'email-differs-width', severity: 'block', count: '2 件' });
    expect(section?.rows.map(({ reason, organization }) => [reason, organization])).toEqual([
      [null, '総務部'],
      [null, '総務部'],
    ]);
    expect(section?.sentences[0]).toContain('全角');
  });

  it('states that its list is partial', () => {
    const page = createReportPage(createReportDocument({ ...REPORT, findings: AUDIT.findings.slice(0, 1), count: 1 }));
    expect(page.list.hint).toContain('2 件のうち、絞り込んだ 1 件');
  });

  it('shows as many levels of organizations as fit, and reports it', () => {
    const organizations = Array.from({ length: 60 }, (_, i) => ({ id: `s${i}`, code: `c${i}`, name: `課${i}`, parentId: '11' }));
    const directory = {
      ...DIRECTORY,
      neoUsers: organizations.map(({ name }, i) => neoUser({ id: `n${i}`, workEmail: `u${i}@example.co.jp`, organizations: [name] })),
      organizations: [...DIRECTORY.organizations, ...organizations],
    };
    const found = auditDirectory(directory, { email: DEFAULT_EMAIL_POLICY, today: '2026-11-24' });
    const page = createReportPage(
      createReportDocument({ ...REPORT, directory, audit: found, findings: found.findings, count: found.findings.length }),
    );
    expect(page.organizations.lines.map(({ name, inScope }) => [name, inScope])).toEqual([
      ['本社', '60'],
      ['総務部', '60'],
    ]);
    expect(page.organizations.hint).toContain('第 2 階層まで');
  });
});

describe('characters that could not be written', () => {
  const written = (points: readonly number[]) => ({
    bytes: 0,
    rows: 0,
    unwritable: points.map((codePoint, i) => ({ character: String.fromCodePoint(codePoint), codePoint, count: 2, firstRow: i })),
  });

  it('are listed with their replacement and the row of the file', () => {
    const lost = toUnwritableSummary(written([0x20bb7, 0xe9]), 'cp932');
    expect(lost).toEqual({
      unwritable: 4,
      unwritableKinds: 2,
      characters: [
        { character: '𠮷', codePoint: 0x20bb7, count: 2, row: 1, standIn: '〓' },
        { character: 'é', codePoint: 0xe9, count: 2, row: 2, standIn: '〓' },
      ],
    });
    expect(formatUnwritableCharacters(lost.characters, lost.unwritableKinds, createTexts('ja'))).toEqual([
      '𠮷 U+20BB7: 2 個を「〓」に置き換えました（最初は 1 行目）',
      'é U+00E9: 2 個を「〓」に置き換えました（最初は 2 行目）',
    ]);
  });

  it('are twenty at most, and the rest are counted', () => {
    const lost = toUnwritableSummary(written(Array.from({ length: 23 }, (_, i) => 0x1f600 + i)), 'cp932');
    expect(lost.characters).toHaveLength(20);
    expect(formatUnwritableCharacters(lost.characters, lost.unwritableKinds, createTexts('ja')).at(-1)).toBe('ほか 3 種類');
  });

  it('never reach a terminal that would act on them', () => {
    const lost = toUnwritableSummary(written([0x9b, 0x202e, 0x200b, 0xa0, 0x301]), 'cp932');
    const lines = formatUnwritableCharacters(lost.characters, lost.unwritableKinds, createTexts('ja'));
    expect(lines.join('')).not.toMatch(/[\u009b\u202e\u200b\u00a0]/);
    expect(lines[4]).toMatch(/^◌\u0301 U\+0301/);
  });
});
