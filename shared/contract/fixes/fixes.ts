import { z } from 'zod';
import { ADDRESS_PROBLEM_CODES } from '../../domain/email/index.ts';
import { ACCOUNT_CHANGES, ACCOUNT_REASONS } from '../../domain/fixes/account-changes.ts';
import { FIX_STATES } from '../../domain/fixes/fix-state.ts';
import { BULK_ACTIONS, FIX_ACTIONS, FIX_CHOICES, FIX_EFFECTS } from '../../domain/fixes/fixes.ts';
import { LEFT_OUT_OF_PLAN } from '../../domain/fixes/fixes-plan.ts';
import { INVITATION_DOUBTS } from '../../domain/readiness/suggestions/invitation-doubts.ts';
import { WITHHELD } from '../../domain/readiness/suggestions/suggestions.ts';
import { command, query } from '../call/define.ts';
import { FINDING_TOPICS } from '../call/topics.ts';
import { confidenceSchema, evidenceSchema, findingFilterSchema } from '../readiness/matching.ts';
import { findingCodeSchema } from '../readiness/readiness.ts';

const sideSchema = z.enum(['neo', 'amazon']);
const addressSchema = z.string().max(1_000);
const rowSchema = z.strictObject({ revision: z.number().int(), row: z.number().int().min(0) });

/** An adopted change of an account; an irrelevant group is `''`. */
const accountChangeSchema = z.strictObject({ kind: z.enum(ACCOUNT_CHANGES), from: z.string().max(1_000), group: z.string().max(1_000) });

/** Texts below `fix.action.`, `fix.effect.`, `fix.doubt.`. */
const optionSchema = z.strictObject({
  action: z.enum(FIX_ACTIONS),
  side: sideSchema,
  address: z.string().nullable(),
  /** How the account would be changed; `null` for everything else. */
  account: accountChangeSchema.nullable(),
  /** At most one, the first; none if a review is needed. */
  recommended: z.boolean(),
  adoptable: z.boolean(),
  effects: z.array(z.enum(FIX_EFFECTS)),
  doubts: z.array(z.strictObject({ why: z.enum(INVITATION_DOUBTS), found: z.string() })),
});

