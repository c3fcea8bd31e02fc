/** Progress of long work; `phase` is a message key below `job.phase.`. */
export interface Progress {
  readonly phase: string;
  /** Amount completed, in units of the phase: rows, pages, objects. */
  readonly done: number;
  /** Total amount in the same unit; `null` = unknown. */
  readonly total: number | null;
}

/** Passed to long work: a progress callback, and the signal for cancellation. */
export interface JobContext {
  readonly report: (progress: Progress) => void;
  readonly signal: AbortSignal;
}
