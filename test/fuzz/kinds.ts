import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { parseCxmlAnswer } from '#main/amazon/cxml-answer.ts';
import { readDrafts } from '#main/app/drafts/draft-file.ts';
import { openBundle } from '#main/app/secrets/secret-bundle.ts';
import { readPlanDocument } from '#main/company/plan/plan-document-file.ts';
import { parseBundle } from '#main/company/secret-bundle-content.ts';
import { matchColumns, requireColumns } from '#main/files/columns/mapping.ts';
import { openAmazonTemplate } from '#main/files/fixes/amazon-sheet.ts';
import { readJsonFile } from '#main/files/json-file.ts';
import { readAmazonGroups } from '#main/files/lists/amazon-group-rows.ts';
import { prematchLists, readAmazonList, readNeoList } from '#main/files/lists/directory-rows.ts';
import { readHolidayList } from '#main/files/lists/holiday-list.ts';
import { detectFileType, openTableFromBytes } from '#main/files/open-table.ts';
import { PAGE_ANSWER_LIMITS } from '#main/groupware/answer-limits.ts';
import { parseServerObject } from '#main/groupware/answer-objects.ts';
import { lenientList, organizationsPageSchema, rolesPageSchema, usersPageSchema } from '#main/groupware/answer-schemas.ts';
import { ListRefusedError, ListStream } from '#main/groupware/list-stream.ts';
import { createStockNeoClient } from '#main/groupware/stock-neo-client.ts';
import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { CALLS, type CallName } from '#shared/contract/calls.ts';
import type { ListKind } from '#shared/contract/imports/imports.ts';
import { APPROVAL_FILE_FORMAT, approvalFileSchema } from '#shared/contract/plan/approval.ts';
import { companyRulesFileSchema } from '#shared/contract/routes/company-rules.ts';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { auditWithoutPrematched } from '#shared/domain/readiness/prematched.ts';
import { DEFAULT_COMPANY_RULES } from '#shared/domain/routes/company-rules.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import { sampleInput } from '../support/contract-samples.ts';
import { readXlsxTable, toOrders, toOrganizations } from '../support/read-rows.ts';
import { type Dice, mutateBytes, mutateJson, mutateText } from './mutate.ts';
import { STORAGE_KINDS } from './storage-kinds.ts';

/** One entry point for input written by others. */
export interface FuzzKind {
  /** One input, made from a good one. */
  make(roll: Dice): Buffer | Promise<Buffer>;
  /** Reads it as the console does. An `ExpectedError` is an answer; anything else that is thrown is a finding. */
  read(bytes: Buffer): unknown;
}

const CSV_TOKENS = [
  '"',
  '""',
  ',',
  ';',
  '\t',
  '\r\n',
  '\n',
  '\r',
  '\0',
  '\ufeff',
  '=',
  "'",
  '@',
  'a@b.co.jp',
  '＠',
  'ﷺ',
  'ｶﾞ',
  '\u0301',
  'xn--',
  '\ud800',
  '氏名',
  '有効',
  '1',
  '2026/13/45',
  '#N/A',
  ' ',
  '<',
  ' 　',
];
const XML_TOKENS = [
  '<',
  '>',
  '/>',
  '</',
  '<row>',
  '</row>',
  '<row r="9">',
  '<c ',
  '<c r="A99999999">',
  '<c r="ZZZZ1"/>',
  ' r="XFD1048576"',
  ' t="s"',
  ' t="d"',
  ' t="b"',
  ' s="1"',
  ' s="99999"',
  '<v>',
  '</v>',
  '<is>',
  '<t>',
  '</t>',
  '<rPh ',
  '<si>',
  '<f>',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<?',
  '<!DOCTYPE x [',
  '&amp;',
  '&#0;',
  '&#x110000;',
  '&x;',
  '_x0000_',
  '_xD800_',
  '"',
  "'",
  '=',
  ' ',
  'x:',
  '1e400',
  '-1',
  'NaN',
  'y',
  '[',
];

const NEO =
  'ユーザーID,ログインID,氏名,職場用E-mail,使用停止,組織\n1,u1,山田 太郎,yamada@example.co.jp,0,総務\n2,u2,鈴木,"suzuki@example.co.jp",1,@10;@20\n3,u3,佐藤, SATO＠example.co.jp ,,\n';
const AMAZON =
  '氏名,メールアドレス,グループ,ロール,ステータス,招待日\n山田 太郎,yamada@example.co.jp,総務,パンチアウト,有効,2026/4/1\n鈴木,suzuki+a@example.co.jp,総務;営業,管理者,招待中,46350\n';
