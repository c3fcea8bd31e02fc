import { z } from 'zod';
import { ADDRESS_PROBLEM_CODES } from '../../domain/email/index.ts';
import { ACCOUNT_CHANGES, ACCOUNT_REASONS } from '../../domain/fixes/account-changes.ts';
import { FIX_STATES } from '../../domain/fixes/fix-state.ts';
import { BULK_ACTIONS, FIX_ACTIONS, FIX_CHOICES, FIX_EFFECTS } from '../../domain/fixes/fixes.ts';
import { PLAN_SKIP_REASONS } from '../../domain/fixes/fixes-plan.ts';
import { FINDING_GROUPS } from '../../domain/readiness/finding-groups.ts';
import { INVITATION_DOUBTS } from '../../domain/readiness/suggestions/invitation-doubts.ts';
import { WITHHELD_REASONS } from '../../domain/readiness/suggestions/suggestions.ts';
import { defineCommand, defineQuery } from '../call/define.ts';
import { FINDING_TOPICS } from '../call/topics.ts';
import { confidenceSchema, evidenceSchema, findingFilterSchema } from '../readiness/matching.ts';
import { findingCodeSchema } from '../readiness/readiness.ts';

const sideSchema = z.enum(['neo', 'amazon']);
const addressSchema = z.string().max(1_000);
const rowSchema = z.strictObject({ revision: z.number().int(), row: z.number().int().min(0) });

/** An adopted change of an account; an irrelevant group is `''`. */
const accountChangeSchema = z.strictObject({ kind: z.enum(ACCOUNT_CHANGES), from: z.string().max(1_000), group: z.string().max(1_000) });

/** A possible action with its effects and doubts; texts below `fix.action.`, `fix.effect.`, `fix.doubt.`. */
const optionSchema = z.strictObject({
  action: z.enum(FIX_ACTIONS),
  side: sideSchema,
  address: z.string().nullable(),
  /** The change of an existing account; `null` for other actions. */
  account: accountChangeSchema.nullable(),
  /** True for at most one option, the first; false for all if a review is needed. */
  recommended: z.boolean(),
  adoptable: z.boolean(),
  effects: z.array(z.enum(FIX_EFFECTS)),
  doubts: z.array(z.strictObject({ why: z.enum(INVITATION_DOUBTS), found: z.string() })),
});

