import type { HistoryEntry, HistoryFilter } from '#shared/contract/history-log.ts';
import { ExpectedError } from '#shared/contract/result.ts';
import { foldForSearch } from '#shared/domain/directory/names.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import { contentFields } from '#shared/domain/sync/contents.ts';
import type { FieldChange, ObjectItem } from '#shared/domain/sync/item.ts';
import { labelPhrase, sidePhrase } from '#shared/domain/sync/label.ts';
import { compareObject } from '#shared/domain/sync/object-item.ts';
import type { HistoryLine } from '../../storage/history-log.ts';
import { businessDay } from '../business-day.ts';
import type { Engine } from './engine.ts';
import { namesFor } from './plan-words.ts';
import type { EngineSession } from './session.ts';

type LogCalls = Pick<Engine, 'historyLog' | 'historyEntry' | 'verifyHistory' | 'historyHas'>;

/** The engine's calls about what reached the server, and why. */
export function logCalls(session: EngineSession): LogCalls {
  return {
    async historyLog({ filter, offset, limit }) {
      const entries: HistoryEntry[] = [];
      let total = 0;
      for (const line of linesUnder(session.workspace().log.lines(), filter)) {
        if (total >= offset && entries.length < limit) entries.push(plainEntry(line));
        total++;
      }
      return { total, entries };
    },
    async historyEntry({ seq }) {
      const line = session.workspace().log.line(seq);
      if (line === null) throw new ExpectedError('history-entry-not-found');
      const { before, after, previousHash } = line;
      const fields = fieldsOf(session, line, before as Body | null, after as Body | null);
      return { entry: plainEntry(line), before: before as Json, after: after as Json, fields, previousHash };
    },
    historyHas: async (hash) => session.workspace().log.has(hash),
    async verifyHistory() {
      const { entries, head, broken } = session.workspace().log.verify();
      return { state: broken === null ? 'intact' : 'broken', entries, head, broken };
    },
  };
}

type Detail = Awaited<ReturnType<Engine['historyEntry']>>;
type Json = Detail['before'];

/** What an entry changed, place by place, as a plan between the two would tell it; of an object that was made or deleted, what it holds. */
function fieldsOf(session: EngineSession, { head }: HistoryLine, before: Body | null, after: Body | null): Detail['fields'] {
  const { section, id } = head;
  if (section === null || (head.kind !== 'put' && head.kind !== 'delete' && head.kind !== 'hand-over')) return [];
  const entry = before === null ? null : { section, id, revision: 0, body: before, updatedAt: '', updatedBy: '' };
  const sides = { section, id, base: before, draft: after, server: entry };
  const { item } = compareObject(sides, undefined, undefined, session.today());
  if (item === null) return [];
  const names = namesFor(session);
  return placesOf(item, before, after).map((field) => ({
    path: field.path,
    label: labelPhrase(item, field.path, names),
    kind: field.kind,
    before: field.before as Json,
    after: field.after as Json,
    words: { before: sidePhrase(item, field, 'before', names), after: sidePhrase(item, field, 'after', names) },
  }));
}

function placesOf(item: ObjectItem, before: Body | null, after: Body | null): readonly FieldChange[] {
  if (before === null && after !== null) return contentFields(item.section, after);
  if (before === null || after !== null) return item.fields;
  return contentFields(item.section, before).map((field) => ({ ...field, before: field.after, after: null }));
}

/** The lines under a filter, latest first. */
export function* linesUnder(lines: Iterable<HistoryLine>, filter: HistoryFilter): Generator<HistoryLine> {
  const words = foldForSearch(filter.search)
    .split(' ')
    .filter((word) => word !== '');
  for (const line of lines) {
    const { kind, section, runId, at, by, name, reason, id } = line.head;
    if (filter.kinds.length > 0 && !filter.kinds.includes(kind)) continue;
    if (filter.sections.length > 0 && (section === null || !filter.sections.includes(section))) continue;
    if (filter.runId !== null && filter.runId !== runId) continue;
    const day = businessDay(Date.parse(at));
    if ((filter.from !== null && day < filter.from) || (filter.to !== null && day > filter.to)) continue;
    if (words.length > 0) {
      const text = foldForSearch(`${by}\n${name}\n${reason}\n${id}`);
      if (!words.every((word) => text.includes(word))) continue;
    }
    yield line;
  }
}

export function plainEntry({ seq, hash, head }: HistoryLine): HistoryEntry {
  const { at, by, kind, section, id, name, sentence, reason, runId, requestId } = head;
  return { seq, at, by, kind, section, id, name, sentence, reason, runId, requestId, hash };
}
