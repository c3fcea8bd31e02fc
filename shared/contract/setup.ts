import { z } from 'zod';
import { ACCOUNT_BRANCHES } from '../domain/setup/branches.ts';
import { SETUP_ENTRY_KINDS } from '../domain/setup/entries.ts';
import { SETUP_STEP_IDS, type SetupStepId } from '../domain/setup/guide.ts';
import { SETUP_SECTIONS } from '../domain/setup/step.ts';
import { defineCommand, defineQuery } from './call/define.ts';
import { COMPANY_TOPICS } from './call/topics.ts';

export const stepIdSchema = z.enum(SETUP_STEP_IDS as [SetupStepId, ...SetupStepId[]]);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Message key below `setupGuide.reason.` and its arguments; a `day` is ISO 8601 UTC. */
const reasonSchema = z.strictObject({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });

export const waitKindSchema = z.enum([
  'support-contact',
  'account-review',
  'support-answer',
  'invoice-review',
  'checkout-activation',
  'invitations',
]);

/** See `StepState`. Days are `YYYY-MM-DD`, times ISO 8601 UTC. */
const stateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('todo') }),
  z.strictObject({
    kind: z.literal('waiting'),
    waiting: z.strictObject({ kind: waitKindSchema, since: z.string().nullable(), until: z.string().nullable() }),
  }),
  z.strictObject({ kind: z.literal('checked'), at: z.string() }),
  z.strictObject({ kind: z.literal('recorded'), at: z.string(), by: z.string(), day: z.string() }),
  z.strictObject({ kind: z.literal('declined'), at: z.string(), by: z.string() }),
  z.strictObject({ kind: z.literal('chosen') }),
  z.strictObject({ kind: z.literal('reopened'), reason: reasonSchema, since: z.string() }),
  z.strictObject({ kind: z.literal('not-applicable') }),
]);
export type SetupState = z.infer<typeof stateSchema>;

const markKindSchema = z.enum(['started', 'done', 'declined']);

export const setupStepSchema = z.strictObject({
  id: stepIdSchema,
  section: z.enum(SETUP_SECTIONS),
  /** Number and heading in the manual; `null` if the step is not in it. */
  manual: z.strictObject({ number: z.string(), heading: z.string() }).nullable(),
  side: z.enum(['amazon', 'neo', 'both']),
  optional: z.boolean(),
  /** True if the first order requires the step. */
  firstOrder: z.boolean(),
  state: stateSchema,
  /** Result of the automatic check; `null` if there is none. */
  check: z
    .strictObject({
      level: z.enum(['none', 'prepared', 'noted', 'met']),
      lacks: z.array(reasonSchema),
      found: z.array(reasonSchema),
      people: z.strictObject({ done: z.number().int(), of: z.number().int() }).nullable(),
    })
    .nullable(),
  unmet: z.array(stepIdSchema),
  turn: z.enum(['amazon-admin', 'neo-admin', 'both-admins', 'amazon', 'employees']).nullable(),
  blocksFirstOrder: z.boolean(),
  may: z.strictObject({ start: z.boolean(), say: z.boolean(), decline: z.boolean() }),
  /** The latest record, which can be withdrawn; `null` if there is none. */
  mark: z.strictObject({ kind: markKindSchema, at: z.string(), by: z.string(), saidBy: z.string(), day: z.string() }).nullable(),
  overdue: z.string().nullable(),
  /** Path through the vendor's screens, as printed in the manual. */
  screens: z.array(z.string()),
  /** Menu path to the first screen, from the vendor's help; not in the manual. */
  menus: z.array(z.string()),
  entries: z.array(
    z.strictObject({
      field: z.string(),
      value: z.string(),
      kind: z.enum(SETUP_ENTRY_KINDS),
      of: z.string(),
      /** The correct value; `''` if unknown. */
      instead: z.string(),
    }),
  ),
  links: z.array(z.strictObject({ label: z.string(), url: z.string() })),
  /** True if reading NEO's values proves the step. */
  readable: z.boolean(),
  /** Screens of the console for the step. */
  places: z.array(
    z.enum([
      'amazon-groups',
      'invoice-groups',
      'coverage',
      'routes',
      'serials',
      'integration',
      'matching',
      'import-amazon',
      'import-neo',
      'import-organizations',
      'amazon-sheet',
      'manual-entry',
      'lock-policy',
      'server',
      'connection',
    ]),
  ),
  /** Later steps to which the manual refers. */
  followUps: z.array(stepIdSchema),
  responsible: z.string(),
  note: z.string(),
});
export type SetupStepView = z.infer<typeof setupStepSchema>;

