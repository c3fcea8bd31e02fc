import { createHash } from 'node:crypto';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import { routeKeyOf } from '#shared/domain/checkout/order-groups.ts';
import { isGatewaySection } from '#shared/domain/sync/gateway-section.ts';
import {
  entersPassword,
  type ManualEntryLine,
  type ManualEntryTask,
  manualEntryTasks,
} from '#shared/domain/sync/manual-entry/manual-entry.ts';
import { objectPhrase } from '#shared/domain/sync/wording/label.ts';
import { phrase } from '#shared/domain/sync/wording/phrase.ts';
import { namesFor, plainNamesFor } from '../../company/plan-names.ts';
import type { CompanySession } from '../../company/session.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { HistoryRecord } from '../../storage/history-log.ts';
import type { EnteredObject, StoredTick } from '../../storage/manual-entry-store.ts';

/** The sheet of what is entered by hand, where the server cannot be written to, and the claims that it was. */
export interface ManualEntryService {
  manualEntrySheet(window: CallParsedInput<'manualEntry.sheet'>): Promise<CallOutput<'manualEntry.sheet'>>;
  manualEntryEntered(window: CallParsedInput<'manualEntry.entered'>): Promise<CallOutput<'manualEntry.entered'>>;
  tickManualEntry(order: CallParsedInput<'manualEntry.tick'>): Promise<CallOutput<'manualEntry.tick'>>;
  finishManualEntry(at: CallParsedInput<'manualEntry.finish'>): Promise<CallOutput<'manualEntry.finish'>>;
  reopenManualEntry(at: CallParsedInput<'manualEntry.reopen'>): Promise<CallOutput<'manualEntry.reopen'>>;
}

const INTEGRATION = 'integration integration';

