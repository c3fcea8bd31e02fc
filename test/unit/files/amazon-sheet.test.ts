import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import {
  fillSheet,
  findChangeRefusal,
  getInvitationWord,
  getUnambiguousWords,
  listTemplateValues,
  listUnsplitNames,
  openAmazonTemplate,
  planSheets,
  type SheetPerson,
  type SheetWords,
} from '#main/files/fixes/amazon-sheet.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { readXlsxTable } from '../../support/read-rows.ts';

const VALUES = { group: '購買', role: 'パンチアウト', action: '追加' };
const someone = (n: number, fields: Partial<SheetPerson> = {}): SheetPerson => ({
  person: `id:${n}`,
  name: `山田 ${n}郎`,
  employeeCode: `00${n}`,
  email: `p${n}@example.co.jp`,
  ...fields,
});
const people = (count: number): SheetPerson[] => Array.from({ length: count }, (_, n) => someone(n + 1));
const csv = (text: string): Buffer => Buffer.from(text, 'utf8');
const fill = (template: Buffer, who: readonly SheetPerson[], keep: boolean) => {
  const opened = openAmazonTemplate(template, 't', {});
  return fillSheet(opened, who, VALUES, keep);
};
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof ExpectedError) return error.failure.code;
    throw error;
  }
  return 'ok';
};

/** A workbook with shared texts, a style, an unchanged second sheet and an unknown part. */
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const SHEET = `<?xml version="1.0"?><worksheet ${MAIN}><dimension ref="A1:D3"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetData><row r="1" spans="1:4"><c r="A1" s="3" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>Group</t></is></c><c r="D1" t="s"><v>3</v></c></row><row r="2"><c r="A2" s="7" t="s"><v>2</v></c><c r="D2"><f>LEN(A2)</f><v>5</v></c></row><row r="3"><c r="A3" s="7"/></row></sheetData><dataValidations count="1"><dataValidation sqref="B2:B1001"/></dataValidations></worksheet>`;
const parts = (sheet = SHEET, more: Record<string, string> = {}): Record<string, Uint8Array> =>
  Object.fromEntries(
    Object.entries({
      '[Content_Types].xml': '<Types/>',
      'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="説明" sheetId="2" r:id="rId2"/><sheet name="招待" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
      'xl/sharedStrings.xml': `<sst ${MAIN}><si><t>Email</t></si><si><r><t>Ro</t></r><r><t>le</t></r></si><si><t>e&amp;g@example.com</t></si><si><t>Check</t></si></sst>`,
      'xl/worksheets/sheet1.xml': sheet,
      'xl/worksheets/sheet2.xml': `<worksheet ${MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>使い方</t></is></c></row></sheetData></worksheet>`,
      'xl/styles.xml': `<styleSheet ${MAIN}><fonts><font/></fonts><cellXfs>${'<xf numFmtId="49"/>'.repeat(8)}</cellXfs></styleSheet>`,
      'docProps/custom.bin': '\u0000\u0001 vendor',
      ...more,
    }).map(([name, text]) => [name, strToU8(text)]),
  );
const book = (entries: Record<string, Uint8Array> = parts()): Buffer => Buffer.from(zipSync(entries));

describe('Amazon’s template as CSV', () => {
  it('keeps mark, header, quoting and line ends, and puts people below', () => {
    const template = csv('\ufeffEmail,"Group",Role,Unknown\n');
    const { bytes, people: places } = fill(template, people(2), true);
    expect(bytes.toString('utf8')).toBe(
      '\ufeffEmail,"Group",Role,Unknown\np1@example.co.jp,購買,パンチアウト,\np2@example.co.jp,購買,パンチアウト,\n',
    );
    expect(places.map(({ fileRow }) => fileRow)).toEqual([2, 3]);
  });

  it('works on a template that does not end its only line', () => {
    expect(fill(csv('メールアドレス,姓,名'), people(1), true).bytes.toString('utf8')).toBe(
      'メールアドレス,姓,名\r\np1@example.co.jp,山田,1郎\r\n',
    );
  });

  it('keeps or removes the rows below the header', () => {
    const template = csv('Email,Role\r\nkept@example.com,Requisitioner\r\n');
    expect(fill(template, people(1), true).bytes.toString('utf8')).toBe(
      'Email,Role\r\nkept@example.com,Requisitioner\r\np1@example.co.jp,パンチアウト\r\n',
    );
    expect(fill(template, people(1), false).bytes.toString('utf8')).toBe('Email,Role\r\np1@example.co.jp,パンチアウト\r\n');
    expect(listTemplateValues(openAmazonTemplate(template, 't', {}), 'role')).toEqual(['Requisitioner']);
  });

  it('lists names that cannot be split if the template has columns for family and given name', () => {
    const named = (header: string) => openAmazonTemplate(Buffer.from(`${header}\r\n`), 't.csv', {});
    const people = ['山田 太郎', '山田太郎', '李', '田中　花子'].map((name, at) => someone(at, { name }));
    const unsplit = (header: string) => listUnsplitNames(named(header), people).map(({ name }) => name);
    expect(unsplit('メールアドレス,姓,名')).toEqual(['山田太郎', '李']);
    expect([unsplit('メールアドレス,姓'), unsplit('メールアドレス,氏名')]).toEqual([[], []]);
  });

  it('reports the position of a character that the template cannot encode', () => {
    const template = Buffer.from([
      0x83, 0x81, 0x81, 0x5b, 0x83, 0x8b, 0x83, 0x41, 0x83, 0x68, 0x83, 0x8c, 0x83, 0x58, 0x2c, 0x8e, 0x81, 0x96, 0xbc, 0x0d, 0x0a,
    ]);
    expect(codeOf(() => fill(template, [someone(1, { name: '𠮷田 一' })], true))).toBe('fix-value-unwritable');
  });
});