const ORGANIZATIONS = '組織ID,組織コード,組織名,上位組織\n1,10,総務部,\n2,20,営業部,1\n3,30,一課,20\n';
const ORDERS =
  '申請番号,申請者,申請日時,金額,状態,グループ\nA-1,u1,2026/11/20 10:00,"12,000",承認待ち,総務\nA-2,u2,2026-11-21T09:00,500,完了,営業\n';
const HOLIDAYS = `国民の祝日・休日月日,国民の祝日・休日名称\n${Array.from({ length: 16 }, (_, at) => `2026/${1 + (at % 12)}/${1 + at},祝日${at}`).join('\n')}\n`;
const GROUPS = 'グループ名,システム連携オプション\n総務,10\n営業,20\n';

const csv = (seed: string) => ({
  make: (roll: Dice): Buffer => {
    const text = mutateText(seed, CSV_TOKENS, roll);
    const bytes = roll.below(6) === 0 ? Buffer.from(`\ufeff${text}`, 'utf16le') : Buffer.from(text);
    return roll.below(4) === 0 ? mutateBytes(bytes, roll) : bytes;
  },
});

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const inline = (at: string, text: string): string => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
const BOOK = {
  '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="0"/><sheets><sheet name="A" sheetId="1" r:id="rId1"/><sheet name="B" sheetId="2" r:id="rId4"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="${OFFICE}/styles" Target="/xl/styles.xml"/><Relationship Id="rId4" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  'xl/sharedStrings.xml': `<sst xmlns="${MAIN}"><si><t>山田</t><rPh sb="0" eb="1"><t>ヤマダ</t></rPh></si><si><r><t>鈴</t></r><r><t xml:space="preserve"> 木&amp;</t></r></si></sst>`,
  'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m/d;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><dimension ref="A1:C3"/><sheetData><row r="1" spans="1:3">${inline('A1', '氏名')}${inline('B1', 'メールアドレス')}${inline('C1', '招待日')}${inline('D1', 'グループ')}</row><row r="2"><c r="A2" t="s"><v>0</v></c>${inline('B2', 'a@example.co.jp')}<c r="C2" s="1"><v>46350</v></c></row><row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="str"><f>"b"&amp;"@c.jp"</f><v>b@c.jp</v></c><c r="C3" t="b"><v>1</v></c></row></sheetData></worksheet>`,
};
const book = {
  make(roll: Dice): Buffer {
    const parts: Record<string, string> = { ...BOOK };
    for (let turn = 0; turn <= roll.below(2); turn++) {
      const name = roll.pick([...Object.keys(BOOK), 'xl/worksheets/sheet1.xml', 'xl/worksheets/sheet1.xml']);
      parts[name] = mutateText(parts[name] ?? '', XML_TOKENS, roll);
    }
    const packed = zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text.toWellFormed())])), {
      level: 0,
    });
    return roll.below(5) === 0 ? mutateBytes(Buffer.from(packed), roll) : Buffer.from(packed);
  },
};

/** Opens as the console does, in this thread: a thread apart turns every bug into a refusal. */
async function table(bytes: Buffer, kind: ListKind) {
  const read = detectFileType(bytes) === 'xlsx' ? readXlsxTable(bytes, 'a', kind) : await openTableFromBytes(bytes, 'a', kind);
  return { read, mapping: requireColumns(kind, matchColumns(kind, read.header), read.header, 'a') };
}

async function audited(neoBytes: Buffer, amazonBytes: Buffer): Promise<void> {
  const [neo, amazon] = [await table(neoBytes, 'neo-users'), await table(amazonBytes, 'amazon-users')];
  const lists = [readNeoList(neo.read, neo.mapping, 'a'), readAmazonList(amazon.read, amazon.mapping, 'a')] as const;
  const { prematched, ...users } = prematchLists(...lists, DEFAULT_EMAIL_POLICY);
  auditWithoutPrematched({ ...users, organizations: [], approvers: [] }, prematched, {
    email: DEFAULT_EMAIL_POLICY,
    today: '2026-11-26',
  });
}

const good = (text: string): Buffer => Buffer.from(text);
const neo = (bytes: Buffer) => audited(bytes, good(AMAZON));
const amazon = (bytes: Buffer) => audited(good(NEO), bytes);

function template(bytes: Buffer): void {
  const opened = openAmazonTemplate(bytes, 'a', {});
  const row = opened.header.map((_, column) => (column === 1 ? 'new@example.co.jp' : `<${column}&>`));
  for (const keep of [true, false]) {
    opened.fill([row, row], keep);
    opened.firstNewRow(keep);
  }
  for (let at = 0; at < Math.min(opened.rowCount, 100); at++) opened.cell(at, 0);
}

/** The value as a file, now and then with its text damaged. */
const json = (seeds: readonly unknown[]) => ({
  make(roll: Dice): Buffer {
    const text = JSON.stringify(mutateJson(roll.pick(seeds), roll)) ?? '';
    return roll.below(5) === 0 ? mutateBytes(Buffer.from(text), roll) : Buffer.from(text);
  },
});