const collisionSchema = z.strictObject({ where: z.enum(['neo', 'amazon', 'fix']), name: z.string() });
const checkedAddressSchema = z.strictObject({
  /** False if the address cannot be adopted because of a problem with severity `error` or a collision. */
  adoptable: z.boolean(),
  problems: z.array(
    z.strictObject({
      code: z.enum(ADDRESS_PROBLEM_CODES as [string, ...string[]]),
      severity: z.enum(['error', 'note']),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  collisions: z.array(collisionSchema),
  /** True if the other side has exactly this address, which is required for ordering. */
  onOtherSide: z.boolean(),
  unchanged: z.boolean(),
  effects: z.array(z.enum(FIX_EFFECTS)),
});

/** Selected rows of one revision. Fails with `run-not-found` if that revision is no longer available. */
export const fixSelectionSchema = z.union([
  z.strictObject({
    revision: z.number().int(),
    filter: findingFilterSchema,
    except: z.array(z.number().int().min(0)).max(10_000),
    /** Only the rows of one group of `fixes.worklist`. */
    group: z.strictObject({ by: z.enum(FINDING_GROUPS), key: z.string().max(100) }).optional(),
  }),
  z.strictObject({ revision: z.number().int(), rows: z.array(z.number().int().min(0)).min(1).max(10_000) }),
]);
const bulkSchema = z.strictObject({
  selection: fixSelectionSchema,
  /** Reviewed rows whose suggestion is not certain enough for bulk adoption. */
  ticked: z.array(z.number().int().min(0)).max(10_000),
  /** Whether people without an account are invited. */
  invite: z.boolean(),
});

/** Maximum number of rows shown in a preview. */
export const PREVIEW_ROWS = 500;
export const MAX_LISTED_SKIPPED_ROWS = 200;

/** Rows that get no fix, by reason; texts below `fix.leftOut.`. */
const planLeftOutSchema = z.strictObject({
  why: z.enum(PLAN_SKIP_REASONS),
  rows: z.number().int(),
  /** The first of these rows. `found`: the address that is the reason; `''` if there is none. */
  first: z.array(z.strictObject({ row: z.number().int(), name: z.string(), found: z.string() })).max(MAX_LISTED_SKIPPED_ROWS),
});
const bulkActionSchema = z.enum(BULK_ACTIONS);
const previewRowSchema = z.strictObject({
  row: z.number().int(),
  name: z.string(),
  side: sideSchema,
  action: bulkActionSchema,
  from: z.string(),
  to: z.string(),
});
const adoptedSchema = z.strictObject({
  /** Id of the undo step; `null` if nothing was adopted. */
  stepId: z.number().int().nullable(),
  adopted: z.number().int(),
  leftOut: z.array(planLeftOutSchema),
});

export const fixStateSchema = z.enum(FIX_STATES);
export const fixSchema = z.strictObject({
  person: z.string(),
  side: sideSchema,
  neoUserId: z.string(),
  loginId: z.string(),
  name: z.string(),
  /** The finding code; `null` for an account in a wrong group without a finding. */
  code: findingCodeSchema.nullable(),
  from: z.string(),
  to: z.string(),
  /** The change of the account with this address; `null` if a person gets an address. */
  account: accountChangeSchema.extend({ why: z.enum(ACCOUNT_REASONS), owner: z.string() }).nullable(),
  choice: z.enum(FIX_CHOICES),
  /** Confidence of the suggestion; `null` for typed values and invitations. */
  confidence: confidenceSchema.nullable(),
  reasons: z.array(evidenceSchema),
  /** The account to be removed on Amazon; `''` if there is none. */
  oldAccount: z.string(),
  adoptedAt: z.string(),
  written: z.strictObject({ at: z.string(), file: z.string(), row: z.number().int() }).nullable(),
  state: fixStateSchema,
});
export type FixRow = z.infer<typeof fixSchema>;

const fixFilterSchema = z.strictObject({
  /** Selected states; empty = all. */
  states: z.array(fixStateSchema),
  sides: z.array(sideSchema),
  /** Searches name, login id and both addresses, normalized like the search of findings. */
  search: z.string().max(200),
});
const people = z.array(z.string().max(300)).min(1).max(10_000);

/** One account to change, with its possible changes. */
const accountRowSchema = z.strictObject({
  email: z.string(),
  /** Name of the person in NEO, else that in Amazon's list. */
  name: z.string(),
  loginId: z.string(),
  /** Texts below `fix.account.why.`. */
  why: z.enum(ACCOUNT_REASONS),
  groups: z.array(z.string()),
  /** The groups for the person's invoice codes; empty if the reason concerns something else. */
  wanted: z.array(z.string()),
  /** Possible changes, the recommended one first; empty if an administrator must decide. */
  changes: z.array(accountChangeSchema),
  /** True if the change needs no further check; see `AccountAdvice`. */
  certain: z.boolean(),
  /** True if the finding was accepted. */
  accepted: z.boolean(),
  /** State of an adopted change; `null` if none was adopted. */
  adopted: fixStateSchema.nullable(),
});
export type AccountRow = z.infer<typeof accountRowSchema>;

export const fixCalls = {
  /**
   * Possible actions for one row, the recommended one first, with their side effects. `withheld`: why there is no suggestion; texts below
   * `fix.withheld.`.
   */
  'fixes.options': defineQuery(
    rowSchema,
    z.strictObject({ options: z.array(optionSchema), withheld: z.enum(WITHHELD_REASONS).nullable(), adopted: fixSchema.nullable() }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /** Checks a typed address: syntax, all other addresses on both sides, and other fixes. */
  'fixes.check': defineQuery(rowSchema.extend({ side: sideSchema, address: addressSchema }), checkedAddressSchema, {
    reads: FINDING_TOPICS,
    heavy: true,
  }),
  /** Preview of `fixes.adoptMany`. */
  'fixes.preview': defineQuery(
    bulkSchema,
    z.strictObject({
      adoptable: z.number().int(),
      /** Number of rows per action: adoptable ones, and those that must be selected. */
      actions: z.array(z.strictObject({ action: bulkActionSchema, adoptable: z.number().int(), open: z.number().int() })),
      /** True if `invite` affects the result. */
      asksToInvite: z.boolean(),
      leftOut: z.array(planLeftOutSchema),
      /** Sample of certain suggestions. `from` is the current value on that side, `''` if none. */
      sample: z.array(previewRowSchema),
      /** Suggestions that are adopted only if their row is selected. */
      toLookAt: z.strictObject({
        total: z.number().int(),
        first: z
          .array(
            previewRowSchema.extend({
              code: findingCodeSchema,
              workEmail: z.string(),
              amazonEmail: z.string(),
              confidence: confidenceSchema,
              reasons: z.array(evidenceSchema),
              ticked: z.boolean(),
            }),
          )
          .max(PREVIEW_ROWS),
      }),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /**
   * Groups of the rows under a filter, with the numbers of `fixes.adoptMany` for each group (`ticked` empty, `invite` true). `safe` of the
   * whole list may be smaller than the sum, because a person counts in each group with a fix for that person.
   */
  'fixes.worklist': defineQuery(
    z.strictObject({ filter: findingFilterSchema, by: z.enum(FINDING_GROUPS) }),
    z.strictObject({
      revision: z.number().int(),
      /** Number of fixes that can be adopted without a review and are not adopted yet. */
      safe: z.number().int(),
      groups: z.array(
        z.strictObject({
          key: z.string(),
          rows: z.number().int(),
          safe: z.number().int(),
          /** Suggestions that are adopted only after a review. */
          toReview: z.number().int(),
          /** Rows with an adopted fix that the lists do not show yet. */
          adopted: z.number().int(),
        }),
      ),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /**
   * Adopts a fix for one row: its suggestion, another offered address, a typed address, an invitation, or an account change. Replaces the
   * person's former fix. Fails with `fix-not-offered`, `fix-address-malformed`, `fix-address-taken` or `fix-no-identity`.
   */
  'fixes.adopt': defineCommand(
    rowSchema.extend({
      choice: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('suggestion') }),
        z.strictObject({ kind: z.literal('alternative'), address: addressSchema }),
        z.strictObject({ kind: z.literal('typed'), side: sideSchema, address: addressSchema }),
        z.strictObject({ kind: z.literal('invitation') }),
        z.strictObject({ kind: z.literal('account'), account: accountChangeSchema }),
      ]),
    }),
    adoptedSchema,
    { role: 'editor', changes: ['fixes'], recorded: true },
  ),
  /** Adopts the certain suggestions of many rows and the selected uncertain ones. People who already have a fix keep it. */
  'fixes.adoptMany': defineCommand(bulkSchema, adoptedSchema, { role: 'editor', changes: ['fixes'], recorded: true }),
  /** Accounts of leavers, without owner, in a wrong group, or without group or role: the first of each reason, and the totals. */
  'fixes.accounts': defineQuery(
    z.strictObject({}),
    z.strictObject({
      revision: z.number().int(),
      total: z.record(z.enum(ACCOUNT_REASONS), z.number().int()),
      rows: z.array(accountRowSchema),
      /** True with SCIM, which deactivates accounts of leavers. */
      endedElsewhere: z.boolean(),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /**
   * Adopts account changes offered by `fixes.accounts`, as one undo step. Accounts with an adopted change keep it. Fails with
   * `run-not-found` or `fix-not-offered`.
   */
  'fixes.adoptAccounts': defineCommand(
    z.strictObject({
      revision: z.number().int(),
      changes: z
        .array(accountChangeSchema.extend({ email: addressSchema }))
        .min(1)
        .max(10_000),
    }),
    adoptedSchema,
    { role: 'editor', changes: ['fixes'], recorded: true },
  ),
  /** Drops adopted fixes, including exported ones, because the administrator decides whether the file is used. */
  'fixes.drop': defineCommand(
    z.union([z.strictObject({ people }), z.strictObject({ filter: fixFilterSchema })]),
    z.strictObject({ stepId: z.number().int().nullable(), dropped: z.number().int() }),
    { role: 'editor', changes: ['fixes'] },
  ),
  /**
   * Undoes the latest step, then earlier ones. Fails with `command-not-found` for any other step. Exported fixes stay adopted and are
   * counted in `kept`.
   */
  'fixes.undo': defineCommand(
    z.strictObject({ stepId: z.number().int() }),
    z.strictObject({ restored: z.number().int(), kept: z.number().int() }),
    { role: 'editor', changes: ['fixes'] },
  ),
  /**
   * Redoes the last undone step until another step is made. Fails with `command-not-found` for any other step. Exported fixes stay
   * unchanged and are counted in `kept`.
   */
  'fixes.redo': defineCommand(
    z.strictObject({ stepId: z.number().int() }),
    z.strictObject({ restored: z.number().int(), kept: z.number().int() }),
    { role: 'editor', changes: ['fixes'] },
  ),
  /**
   * A page of fixes, sorted by name. `counts`: number per state under the filter without `states`. First checks which fixes have arrived.
   */
  'fixes.list': defineQuery(
    z.strictObject({ filter: fixFilterSchema, offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) }),
    z.strictObject({
      total: z.number().int(),
      counts: z.strictObject({
        adopted: z.number().int(),
        written: z.number().int(),
        arrived: z.number().int(),
        overtaken: z.number().int(),
        lost: z.number().int(),
      }),
      fixes: z.array(fixSchema),
      /** The step that `fixes.undo` undoes next. */
      lastStep: z
        .strictObject({ id: z.number().int(), kind: z.enum(['adopt', 'drop']), at: z.string(), people: z.number().int() })
        .nullable(),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
} as const;
