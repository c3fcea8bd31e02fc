import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { DraftCommand } from '#shared/domain/drafts/commands.ts';
import { isSameJson } from '#shared/domain/drafts/stable-json.ts';
import type { AmazonGroup } from '#shared/domain/integration/settings.ts';
import { isGatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { includesPassword, listManualEntryTasks, type ManualEntryTask } from '#shared/domain/sync/manual-entry/manual-entry.ts';
import { describeObject } from '#shared/domain/sync/wording/label.ts';
import { createPhrase, type Phrase } from '#shared/domain/sync/wording/phrase.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import { EMPTY_EVENT_FIELDS, type HistoryRecord } from '../../storage/history-log.ts';
import type { EnteredObject } from '../../storage/plan/manual-entry-store.ts';
import { applyToDrafts } from '../drafts/draft-apply.ts';
import type { CompanySession } from '../session.ts';
import { createNeoPlanNames, createPlanNames } from './plan-names.ts';

const INTEGRATION = 'integration integration';

/** The author of a record of manual entry, and the day of the entry. */
export interface ManualEntryAttribution {
  /** Name of the person; `''` = the operator of this console. */
  readonly saidBy: string;
  /** Day of the entry in NEO or Amazon, `YYYY-MM-DD`. */
  readonly day: string;
}

/**
 * Whether values must be entered in NEO by hand, because there is no server or one without a gateway. Also decides whether the sheet is
 * shown.
 */
export function requiresManualEntry(file: CompanyFile): boolean {
  const { kind, serverAddress } = file.company();
  return kind !== 'demo' && (serverAddress === null || file.server.reading()?.kind === 'stock-neo');
}

/** Returns the generation of the saved catalog password, and of the one entered in NEO. */
function passwordOf(file: CompanyFile, entered: readonly EnteredObject[]): { readonly generation: number; readonly entered: number } {
  const known = entered.find(({ key }) => key === INTEGRATION)?.generation ?? 0;
  return { generation: file.secrets.keptGeneration('catalog-password'), entered: known };
}

/** Returns the tasks that still have to be entered by hand. */
export function listOpenTasks(session: CompanySession): readonly ManualEntryTask[] {
  const file = session.file();
  return listManualEntryTasks({
    drafts: file.drafts.state().drafts,
    password: passwordOf(file, file.manualEntry.entered()),
    names: createPlanNames(session),
    copied: createNeoPlanNames(session),
    today: session.today(),
  });
}

/** Returns an open task; throws `plan-item-not-found` if there is none with this key. */
export function requireOpenTask(session: CompanySession, key: string): ManualEntryTask {
  const task = listOpenTasks(session).find((one) => one.key === key);
  if (task === undefined) throw new ExpectedError('plan-item-not-found');
  return task;
}

export const describeEnteredObject = ({ section, name }: Pick<EnteredObject, 'section' | 'name'>): Phrase =>
  isGatewaySection(section) ? describeObject({ section, name }) : createPhrase('manualEntry.amazon.object', { name });

function historyOf(
  session: CompanySession,
  { section, id, name }: Pick<EnteredObject, 'section' | 'id' | 'name'>,
  at: string,
): Omit<HistoryRecord, 'sentence' | 'before' | 'after'> {
  return {
    ...EMPTY_EVENT_FIELDS,
    at,
    by: session.operator,
    kind: 'hand-over',
    section: isGatewaySection(section) ? section : null,
    id,
    name,
  };
}

/** Records that an object was entered. The manual entry sheet and the set-up guide both read this record. */
export function recordManualEntry(session: CompanySession, task: ManualEntryTask, { saidBy, day }: ManualEntryAttribution): void {
  const body = task.section === 'amazon_groups' ? noteAmazonGroup(session, task, day) : task.body;
  const file = session.file();
  const { generation, entered: known } = passwordOf(file, file.manualEntry.entered());
  const before = file.drafts.state().drafts.get(task.key)?.base ?? null;
  const at = session.timestamp();
  // A task for the password only does not change the recorded settings.
  const isPasswordAlone = task.body === null && task.kind !== 'delete';
  const after = isPasswordAlone ? before : body;
  file.manualEntry.finish(
    {
      ...task,
      body: after,
      generation: includesPassword(task) ? generation : task.key === INTEGRATION ? known : 0,
      at,
      by: session.operator,
      saidBy,
      day,
    },
    {
      ...historyOf(session, task, at),
      sentence: createPhrase(`historyLog.sentence.hand-over.${task.kind}`, { object: task.title, lines: task.lines.length }),
      before,
      after,
    },
  );
}

/** Stores the values that were entered in Amazon for a group in its draft. A new purchasing system starts as Test. */
function noteAmazonGroup(session: CompanySession, { section, id, body, lines }: ManualEntryTask, day: string): AmazonGroup | null {
  if (body === null) return null;
  const group = body as AmazonGroup;
  const has = (line: string): boolean => lines.some(({ id: at }) => at === line);
  const after: AmazonGroup = {
    ...group,
    addresses: has('set address') ? Math.max(1, group.addresses) : group.addresses,
    purchasingSystem: has('set system') ? { state: 'test', registeredOn: day } : group.purchasingSystem,
  };
  if (!isSameJson(group, after)) {
    const { addresses, purchasingSystem } = after;
    const edit = { kind: 'set', fields: { addresses, purchasingSystem } };
    applyToDrafts(session, { kind: 'edit', section, id, edit } as DraftCommand);
  }
  return after;
}

/** Withdraws the last record of manual entry of an object. */
export function withdrawManualEntry(session: CompanySession, known: EnteredObject): void {
  const at = session.timestamp();
  session.file().manualEntry.reopen(known, at, {
    ...historyOf(session, known, at),
    sentence: createPhrase('historyLog.sentence.hand-over.reopen', { object: describeEnteredObject(known) }),
    before: known.body,
    after: known.baseBefore,
  });
}
