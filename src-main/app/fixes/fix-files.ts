import { extname } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { type SkippedFix, summarizeSkippedFixes } from '#shared/contract/fixes/fix-files.ts';
import type { ImportPreview } from '#shared/contract/imports/imports.ts';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { ACCOUNT_CHANGES, isInGroup } from '#shared/domain/fixes/account-changes.ts';
import { isAwaitingList } from '#shared/domain/fixes/amazon-users.ts';
import type { Fix } from '#shared/domain/fixes/fixes.ts';
import { createTexts } from '#shared/messages/texts.ts';
import type { JobContext } from '../../company/job-context.ts';
import type { ListFile } from '../../company/lists/list-file.ts';
import { getKnownGroups } from '../../company/policies.ts';
import type { CompanySession } from '../../company/session.ts';
import { removeFileAsync } from '../../disk/held-files.ts';
import { writeContentAtomically } from '../../files/atomic-file.ts';
import { computeHeaderFingerprint } from '../../files/columns/header-fingerprint.ts';
import type { ColumnMapping } from '../../files/columns/mapping.ts';
import {
  type AmazonTemplate,
  fillSheet,
  findChangeRefusal,
  getInvitationWord,
  getSheetRowValues,
  getUnambiguousWords,
  listTemplateValues,
  listUnsplitNames,
  openAmazonTemplate,
  planSheets,
  type SheetPerson,
  type SheetValues,
  type SheetWords,
} from '../../files/fixes/amazon-sheet.ts';
import {
  getFixFileLineNumbers,
  listUnwritableChanges,
  type NeoFixFile,
  planNeoFixFile,
  writeNeoFixFile,
} from '../../files/fixes/neo-fix-file.ts';
import { readListBytes } from '../../files/open-table.ts';
import { writeCsv } from '../../files/reports/csv-report.ts';
import type { FixContext } from './fix-context.ts';
import { type AmazonRequestCounts, countAmazonRequests, FIX_REPORT_COLUMNS, generateFixReportRows } from './fix-record.ts';
import { readOtherValues } from './other-values.ts';

/** The administrator's export on which a fix file is based. */
export interface FixFileOptions extends Pick<ListFile, 'path' | 'name' | 'reading'> {
  /** Whether to include fixes that were exported before but have not arrived. */
  readonly again: boolean;
  /** Language of the file names. */
  readonly language: 'ja' | 'en';
  /** Path of the files without extension. */
  readonly out: string;
}

/** Words of the template for account changes, chosen by the user; omitted = those that are unambiguous. */
export type ChosenTemplateWords = CallParsedInput<'fixes.previewTemplate'>['words'];

export interface SheetOptions extends FixFileOptions {
  readonly values: CallParsedInput<'fixes.writeAmazonSheet'>['values'];
  readonly existing: 'keep' | 'remove';
}

export interface WrittenFixes extends AmazonRequestCounts {
  readonly writingId: number;
  readonly people: number;
  readonly leftOut: number;
  readonly files: readonly { readonly path: string; readonly name: string; readonly rows: number }[];
  readonly report: { readonly path: string; readonly name: string };
}

type Writing = CallOutput<'fixes.writings'>['writings'][number];
/** Result of an export without file tokens, which the procedures add. */
export type FixWritingRecord = Omit<Writing, 'files' | 'report'> & { readonly files: readonly Omit<Writing['files'][number], 'file'>[] };

export interface FixFileService {
  previewNeoFile(order: FixFileOptions): Promise<CallOutput<'fixes.previewNeoFile'>>;
  writeNeoFile(order: FixFileOptions, work: JobContext): Promise<WrittenFixes>;
  previewTemplate(
    order: FixFileOptions & { readonly words: ChosenTemplateWords; readonly existing?: SheetOptions['existing'] | undefined },
  ): Promise<CallOutput<'fixes.previewTemplate'>>;
  writeAmazonSheet(order: SheetOptions, work: JobContext): Promise<WrittenFixes>;
  fixWritings(): Promise<readonly FixWritingRecord[]>;
}

const SAMPLE = 20;
const WRITINGS = 20;
const SAMPLES_A_COLUMN = 3;
const SAMPLES_A_KIND = 5;
/** Key under which the column mapping of a template is stored. */
const TEMPLATE_KIND = 'amazon-template';
const PUNCHOUT = /パンチアウト|カタログ連携|punch\s*-?out/i;
const DEFAULT_ROLE = 'パンチアウト';

