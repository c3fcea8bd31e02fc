import { withChanges } from '#shared/domain/drafts/commands.ts';
import { type Draft, type Drafts, keyOf } from '#shared/domain/drafts/draft.ts';
import { agreedDrafts, draftsFromElsewhere } from '#shared/domain/sync/agreed-drafts.ts';
import { GATEWAY_SECTIONS } from '#shared/domain/sync/gateway-section.ts';
import { changesBetween } from '#shared/domain/sync/guards/stale.ts';
import { type CheckedClaims, checkClaims } from '#shared/domain/sync/manual-entry/manual-entry-claims.ts';
import { type SecretEntry, type ServerEntry, serverStateOf } from '#shared/domain/sync/server-state.ts';
import { phrase } from '#shared/domain/sync/wording/phrase.ts';
import type { ObjectList, ObjectStore } from '../groupware/groupware.ts';
import type { CompanyFile } from '../storage/company-file.ts';
import type { HistoryRecord } from '../storage/history-log.ts';
import type { UnreadableEntry } from '../storage/server-object-store.ts';
import { isOtherServer, labelOf } from './server-access.ts';
import { type Look, settleOutcomes } from './unknown-outcomes.ts';
import type { Work } from './work.ts';

export interface ServerObjectsRead {
  readonly objects: number;
  /** Seen for the first time: drafts now, equal to the server. */
  readonly adopted: number;
  /** Drafts that wanted what the server turned out to have, and words about what was entered by hand: their bases followed. */
  readonly settled: number;
  /** Changed by others since the look before. */
  readonly changed: number;
  readonly unreadable: number;
}

/** Readings in one go before a server that keeps changing is taken as it is; every write is checked by revision anyway. */
const READINGS = 3;

/**
 * Reads every section and takes it over: as what the server has, and as drafts where an object was never seen before. No draft and no base
 * that is there already changes, but for bases of drafts that want what the server has, or that rest on somebody's word; what others did
 * shows in the plan. Nothing is taken over when a section cannot be asked for, nor where `requireStill` throws once all was asked for.
 */
export async function readServerObjects(
  objects: ObjectStore,
  file: CompanyFile,
  look: Look,
  work: Work,
  requireStill: () => void = () => undefined,
): Promise<ServerObjectsRead> {
  const lists = await readLists(objects, work);
  // Whoever gave up meanwhile, or deleted the company, wants nothing of it kept.
  work.signal.throwIfAborted();
  requireStill();
  // Before anything is compared: what turns out to be this console's own is no change of somebody else's.
  settleOutcomes(file, lists, look);
  const { access, at, by } = look;
  const label = labelOf(file, access);
  const entries = lists.flatMap(({ list }) => list.objects as readonly ServerEntry[]);
  const secrets: readonly SecretEntry[] = lists.flatMap(({ list }) => list.secrets);
  const unreadable: UnreadableEntry[] = lists.flatMap(({ section, list }) =>
    list.unreadable.map(({ id, problem }) => ({ section, id, problem })),
  );
  const complete = lists.filter(({ list }) => list.unreadable.length === 0).map(({ section }) => section);
  const seen = serverStateOf({ readAt: at, complete, entries, secrets, unreadable });
  const claims = checkClaims(file.manualEntry.claims(), file.drafts.state().drafts, seen);
  // What another server had says nothing of this one, and nobody changed it here.
  const isOther = isOtherServer(file, label);
  const claimed = withChanges(file.drafts.state().drafts, claims.drafts);
  const moved = isOther ? draftsFromElsewhere(claimed, file.journal.written(), seen) : new Map<string, Draft>();
  const known = withChanges(claimed, moved);
  const agreed = agreedDrafts(known, seen);
  const adopted = firstSeen(known, entries);
  const before = file.server.state();
  // What we wrote ourselves is known already: what differs was done by others.
  const changes = before === null || isOther ? [] : changesBetween(before, seen);
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

/** All sections of one moment where the server stands still for long enough. */
async function readLists(objects: ObjectStore, work: Work): Promise<Lists> {
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

/** Objects nobody here has seen: what the server has is what is wanted, until somebody says otherwise. */
function firstSeen(drafts: Drafts, entries: readonly ServerEntry[]): ReadonlyMap<string, Draft | null> {
  const adopted = new Map<string, Draft | null>();
  for (const entry of entries) {
    const { section, id, body } = entry;
    if (!drafts.has(keyOf(entry))) adopted.set(keyOf(entry), { section, id, base: body, draft: body, note: '' });
  }
  return adopted;
}

/** The line of the history that says how many claims the server confirms. */
const answeredRecord = ({ answered, confirmed }: CheckedClaims): Omit<HistoryRecord, 'at' | 'by'> => ({
  kind: 'hand-over',
  section: null,
  id: '',
  name: '',
  sentence: phrase('historyLog.sentence.hand-over.read', {
    said: answered.length,
    same: confirmed,
    other: answered.length - confirmed,
  }),
  reason: '',
  runId: null,
  requestId: null,
  before: null,
  after: null,
});
