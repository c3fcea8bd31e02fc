import type { SchedulerKind, WeeklyTiming } from '#shared/contract/weekly-check.ts';

/** What a scheduler runs, and when. */
export interface ScheduledEntry extends WeeklyTiming {
  /** Program and arguments. */
  readonly words: readonly string[];
}

/** An entry that exists in the scheduler; `entry` is `null` if it was changed by hand and is not understood. */
export interface StoredEntry {
  readonly entry: ScheduledEntry | null;
  /** Whether the scheduler runs it. */
  readonly isOn: boolean;
}

export interface RunResult {
  readonly exit: number;
  /** Standard error, for a failure before the log was opened. */
  readonly stderr: string;
}

/** One company's entry in the scheduler of the operating system. All methods throw `schedule-refused`. */
export interface Scheduler {
  readonly kind: SchedulerKind;
  /** File or name of the entry, for display. */
  readonly place: string;
  /** Reads the entry from the scheduler; `null` = none. */
  read(): Promise<StoredEntry | null>;
  /** Replaces the entry and switches it on. */
  write(entry: ScheduledEntry): Promise<void>;
  remove(): Promise<void>;
  /** Runs the stored command once in the environment of the scheduler and waits for its end. */
  run(words: readonly string[], signal: AbortSignal): Promise<RunResult>;
  /** Whether runs require that the user is signed in; `null` = unknown. */
  onlySignedIn(): Promise<boolean | null>;
}

/** Splits `07:05` into numbers. */
export function parseTime(time: string): { readonly hour: number; readonly minute: number } {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { hour, minute };
}

/** Returns a time of day such as `07:05`; `null` if out of range. */
export const formatTime = (hour: number, minute: number): string | null =>
  hour >= 0 && hour < 24 && minute >= 0 && minute < 60 ? `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` : null;

/** Returns the first start after `now`, in the time zone of this machine. */
export function findNextRun({ days, time }: WeeklyTiming, now: Date): Date {
  const { hour, minute } = parseTime(time);
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const start = new Date(now.getFullYear(), now.getMonth(), now.getDate() + ahead, hour, minute);
    if (start > now && days.some((day) => day === start.getDay())) return start;
  }
  throw new RangeError('a schedule has at least one day');
}

/** Returns a day such as `2026-12-07` in the time zone of this machine. */
export const formatLocalDay = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((number) => String(number).padStart(2, '0')).join('-');