/** Writes adopted fixes into copies of the administrator's own export. */
export function createFixFileService(session: CompanySession, context: FixContext): FixFileService {
  /** Whether the user was requested over Amazon's API, and no list imported since shows whether it exists. */
  const isRequested = ({ side, account, to }: Fix): boolean => {
    const request = side === 'amazon' && account === null ? session.file().amazonUsers.find(to) : undefined;
    const list = session
      .file()
      .people.current()
      .find((each) => each.side === 'amazon');
    return request !== undefined && isAwaitingList(request, list?.takenAt ?? '');
  };

  /** Returns the fixes to write for one side, and adopted fixes that the current lists no longer support. Throws `fix-nothing-to-write`. */
  const toWrite = (side: Fix['side'], again: boolean): { readonly fixes: readonly Fix[]; readonly stale: readonly SkippedFix[] } => {
    const open = context.open().filter((fix) => fix.side === side && (again || fix.state === 'adopted'));
    if (open.length === 0) throw new ExpectedError('fix-nothing-to-write', { side });
    const stale = new Map<Fix, SkippedFix['why']>(context.outdated(open));
    for (const fix of open) if (isRequested(fix)) stale.set(fix, 'requested-over-api');
    const listed = context.listed();
    return {
      fixes: open.filter((fix) => !stale.has(fix)).map((fix) => asListed(fix, listed.get(fix.person))),
      stale: [...stale].map(([{ person, name, to }, why]) => ({ why, person, name, row: null, found: to })),
    };
  };

  async function neoPlan(order: FixFileOptions): Promise<NeoFixFile> {
    const { fixes, stale } = toWrite('neo', order.again);
    const bytes = await readListBytes(order.path, order.name, undefined);
    const plan = planNeoFixFile(
      bytes,
      order.name,
      order.reading,
      (header) => session.file().rememberedMapping('neo-users', computeHeaderFingerprint(header)) ?? undefined,
      fixes,
    );
    return { ...plan, leftOut: [...stale, ...plan.leftOut] };
  }

  async function template(order: FixFileOptions): Promise<AmazonTemplate> {
    const bytes = await readListBytes(order.path, order.name, undefined);
    return openAmazonTemplate(
      bytes,
      order.name,
      order.reading,
      (header) => session.file().rememberedMapping(TEMPLATE_KIND, computeHeaderFingerprint(header)) ?? undefined,
    );
  }

  /** Returns the words for a sheet: unambiguous words of the template, replaced by those the user chose. */
  const wordsFor = (opened: AmazonTemplate, chosen: ChosenTemplateWords): SheetWords => ({ ...getUnambiguousWords(opened), ...chosen });

  /**
   * Returns the people for a sheet. People who have an account by now need no invitation; changes without a word in the template must be
   * made on Amazon's screen.
   */
  function sheetPeople(
    fixes: readonly Fix[],
    opened: AmazonTemplate,
    words: SheetWords,
  ): { readonly people: readonly SheetPerson[]; readonly leftOut: readonly SkippedFix[] } {
    const view = session.findings();
    const register = view === null ? null : context.register(view);
    const listed = context.listed();
    const people: SheetPerson[] = [];
    const leftOut: SkippedFix[] = [];
    for (const { person, name, to, oldAccount, account } of fixes) {
      const leave = (why: SkippedFix['why']): void => void leftOut.push({ why, person, name, row: null, found: to });
      const employeeCode = listed.get(account?.owner ?? person)?.employeeCode ?? '';
      if (account === null) {
        if (oldAccount === '' && register?.onAmazon(to)) leave('already-on-amazon');
        else people.push({ person, name, email: to, employeeCode });
        continue;
      }
      const { kind, from, group } = account;
      const refused = findChangeRefusal(opened, kind, words[kind] ?? '');
      if (refused !== null) leave(refused);
      else people.push({ person, name, email: to, employeeCode, change: { kind, from, group } });
    }
    people.sort((a, b) => (a.email < b.email ? -1 : 1));
    return { people, leftOut };
  }

  /** Writes the files, then records the export, so that an interruption leaves the fixes unchanged. */
  async function finish(
    side: Fix['side'],
    order: FixFileOptions,
    files: readonly FileToWrite[],
    leftOut: readonly SkippedFix[],
    work: JobContext,
  ): Promise<WrittenFixes> {
    const at = session.timestamp();
    const places = new Map<string, { file: string; row: number }>();
    const written: { path: string; name: string; rows: number }[] = [];
    const report = { path: `${order.out}-report`, name: createTexts(order.language)('fix.fileName.report', { day: session.today() }) };
    try {
      for (const [index, { name, bytes, people }] of files.entries()) {
        work.report({ phase: 'writing', done: index, total: files.length });
        const path = `${order.out}-${index + 1}`;
        await writeContentAtomically(path, bytes, work.signal);
        for (const { person, row } of people) places.set(person, { file: name, row });
        written.push({ path, name, rows: people.length });
      }
      const fixes = context.current();
      await writeCsv(report.path, FIX_REPORT_COLUMNS, generateFixReportRows(fixes, side, places, leftOut), {
        encoding: 'utf8-bom',
        signal: work.signal,
      });
      const writingId = context.store.recordWriting(
        { at, side, source: order.name, people: places.size, files: written.map(({ name, rows }) => ({ name, rows })), leftOut },
        places,
      );
      return {
        writingId,
        people: places.size,
        ...countAmazonRequests(side, places, fixes),
        leftOut: leftOut.length,
        files: written,
        report,
      };
    } catch (error) {
      // Delete all files if one fails, because an incomplete set must not be submitted.
      for (const { path } of [...written, report]) await removeFileAsync(path).catch(() => undefined);
      throw error;
    }
  }

  return {
    async previewNeoFile(order) {
      const plan = await neoPlan(order);
      const unwritable = listUnwritableChanges(plan);
      const excluded = new Set(unwritable.map(({ person }) => person));
      return {
        encoding: plan.csv.encoding,
        delimiter: plan.csv.delimiter,
        columns: columnsOf(plan.csv.header, plan.csv.rowCount, (row, column) => plan.csv.cell(row, column)),
        fields: plan.columns.map((match) => ({ ...match })),
        missing: plan.columns.filter(({ required, column }) => required && column === null).map(({ id }) => id),
        changes: plan.rows.length - unwritable.length,
        sample: plan.rows
          .filter(({ change }) => !excluded.has(change.person))
          .slice(0, SAMPLE)
          .map(({ change, fileRow }) => ({ name: change.name, row: fileRow, from: change.from, to: change.to })),
        leftOut: summarizeSkippedFixes([...plan.leftOut, ...unwritable]),
        ...(await readOtherValues(session, context, order, plan)),
      };
    },
    async writeNeoFile(order, work) {
      work.report({ phase: 'reading-file', done: 0, total: null });
      const plan = await neoPlan(order);
      const bytes = writeNeoFixFile(plan, order.name);
      const name = createTexts(order.language)('fix.fileName.neo', { day: session.today() }) + (extname(order.name) || '.csv');
      const lines = getFixFileLineNumbers(plan);
      const people = plan.rows.map(({ change }, index) => ({ person: change.person, row: lines[index] as number }));
      return finish('neo', order, [{ name, bytes, people }], plan.leftOut, work);
    },
    async previewTemplate(order) {
      const { fixes, stale } = toWrite('amazon', order.again);
      const opened = await template(order);
      const words = wordsFor(opened, order.words);
      const { people, leftOut } = sheetPeople(fixes, opened, words);
      const plan = planSheets(opened, people, order.existing !== 'remove');
      const groups = invitingGroups(session, listTemplateValues(opened, 'group')).slice(0, 100);
      const roles = listTemplateValues(opened, 'role');
      const defaults = {
        group: groups[0] ?? '',
        role: roles.find((role) => PUNCHOUT.test(role)) ?? DEFAULT_ROLE,
        action: getInvitationWord(opened),
      };
      const planned = plan.parts.flat();
      const kinds = new Map(ACCOUNT_CHANGES.map((kind) => [kind, fixes.filter(({ account }) => account?.kind === kind).length]));
      return {
        format: opened.format,
        encoding: opened.encoding,
        delimiter: opened.delimiter,
        columns: columnsOf(opened.header, opened.rowCount, (row, column) => opened.cell(row, column)),
        fields: opened.columns.map((match) => ({ ...match })),
        missing: opened.columns.filter(({ required, column }) => required && column === null).map(({ id }) => id),
        existing: {
          rows: opened.rowCount,
          withEmail: Array.from({ length: opened.rowCount }, (_, row) => opened.cell(row, opened.email)).filter((text) =>
            text.includes('@'),
          ).length,
        },
        values: { group: groups, role: [...new Set([...roles, DEFAULT_ROLE])], action: listTemplateValues(opened, 'action') },
        defaults,
        invited: planned.filter(({ change }) => change === undefined).length,
        changes: ACCOUNT_CHANGES.filter((kind) => (kinds.get(kind) ?? 0) > 0).map((kind) => ({
          kind,
          people: kinds.get(kind) ?? 0,
          word: words[kind] ?? '',
          refused: findChangeRefusal(opened, kind, words[kind] ?? ''),
        })),
        sample: sampleOf(opened, planned, { ...defaults, words }),
        people: plan.parts.reduce((sum, part) => sum + part.length, 0),
        files: plan.parts.length,
        unsplitNames: listUnsplitNames(
          opened,
          planned.filter(({ change }) => change === undefined),
        ).length,
        leftOut: summarizeSkippedFixes([...stale, ...leftOut, ...plan.leftOut]),
      };
    },
    async writeAmazonSheet(order, work) {
      work.report({ phase: 'reading-file', done: 0, total: null });
      const { fixes, stale } = toWrite('amazon', order.again);
      const opened = await template(order);
      const values: SheetValues = { ...order.values, words: wordsFor(opened, order.values.words) };
      const { people, leftOut } = sheetPeople(fixes, opened, values.words ?? {});
      const plan = planSheets(opened, people, order.existing === 'keep');
      if (plan.parts.length === 0) throw new ExpectedError('fix-nothing-to-write', { side: 'amazon' });
      const text = createTexts(order.language);
      const files = plan.parts.map((part, index): FileToWrite => {
        // Only the first file contains the template's own rows, so that no person is invited twice.
        const sheet = fillSheet(opened, part, values, order.existing === 'keep' && index === 0);
        const name =
          text(sheet.people.some(({ person }) => person.change !== undefined) ? 'fix.fileName.amazonChanges' : 'fix.fileName.amazon', {
            day: session.today(),
            part: index + 1,
            parts: plan.parts.length,
          }) + (opened.format === 'xlsx' ? '.xlsx' : extname(order.name) || '.csv');
        return { name, bytes: sheet.bytes, people: sheet.people.map(({ person, fileRow }) => ({ person: person.person, row: fileRow })) };
      });
      session
        .file()
        .rememberMapping(
          TEMPLATE_KIND,
          computeHeaderFingerprint(opened.header),
          Object.fromEntries(opened.columns.map(({ id, column }) => [id, column])) as ColumnMapping,
        );
      return finish('amazon', order, files, [...stale, ...leftOut, ...plan.leftOut], work);
    },
    async fixWritings() {
      return context.store.writings(WRITINGS).map(({ leftOut, files, ...writing }) => ({
        ...writing,
        files: files.map((file) => ({ ...file })),
        leftOut: summarizeSkippedFixes(leftOut),
      }));
    },
  };
}

