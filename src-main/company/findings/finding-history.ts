import type { InPieces } from '#shared/domain/pieces/in-pieces.ts';
import type { Audit } from '#shared/domain/readiness/audit.ts';
import { keptFrom } from '#shared/domain/triage/retention.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import { startOfBusinessDay } from '../business-day.ts';
import { retentionOf } from '../policies.ts';
import type { FindingKeys } from './finding-keys.ts';
import type { FindingsView } from './findings-view.ts';

/** An audit whose findings were already written to the history. */
interface Written {
  readonly audit: Audit;
  readonly run: number;
  readonly keys: FindingKeys;
}

/**
 * Writes the findings of an open company to its history, one run per audit. Many findings can be written in pieces before the run is
 * recorded.
 */
export class FindingHistory {
  readonly #file: CompanyFile;
  #written: Written | null = null;
  /**
   * Whether `write` started since the last record. The difference is then computed from the stored history, because the previous view may
   * not match it.
   */
  #hasBegun = false;

  constructor(file: CompanyFile) {
    this.#file = file;
  }

  /**
   * Writes the findings of a new list, policy or day in pieces before `record`. `isWanted` is called after each piece; if it returns
   * false, the next record completes or reverts what was written so far.
   */
  *write(audit: Audit, keys: FindingKeys, at: string, isWanted: () => boolean): InPieces<void> {
    const revision = this.#file.revision();
    const run = this.#file.history.runOf(revision) ?? revision;
    this.#hasBegun = true;
    const pieces = this.#file.history.writeInPieces(run, keys.all, (row) => keys.nameOf(row));
    while (pieces.next().done !== true) {
      yield;
      if (!isWanted()) return;
    }
    this.#file.atOnce(() => {
      this.#recordRun(run, revision, audit, at, false);
      this.#file.history.finish(run);
    });
    this.#written = { audit, run, keys };
  }

  /** Returns the keys of an audit that `write` has completed; `null` otherwise. */
  keysOf(audit: Audit): FindingKeys | null {
    return this.#written?.audit === audit ? this.#written.keys : null;
  }

  /**
   * Records the changes since the previous findings and returns the run. Edits within one session (`SITTING_MS`) are combined into one
   * run.
   */
  record({ revision, audit, keys }: FindingsView, before: FindingsView | null, isOfEdits: boolean, at: string, today: string): number {
    const { history } = this.#file;
    const run = (isOfEdits ? history.editedRun(at) : history.runOf(revision)) ?? revision;
    this.#file.atOnce(() => {
      this.#recordRun(run, revision, audit, at, isOfEdits);
      const isWritten = this.#written?.audit === audit && this.#written.run === run;
      if (!isWritten && (before === null || this.#hasBegun)) history.follow(run, keys.all, (row) => keys.nameOf(row));
      else if (!isWritten && before !== null) history.followChange(run, keys.changeSince(before.keys));
      forgetOldRuns(this.#file, today);
    });
    this.#hasBegun = false;
    this.#written = null;
    return run;
  }

  #recordRun(run: number, revision: number, { summary }: Audit, at: string, isOfEdits: boolean): void {
    const { users, inScope, ready, blocked, byCode } = summary;
    this.#file.recordRun({ revision: run, until: revision, at, users, inScope, ready, blocked, byCode, isOfEdits });
  }
}

/** Deletes runs older than the company's retention period. */
export function forgetOldRuns(file: CompanyFile, today: string): void {
  const months = retentionOf(file);
  if (months !== null) file.history.forgetBefore(startOfBusinessDay(keptFrom(today, months)));
}
