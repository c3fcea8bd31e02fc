import { getDraftKey } from '#shared/domain/drafts/draft.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { type ReconciledOutcome, reconcileOutcome } from '#shared/domain/sync/run.ts';
import type { ServerEntry } from '#shared/domain/sync/server-state.ts';
import { createPhrase } from '#shared/domain/sync/wording/phrase.ts';
import { toDonePhrase, toNeutralPhrase } from '#shared/domain/sync/wording/sentence.ts';
import type { CallControl, ObjectList, ObjectStore } from '../../groupware/groupware.ts';
import type { JournalRun, JournalStep } from '../../storage/apply/apply-steps.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { HistoryRecord } from '../../storage/history-log.ts';
import { buildRunHistoryFields, getStepCallIntent } from '../apply/apply-run.ts';
import { isServerOfRun, type ServerAccess } from './server-access.ts';

/** Server, time and person of a server read. */
export interface OutcomeReadContext {
  readonly access: Pick<ServerAccess, 'address'>;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly by: string;
}

type Lists = readonly { readonly section: GatewaySection; readonly list: ObjectList }[];

/** Determines the outcome of unsettled steps of abandoned runs from lists of their server. */
export function resolveOutcomes(file: CompanyFile, lists: Lists, { access, at, by }: OutcomeReadContext): void {
  for (const { run, step } of file.journal.unsettled()) {
    const list = lists.find(({ section }) => section === step.section)?.list;
    // An unreadable object is not treated as missing; a later read determines the outcome.
    if (list === undefined || !isServerOfRun(file, run, access) || list.unreadable.some(({ id }) => id === step.id)) continue;
    const entry = (list.objects.find((object) => getDraftKey(object) === step.key) ?? null) as ServerEntry | null;
    const as = reconcileOutcome(getStepCallIntent(step), entry);
    file.journal.settle(run.id, { step, as, entry, record: recordOf(run, step, as, { at, by }) }, at);
  }
}

/** Reads the objects with unknown outcome and stores the outcome. */
export async function queryOutcomes(
  file: CompanyFile,
  runId: string,
  objects: ObjectStore,
  look: OutcomeReadContext,
  control: CallControl,
  requireStill: () => void,
): Promise<void> {
  const sections = new Set(file.journal.unsettled().flatMap(({ run, step }) => (run.id === runId ? step.section : [])));
  const lists: { section: GatewaySection; list: ObjectList }[] = [];
  for (const section of sections) lists.push({ section, list: await objects.list(section, control) });
  requireStill();
  resolveOutcomes(file, lists, look);
}

function recordOf(
  run: JournalRun,
  step: JournalStep,
  as: ReconciledOutcome,
  { at, by }: Pick<OutcomeReadContext, 'at' | 'by'>,
): HistoryRecord {
  const { section, id, name, requestId, action, sentence, before, target } = step;
  const isDone = as === 'done';
  return {
    // A confirmed write is recorded under the person who started the run.
    ...buildRunHistoryFields(isDone ? run : { ...run, by }, at),
    kind: isDone ? action : 'outcome',
    section,
    id,
    name,
    sentence: createPhrase(`historyLog.sentence.outcome.${as}`, { change: isDone ? toDonePhrase(sentence) : toNeutralPhrase(sentence) }),
    requestId,
    before: isDone ? before : null,
    after: isDone ? target : null,
  };
}