/** Updates NEO id and login ID of a fix from the current list, because the stored ones may belong to another person by now. */
const asListed = (fix: Fix, user: NeoUser | undefined): Fix =>
  user === undefined ? fix : { ...fix, neoUserId: user.id || fix.neoUserId, loginId: user.loginId || fix.loginId };

/** Returns the first rows of each kind of change as they will be written, by field. */
function sampleOf(opened: AmazonTemplate, people: readonly SheetPerson[], values: SheetValues) {
  const kinds = new Map<string, number>();
  return people
    .filter(({ change }) => {
      const kind = change?.kind ?? 'invite';
      const count = (kinds.get(kind) ?? 0) + 1;
      kinds.set(kind, count);
      return count <= SAMPLES_A_KIND;
    })
    .map((person) => ({
      name: person.name,
      change: person.change?.kind ?? ('invite' as const),
      values: getSheetRowValues(opened, person, values),
    }));
}

interface FileToWrite {
  readonly name: string;
  readonly bytes: Buffer;
  readonly people: readonly { readonly person: string; readonly row: number }[];
}

function columnsOf(header: readonly string[], rows: number, cell: (row: number, column: number) => string): ImportPreview['columns'] {
  return header.map((text, index) => {
    const samples = new Set<string>();
    for (let row = 0; row < Math.min(rows, 200) && samples.size < SAMPLES_A_COLUMN; row++) {
      const value = cell(row, index);
      if (value !== '') samples.add(value);
    }
    return { index, header: text, samples: [...samples] };
  });
}

/**
 * Returns the groups for invitations, as named in the template and in Amazon's list. Groups with the purchasing system come first, because
 * only their members can order.
 */
function invitingGroups(session: CompanySession, ofTemplate: readonly string[]): readonly string[] {
  const { purchasingGroups = [] } = getKnownGroups(session.file());
  const known = [...new Set([...ofTemplate, ...groupsByUse(session)])];
  const purchasing = known.filter((group) => isInGroup(purchasingGroups, group));
  return [...new Set([...(purchasing.length > 0 ? purchasing : purchasingGroups), ...known])];
}

/** Returns the groups ordered by their number of people who can order. */
function groupsByUse(session: CompanySession): readonly string[] {
  const uses = new Map<string, number>();
  for (const { groups, punchout } of session.findings()?.directory.amazonUsers ?? [])
    if (punchout !== false) for (const group of groups) uses.set(group, (uses.get(group) ?? 0) + 1);
  return [...uses].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([group]) => group);
}
