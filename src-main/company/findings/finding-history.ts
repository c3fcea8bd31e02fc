import type { ChunkedWork } from '#shared/domain/chunks/chunked-work.ts';
import type { Audit } from '#shared/domain/readiness/audit.ts';
import { getRetentionStart } from '#shared/domain/triage/retention.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import { getBusinessDayStart } from '../business-day.ts';
import { getRetentionMonths } from '../policies.ts';
import type { FindingKeys } from './finding-keys.ts';

/** An audit whose findings are written to the history, but whose run is not recorded yet. */
export interface WrittenFindings {
  readonly audit: Audit;
  readonly run: number;
  /** The revision under which the findings will be published. */
  readonly revision: number;
  /** Whether only drafts changed since the previous findings. */
  readonly isOfEdits: boolean;
  readonly at: string;
}

/**
 * Writes the findings of an open company to its history, one run per audit. Edits within one session (`SITTING_MS`) are combined into one
 * run.
 */
export class FindingHistory {
  readonly #file: CompanyFile;
  /**
   * The run of a `write` that was not published; `null` = none. The difference is then computed from the stored history, because the
   * previous findings may not match it.
   */
  #begun: number | null = null;

  constructor(file: CompanyFile) {
    this.#file = file;
  }

  /** Whether a `write` was not published, so that the history may not match the findings shown. */
  get isInterrupted(): boolean {
    return this.#begun !== null;
  }

  /**
   * Writes the differences from the previous findings (`before`) in pieces. If it is interrupted, the next call completes or reverts what
   * was written.
   */
  *write(
    { audit, revision, isOfEdits, at }: Omit<WrittenFindings, 'run'>,
    keys: FindingKeys,
    before: FindingKeys | null,
  ): ChunkedWork<WrittenFindings> {
    const { history } = this.#file;
    const run = (isOfEdits ? history.editedRun(at) : history.runOf(revision)) ?? revision;
    const interrupted = this.#begun;
    this.#begun = run;
    // What an interrupted write added to a finished run stays there and is counted.
    if (interrupted !== null && interrupted !== run) history.finish(interrupted);
    if (before !== null && interrupted === null) yield* history.writeChange(run, yield* keys.changeSince(before));
    else yield* history.writeInPieces(run, keys.all, (row) => keys.nameOf(row));
    return { audit, run, revision, isOfEdits, at };
  }

  /** Records the run of written findings. */
  publish({ audit, run, revision, isOfEdits, at }: WrittenFindings, today: string): void {
    this.#file.atOnce(() => {
      this.#recordRun(run, revision, audit, at, isOfEdits);
      this.#file.history.finish(run);
      deleteOldRuns(this.#file, today);
    });
    this.#begun = null;
  }

  #recordRun(run: number, revision: number, { summary }: Audit, at: string, isOfEdits: boolean): void {
    const { users, inScope, ready, blocked, byCode } = summary;
    this.#file.recordRun({ revision: run, until: revision, at, users, inScope, ready, blocked, byCode, isOfEdits });
  }
}

/** Deletes runs older than the company's retention period. */
export function deleteOldRuns(file: CompanyFile, today: string): void {
  const months = getRetentionMonths(file);
  if (months !== null) file.history.forgetBefore(getBusinessDayStart(getRetentionStart(today, months)));
}