describe('sheets of at most 1,000 people', () => {
  const template = (rows = '') => openAmazonTemplate(csv(`Email\r\n${rows}`), 't', {});
  it('are as many as it takes', () => {
    expect(planSheets(template(), people(2500), true).parts.map(({ length }) => length)).toEqual([1000, 1000, 500]);
    expect(planSheets(template(), people(1000), true).parts.map(({ length }) => length)).toEqual([1000]);
    expect(planSheets(template('a@example.com\r\nb@example.com\r\n'), people(1000), true).parts.map(({ length }) => length)).toEqual([
      998, 2,
    ]);
  });
  it('add no one to a sheet that the rows of the template already fill', () => {
    const own = (count: number) =>
      template(
        people(count)
          .map(({ email }) => `x${email}\r\n`)
          .join(''),
      );
    for (const count of [1000, 1200])
      expect(planSheets(own(count), people(1003), true).parts.map(({ length }) => length)).toEqual([0, 1000, 3]);
    expect(planSheets(own(1000), people(3), false).parts.map(({ length }) => length)).toEqual([3]);
    expect(planSheets(own(1000), [], true).parts).toEqual([]);
  });
  it('contain no person twice', () => {
    const { parts: made, leftOut } = planSheets(
      template('P1@example.co.jp\r\n'),
      [...people(2), someone(3, { email: 'p2@EXAMPLE.co.jp' })],
      true,
    );
    expect(made.flat().map(({ email }) => email)).toEqual(['p2@example.co.jp']);
    expect(leftOut.map(({ why, person }) => [why, person])).toEqual([
      ['already-in-template', 'id:1'],
      ['already-in-template', 'id:3'],
    ]);
  });
});

