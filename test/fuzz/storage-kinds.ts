import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { createApplication } from '#main/app/application.ts';
import { restoreFolder } from '#main/app/backup/data-restore.ts';
import { createWindowCaller } from '#main/app/dispatcher.ts';
import { createSecrets } from '#main/app/services/secrets.ts';
import { applyToDrafts } from '#main/company/drafts/draft-apply.ts';
import { importList } from '#main/company/lists/list-import.ts';
import { beginSealing, sealChunks } from '#main/files/archives/sealed-file.ts';
import { CompanyFolder } from '#main/storage/company-folder.ts';
import { lockDataFolder } from '#main/storage/data-folder/restore-moves.ts';
import { trackContent } from '#main/storage/database/content-check.ts';
import { checkCompanyContent } from '#main/storage/database/database-copy.ts';
import { createSessionKeychain } from '#main/storage/keychain.ts';
import { MIGRATIONS } from '#main/storage/migrations/migrations.ts';
import { createSettingsStore } from '#main/storage/settings.ts';
import { toExpectedFailure } from '#main/storage/storage-failure.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { DEFAULT_SETTINGS } from '#shared/contract/companies/console.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import { openCompanies } from '../support/engine.ts';
import { REPLACING, SEALED } from '../support/sealed-backup.ts';
import type { FuzzKind } from './kinds.ts';
import { type Dice, mutateBytes, mutateJson, mutateText } from './mutate.ts';

/** Mutations of what a data folder and a backup contain, read as a host, a restore and a window read them. */

const work = { signal: new AbortController().signal, report: () => undefined };
const DAY = '2026-11-26T01:00:00.000Z';
const NEO =
  'ID,氏名,ログインID,職場用メールアドレス,使用停止フラグ\n1,田中 太郎,tanaka,tanaka１@example.co.jp,0\n2,鈴木 花子,suzuki,suzuki@example.co.jp,0\n';
const AMAZON = 'メールアドレス,氏名,役割,グループ,状態\ntanaka1@example.co.jp,田中 太郎,パンチアウト,購買,有効\n';

interface Base {
  readonly folder: string;
  readonly id: string;
  readonly company: Buffer;
}

let made: Promise<Base> | null = null;
/** A company with lists, a draft, an adopted fix and a read server, made by a console. */
const base = (): Promise<Base> => (made ??= makeBase());

