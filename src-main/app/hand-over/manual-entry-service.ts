import { createHash } from 'node:crypto';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import { isGatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { entersPassword, type HandOverLine, type HandOverTask, handOverTasks } from '#shared/domain/sync/hand-over.ts';
import { objectPhrase } from '#shared/domain/sync/label.ts';
import { phrase } from '#shared/domain/sync/phrase.ts';
import { namesFor } from '../../company/plan-names.ts';
import type { CompanySession } from '../../company/session.ts';
import type { EnteredObject, StoredTick } from '../../storage/hand-over-store.ts';
import type { HistoryRecord } from '../../storage/history-log.ts';
import type { WorkspaceFile } from '../../storage/workspace-file.ts';

export interface ManualEntryService {
  /** What is entered by hand, where nothing can be written. */
  handOverSheet(window: CallParsedInput<'handOver.sheet'>): Promise<CallOutput<'handOver.sheet'>>;
  handOverEntered(window: CallParsedInput<'handOver.entered'>): Promise<CallOutput<'handOver.entered'>>;
  tickHandOver(order: CallParsedInput<'handOver.tick'>): Promise<CallOutput<'handOver.tick'>>;
  finishHandOver(at: CallParsedInput<'handOver.finish'>): Promise<CallOutput<'handOver.finish'>>;
  reopenHandOver(at: CallParsedInput<'handOver.reopen'>): Promise<CallOutput<'handOver.reopen'>>;
}

const INTEGRATION = 'integration integration';

/** Answers what is asked about what is entered by hand, where nothing can be written. */
export function manualEntryService(session: CompanySession): ManualEntryService {
  /** The generation of the password here, and the one that was entered. */
  function password(file: WorkspaceFile, entered: readonly EnteredObject[]): { readonly generation: number; readonly entered: number } {
    const record = file.secrets.get('catalog-password');
    const known = entered.find(({ key }) => key === INTEGRATION)?.generation ?? 0;
    return { generation: record !== null && record.keptIn !== null ? record.generation : 0, entered: known };
  }

  function tasksOf(file: WorkspaceFile): readonly HandOverTask[] {
    const entered = file.handOver.entered();
    return handOverTasks({
      drafts: file.drafts.state().drafts,
      password: password(file, entered),
      names: namesFor(session),
      today: session.today(),
    });
  }

  function taskOf(file: WorkspaceFile, key: string): HandOverTask {
    const task = tasksOf(file).find((one) => one.key === key);
    if (task === undefined) throw new ExpectedError('plan-item-not-found');
    return task;
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
  const revisions = (file: WorkspaceFile): { revision: number; draftRevision: number } => ({
    ...revision(),
    draftRevision: file.drafts.state().revision,
  });

  return {
    async handOverSheet({ offset, limit }) {
      const file = session.workspace();
      const tasks = tasksOf(file);
      const ticks = file.handOver.ticks();
      const tickedOf = ({ key, lines }: HandOverTask): number => lines.filter((line) => holding(ticks.get(key), line) !== null).length;
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
    async handOverEntered({ offset, limit }) {
      const entered = session.workspace().handOver.entered();
      return {
        ...revision(),
        total: entered.length,
        objects: entered.slice(offset, offset + limit).map(({ key, section, id, name, body, baseBefore, at, by }) => ({
          key,
          section,
          id,
          name,
          title: isGatewaySection(section) ? objectPhrase({ section, name }) : phrase('handOver.amazon.object', { name }),
          // Of a password alone nothing else is known before or after.
          deleted: body === null && baseBefore !== null,
          at,
          by,
        })),
      };
    },
    async tickHandOver({ key, lines, ticked }) {
      const file = session.workspace();
      const task = taskOf(file, key);
      const wanted = new Set(lines);
      const found = task.lines.filter(({ id }) => wanted.has(id));
      if (found.length < wanted.size) throw new ExpectedError('plan-item-not-found');
      if (!ticked) file.handOver.untick(key, lines);
      else {
        const [at, by] = [session.timestamp(), session.operator];
        file.handOver.tick(
          key,
          found.map((line) => ({ line: line.id, print: printOf(line), at, by })),
        );
      }
      return revision();
    },
    async finishHandOver({ key }) {
      const file = session.workspace();
      const task = taskOf(file, key);
      const ticks = file.handOver.ticks().get(key);
      if (task.lines.some((line) => holding(ticks, line) === null)) throw new ExpectedError('hand-over-unticked');
      const entered = file.handOver.entered();
      const before = file.drafts.state().drafts.get(key)?.base ?? null;
      const at = session.timestamp();
      const { generation, entered: known } = password(file, entered);
      // A task of the password alone says nothing else about the settings.
      const isPasswordAlone = task.body === null && task.kind !== 'delete';
      const body = isPasswordAlone ? before : task.body;
      file.handOver.finish(
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
    async reopenHandOver({ key }) {
      const file = session.workspace();
      const known = file.handOver.entered().find((one) => one.key === key);
      if (known === undefined) throw new ExpectedError('plan-item-not-found');
      const at = session.timestamp();
      const object = isGatewaySection(known.section)
        ? objectPhrase({ section: known.section, name: known.name })
        : phrase('handOver.amazon.object', { name: known.name });
      file.handOver.reopen(known, at, {
        ...recordOf(known, at),
        sentence: phrase('historyLog.sentence.hand-over.reopen', { object }),
        before: known.body,
        after: known.baseBefore,
      });
      return revisions(file);
    },
  };
}

const printOf = ({ value }: HandOverLine): string => createHash('sha256').update(value).digest('hex');

/** The tick of a line, if it was made for the value that the line has now. */
function holding(ticks: ReadonlyMap<string, StoredTick> | undefined, line: HandOverLine): { at: string; by: string } | null {
  const tick = ticks?.get(line.id);
  return tick === undefined || tick.print !== printOf(line) ? null : { at: tick.at, by: tick.by };
}