const folder = mkdtempSync(join(tmpdir(), 'tsunagi-fuzz-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const onDisk = (bytes: Buffer): { path: string; name: string } => {
  const path = join(folder, 'a');
  writeFileSync(path, bytes);
  return { path, name: 'a' };
};

const DRAFTS = { format: 'tsunagi-drafts', version: 1, objects: [{ section: 'serials', id: 'a', note: '', body: createSerial('番号') }] };
const COMPANY_RULES = {
  format: 'tsunagi-company-rules',
  version: 1,
  rules: { ...DEFAULT_COMPANY_RULES, amountTiers: [{ from: 100_000, approvers: '部長', fewestApprovals: 2 }] },
};
const BUNDLE = {
  format: 'tsunagi-bundle',
  version: 1,
  createdAt: '2026-11-26T00:00:00Z',
  writtenBy: '0.1.0',
  secrets: { 'access-key': 'k' },
  company: { name: 'デモ商事', kind: 'test', serverAddress: 'https://neo.example.co.jp/' },
  settings: {
    companyDomains: ['example.co.jp'],
    aliasDomains: [],
    policies: { matching: null, exclusions: null, calendar: null, companyRules: null, lock: null, guards: null },
    network: null,
    views: [],
  },
  drafts: DRAFTS,
};
const SEALED = Buffer.concat([
  Buffer.from('TSNGBNDL'),
  Buffer.from([0, 1, 0, 40]),
  Buffer.from('{"kdf":"scrypt","n":131072,"r":8,"p":1}'),
  Buffer.alloc(120, 7),
]);
const PLAN = {
  format: 'tsunagi-plan',
  version: 2,
  company: { id: 'p', name: 'デモ商事', kind: 'test' },
  server: 'neo.example.co.jp',
  readAt: '2026-11-26T00:00:00Z',
  madeAt: '2026-11-26T00:00:00Z',
  madeBy: '山田',
  reason: '',
  language: 'ja',
  names: { user: { '1': '山田' }, organization: {}, role: {}, route: {}, serial: {} },
  items: [],
  totals: { create: 1, change: 0, delete: 0, secret: 0 },
  left: [],
  calls: [{ section: 'serials', id: 'a', write: 'put', ifRevision: 0, before: null, body: createSerial('番号'), generation: 1 }],
  refused: [],
  effect: null,
};
const APPROVAL = {
  ...APPROVAL_FILE_FORMAT,
  seal: 'a'.repeat(64),
  shown: 'b'.repeat(64),
  file: 'c'.repeat(64),
  by: '山田',
  at: '2026-11-26T00:00:00Z',
  publicKey: 'AAAA',
  signature: 'BBBB',
};

const USER = {
  id: 1,
  login_id: 'u1',
  name: '山田',
  kana: { val: 'ヤマダ' },
  work_email: 'a@b.co.jp',
  state: 'active',
  organizations: { item: [{ id: 1, default: '1' }] },
};
const LISTED = { status: 'ok', allcnt: '2', revision: 3, list: { item: [USER, { ...USER, id: 2 }] } };
const OBJECTS = {
  status: 'ok',
  revision: '2',
  list: [{ id: 'a', revision: 1, updated_at: '2026-04-01T00:00:00Z', body: JSON.stringify(createSerial('番号')) }],
  secrets: [{ name: 'access_key', set: '1', revision: 1 }],
};

/** A stock NEO's answer, read by its client while it comes in three parts. */
async function stock(bytes: Buffer): Promise<void> {
  const text = bytes.toString('utf8');
  const client = createStockNeoClient(
    {
      address: '',
      async call(_module, _parameters, { onItem }) {
        const list = new ListStream((item) => onItem?.(item));
        try {
          for (const part of [text.slice(0, 7), text.slice(7, 60), text.slice(60)]) list.push(part);
          return { kind: 'ok', body: (list.end() ?? {}) as Record<string, unknown>, date: null };
        } catch (error) {
          if (!(error instanceof ListRefusedError)) throw error;
          return { kind: 'ok', body: {}, date: null };
        }
      },
      invalidAnswer: (why) => new ListRefusedError(why === 'other-shape' ? 'not-json' : 'too-deep') as never,
      close: async () => undefined,
    },
    { kind: 'stock-neo', server: 'x', time: null, capabilities: [], revision: null },
  );
  await client.readUsers({ onPage: () => undefined }).catch((error: unknown) => {
    if (!(error instanceof ListRefusedError)) throw error;
  });
}

const jsonOf = (bytes: Buffer): unknown => {
  const reading = readBoundedJson(bytes.toString('utf8'), PAGE_ANSWER_LIMITS);
  return reading.kind === 'read' ? reading.value : undefined;
};

const CXML =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd">\n<cXML payloadID="1@x" timestamp="2026-01-01T00:00:00+09:00"><Response><Status code="200" text="OK">ok &amp; &#12354;</Status><PunchOutSetupResponse><StartPage><URL>https://www.amazon.co.jp/x</URL></StartPage></PunchOutSetupResponse></Response></cXML>';
const CXML_TOKENS = [
  ...XML_TOKENS,
  '<cXML>',
  '</cXML>',
  '<Status code="401"/>',
  '<Response>',
  'xmlns:a="b"',
  '__proto__',
  '&lol;',
  '<!ENTITY a "b">',
  ']',
];

const CALL_NAMES = Object.keys(CALLS) as CallName[];
const contract: FuzzKind = {
  make(roll) {
    const name = roll.pick(CALL_NAMES);
    return Buffer.from(JSON.stringify([name, mutateJson(sampleInput(name, roll.below(4), {}), roll)]));
  },
  read(bytes) {
    const [name, input] = JSON.parse(bytes.toString('utf8')) as [CallName, unknown];
    safeParseUntrusted<unknown>(CALLS[name].input, input);
  },
};

/** Our own files before any mutation. */
export const GOOD_FILES = { drafts: DRAFTS, rules: COMPANY_RULES, approval: APPROVAL, plan: PLAN, bundle: BUNDLE };

/** Every way in, by its name. */
export const FUZZ_KINDS: Readonly<Record<string, FuzzKind>> = {
  'neo-csv': { ...csv(NEO), read: neo },
  'neo-xlsx': { ...book, read: neo },
  'amazon-csv': { ...csv(AMAZON), read: amazon },
  'amazon-xlsx': { ...book, read: amazon },
  organizations: {
    ...csv(ORGANIZATIONS),
    read: async (bytes) => {
      const { read, mapping } = await table(bytes, 'organizations');
      toOrganizations(read, mapping, 'a');
    },
  },
  orders: {
    ...csv(ORDERS),
    read: async (bytes) => {
      const { read, mapping } = await table(bytes, 'orders');
      toOrders(read, mapping, 'a');
    },
  },
  holidays: { ...csv(HOLIDAYS), read: (bytes) => readHolidayList(onDisk(bytes).path, 'a') },
  groups: {
    ...csv(GROUPS),
    read: async (bytes) =>
      readAmazonGroups(
        (await table(bytes, 'amazon-users').catch(() => ({ read: null }))).read ?? (await openTableFromBytes(bytes, 'a', 'amazon-users')),
      ),
  },
  template: { make: (roll) => (roll.below(4) === 0 ? csv(AMAZON) : book).make(roll), read: template },
  drafts: { ...json([DRAFTS]), read: (bytes) => readDrafts(onDisk(bytes).path, 'a') },
  rules: {
    ...json([COMPANY_RULES]),
    read: async (bytes) => safeParseUntrusted(companyRulesFileSchema, await readJsonFile({ ...onDisk(bytes), maxMegabytes: 1 })),
  },
  bundle: {
    make: (roll) => (roll.below(4) === 0 ? mutateBytes(SEALED, roll) : json([BUNDLE]).make(roll)),
    read: (bytes) => (bytes[0] === 0x54 ? openBundle(bytes, 'x') : parseBundle(bytes.toString('utf8'))),
  },
  plan: { ...json([PLAN]), read: (bytes) => readPlanDocument(onDisk(bytes)) },
  approval: {
    ...json([APPROVAL]),
    read: async (bytes) => safeParseUntrusted(approvalFileSchema, await readJsonFile({ ...onDisk(bytes), maxMegabytes: 1 })),
  },
  'answer-lists': {
    ...json([LISTED]),
    read: (bytes) => {
      const body = jsonOf(bytes);
      for (const schema of [usersPageSchema, organizationsPageSchema, rolesPageSchema]) safeParseUntrusted<unknown>(schema, body);
    },
  },
  'answer-objects': {
    ...json([OBJECTS]),
    read: (bytes) => {
      const body = jsonOf(bytes);
      for (const item of lenientList.parse((body as { list?: unknown } | null | undefined)?.list)) parseServerObject('serials', item);
    },
  },
  'answer-stock': { ...json([LISTED, { list: [USER], status: 'ok' }, { status: 'ok', list: USER }]), read: stock },
  cxml: {
    make: (roll) => {
      const bytes = Buffer.from(mutateText(CXML, CXML_TOKENS, roll));
      return roll.below(5) === 0 ? mutateBytes(bytes, roll) : bytes;
    },
    read: (bytes) => parseCxmlAnswer(bytes, 'text/xml'),
  },
  contract,
  ...STORAGE_KINDS,
};
