import { CANCELED } from '#shared/contract/call/result.ts';
import { type CheckRun, type CheckSchedule, checkRunSchema, checkScheduleSchema } from '#shared/contract/check-schedule.ts';
import type { WeeklyTiming } from '#shared/contract/weekly-check.ts';
import { parseTime } from '../../schedule/entry.ts';
import type { ControlStore } from '../../storage/control/control-store.ts';

/** Schedules and runs of the checks of a team server, one schedule per company. */
export class CheckSchedules {
  readonly #store: ControlStore;
  readonly #now: () => number;

  constructor(store: ControlStore, now: () => number = Date.now) {
    this.#store = store;
    this.#now = now;
  }

  /** Returns the schedule of a company (`null` = none), its next run (ISO 8601 UTC), and its runs, newest first. */
  async read(company: string) {
    const stored = await this.#store.findSchedule(company);
    const runs = (await this.#store.listCheckRuns(company)).map((text): CheckRun => checkRunSchema.parse(JSON.parse(text)));
    return {
      schedule: stored === null ? null : checkScheduleSchema.parse(JSON.parse(stored.schedule)),
      next: stored === null ? null : new Date(stored.nextAt).toISOString(),
      runs,
    };
  }

  /** Saves the schedule of a company; `null` removes it. */
  async save(company: string, schedule: CheckSchedule | null): Promise<void> {
    if (schedule === null) return this.#store.deleteSchedule(company);
    return this.#store.saveSchedule({ company, schedule: JSON.stringify(schedule), nextAt: this.#nextOf(schedule) });
  }

  /** Deletes schedule and runs of a company. */
  deleteCompany(company: string): Promise<void> {
    return this.#store.deleteChecks(company);
  }

  /** Records that a check starts, until its run is added or `endStart` is called. */
  recordStart(company: string, startedAt: string): Promise<void> {
    return this.#store.recordCheckStart(company, startedAt);
  }
  endStart(company: string): Promise<void> {
    return this.#store.endCheckStart(company);
  }
  /** Adds a stopped run for each check that the end of an earlier process cut. */
  async addCutRuns(): Promise<void> {
    const endedAt = new Date(this.#now()).toISOString();
    for (const { company, startedAt } of await this.#store.listCheckStarts())
      await this.addRun(company, { startedAt, endedAt, startedBy: '', numbers: null, revision: null, failure: CANCELED, undelivered: 0 });
  }

  addRun(company: string, run: CheckRun): Promise<void> {
    return this.#store.addCheckRun(company, JSON.stringify(run));
  }

  /**
   * Returns the companies whose check is due, and sets their next run first, so that a run is started once, also by several processes. A run
   * that was missed while the server was stopped is due at its start.
   */
  async takeDue(): Promise<readonly string[]> {
    const due: string[] = [];
    for (const { company, schedule, nextAt } of await this.#store.listDueSchedules(this.#now()))
      if (await this.#store.moveSchedule(company, nextAt, this.#nextOf(checkScheduleSchema.parse(JSON.parse(schedule))))) due.push(company);
    return due;
  }

  #nextOf(schedule: CheckSchedule): number {
    return findNextRunInJapan(schedule, this.#now());
  }
}

const JAPAN_MS = 9 * 3_600_000;

/**
 * Returns the first start after `now`, both in milliseconds since 1970. Days and time are those of Japan, as everywhere on screen, because
 * servers often run in UTC.
 */
export function findNextRunInJapan({ days, time }: WeeklyTiming, now: number): number {
  const { hour, minute } = parseTime(time);
  const today = new Date(now + JAPAN_MS);
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const start = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + ahead, hour, minute);
    if (start - JAPAN_MS > now && days.some((day) => day === new Date(start).getUTCDay())) return start - JAPAN_MS;
  }
  throw new RangeError('a schedule has at least one day');
}