async function makeBase(): Promise<Base> {
  const folder = mkdtempSync(join(tmpdir(), 'tsunagi-fuzz-data-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const companies = openCompanies(join(folder, 'workspaces'), { now: () => Date.parse(DAY), operator: 'tanaka', machine: 'PC01' });
  const { id } = await companies.create({ name: '自社', kind: 'test' });
  await companies.within(id, async (session) => {
    for (const [kind, text] of [
      ['neo-users', NEO],
      ['amazon-users', AMAZON],
    ] as const) {
      const path = join(folder, 'list.csv');
      writeFileSync(path, text);
      await importList(
        { path, name: 'list.csv', kind, reading: {} },
        session.file(),
        { origin: 'file', at: DAY, confirmed: undefined },
        work,
      );
    }
    const body = { code: 'A', name: '請求書', users: [], organizations: [] };
    applyToDrafts(session, { kind: 'put', section: 'invoice_groups', id: 'a', note: '', body } as never);
    session.file().changePolicy('matching', { purchasingGroups: ['購買'], amazonUsersFrom: 'invitations' });
    await session.ready();
    await session.planReady();
  });
  await companies.close();
  const path = join(folder, 'workspaces', `${id}.tsunagi`);
  const database = new DatabaseSync(path);
  trackContent(database);
  database.exec(`
    INSERT INTO server_read (id, at, kind, label, revision, adopted, settled, complete, unreadable, changes)
      VALUES (1, '${DAY}', 'gateway', 'neo', '1', 0, 0, '["invoice_groups"]', '[]', '[]');
    INSERT INTO server_object (section, id, revision, body, whole, updated_at, updated_by)
      VALUES ('invoice_groups', 'a', 1, '{"code":"A","name":"x","users":[],"organizations":[]}', NULL, '${DAY}', 'y');
    PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE; VACUUM;`);
  database.close();
  return { folder, id, company: readFileSync(path) };
}

const temporary = (name: string): string => {
  const folder = mkdtempSync(join(tmpdir(), `tsunagi-fuzz-${name}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
const scratch = temporary('scratch');
const emptied = (name: string): string => {
  const folder = join(scratch, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  return folder;
};
/** A failure of the contract, as the dispatcher translates it; rethrows everything else. */
function expected(error: unknown): never {
  throw toExpectedFailure(error) ?? error;
}

/** One to forty bytes changed in place, so that the pages of the file stay where they are. */
function damageBytes(bytes: Buffer, roll: Dice): Buffer {
  const changed = Buffer.from(bytes);
  const length = roll.pick([1, 1, 1, 4, 40, 4_096]);
  for (let turn = 0; turn <= roll.below(4); turn++) {
    const at = roll.below(roll.below(3) === 0 ? Math.min(2_000, changed.length) : changed.length);
    for (let byte = at; byte < Math.min(changed.length, at + length); byte++)
      changed[byte] = length === 1 ? (changed[byte] ?? 0) ^ (1 << roll.below(8)) : roll.below(256);
  }
  return changed;
}

type Cell = { readonly table: string; readonly column: string };
let filled: readonly Cell[] | null = null;
/** Columns of the tables that have rows; equal for every input, because each is made from the same company. */
const filledColumns = (database: DatabaseSync): readonly Cell[] =>
  (
    database
      .prepare(
        `SELECT t.name AS "table", c.name AS "column" FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'`,
      )
      .all() as unknown as Cell[]
  ).filter(({ table }) => Number(database.prepare(`SELECT count(*) AS n FROM "${table}"`).get()?.['n']) > 0);

/** One to three values of the tables replaced, texts of JSON by another value of a similar shape. */
function changeRows(bytes: Buffer, roll: Dice): Buffer {
  const path = join(emptied('edit'), 'a.tsunagi');
  writeFileSync(path, bytes);
  const database = new DatabaseSync(path);
  database.exec('PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
  filled ??= filledColumns(database);
  for (let turn = 0; turn <= roll.below(3); turn++) {
    const { table, column } = roll.pick(filled);
    try {
      const now = database.prepare(`SELECT "${column}" AS value FROM "${table}" LIMIT 1`).get()?.['value'];
      database.prepare(`UPDATE "${table}" SET "${column}" = ?`).run(changedValue(now, roll) as never);
    } catch {
      // NOT NULL, UNIQUE and triggers refuse some values, and a former change may be a number beyond 2^53.
    }
  }
  database.close();
  return readFileSync(path);
}

function changedValue(value: unknown, roll: Dice): unknown {
  if (typeof value === 'string' && /^[[{]/.test(value) && roll.below(3) > 0)
    return JSON.stringify(mutateJson(JSON.parse(value), roll)) ?? null;
  if (typeof value === 'string' && roll.below(3) === 0) return mutateText(value, ['\0', '\u202e', '[', '{', '9999', '‮', ' '], roll);
  return roll.pick([
    null,
    '',
    'x',
    '[]',
    '{}',
    '[[',
    'null',
    '1',
    '"a"',
    -1,
    0,
    1e300,
    9_223_372_036_854_775_807n,
    Buffer.from([0xff, 0]),
    '2026-13-45',
  ]);
}

const companyBytes = (bytes: Buffer, roll: Dice): Buffer =>
  roll.below(2) === 0 ? changeRows(bytes, roll) : roll.below(6) === 0 ? mutateBytes(bytes, roll) : damageBytes(bytes, roll);

const SETTINGS = { language: 'ja', theme: 'dark', operatorName: '田中', lastCompanyId: null };
/** JSON as text, now and then with its bytes damaged. */
function jsonBytes(value: unknown, roll: Dice): Buffer {
  const text = Buffer.from(JSON.stringify(mutateJson(value, roll)) ?? '');
  return roll.below(4) === 0 ? mutateBytes(text, roll) : text;
}

const fileOf = (path: string, content: Uint8Array) => ({
  path,
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
});

async function makeArchive(roll: Dice): Promise<Buffer> {
  const { id, company } = await base();
  const name = `workspaces/${id}.tsunagi`;
  const contents: Record<string, Uint8Array> = {
    'settings.json': roll.below(4) === 0 ? jsonBytes(SETTINGS, roll) : strToU8(JSON.stringify(SETTINGS)),
    [name]: roll.below(4) === 0 ? companyBytes(company, roll) : company,
  };
  const manifest = {
    format: 'tsunagi-backup',
    version: 1,
    console: '1.0.0',
    schema: MIGRATIONS.length,
    at: DAY,
    files: Object.entries(contents).map(([path, content]) => fileOf(path, content)),
  };
  const about = roll.below(3) === 0 ? jsonBytes(manifest, roll) : strToU8(JSON.stringify(manifest));
  if (roll.below(12) === 0)
    contents[roll.pick(['../x', '/etc/x', 'workspaces/a', name.toUpperCase(), 'demo/groupware.sqlite', ''])] = company;
  const zip = Buffer.from(zipSync({ 'manifest.json': about, ...contents }, { level: 0 }));
  const plain = roll.below(2) === 0 ? archiveBytes(zip, roll) : zip;
  if (roll.below(25) > 0) return plain;
  const sealed = Buffer.concat([...sealChunks(await beginSealing(SEALED.passphrase, SEALED.cost), [plain])]);
  if (roll.below(2) === 0) return archiveBytes(sealed, roll);
  const header = mutateJson(JSON.parse(sealed.subarray(12, 12 + sealed.readUInt16BE(10)).toString()), roll);
  const text = Buffer.from(JSON.stringify(header) ?? '').subarray(0, 60_000);
  const start = Buffer.from(sealed.subarray(0, 12));
  start.writeUInt16BE(text.length, 10);
  return Buffer.concat([start, text, sealed.subarray(12 + sealed.readUInt16BE(10))]);
}

/** Bytes of the directory at the end and of the first header are changed more often than those of the content. */
function archiveBytes(bytes: Buffer, roll: Dice): Buffer {
  const edge = Math.min(600, bytes.length);
  switch (roll.below(4)) {
    case 0:
      return Buffer.concat([bytes.subarray(0, bytes.length - edge), mutateBytes(bytes.subarray(bytes.length - edge), roll)]);
    case 1:
      return Buffer.concat([mutateBytes(bytes.subarray(0, edge), roll), bytes.subarray(edge)]);
    case 2:
      return bytes.subarray(0, roll.below(bytes.length));
    default:
      return mutateBytes(bytes, roll);
  }
}

/** What a restore leaves must be a folder in which a console starts, or the folder as it was. */
async function readArchive(bytes: Buffer): Promise<void> {
  const into = emptied('into');
  const path = join(scratch, 'archive');
  writeFileSync(path, bytes);
  writeFileSync(join(into, 'settings.json'), '{"language":"en"}', { mode: 0o600 });
  let refusal: unknown = null;
  await restoreFolder(path, into, REPLACING, work).catch((error: unknown) => {
    refusal = error;
  });
  if (existsSync(join(into, '.restoring'))) throw new Error('.restoring is left');
  if (refusal !== null && readFileSync(join(into, 'settings.json'), 'utf8') !== '{"language":"en"}')
    throw new Error('the folder was changed');
  if (refusal !== null) expected(refusal);
  readFolder(into);
}

/** As a host does before it opens a company. */
function readFolder(folder: string): void {
  const lock = lockDataFolder(folder);
  try {
    createSettingsStore(folder);
    new CompanyFolder(join(folder, 'workspaces')).list();
  } catch (error) {
    expected(error);
  } finally {
    lock?.release();
  }
}

const PAGE = { offset: 0, limit: 20 };
const SORT = { by: 'severity', direction: 'ascending' };
const NO_FILTER = { kinds: [], sections: [], search: '', runId: null, from: null, to: null };
/** Calls that show what a company's file contains. */
const READS: readonly (readonly [string, object])[] = [
  ['companies.current', {}],
  ['readiness.summary', {}],
  ['matching.rows', { filter: EMPTY_FINDING_FILTER, sort: SORT, ...PAGE }],
  ['imports.former', {}],
  ['drafts.summary', {}],
  ['drafts.list', { section: 'invoice_groups', search: '', ...PAGE }],
  ['drafts.get', { section: 'invoice_groups', id: 'a' }],
  ['plan.state', {}],
  ['plan.policy', {}],
  ['fixes.list', { filter: { states: [], sides: [], search: '' }, ...PAGE }],
  ['fixes.writings', {}],
  ['historyLog.list', { filter: NO_FILTER, ...PAGE }],
  ['historyLog.verify', {}],
  ['secrets.list', {}],
  ['connections.settings', {}],
  ['apply.runs', PAGE],
  ['views.list', {}],
  ['manualEntry.sheet', PAGE],
];

const notHere = (): never => {
  throw new ExpectedError('not-allowed');
};

/** Every file is listed and checked as by a start and a backup; one of eight, because it takes ten times as long, is opened and shown. */
async function readCompany(bytes: Buffer): Promise<void> {
  const { id } = await base();
  const folder = emptied('company');
  const path = join(folder, `${id}.tsunagi`);
  writeFileSync(path, bytes, { mode: 0o600 });
  CompanyFolder.toRead(folder).list();
  try {
    checkCompanyContent(path);
  } catch (error) {
    if (toExpectedFailure(error) === null) throw error;
  }
  if (crc32(bytes) % 8 === 0) await showCompany(folder, id);
}

async function showCompany(folder: string, id: string): Promise<void> {
  const bugs: unknown[] = [];
  const companies = openCompanies(new CompanyFolder(folder), { now: () => Date.parse(DAY) });
  const application = createApplication({
    info: { version: '1', host: 'node', platform: 'linux', dataFolder: folder },
    companies,
    settings: { get: () => DEFAULT_SETTINGS, change: notHere, onChange: () => () => undefined },
    secrets: createSecrets(
      createSessionKeychain(() => undefined),
      createSessionKeychain(() => undefined),
    ),
    files: { close: () => undefined } as never,
    dialogs: null,
    team: null,
    teamServers: null,
    printer: null,
    openLink: notHere,
    confirmTrust: async () => 'unavailable',
    doctor: notHere,
    reportBug: (where, error) =>
      `${bugs.push(error instanceof Error ? Object.assign(error, { message: `${where}: ${error.message}` }) : error)}`,
    registerSecret: () => undefined,
    proxyResolver: null,
    env: {},
    redact: (text) => text,
    recentLog: async () => [],
  });
  try {
    for (const [name, input] of READS) await application.call(name, input, { caller: createWindowCaller(), company: id });
  } finally {
    await application.close();
  }
  if (bugs.length > 0) throw bugs[0];
}

const ENTRIES = [
  'settings.json',
  'node-host.json',
  'console.lock',
  'console.lock-journal',
  'open.html',
  'workspaces',
  'demo',
  'demo/groupware.sqlite',
  'log',
  'log/tsunagi.log',
  '.restoring',
  '.restoring/moves.json',
  '.restoring/unpacked',
  'company',
  'company-wal',
  'company-shm',
  'company-journal',
  'workspaces/x.tsunagi',
  'workspaces/y.tsunagi.unfinished',
] as const;
const MOVES = { before: 'before-restore-2026-12-01', own: ['workspaces', 'settings.json'], names: ['workspaces'] };
const INSTANCE = { pid: 1, port: 2_000, key: 'k'.repeat(40) };

interface Planted {
  readonly entry: string;
  readonly as: 'file' | 'folder' | 'link' | 'open';
  readonly content: string;
}

async function makeEntry(roll: Dice): Promise<Buffer> {
  const planted: Planted[] = [];
  const { company } = await base();
  for (let turn = 0; turn <= roll.below(3); turn++) {
    const entry = roll.pick(ENTRIES);
    const good = entry === 'settings.json' ? SETTINGS : entry === 'node-host.json' ? INSTANCE : entry.endsWith('moves.json') ? MOVES : null;
    const bytes =
      good !== null && roll.below(5) > 0
        ? jsonBytes(good, roll)
        : roll.below(4) === 0
          ? damageBytes(company.subarray(0, 8_192), roll)
          : mutateBytes(Buffer.alloc(roll.pick([0, 1, 30, 5_000]), roll.below(256)), roll);
    planted.push({ entry, as: roll.pick(['file', 'file', 'file', 'folder', 'link', 'open'] as const), content: bytes.toString('base64') });
  }
  return Buffer.from(JSON.stringify(planted));
}

async function readEntries(bytes: Buffer): Promise<void> {
  const { id, company } = await base();
  const folder = emptied('folder');
  mkdirSync(join(folder, 'workspaces'), { mode: 0o700 });
  writeFileSync(join(folder, 'workspaces', `${id}.tsunagi`), company, { mode: 0o600 });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(SETTINGS), { mode: 0o600 });
  for (const { entry, as, content } of JSON.parse(bytes.toString('utf8')) as Planted[]) {
    const path = join(folder, entry.startsWith('company') ? entry.replace('company', `workspaces/${id}.tsunagi`) : entry);
    rmSync(path, { recursive: true, force: true });
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      if (as === 'folder') mkdirSync(path, { mode: 0o700 });
      else if (as === 'link') symlinkSync(roll(content), path);
      else writeFileSync(path, Buffer.from(content, 'base64'), { mode: 0o600 });
      if (as === 'open') chmodSync(path, 0o666);
    } catch {
      // Below an entry that is a file by now.
    }
  }
  const names = readdirSync(folder);
  try {
    readFolder(folder);
  } catch (error) {
    expected(error);
  }
  // A file that cannot be read is set aside, not deleted.
  const lost = names.filter((name) => !['.restoring', 'console.lock-journal'].includes(name) && !existsSync(join(folder, name)));
  if (lost.some((name) => !readdirSync(folder).some((there) => there.startsWith(name.split('.')[0] ?? name))))
    throw new Error(`lost: ${lost}`);
}
/** A target of a link: a name that does not exist in the scratch folder, a file of the system, a folder, the folder itself. */
const roll = (content: string): string => ['absent', '/etc/hostname', '/etc', '.'][content.length % 4] ?? '.';

export const STORAGE_KINDS: Readonly<Record<string, FuzzKind>> = {
  archive: { make: makeArchive, read: readArchive },
  'company-file': { make: async (dice) => companyBytes((await base()).company, dice), read: readCompany },
  'data-folder': { make: makeEntry, read: readEntries },
};