export const setupGuideSchema = z.strictObject({
  /** Steps in the order of the manual. */
  steps: z.array(setupStepSchema),
  /** Progress per section, without optional steps and those of other branches. */
  sections: z.array(z.strictObject({ section: z.enum(SETUP_SECTIONS), done: z.number().int(), total: z.number().int() })),
  done: z.number().int(),
  total: z.number().int(),
  firstOrder: z.strictObject({
    possible: z.boolean(),
    blockers: z.array(stepIdSchema),
    /** Number of people who can order today; `null` while a list is missing. */
    ready: z.number().int().nullable(),
    /** Number of people without a known closed gate but with an unchecked one; `null` while a list is missing. */
    notChecked: z.number().int().nullable(),
  }),
  /** Open items although all steps are done. */
  left: z.strictObject({ waits: z.number().int(), people: z.number().int().nullable() }),
  next: stepIdSchema.nullable(),
  branches: z.strictObject({ account: z.enum(ACCOUNT_BRANCHES).nullable(), otherIntegration: z.boolean().nullable() }),
  /** Day of the response, `YYYY-MM-DD`. */
  today: z.string(),
});
export type SetupGuide = z.infer<typeof setupGuideSchema>;

const at = z.strictObject({ step: stepIdSchema });
/** Topics changed by records. The record of a step may be one of the manual entry sheet, whose objects are drafts. */
const OF_RECORDS = ['setup', 'plan', 'drafts', 'history'] as const;

/** Calls of the setup guide. Each command returns the updated guide. */
export const setupCalls = {
  'setup.guide': defineQuery(z.strictObject({}), setupGuideSchema, { reads: COMPANY_TOPICS, heavy: true }),
  /**
   * Records that a step is done, that a response was requested, or that the company declines an optional step. `day`: date of that (`null`
   * = today; not in the future); `saidBy`: person who stated it (`''` = the operator). For a step with manual entry, this is the same
   * record as in the manual entry sheet. Fails with `setup-word-refused` if the step does not accept the record now.
   */
  'setup.mark': defineCommand(
    at.extend({ kind: markKindSchema, day: day.nullable(), saidBy: z.string().trim().max(100) }),
    setupGuideSchema,
    {
      role: 'editor',
      changes: OF_RECORDS,
      recorded: true,
    },
  ),
  /** Withdraws the latest record, or marks a reopened step as not done. Fails with `setup-nothing-said` if there is neither. */
  'setup.unmark': defineCommand(at, setupGuideSchema, { role: 'editor', changes: OF_RECORDS }),
  'setup.assign': defineCommand(at.extend({ person: z.string().trim().max(100) }), setupGuideSchema, {
    role: 'editor',
    changes: ['setup'],
  }),
  'setup.note': defineCommand(at.extend({ text: z.string().max(10_000) }), setupGuideSchema, { role: 'editor', changes: ['setup'] }),
  /** Sets one or both branches; omitted ones stay. */
  'setup.branch': defineCommand(
    z.strictObject({ account: z.enum(ACCOUNT_BRANCHES).nullable(), otherIntegration: z.boolean().nullable() }).partial(),
    setupGuideSchema,
    { role: 'editor', changes: OF_RECORDS, recorded: true },
  ),
} as const;
