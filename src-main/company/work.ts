/** Told during long work; `phase` is a message key below `job.phase.`. */
export interface Progress {
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
}

/** What long work is given: a way to tell where it is, and the wish to stop. */
export interface Work {
  readonly report: (progress: Progress) => void;
  readonly signal: AbortSignal;
}