export function manualEntryService(session: CompanySession): ManualEntryService {
  /** The generation of the password here, and the one that was entered. */
  function password(file: CompanyFile, entered: readonly EnteredObject[]): { readonly generation: number; readonly entered: number } {
    const known = entered.find(({ key }) => key === INTEGRATION)?.generation ?? 0;
    return { generation: file.secrets.keptGeneration('catalog-password'), entered: known };
  }

  function tasksOf(file: CompanyFile): readonly ManualEntryTask[] {
    const entered = file.manualEntry.entered();
    return manualEntryTasks({
      drafts: file.drafts.state().drafts,
      password: password(file, entered),
      names: namesFor(session),
      copied: plainNamesFor(session),
      today: session.today(),
    });
  }

  function taskOf(file: CompanyFile, key: string): ManualEntryTask {
    const task = tasksOf(file).find((one) => one.key === key);
    if (task === undefined) throw new ExpectedError('plan-item-not-found');
    return task;
  }

  /** Whether orders confirm a route. Those from before it was entered, and the route before it was changed, tell nothing of what was. */
  function seenInOrders(): (object: EnteredObject) => boolean {
    const latest = new Map<string, number>();
    for (const order of session.orders.all()) {
      const key = routeKeyOf(order);
      latest.set(key, Math.max(latest.get(key) ?? 0, Date.parse(order.requestedAt)));
    }
    return ({ section, id, name, body, baseBefore, at }) =>
      section === 'routes' && body !== null && baseBefore === null && (latest.get(id) ?? latest.get(name) ?? 0) > Date.parse(at);
  }

  const recordOf = (
    { section, id, name }: Pick<EnteredObject, 'section' | 'id' | 'name'>,
    at: string,
  ): Omit<HistoryRecord, 'sentence' | 'before' | 'after'> => ({
    at,
    by: session.operator,
    kind: 'hand-over',
    section: isGatewaySection(section) ? section : null,
    id,
    name,
    reason: '',
    runId: null,
    requestId: null,
  });

  const revision = (): { revision: number } => ({ revision: session.plans.revision() });
  /** With the drafts', whose bases followed. */
  const revisions = (file: CompanyFile): { revision: number; draftRevision: number } => ({
    ...revision(),
    draftRevision: file.drafts.state().revision,
  });

  return {
    async manualEntrySheet({ offset, limit }) {
      const file = session.file();
      const tasks = tasksOf(file);
      const ticks = file.manualEntry.ticks();
      const tickedOf = ({ key, lines }: ManualEntryTask): number => lines.filter((line) => holding(ticks.get(key), line) !== null).length;
      return {
        ...revision(),
        total: tasks.length,
        lines: tasks.reduce((sum, { lines }) => sum + lines.length, 0),
        ticked: tasks.reduce((sum, task) => sum + tickedOf(task), 0),
        tasks: tasks.slice(offset, offset + limit).map(({ key, section, id, name, kind, title, lines }) => ({
          key,
          section,
          id,
          name,
          kind,
          title,
          lines: lines.map((line) => ({
            id: line.id,
            sentence: line.sentence,
            field: line.field,
            details: [...line.details],
            copy: line.copy,
            tick: holding(ticks.get(key), line),
          })),
        })),
      };
    },
    async manualEntryEntered({ offset, limit }) {
      const entered = session.file().manualEntry.entered();
      const isSeen = seenInOrders();
      return {
        ...revision(),
        total: entered.length,
        objects: entered.slice(offset, offset + limit).map((object) => {
          const { key, section, id, name, body, baseBefore, at, by } = object;
          return {
            key,
            section,
            id,
            name,
            title: isGatewaySection(section) ? objectPhrase({ section, name }) : phrase('manualEntry.amazon.object', { name }),
            // Of a password alone nothing else is known before or after.
            deleted: body === null && baseBefore !== null,
            at,
            by,
            seenInOrders: isSeen(object),
          };
        }),
      };
    },
    async tickManualEntry({ key, lines, ticked }) {
      const file = session.file();
      const task = taskOf(file, key);
      const wanted = new Set(lines);
      const found = task.lines.filter(({ id }) => wanted.has(id));
      if (found.length < wanted.size) throw new ExpectedError('plan-item-not-found');
      if (!ticked) file.manualEntry.untick(key, lines);
      else {
        const [at, by] = [session.timestamp(), session.operator];
        file.manualEntry.tick(
          key,
          found.map((line) => ({ line: line.id, print: printOf(line), at, by })),
        );
      }
      return revision();
    },
    async finishManualEntry({ key }) {
      const file = session.file();
      const task = taskOf(file, key);
      const ticks = file.manualEntry.ticks().get(key);
      if (task.lines.some((line) => holding(ticks, line) === null)) throw new ExpectedError('manual-entry-unticked');
      const entered = file.manualEntry.entered();
      const before = file.drafts.state().drafts.get(key)?.base ?? null;
      const at = session.timestamp();
      const { generation, entered: known } = password(file, entered);
      // A task of the password alone says nothing else about the settings.
      const isPasswordAlone = task.body === null && task.kind !== 'delete';
      const body = isPasswordAlone ? before : task.body;
      file.manualEntry.finish(
        { ...task, body, generation: entersPassword(task) ? generation : key === INTEGRATION ? known : 0, at, by: session.operator },
        {
          ...recordOf(task, at),
          sentence: phrase(`historyLog.sentence.hand-over.${task.kind}`, { object: task.title, lines: task.lines.length }),
          before,
          after: body,
        },
      );
      return revisions(file);
    },
    async reopenManualEntry({ key }) {
      const file = session.file();
      const known = file.manualEntry.entered().find((one) => one.key === key);
      if (known === undefined) throw new ExpectedError('plan-item-not-found');
      const at = session.timestamp();
      const object = isGatewaySection(known.section)
        ? objectPhrase({ section: known.section, name: known.name })
        : phrase('manualEntry.amazon.object', { name: known.name });
      file.manualEntry.reopen(known, at, {
        ...recordOf(known, at),
        sentence: phrase('historyLog.sentence.hand-over.reopen', { object }),
        before: known.body,
        after: known.baseBefore,
      });
      return revisions(file);
    },
  };
}

const printOf = ({ value }: ManualEntryLine): string => createHash('sha256').update(value).digest('hex');

/** The tick of a line, if it was made for the value that the line has now. */
function holding(ticks: ReadonlyMap<string, StoredTick> | undefined, line: ManualEntryLine): { at: string; by: string } | null {
  const tick = ticks?.get(line.id);
  return tick === undefined || tick.print !== printOf(line) ? null : { at: tick.at, by: tick.by };
}
