import { applyDraftChanges } from '#shared/domain/drafts/commands.ts';
import { type Draft, type Drafts, getDraftKey } from '#shared/domain/drafts/draft.ts';
import { findAgreedDrafts, findDraftsOfFormerServer } from '#shared/domain/sync/drafts-matching-server.ts';
import { GATEWAY_SECTIONS } from '#shared/domain/sync/gateway-section.ts';
import { listServerChanges } from '#shared/domain/sync/guards/stale.ts';
import { type CheckedClaims, checkClaims } from '#shared/domain/sync/manual-entry/manual-entry-claims.ts';
import { createServerState, type SecretEntry, type ServerEntry } from '#shared/domain/sync/server-state.ts';
import { createPhrase } from '#shared/domain/sync/wording/phrase.ts';
import type { ObjectList, ObjectStore } from '../../groupware/groupware.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import { EMPTY_EVENT_FIELDS, type HistoryRecord } from '../../storage/history-log.ts';
import type { UnreadableEntry } from '../../storage/plan/server-object-store.ts';
import type { JobContext } from '../job-context.ts';
import { getServerLabel, isLastReadOfOtherLabel } from './server-access.ts';
import { type OutcomeReadContext, resolveOutcomes } from './unknown-outcomes.ts';

export interface ServerObjectsRead {
  readonly objects: number;
  /** Number of new objects that became drafts equal to the server. */
  readonly adopted: number;
  /** Number of drafts that equal the server, plus manual entry records that this read confirmed or refuted. */
  readonly settled: number;
  /** Number of objects that others changed since the previous read. */
  readonly changed: number;
  readonly unreadable: number;
}

/** Maximum number of reads of a server that keeps changing; the last one is then used, because every write checks the revision anyway. */
const READINGS = 3;

/**
 * Reads all sections and stores them as the server state; new objects become drafts. Existing drafts keep their content; their base
 * follows the server if they equal it or were recorded as entered by hand. Other changes appear in the plan. Nothing is stored if a
 * section cannot be read or `requireStill` throws.
 */
export async function readServerObjects(
  objects: ObjectStore,
  file: CompanyFile,
  look: OutcomeReadContext,
  work: JobContext,
  requireStill: () => void = () => undefined,
): Promise<ServerObjectsRead> {
  const lists = await readLists(objects, work);
  // Nothing is stored after cancellation or deletion of the company.
  work.signal.throwIfAborted();
  requireStill();
  // Must precede the comparison, so that own writes with unknown outcome are not reported as changes by others.
  resolveOutcomes(file, lists, look);
  const { access, at, by } = look;
  const label = getServerLabel(file, access);
  const entries = lists.flatMap(({ list }) => list.objects as readonly ServerEntry[]);
  const secrets: readonly SecretEntry[] = lists.flatMap(({ list }) => list.secrets);
  const unreadable: UnreadableEntry[] = lists.flatMap(({ section, list }) =>
    list.unreadable.map(({ id, problem }) => ({ section, id, problem })),
  );
  const complete = lists.filter(({ list }) => list.unreadable.length === 0).map(({ section }) => section);
  const seen = createServerState({ readAt: at, complete, entries, secrets, unreadable });
  const claims = checkClaims(file.manualEntry.claims(), file.drafts.state().drafts, seen);
  // The stored state of another server cannot be compared with this one.
  const isOther = isLastReadOfOtherLabel(file, label);
  const claimed = applyDraftChanges(file.drafts.state().drafts, claims.drafts);
  const moved = isOther ? findDraftsOfFormerServer(claimed, file.journal.written(), seen) : new Map<string, Draft>();
  const known = applyDraftChanges(claimed, moved);
  const agreed = findAgreedDrafts(known, seen);
  const adopted = firstSeen(known, entries);
  const before = file.server.state();
  // Own writes are part of the stored state, so all differences were made by others.
  const changes = before === null || isOther ? [] : listServerChanges(before, seen);
  const revision = lists.at(-1)?.list.revision ?? null;
  try {
    file.drafts.reconcile(new Map([...claims.drafts, ...moved, ...agreed, ...adopted]), at, (database) => {
      file.manualEntry.answerIn(database, claims.answered, at, { ...answeredRecord(claims), at, by });
      file.server.replaceIn(
        database,
        { at, kind: 'gateway', label, revision, adopted: adopted.size, settled: agreed.size, complete, unreadable, changes },
        entries,
        secrets,
      );
    });
  } catch (error) {
    file.server.forget();
    throw error;
  }
  return {
    objects: entries.length,
    adopted: adopted.size,
    settled: agreed.size + claims.answered.length,
    changed: changes.length,
    unreadable: unreadable.length,
  };
}

type Lists = readonly { readonly section: (typeof GATEWAY_SECTIONS)[number]; readonly list: ObjectList }[];

/** Reads all sections until they belong to one revision, at most `READINGS` times. */
async function readLists(objects: ObjectStore, work: JobContext): Promise<Lists> {
  for (let reading = 1; ; reading++) {
    const lists: { section: (typeof GATEWAY_SECTIONS)[number]; list: ObjectList }[] = [];
    for (const section of GATEWAY_SECTIONS) {
      const progress = { done: lists.length, total: GATEWAY_SECTIONS.length };
      work.report({ phase: 'reading-server', ...progress });
      const onPause = (): void => work.report({ phase: 'asked-to-wait', ...progress });
      lists.push({ section, list: await objects.list(section, { signal: work.signal, onPause }) });
      work.signal.throwIfAborted();
    }
    const still = lists.every(({ list }) => list.revision === lists[0]?.list.revision);
    if (still || reading === READINGS) return lists;
  }
}

/** Returns drafts for objects that are unknown here, with the content of the server. */
function firstSeen(drafts: Drafts, entries: readonly ServerEntry[]): ReadonlyMap<string, Draft | null> {
  const adopted = new Map<string, Draft | null>();
  for (const entry of entries) {
    const { section, id, body } = entry;
    if (!drafts.has(getDraftKey(entry))) adopted.set(getDraftKey(entry), { section, id, base: body, draft: body, note: '' });
  }
  return adopted;
}

/** Returns the history entry with the number of manual entries that this read confirmed or refuted. */
const answeredRecord = ({ answered, confirmed }: CheckedClaims): Omit<HistoryRecord, 'at' | 'by'> => ({
  ...EMPTY_EVENT_FIELDS,
  kind: 'hand-over',
  sentence: createPhrase('historyLog.sentence.hand-over.read', {
    said: answered.length,
    same: confirmed,
    other: answered.length - confirmed,
  }),
});
