import type { ChunkedWork } from '#shared/domain/chunks/chunked-work.ts';
import type { Directory } from '#shared/domain/directory/directory.ts';
import type { HistoryStore } from '../../storage/findings/history-store.ts';
import type { FindingHistory, WrittenFindings } from './finding-history.ts';
import { FindingKeys } from './finding-keys.ts';
import { FindingsView } from './findings-view.ts';
import { markFindingsSince } from './row-decisions.ts';

/** Findings that are written to the history and ready to be shown, before their run is recorded. */
export interface NextFindings {
  readonly findings: FindingsView;
  readonly written: WrittenFindings;
  /** Result of `markFindingsSince`. */
  readonly since: Uint8Array | null;
}

/** The lists of the audit, and the stores to which its findings are written. */
interface Grounds {
  readonly directory: Directory;
  /** Persistent identity of each NEO user, by position. */
  readonly people: readonly string[];
  readonly history: FindingHistory;
  readonly stored: HistoryStore;
}

/** Writes the findings of an audit to the history and prepares their rows, in pieces. `before`: the findings shown until now. */
export function* prepareFindings(
  { directory, people, history, stored }: Grounds,
  run: Omit<WrittenFindings, 'run'>,
  before: FindingsView | null,
): ChunkedWork<NextFindings> {
  const keys = yield* FindingKeys.inPieces(directory, people, run.audit.findings, before?.keys);
  const written = yield* history.write(run, keys, before?.keys ?? null);
  const since = yield* markFindingsSince(keys, yield* stored.sinceInPieces(written.run));
  return { findings: new FindingsView(run.revision, directory, people, run.audit, before, keys), written, since };
}
