import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { HistoryEntry, HistoryFilter } from '#shared/contract/history-log.ts';
import { foldForSearch } from '#shared/domain/directory/names.ts';
import { getBusinessDay } from '../../company/business-day.ts';
import { buildHistoryFields } from '../../company/plan/history-fields.ts';
import { createPlanNames } from '../../company/plan/plan-names.ts';
import type { CompanySession } from '../../company/session.ts';
import type { HistoryLine } from '../../storage/history-log.ts';

/** The history: every change that reached the server, with author, time and reason. */
export interface HistoryLogService {
  historyLog(window: CallParsedInput<'historyLog.list'>): Promise<CallOutput<'historyLog.list'>>;
  historyEntry(at: CallParsedInput<'historyLog.entry'>): Promise<CallOutput<'historyLog.entry'>>;
  verifyHistory(): Promise<CallOutput<'historyLog.verify'>>;
  /** Whether an entry of the history has this hash. */
  historyHas(hash: string): Promise<boolean>;
}

export function createHistoryLogService(session: CompanySession): HistoryLogService {
  return {
    async historyLog({ filter, offset, limit }) {
      const { log } = session.file();
      if (isEverything(filter)) {
        const window = log.window(offset, limit);
        return { total: window.total, entries: window.lines.map(toHistoryEntry) };
      }
      const entries: HistoryEntry[] = [];
      let total = 0;
      for (const line of filterHistoryLines(log.lines(), filter)) {
        if (total >= offset && entries.length < limit) entries.push(toHistoryEntry(line));
        total++;
      }
      return { total, entries };
    },
    async historyEntry({ seq }) {
      const line = session.file().log.line(seq);
      if (line === null) throw new ExpectedError('history-entry-not-found');
      const { before, after, previousHash } = line;
      const fields = buildHistoryFields(line, createPlanNames(session), session.today());
      return { entry: toHistoryEntry(line), before: before as Json, after: after as Json, fields, previousHash };
    },
    historyHas: async (hash) => session.file().log.has(hash),
    async verifyHistory() {
      const { entries, head, broken } = session.file().log.verify();
      return { state: broken === null ? 'intact' : 'broken', entries, head, broken };
    },
  };
}

type Json = CallOutput<'historyLog.entry'>['before'];

const isEverything = ({ kinds, sections, runId, from, to, search }: HistoryFilter): boolean =>
  kinds.length + sections.length === 0 && runId === null && from === null && to === null && search.trim() === '';

/** Yields the filtered lines, latest first. */
export function* filterHistoryLines(lines: Iterable<HistoryLine>, filter: HistoryFilter): Generator<HistoryLine> {
  const words = foldForSearch(filter.search)
    .split(' ')
    .filter((word) => word !== '');
  for (const line of lines) {
    const { kind, section, runId, at, by, name, reason, id } = line.head;
    if (filter.kinds.length > 0 && !filter.kinds.includes(kind)) continue;
    if (filter.sections.length > 0 && (section === null || !filter.sections.includes(section))) continue;
    if (filter.runId !== null && filter.runId !== runId) continue;
    const day = getBusinessDay(Date.parse(at));
    if ((filter.from !== null && day < filter.from) || (filter.to !== null && day > filter.to)) continue;
    if (words.length > 0) {
      const text = foldForSearch(`${by}\n${name}\n${reason}\n${id}`);
      if (!words.every((word) => text.includes(word))) continue;
    }
    yield line;
  }
}

export function toHistoryEntry({ seq, hash, head }: HistoryLine): HistoryEntry {
  const { at, by, kind, section, id, name, sentence, reason, runId, requestId } = head;
  return { seq, at, by, kind, section, id, name, sentence, reason, runId, requestId, hash };
}
