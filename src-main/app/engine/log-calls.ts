import type { HistoryEntry, HistoryFilter } from '#shared/contract/history-log.ts';
import { ExpectedError } from '#shared/contract/result.ts';
import { foldForSearch } from '#shared/domain/directory/names.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import { mergeBodies } from '#shared/domain/sync/merge.ts';
import type { HistoryLine } from '../../storage/history-log.ts';
import { businessDay } from '../business-day.ts';
import type { Engine } from './engine.ts';
import { plain } from './plan-views.ts';
import { labelOf, namesFrom } from './plan-words.ts';
import type { EngineSession } from './session.ts';

type LogCalls = Pick<Engine, 'historyLog' | 'historyEntry' | 'verifyHistory'>;

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
      const { head, before, after, previousHash } = line;
      const fields = head.section === null ? [] : fieldsOf(session, head.section, before as Body | null, after as Body | null);
      return { entry: plainEntry(line), before: before as Json, after: after as Json, fields, previousHash };
    },
    async verifyHistory() {
      const { entries, head, broken } = session.workspace().log.verify();
      return { state: broken === null ? 'intact' : 'broken', entries, head, broken };
    },
  };
}

type Detail = Awaited<ReturnType<Engine['historyEntry']>>;
type Json = Detail['before'];

/** What an entry changed, place by place. */
function fieldsOf(session: EngineSession, section: NonNullable<HistoryEntry['section']>, before: Body | null, after: Body | null) {
  const names = namesFrom(session.desk.company(), [after, before]);
  return mergeBodies(section, before, after, before, () => 'ours').found.map(({ path, kind, base, ours }): Detail['fields'][number] => {
    const places = { path, base: base ?? null, ours: ours ?? null, before: base ?? null };
    return {
      path,
      label: plain(labelOf(section, places, names)),
      kind: kind === 'order' ? 'moved' : kind,
      before: (base ?? null) as Json,
      after: (ours ?? null) as Json,
    };
  });
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
  return { seq, at, by, kind, section, id, name, sentence: plain(sentence), reason, runId, requestId, hash };
}
