import type { FindingFilter, FindingRow } from '#shared/contract/readiness/matching.ts';
import { type ChunkedWork, forEachInChunks } from '#shared/domain/chunks/chunked-work.ts';
import type { Fix } from '#shared/domain/fixes/fixes.ts';
import { getTriageState, NO_TRIAGE, type Triage } from '#shared/domain/triage/triage.ts';
import { getLedgerState, type LedgerEntry } from '#shared/domain/triage/triage-ledger.ts';
import type { AddedFindingKind } from '../../storage/findings/history-store.ts';
import type { FindingKeys } from './finding-keys.ts';

/** State of a row for the triage filter, one byte per row. */
const OPEN = 0;
const ASSIGNED_NEO = 1;
const ASSIGNED_AMAZON = 2;
const ASSIGNED_PERSON = 3;
const ACCEPTED = 4;
const ACCEPTED_CHANGED = 5;

const SINCE = { new: 1, back: 2 } as const;

const NO_FIX = 0;
const ADOPTED = 1;
const WRITTEN = 2;

const fixMark = (fix: Fix | undefined): number =>
  fix === undefined || fix.state === 'arrived' ? NO_FIX : fix.written === null ? ADOPTED : WRITTEN;

/** Numbers of findings by decision, for `matching.rows`. */
export interface TriageCounts {
  open: number;
  assigned: number;
  accepted: number;
  changed: number;
  adopted: number;
}

/** Inputs of the marks: decisions, history, adopted fixes and the business day. */
export interface RowDecisionSources {
  /** Increases whenever a decision changes or a fix is adopted or dropped. */
  readonly version: number;
  readonly triages: ReadonlyMap<string, Triage>;
  /** Result of `markFindingsSince`; `null` = no finding is new or returned. */
  readonly since: Uint8Array | null;
  /** Adopted fixes by person. */
  readonly fixes: ReadonlyMap<string, Fix>;
  readonly today: string;
}

/** Marks the rows of new and returned findings; `null` if there are none. */
export function* markFindingsSince(keys: FindingKeys, since: ReadonlyMap<string, AddedFindingKind>): ChunkedWork<Uint8Array | null> {
  if (since.size === 0) return null;
  const marks = new Uint8Array(keys.count);
  yield* forEachInChunks(keys.count, (at) => {
    const how = since.get(keys.of(at));
    if (how !== undefined) marks[at] = SINCE[how];
  });
  return marks;
}

/** Decisions and history per row of one revision, one byte each, so that filters are fast. */
export class RowDecisions {
  readonly version: number;
  readonly #sources: RowDecisionSources;
  readonly #keys: FindingKeys;
  readonly #triage: Uint8Array;
  readonly #since: Uint8Array;
  readonly #fix: Uint8Array;

  /** `fixOf` returns the adopted fix of a row, if any. */
  constructor(keys: FindingKeys, sources: RowDecisionSources, fixOf: (at: number) => Fix | undefined) {
    this.version = sources.version;
    this.#sources = sources;
    this.#keys = keys;
    this.#triage = new Uint8Array(keys.count);
    this.#since = sources.since ?? new Uint8Array(keys.count);
    this.#fix = new Uint8Array(keys.count);
    if (sources.fixes.size > 0) for (let at = 0; at < keys.count; at++) this.#fix[at] = fixMark(fixOf(at));
    if (sources.triages.size > 0) for (let at = 0; at < keys.count; at++) this.#triage[at] = this.#triageMark(at);
  }

  /** Whether a row passes the `triage` filter. */
  passesTriage(at: number, wanted: FindingFilter['triage']): boolean {
    const mark = this.#triage[at] as number;
    switch (wanted) {
      case 'all':
        return true;
      case 'open-and-assigned':
        return mark < ACCEPTED;
      case 'open':
        return mark === OPEN;
      case 'assigned':
        return mark > OPEN && mark < ACCEPTED;
      case 'assigned-neo':
        return mark === ASSIGNED_NEO;
      case 'assigned-amazon':
        return mark === ASSIGNED_AMAZON;
      case 'accepted':
        return mark >= ACCEPTED;
      case 'accepted-changed':
        return mark === ACCEPTED_CHANGED;
      case 'adopted':
        return this.#fix[at] !== NO_FIX;
    }
  }

  /** Whether a row passes the `since` filter. */
  passesSince(at: number, wanted: FindingFilter['since']): boolean {
    return wanted.length === 0 || wanted.some((since) => this.#since[at] === SINCE[since]);
  }

  /** Adds a row to the counts for `matching.rows`. */
  countTriage(at: number, counts: TriageCounts): void {
    const mark = this.#triage[at] as number;
    if (mark === OPEN) counts.open++;
    else if (mark < ACCEPTED) counts.assigned++;
    else counts.accepted++;
    if (mark === ACCEPTED_CHANGED) counts.changed++;
    if (this.#fix[at] !== NO_FIX) counts.adopted++;
  }

  countSince(at: number, counts: { new: number; back: number }): void {
    if (this.#since[at] === SINCE.new) counts.new++;
    else if (this.#since[at] === SINCE.back) counts.back++;
  }

  since(at: number): FindingRow['since'] {
    return this.#since[at] === SINCE.new ? 'new' : this.#since[at] === SINCE.back ? 'back' : null;
  }

  /** Returns the decision on a row in the form of the contract. */
  triage(at: number): FindingRow['triage'] {
    const triage = this.#triageOf(at);
    const { acceptance, assignment, note } = triage;
    return {
      state: getTriageState(triage, this.#sources.today),
      acceptance:
        acceptance === null
          ? null
          : {
              reason: acceptance.change.reason,
              until: acceptance.change.until,
              state: this.#stateOf(acceptance, at),
              by: acceptance.by,
              at: acceptance.at,
            },
      assignment:
        assignment === null
          ? null
          : { side: assignment.change.side, person: assignment.change.person, by: assignment.by, at: assignment.at },
      note: note?.change.text ?? '',
      fix: this.#fix[at] === NO_FIX ? null : this.#fix[at] === WRITTEN ? 'written' : 'adopted',
    };
  }

  #triageOf(at: number): Triage {
    return this.#sources.triages.size === 0 ? NO_TRIAGE : (this.#sources.triages.get(this.#keys.of(at)) ?? NO_TRIAGE);
  }

  #triageMark(at: number): number {
    const triage = this.#sources.triages.get(this.#keys.of(at));
    if (triage === undefined) return OPEN;
    const state = getTriageState(triage, this.#sources.today);
    if (state === 'open') return OPEN;
    if (state === 'accepted')
      return this.#stateOf(triage.acceptance as LedgerEntry['decision'], at) === 'changed' ? ACCEPTED_CHANGED : ACCEPTED;
    const side = triage.assignment?.change.side ?? null;
    return side === null ? ASSIGNED_PERSON : side === 'neo' ? ASSIGNED_NEO : ASSIGNED_AMAZON;
  }

  #stateOf(decision: LedgerEntry['decision'], at: number): 'active' | 'changed' | 'expired' {
    const state = getLedgerState(decision, this.#keys.evidenceOf(this.#keys.of(at)), this.#sources.today);
    // A displayed row exists, so its decision is not `gone`.
    return state === 'gone' ? 'active' : state;
  }
}