describe('Amazon’s template as a book', () => {
  it('changes the one sheet and leaves every other part alone', () => {
    const before = parts();
    const after = unzipSync(fill(book(before), people(2), true).bytes);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const name of Object.keys(before)) if (name !== 'xl/worksheets/sheet1.xml') expect(after[name]).toEqual(before[name]);
    const sheet = strFromU8(after['xl/worksheets/sheet1.xml'] as Uint8Array);
    const cell = (at: string, text: string, style = ''): string =>
      `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
    expect(sheet).toBe(
      SHEET.replace('A1:D3', 'A1:D4').replace(
        '<row r="3"><c r="A3" s="7"/></row>',
        `<row r="3">${cell('A3', 'p1@example.co.jp', ' s="7"')}${cell('B3', 'パンチアウト')}${cell('C3', '購買')}</row><row r="4">${cell('A4', 'p2@example.co.jp', ' s="7"')}${cell('B4', 'パンチアウト')}${cell('C4', '購買')}</row>`,
      ),
    );
  });

  it('empties examples and keeps formulas', async () => {
    const { bytes, people: places } = fill(book(), people(1), false);
    expect(places[0]?.fileRow).toBe(2);
    const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] as Uint8Array);
    expect(sheet).toContain('<c r="D2"><f>LEN(A2)</f><v>5</v></c>');
    expect(sheet).not.toContain('<v>2</v>');
    const table = await readXlsxTable(bytes, 't.xlsx', 'amazon-users');
    expect([table.rowCount, table.cell(0, 0), table.cell(0, 2)]).toEqual([1, 'p1@example.co.jp', '購買']);
  });

  it('can be read by another reader, with names that XML would trip over', async () => {
    const template = await writeXlsxFile([[{ value: 'Eメールアドレス' }, { value: '氏名' }, { value: '役割' }]], {
      sheet: 'ユーザー',
    }).toBuffer();
    const { bytes } = fill(template, [someone(1, { name: '<b>"&\' 　x\u0001' }), someone(2)], true);
    const table = await readXlsxTable(bytes, 't.xlsx', 'amazon-users');
    expect([table.cell(0, 0), table.cell(0, 1), table.cell(1, 1), table.cell(1, 2)]).toEqual([
      'p1@example.co.jp',
      '<b>"&\' 　x',
      '山田 2郎',
      'パンチアウト',
    ]);
  });

  it('refuses macros, a workbook without an address, and files that are no workbook', () => {
    expect(codeOf(() => openAmazonTemplate(book(parts(SHEET, { 'xl/vbaProject.bin': 'x' })), 't.xlsm', {}))).toBe('fix-template-macros');
    expect(
      codeOf(() =>
        openAmazonTemplate(
          book(parts(SHEET, { '[Content_Types].xml': '<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>' })),
          't.xlsx',
          {},
        ),
      ),
    ).toBe('fix-template-macros');
    expect(
      codeOf(() =>
        openAmazonTemplate(
          book(
            parts(SHEET, {
              'xl/sharedStrings.xml': `<sst><si><t>Code</t></si><si><t>Role</t></si><si><t>x</t></si><si><t>Check</t></si></sst>`,
            }),
          ),
          't.xlsx',
          {},
        ),
      ),
    ).toBe('fix-template-no-email');
    expect(codeOf(() => openAmazonTemplate(Buffer.from(zipSync({ 'word/document.xml': strToU8('<w/>') })), 't.docx', {}))).toBe(
      'file-kind-wrong',
    );
    expect(codeOf(() => openAmazonTemplate(csv('Group,Role\r\n'), 't.csv', {}))).toBe('fix-template-no-email');
    expect(codeOf(() => openAmazonTemplate(Buffer.from('%PDF-1.7'), 't.pdf', {}))).toBe('file-kind-wrong');
  });

  it('takes a column that was chosen by hand', () => {
    const opened = openAmazonTemplate(csv('宛先,Role\r\n'), 't', { mapping: { email: 0 } });
    expect(fillSheet(opened, people(1), VALUES, true).bytes.toString('utf8')).toBe('宛先,Role\r\np1@example.co.jp,パンチアウト\r\n');
  });
});

describe('changes of accounts', () => {
  const HEADER = '操作,メールアドレス,グループ,役割';
  const WORDS =
    '招待,x@example.com,,\r\nアカウントから削除,y@example.com,,\r\nグループから削除,,,\r\nグループを移動,,,\r\n役割を変更,,,\r\n';
  const open = (text: string) => openAmazonTemplate(csv(text), 't', {});
  const changed = (kind: NonNullable<SheetPerson['change']>['kind'], from = '', group = ''): SheetPerson =>
    someone(1, { change: { kind, from, group } });
  const line = (template: string, person: SheetPerson, words: SheetWords): string =>
    fillSheet(open(template), [person], { ...VALUES, words }, false)
      .bytes.toString('utf8')
      .trimEnd()
      .split('\r\n')
      .at(-1) ?? '';

  it('are written in the template’s own words', () => {
    const template = `${HEADER}\r\n${WORDS}`;
    const words = getUnambiguousWords(open(template));
    expect(words).toEqual({
      'remove-account': 'アカウントから削除',
      'leave-group': 'グループから削除',
      'move-group': 'グループを移動',
      'grant-role': '役割を変更',
    });
    expect(line(template, changed('remove-account'), words)).toBe('アカウントから削除,p1@example.co.jp,,');
    expect(line(template, changed('leave-group', '総務'), words)).toBe('グループから削除,p1@example.co.jp,総務,');
    expect(line(template, changed('move-group', '総務', '購買'), words)).toBe('グループを移動,p1@example.co.jp,購買,パンチアウト');
    expect(line(template, changed('grant-role', '', '購買'), words)).toBe('役割を変更,p1@example.co.jp,購買,パンチアウト');
    expect(line(template, someone(1), words)).toBe('追加,p1@example.co.jp,購買,パンチアウト');
    expect(getInvitationWord(open(template))).toBe('招待');
  });

  it('fill in both groups if the template has a column for each', () => {
    const template = '操作,メールアドレス,移動元グループ,移動先グループ\r\n移動,,,\r\n';
    expect(line(template, changed('move-group', '総務', '購買'), { 'move-group': '移動' })).toBe('移動,p1@example.co.jp,総務,購買');
  });

  it('are refused if the template has no column or word for them', () => {
    expect(findChangeRefusal(open('メールアドレス,グループ\r\n'), 'remove-account', '削除')).toBe('no-action-column');
    expect(findChangeRefusal(open(`${HEADER}\r\n`), 'remove-account', '削除')).toBe('no-action-word');
    expect(findChangeRefusal(open(`${HEADER}\r\n招待,x@example.com,,\r\n`), 'remove-account', '削除')).toBe('no-action-word');
    expect(findChangeRefusal(open('操作,メールアドレス,役割\r\n移動,,\r\n'), 'move-group', '移動')).toBe('no-group-column');
    expect(findChangeRefusal(open('操作,メールアドレス\r\n役割変更,\r\n'), 'grant-role', '役割変更')).toBe('no-role-column');
    expect(findChangeRefusal(open(`${HEADER}\r\n${WORDS}`), 'remove-account', 'アカウントから削除')).toBeNull();
  });

  it('never use an ambiguous word for group or account by default', () => {
    const template = open(`${HEADER}\r\n削除,x@example.com,,\r\n追加,,,\r\n`);
    expect(getUnambiguousWords(template)).toEqual({});
    expect(findChangeRefusal(template, 'remove-account', '削除')).toBeNull();
  });

  it('never use a removal word for an invitation', () => {
    const word = (...words: readonly string[]): string =>
      getInvitationWord(open(`${HEADER}\r\n${words.map((one) => `${one},x@example.com,,\r\n`).join('')}`));
    expect(word('削除', '新しく招待します')).toBe('新しく招待します');
    expect(word('Remove', 'Enroll')).toBe('Enroll');
    expect(word('削除', 'グループを移動')).toBe('');
    expect(word('グループから外してください', '招待を取り消す', '招待の取消')).toBe('');
    expect(word('Removal', 'Deletion', 'Cancel invitation', 'Deactivation')).toBe('');
  });

  it('find their words in the lists of choices of a book, also on another sheet', () => {
    const rows = `<row r="1"><c r="A1" t="inlineStr"><is><t>Action</t></is></c><c r="B1" t="inlineStr"><is><t>Email</t></is></c><c r="C1" t="inlineStr"><is><t>Role</t></is></c></row>`;
    const sheet = (validations: string): string =>
      `<worksheet ${MAIN}><sheetData>${rows}</sheetData><dataValidations count="2">${validations}</dataValidations></worksheet>`;
    const list = (sqref: string, formula: string): string =>
      `<dataValidation type="list" sqref="${sqref}"><formula1>${formula}</formula1></dataValidation>`;
    const words = (validations: string, second?: string) =>
      listTemplateValues(
        openAmazonTemplate(book(parts(sheet(validations), second === undefined ? {} : { 'xl/worksheets/sheet2.xml': second })), 't', {}),
        'action',
      );
    expect(words(list('A2:A1001', '"Invite,Remove from account"') + list('C2:C1001', '"PunchoutUser"'))).toEqual([
      'Invite',
      'Remove from account',
    ]);
    const choices = `<worksheet ${MAIN}><sheetData><row r="1"><c r="B1" t="inlineStr"><is><t>招待</t></is></c></row><row r="2"><c r="B2" t="inlineStr"><is><t>グループから削除</t></is></c></row><row r="3"><c r="B3" t="inlineStr"><is><t>ほか</t></is></c></row></sheetData></worksheet>`;
    expect(words(list('A2 A3:A9', "'説明'!$B$1:$B$2"), choices)).toEqual(['招待', 'グループから削除']);
    const extended = `</dataValidations><extLst><ext><x14:dataValidations xmlns:x14="x" xmlns:xm="y"><x14:dataValidation type="list"><x14:formula1><xm:f>説明!$B$2</xm:f></x14:formula1><xm:sqref>A2:A9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst><dataValidations>`;
    expect(words(extended, choices)).toEqual(['グループから削除']);
    expect(words(list('A2:A9', 'SomeName'))).toEqual([]);
    const many = Array.from({ length: 25 }, (_, at) => `word ${at}`);
    expect(words(list('A2:A9', `"${many.join(',')}"`))).toEqual(many.slice(0, 20));
  });
});
