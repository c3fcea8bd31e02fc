/** Told during long work; `phase` is a message key below `job.phase.`. */
export interface Progress {
  readonly phase: string;
  /** Of whatever the phase counts: rows, pages, objects. */
  readonly done: number;
  /** `null` = not known. */
  readonly total: number | null;
}

/** What long work is given: a way to tell where it is, and the signal by which it is cancelled. */
export interface Work {
  readonly report: (progress: Progress) => void;
  readonly signal: AbortSignal;
}
