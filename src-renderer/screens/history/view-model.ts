import type { HistoryEntry, HistoryFilter } from '#shared/contract/history-log.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';

/** Kinds of entries in groups; `null` in the view = all. */
export const KIND_GROUPS = {
  written: ['put', 'delete', 'secret'],
  secrets: ['secret-set', 'secret-cleared'],
  runs: ['run-started', 'run-ended', 'outcome', 'take-over'],
  'hand-over': ['hand-over'],
  approvals: ['approval', 'approver'],
  ignored: ['ignore', 'unignore'],
  trust: ['trust'],
  amazonUsers: ['amazon-user'],
} as const satisfies Readonly<Record<string, readonly HistoryEntry['kind'][]>>;
export type KindGroup = keyof typeof KIND_GROUPS;
export const KIND_GROUP_NAMES = Object.keys(KIND_GROUPS) as readonly KindGroup[];

export interface LogView {
  readonly kinds: KindGroup | null;
  readonly section: GatewaySection | null;
  readonly search: string;
  readonly runId: string | null;
  /** Days, both included; `''` = open. */
  readonly from: string;
  readonly to: string;
}

export const FIRST_VIEW: LogView = { kinds: null, section: null, search: '', runId: null, from: '', to: '' };

export const isFiltered = ({ kinds, section, search, runId, from, to }: LogView): boolean =>
  kinds !== null || section !== null || search.trim() !== '' || runId !== null || from !== '' || to !== '';

export const toHistoryFilter = ({ kinds, section, search, runId, from, to }: LogView): HistoryFilter => ({
  kinds: kinds === null ? [] : [...KIND_GROUPS[kinds]],
  sections: section === null ? [] : [section],
  search,
  runId,
  from: from === '' ? null : from,
  to: to === '' ? null : to,
});

/** Returns what an entry can undo: one object, the whole run, or nothing. */
export function getUndoTarget({
  kind,
  runId,
  section,
  id,
}: HistoryEntry): { readonly runId: string; readonly keys: readonly string[] | null } | null {
  if (runId === null) return null;
  if (kind === 'run-ended') return { runId, keys: null };
  if (kind !== 'put' && kind !== 'delete') return null;
  return section === null ? null : { runId, keys: [`${section} ${id}`] };
}