const collisionSchema = z.strictObject({ where: z.enum(['neo', 'amazon', 'fix']), name: z.string() });
const checkedAddressSchema = z.strictObject({
  /** `false`: it cannot be adopted, for a problem of severity `error` or a collision. */
  adoptable: z.boolean(),
  problems: z.array(
    z.strictObject({
      code: z.enum(ADDRESS_PROBLEM_CODES as [string, ...string[]]),
      severity: z.enum(['error', 'note']),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  collisions: z.array(collisionSchema),
  /** The other side has exactly this address, which is required for ordering. */
  onOtherSide: z.boolean(),
  unchanged: z.boolean(),
  effects: z.array(z.enum(FIX_EFFECTS)),
});

/** Which rows of one revision: `run-not-found` when it has passed. */
export const fixSelectionSchema = z.union([
  z.strictObject({ revision: z.number().int(), filter: findingFilterSchema, except: z.array(z.number().int().min(0)).max(10_000) }),
  z.strictObject({ revision: z.number().int(), rows: z.array(z.number().int().min(0)).min(1).max(10_000) }),
]);
const bulkSchema = z.strictObject({
  selection: fixSelectionSchema,
  /** Reviewed rows whose suggestion is not certain enough for bulk adoption. */
  ticked: z.array(z.number().int().min(0)).max(10_000),
  /** Whether people without an account are invited. */
  invite: z.boolean(),
});

/** How many rows of a preview are shown. */
export const PREVIEW_ROWS = 500;
export const MAX_LISTED_LEFT_OUT = 200;

/** Texts below `fix.leftOut.`. */
const planLeftOutSchema = z.strictObject({
  why: z.enum(LEFT_OUT_OF_PLAN),
  rows: z.number().int(),
  /** The first of them by row; `found` is the address that is the reason, `''` where none is. */
  first: z.array(z.strictObject({ row: z.number().int(), name: z.string(), found: z.string() })).max(MAX_LISTED_LEFT_OUT),
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
  /** Undoes it; `null` when nothing was adopted. */
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
  /** `null` for an account in a wrong group without a finding. */
  code: findingCodeSchema.nullable(),
  from: z.string(),
  to: z.string(),
  /** How the account of the address is changed; `null` = a person gets an address. */
  account: accountChangeSchema.extend({ why: z.enum(ACCOUNT_REASONS), owner: z.string() }).nullable(),
  choice: z.enum(FIX_CHOICES),
  /** `null` for typed values and invitations. */
  confidence: confidenceSchema.nullable(),
  reasons: z.array(evidenceSchema),
  /** The account that must be removed on Amazon; `''` when there is none. */
  oldAccount: z.string(),
  adoptedAt: z.string(),
  written: z.strictObject({ at: z.string(), file: z.string(), row: z.number().int() }).nullable(),
  state: fixStateSchema,
});
export type FixRow = z.infer<typeof fixSchema>;

const fixFilterSchema = z.strictObject({
  /** Empty = all. */
  states: z.array(fixStateSchema),
  sides: z.array(sideSchema),
  /** In name, login id and both addresses, folded like the search of findings. */
  search: z.string().max(200),
});
const people = z.array(z.string().max(300)).min(1).max(10_000);

/** One account that does not fit, with what could be done about it. */
const accountRowSchema = z.strictObject({
  email: z.string(),
  /** Of the person in NEO, else as Amazon has it. */
  name: z.string(),
  loginId: z.string(),
  /** Texts below `fix.account.why.`. */
  why: z.enum(ACCOUNT_REASONS),
  groups: z.array(z.string()),
  /** The groups that carry the person's invoice codes; empty where that is not what it is about. */
  wanted: z.array(z.string()),
  /** Recommended change first; empty if a decision is needed. */
  changes: z.array(accountChangeSchema),
  /** Whether the advice needs no review; see `AccountAdvice`. */
  certain: z.boolean(),
  /** Accepted as it is. */
  accepted: z.boolean(),
  /** State of an adopted change. */
  adopted: fixStateSchema.nullable(),
});
export type AccountRow = z.infer<typeof accountRowSchema>;

export const fixCalls = {
  /** What could be done about one row, the advised way first, with what else happens. `withheld`: why nothing is advised; texts below `fix.withheld.`. */
  'fixes.options': query(
    rowSchema,
    z.strictObject({ options: z.array(optionSchema), withheld: z.enum(WITHHELD).nullable(), adopted: fixSchema.nullable() }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /** A typed address, checked for syntax, against all other addresses on both sides, and against other fixes. */
  'fixes.check': query(rowSchema.extend({ side: sideSchema, address: addressSchema }), checkedAddressSchema, {
    reads: FINDING_TOPICS,
    heavy: true,
  }),
  /** What `fixes.adoptMany` would do. */
  'fixes.preview': query(
    bulkSchema,
    z.strictObject({
      adoptable: z.number().int(),
      /** Actions with adoptable rows and rows that need a selection. */
      actions: z.array(z.strictObject({ action: bulkActionSchema, adoptable: z.number().int(), open: z.number().int() })),
      /** Whether `invite` makes a difference. */
      asksToInvite: z.boolean(),
      leftOut: z.array(planLeftOutSchema),
      /** Sample of certain suggestions. `from` is the current value on that side, `''` if none. */
      sample: z.array(previewRowSchema),
      /** Suggestions adopted only if their row is selected. */
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
   * Adopts one row: its suggestion, another address that its options hold, an address written by hand, or an invitation. Replaces what was adopted
   * for this person. `fix-not-offered`, `fix-address-malformed`, `fix-address-taken`, `fix-no-identity`.
   */
  'fixes.adopt': command(
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
    { changes: ['fixes'], recorded: true },
  ),
  /** Adopts certain suggestions of many rows and the selected ones; people with a fix keep it. */
  'fixes.adoptMany': command(bulkSchema, adoptedSchema, { changes: ['fixes'], recorded: true }),
  /** Accounts of leavers, without a person, in a wrong group or without group or role; samples per reason, with totals. */
  'fixes.accounts': query(
    z.strictObject({}),
    z.strictObject({
      revision: z.number().int(),
      total: z.record(z.enum(ACCOUNT_REASONS), z.number().int()),
      rows: z.array(accountRowSchema),
      /** SCIM deactivates accounts of leavers. */
      endedElsewhere: z.boolean(),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /** Adopts changes of accounts as `fixes.accounts` offers them, as one step; those adopted already keep theirs. `run-not-found`, `fix-not-offered`. */
  'fixes.adoptAccounts': command(
    z.strictObject({
      revision: z.number().int(),
      changes: z
        .array(accountChangeSchema.extend({ email: addressSchema }))
        .min(1)
        .max(10_000),
    }),
    adoptedSchema,
    { changes: ['fixes'], recorded: true },
  ),
  /** Gives fixes up; those already in a file too, as the file is the administrator's to use or not. */
  'fixes.drop': command(
    z.union([z.strictObject({ people }), z.strictObject({ filter: fixFilterSchema })]),
    z.strictObject({ stepId: z.number().int().nullable(), dropped: z.number().int() }),
    { changes: ['fixes'] },
  ),
  /** Undoes the latest steps, newest first; `command-not-found` for others. Exported fixes stay: `kept`. */
  'fixes.undo': command(
    z.strictObject({ stepId: z.number().int() }),
    z.strictObject({ restored: z.number().int(), kept: z.number().int() }),
    { changes: ['fixes'] },
  ),
  /** Redoes the last undone step until another is made; `command-not-found` for others. Exported fixes stay: `kept`. */
  'fixes.redo': command(
    z.strictObject({ stepId: z.number().int() }),
    z.strictObject({ restored: z.number().int(), kept: z.number().int() }),
    { changes: ['fixes'] },
  ),
  /** In windows, by name. `counts` are per state under the filter without its `states`. Checks first which have arrived. */
  'fixes.list': query(
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
      /** The step that `fixes.undo` takes back next. */
      lastStep: z
        .strictObject({ id: z.number().int(), kind: z.enum(['adopt', 'drop']), at: z.string(), people: z.number().int() })
        .nullable(),
    }),
    { reads: FINDING_TOPICS, heavy: true },
  ),
} as const;
