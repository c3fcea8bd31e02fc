import { z } from 'zod';
import { EXCLUSION_FIELDS } from '../domain/triage/exclusions.ts';
import { RETENTION_MONTHS } from '../domain/triage/retention.ts';
import { LEDGER_STATES, type LedgerState } from '../domain/triage/triage-ledger.ts';
import { command, query } from './call/define.ts';
import { FINDING_TOPICS } from './call/topics.ts';
import { reasonSchema } from './plan/plan.ts';
import { findingFilterSchema, findingPositionSchema } from './readiness/matching.ts';
import { changesSchema, findingCodeSchema } from './readiness/readiness.ts';

const retentionMonthsSchema = z.literal([...RETENTION_MONTHS]);

/** How many months of runs a company keeps; `null` = all of them. */
export const retentionSchema = z.strictObject({ months: retentionMonthsSchema.nullable() });

const retentionStateSchema = retentionSchema.extend({
  runs: z.number().int(),
  /** ISO 8601 UTC; `null` = no run yet. */
  first: z.string().nullable(),
  choices: z.array(z.strictObject({ months: retentionMonthsSchema, forgets: z.number().int() })),
});

const ledgerStateSchema = z.enum(LEDGER_STATES as [LedgerState, ...LedgerState[]]);
const ledgerKindSchema = z.enum(['accept', 'assign']);
const ledgerFilterSchema = z.strictObject({
  /** Empty = all. */
  states: z.array(ledgerStateSchema),
  kinds: z.array(ledgerKindSchema),
  /** In name, reason, responsible person and note, folded like the search of findings. */
  search: z.string().max(200),
});

/** Which findings a decision is about. Rows belong to one revision: `run-not-found` when it has passed. */
const selectionSchema = z.union([
  /** Every row of a filter but a few. */
  z.strictObject({ revision: z.number().int(), filter: findingFilterSchema, except: z.array(z.number().int().min(0)).max(10_000) }),
  z.strictObject({ revision: z.number().int(), rows: z.array(z.number().int().min(0)).min(1).max(10_000) }),
  /** Lines of the ledger, also those whose finding has gone. */
  z.strictObject({ keys: z.array(z.string().max(2_000)).min(1).max(10_000) }),
  z.strictObject({ ledger: ledgerFilterSchema }),
]);

const changeSchema = z.discriminatedUnion('kind', [
  /** `until`: the last day on which it is accepted, today or later (`invalid-input` else); `null` = without end. */
  z.strictObject({ kind: z.literal('accept'), reason: reasonSchema, until: z.iso.date().nullable() }),
  z
    .strictObject({ kind: z.literal('assign'), side: z.enum(['neo', 'amazon']).nullable(), person: z.string().trim().max(100) })
    .refine(({ side, person }) => side !== null || person !== '', { path: ['person'], message: 'side or person' }),
  /** An empty text takes the note away. */
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

/** The exclusion list and whom it takes out of the scope; a person counts under the first line that fits. */
const exclusionsSchema = z.strictObject({
  entries: z.array(exclusionSchema.extend({ people: z.number().int() })),
  people: z.number().int(),
  /** The first few of them, for the reader. */
  sample: z.array(z.strictObject({ name: z.string(), loginId: z.string(), workEmail: z.string(), entry: z.number().int() })),
  /** True while the default list is in use. */
  standard: z.boolean(),
});

export const triageCalls = {
  /**
   * Saves decisions about findings. Readiness is not affected: `blocking` of them still block orders. `commandId` undoes it; `null` if
   * nothing would change.
   */
  'triage.change': command(
    z.strictObject({ selection: selectionSchema, change: changeSchema }),
    z.strictObject({ commandId: z.number().int().nullable(), findings: z.number().int(), blocking: z.number().int() }),
    { changes: ['decisions'], recorded: true },
  ),
  /** Reverts one decision, in any order; `command-not-found` if there is none to revert. */
  'triage.undo': command(z.strictObject({ commandId: z.number().int() }), z.strictObject({ findings: z.number().int() }), {
    changes: ['decisions'],
  }),
  /** Makes a decision again that was taken back; a new `commandId` takes it back. `command-not-found` when it was not. */
  'triage.redo': command(
    z.strictObject({ commandId: z.number().int() }),
    z.strictObject({ commandId: z.number().int(), findings: z.number().int(), blocking: z.number().int() }),
    { changes: ['decisions'], recorded: true },
  ),
  /** Every acceptance and assignment, latest first, in windows. `counts` are per state under the filter without its `states`. */
  'triage.ledger': query(
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
          /** For `accept`; else `''` and `null`. */
          reason: z.string(),
          until: z.string().nullable(),
          /** For `assign`; else `null` and `''`. */
          side: z.enum(['neo', 'amazon']).nullable(),
          person: z.string(),
          note: z.string(),
          by: z.string(),
          at: z.string(),
          /** Current number of the finding; `null` if it is gone. */
          place: findingPositionSchema.nullable(),
        }),
      ),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /** The last runs, oldest first, at most `limit`: the chart and its table. */
  'triage.history': query(
    z.strictObject({ limit: z.number().int().min(1).max(400) }),
    z.strictObject({
      runs: z.array(
        z.strictObject({
          revision: z.number().int(),
          at: z.string(),
          inScope: z.number().int(),
          ready: z.number().int(),
          blocked: z.number().int(),
          changes: changesSchema.nullable(),
        }),
      ),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /** How long runs are kept, how many there are since when, and how many each shorter time would forget as of today. */
  'triage.retention': query(z.strictObject({}), retentionStateSchema, { reads: FINDING_TOPICS, heavy: true, timed: true }),
  /** Deletes older runs immediately; cannot be undone. */
  'triage.changeRetention': command(retentionSchema, retentionStateSchema, { changes: ['policy'] }),
  /** Whom one run brought, freed or brought back, in windows, in the order of names. `run-not-found` for a run that was not kept. */
  'triage.runChanges': query(
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
  'triage.exclusions': query(z.strictObject({}), exclusionsSchema, { reads: ['policy', 'lists'] }),
  /** Whom a list would exclude; changes nothing. */
  'triage.previewExclusions': query(z.strictObject({ entries: exclusionListSchema }), exclusionsSchema, { reads: ['policy', 'lists'] }),
  /**
   * Replaces the list; `null` = default list. `before`: the list at the start of the edit, so that changes by other windows are kept.
   * Findings are recomputed.
   */
  'triage.changeExclusions': command(
    z.strictObject({ entries: exclusionListSchema.nullable(), before: z.exactOptional(exclusionListSchema) }),
    exclusionsSchema,
    { changes: ['policy'] },
  ),
} as const;
