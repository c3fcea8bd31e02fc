import { z } from 'zod';
import { EXCLUSION_FIELDS } from '../domain/triage/exclusions.ts';
import { RETENTION_MONTHS } from '../domain/triage/retention.ts';
import { LEDGER_STATES, type LedgerState } from '../domain/triage/triage-ledger.ts';
import { defineCommand, defineQuery } from './call/define.ts';
import { FINDING_TOPICS } from './call/topics.ts';
import { changeReasonSchema } from './plan/plan.ts';
import { findingFilterSchema, findingPositionSchema } from './readiness/matching.ts';
import { findingChangesSchema, findingCodeSchema } from './readiness/readiness.ts';

const retentionMonthsSchema = z.literal([...RETENTION_MONTHS]);

/** Number of months for which a company keeps runs; `null` = all runs. */
export const retentionSchema = z.strictObject({ months: retentionMonthsSchema.nullable() });

const retentionStateSchema = retentionSchema.extend({
  runs: z.number().int(),
  /** Time of the first run, ISO 8601 UTC; `null` = no run yet. */
  first: z.string().nullable(),
  choices: z.array(z.strictObject({ months: retentionMonthsSchema, forgets: z.number().int() })),
});

const ledgerStateSchema = z.enum(LEDGER_STATES as [LedgerState, ...LedgerState[]]);
const ledgerKindSchema = z.enum(['accept', 'assign']);
const ledgerFilterSchema = z.strictObject({
  /** Selected states; empty = all. */
  states: z.array(ledgerStateSchema),
  kinds: z.array(ledgerKindSchema),
  /** Searches name, reason, responsible person and note, normalized like the search of findings. */
  search: z.string().max(200),
});

/** Findings concerned by a decision. Rows belong to one revision; fails with `run-not-found` if it is no longer available. */
const selectionSchema = z.union([
  /** All rows of a filter with some exceptions. */
  z.strictObject({ revision: z.number().int(), filter: findingFilterSchema, except: z.array(z.number().int().min(0)).max(10_000) }),
  z.strictObject({ revision: z.number().int(), rows: z.array(z.number().int().min(0)).min(1).max(10_000) }),
  /** Lines of the register of decisions, including those whose finding no longer exists. */
  z.strictObject({ keys: z.array(z.string().max(2_000)).min(1).max(10_000) }),
  z.strictObject({ ledger: ledgerFilterSchema }),
]);

const changeSchema = z.discriminatedUnion('kind', [
  /** `until`: last day of the acceptance, today or later (otherwise `invalid-input`); `null` = without end. */
  z.strictObject({ kind: z.literal('accept'), reason: changeReasonSchema, until: z.iso.date().nullable() }),
  z
    .strictObject({ kind: z.literal('assign'), side: z.enum(['neo', 'amazon']).nullable(), person: z.string().trim().max(100) })
    .refine(({ side, person }) => side !== null || person !== '', { path: ['person'], message: 'side or person' }),
  /** An empty text deletes the note. */
  z.strictObject({ kind: z.literal('note'), text: z.string().trim().max(2_000) }),
  z.strictObject({ kind: z.literal('reopen') }),
  z.strictObject({ kind: z.literal('unassign') }),
]);

const exclusionSchema = z.strictObject({
  field: z.enum(EXCLUSION_FIELDS),
  value: z.string().trim().min(1).max(254),
  note: z.string().trim().max(500),
  on: z.boolean(),
});
export const exclusionListSchema = z.array(exclusionSchema).max(2_000);

/** The exclusion list and the people that it excludes; a person counts under the first matching line. */
const exclusionsSchema = z.strictObject({
  entries: z.array(exclusionSchema.extend({ people: z.number().int() })),
  people: z.number().int(),
  /** The first excluded people, as examples. */
  sample: z.array(z.strictObject({ name: z.string(), loginId: z.string(), workEmail: z.string(), entry: z.number().int() })),
  /** True if the default list is used. */
  standard: z.boolean(),
});

