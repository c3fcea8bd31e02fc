import { createHash } from 'node:crypto';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { getRouteKey } from '#shared/domain/checkout/order-groups.ts';
import type { ManualEntryLine, ManualEntryTask } from '#shared/domain/sync/manual-entry/manual-entry.ts';
import {
  describeEnteredObject,
  listOpenTasks,
  recordManualEntry,
  requireOpenTask,
  withdrawManualEntry,
} from '../../company/plan/manual-entry-record.ts';
import type { CompanySession } from '../../company/session.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { EnteredObject, StoredTick } from '../../storage/plan/manual-entry-store.ts';

/** The manual entry sheet for a server that cannot be written to, and the records of what was entered. */
export interface ManualEntryService {
  manualEntrySheet(window: CallParsedInput<'manualEntry.sheet'>): Promise<CallOutput<'manualEntry.sheet'>>;
  manualEntryEntered(window: CallParsedInput<'manualEntry.entered'>): Promise<CallOutput<'manualEntry.entered'>>;
  tickManualEntry(order: CallParsedInput<'manualEntry.tick'>): Promise<CallOutput<'manualEntry.tick'>>;
  finishManualEntry(at: CallParsedInput<'manualEntry.finish'>): Promise<CallOutput<'manualEntry.finish'>>;
  reopenManualEntry(at: CallParsedInput<'manualEntry.reopen'>): Promise<CallOutput<'manualEntry.reopen'>>;
}

export function createManualEntryService(session: CompanySession): ManualEntryService {
  /**
   * Returns a predicate: whether an order made after the entry shows that a new route exists. For a changed route, orders prove nothing.
   */
  function seenInOrders(): (object: EnteredObject) => boolean {
    const latest = new Map<string, number>();
    for (const order of session.orders.all()) {
      const key = getRouteKey(order);
      latest.set(key, Math.max(latest.get(key) ?? 0, Date.parse(order.requestedAt)));
    }
    return ({ section, id, name, body, baseBefore, at }) =>
      section === 'routes' && body !== null && baseBefore === null && (latest.get(id) ?? latest.get(name) ?? 0) > Date.parse(at);
  }

  const revision = (): { revision: number } => ({ revision: session.plans.revision() });
  /** Includes the revision of the drafts, because manual entry changes their bases. */
  const revisions = (file: CompanyFile): { revision: number; draftRevision: number } => ({
    ...revision(),
    draftRevision: file.drafts.state().revision,
  });

  return {
    async manualEntrySheet({ offset, limit }) {
      const file = session.file();
      const tasks = listOpenTasks(session);
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
          const { key, section, id, name, body, baseBefore, at, by, saidBy } = object;
          return {
            key,
            section,
            id,
            name,
            title: describeEnteredObject(object),
            // A record of the password has neither former nor current content, so it is not a deletion.
            deleted: body === null && baseBefore !== null,
            at,
            by: saidBy === '' ? by : saidBy,
            seenInOrders: isSeen(object),
          };
        }),
      };
    },
    async tickManualEntry({ key, lines, ticked }) {
      const file = session.file();
      const task = requireOpenTask(session, key);
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
      const task = requireOpenTask(session, key);
      const ticks = file.manualEntry.ticks().get(key);
      if (task.lines.some((line) => holding(ticks, line) === null)) throw new ExpectedError('manual-entry-unticked');
      recordManualEntry(session, task, { saidBy: '', day: session.today() });
      return revisions(file);
    },
    async reopenManualEntry({ key }) {
      const file = session.file();
      const known = file.manualEntry.entered().find((one) => one.key === key);
      if (known === undefined) throw new ExpectedError('plan-item-not-found');
      withdrawManualEntry(session, known);
      return revisions(file);
    },
  };
}

const printOf = ({ value }: ManualEntryLine): string => createHash('sha256').update(value).digest('hex');

/** Returns the tick of a line if it was made for the line's current value; `null` otherwise. */
function holding(ticks: ReadonlyMap<string, StoredTick> | undefined, line: ManualEntryLine): { at: string; by: string } | null {
  const tick = ticks?.get(line.id);
  return tick === undefined || tick.print !== printOf(line) ? null : { at: tick.at, by: tick.by };
}