export const triageCalls = {
  /**
   * Saves decisions about findings. Readiness does not change: `blocking` of these findings still prevent orders. `commandId` can be
   * undone; `null` if nothing changes.
   */
  'triage.change': defineCommand(
    z.strictObject({ selection: selectionSchema, change: changeSchema }),
    z.strictObject({ commandId: z.number().int().nullable(), findings: z.number().int(), blocking: z.number().int() }),
    { role: 'editor', changes: ['decisions'], recorded: true },
  ),
  /** Undoes one decision, in any order. Fails with `command-not-found` if it cannot be undone. */
  'triage.undo': defineCommand(z.strictObject({ commandId: z.number().int() }), z.strictObject({ findings: z.number().int() }), {
    role: 'editor',
    changes: ['decisions'],
  }),
  /** Redoes an undone decision; the result contains a new `commandId` to undo it. Fails with `command-not-found` if it was not undone. */
  'triage.redo': defineCommand(
    z.strictObject({ commandId: z.number().int() }),
    z.strictObject({ commandId: z.number().int(), findings: z.number().int(), blocking: z.number().int() }),
    { role: 'editor', changes: ['decisions'], recorded: true },
  ),
  /** A page of all acceptances and assignments, latest first. `counts`: number per state under the filter without `states`. */
  'triage.ledger': defineQuery(
    z.strictObject({ filter: ledgerFilterSchema, offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) }),
    z.strictObject({
      total: z.number().int(),
      counts: z.strictObject({ active: z.number().int(), changed: z.number().int(), expired: z.number().int(), gone: z.number().int() }),
      entries: z.array(
        z.strictObject({
          key: z.string(),
          kind: ledgerKindSchema,
          state: ledgerStateSchema,
          code: findingCodeSchema,
          name: z.string(),
          /** Reason and last day of an acceptance; `''` and `null` for an assignment. */
          reason: z.string(),
          until: z.string().nullable(),
          /** Side and person of an assignment; `null` and `''` for an acceptance. */
          side: z.enum(['neo', 'amazon']).nullable(),
          person: z.string(),
          note: z.string(),
          by: z.string(),
          at: z.string(),
          /** Present position of the finding; `null` if it no longer exists. */
          place: findingPositionSchema.nullable(),
        }),
      ),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /** The last runs, oldest first, at most `limit`. */
  'triage.history': defineQuery(
    z.strictObject({ limit: z.number().int().min(1).max(400) }),
    z.strictObject({
      runs: z.array(
        z.strictObject({
          revision: z.number().int(),
          at: z.string(),
          inScope: z.number().int(),
          ready: z.number().int(),
          blocked: z.number().int(),
          changes: findingChangesSchema.nullable(),
        }),
      ),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /** Retention period, number of runs and date of the first, and for each shorter period the number of runs that it would delete today. */
  'triage.retention': defineQuery(z.strictObject({}), retentionStateSchema, { reads: FINDING_TOPICS, heavy: true, timed: true }),
  /** Deletes older runs immediately; cannot be undone. */
  'triage.changeRetention': defineCommand(retentionSchema, retentionStateSchema, { role: 'administrator', changes: ['policy'] }),
  /**
   * A page of the people with new, resolved or returned findings in one run, sorted by name. Fails with `run-not-found` for a deleted run.
   */
  'triage.runChanges': defineQuery(
    z.strictObject({
      revision: z.number().int(),
      change: z.enum(['new', 'fixed', 'back']),
      codes: z.array(findingCodeSchema),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    z.strictObject({
      total: z.number().int(),
      findings: z.array(
        z.strictObject({ key: z.string(), code: findingCodeSchema, name: z.string(), place: findingPositionSchema.nullable() }),
      ),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  'triage.exclusions': defineQuery(z.strictObject({}), exclusionsSchema, { reads: ['policy', 'lists'] }),
  /** The people that a list would exclude; changes nothing. */
  'triage.previewExclusions': defineQuery(z.strictObject({ entries: exclusionListSchema }), exclusionsSchema, {
    reads: ['policy', 'lists'],
  }),
  /**
   * Replaces the exclusion list; `null` restores the default. `before`: the list at the start of the edit, so that changes by other windows
   * are kept. Findings are recomputed.
   */
  'triage.changeExclusions': defineCommand(
    z.strictObject({ entries: exclusionListSchema.nullable(), before: z.exactOptional(exclusionListSchema) }),
    exclusionsSchema,
    { role: 'editor', changes: ['policy'] },
  ),
} as const;
