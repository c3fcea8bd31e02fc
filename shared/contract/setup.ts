import { z } from 'zod';
import { ACCOUNT_BRANCHES } from '../domain/setup/branches.ts';
import { SETUP_ENTRY_KINDS } from '../domain/setup/entries.ts';
import { SETUP_STEP_IDS, type StepId } from '../domain/setup/guide.ts';
import { SETUP_SECTIONS } from '../domain/setup/step.ts';
import { command, query } from './call/define.ts';
import { COMPANY_TOPICS } from './call/topics.ts';

export const stepIdSchema = z.enum(SETUP_STEP_IDS as [StepId, ...StepId[]]);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Key below `setupGuide.reason.`, with its arguments; a `day` is ISO 8601 UTC. */
const reasonSchema = z.strictObject({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });

export const waitKindSchema = z.enum([
  'support-contact',
  'account-review',
  'support-answer',
  'invoice-review',
  'checkout-activation',
  'invitations',
]);

/** See `StepState`; days are `YYYY-MM-DD`, moments ISO 8601 UTC. */
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
  /** The manual's own number and heading; `null` = not in the manual. */
  manual: z.strictObject({ number: z.string(), heading: z.string() }).nullable(),
  side: z.enum(['amazon', 'neo', 'both']),
  optional: z.boolean(),
  /** Required for the first order. */
  firstOrder: z.boolean(),
  state: stateSchema,
  /** What the console checked itself; `null` if it cannot. */
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
  /** The latest record, which can be withdrawn. */
  mark: z.strictObject({ kind: markKindSchema, at: z.string(), by: z.string(), saidBy: z.string(), day: z.string() }).nullable(),
  overdue: z.string().nullable(),
  /** The way through the vendor's screens, as the manual prints them. */
  screens: z.array(z.string()),
  /** Menus before the first screen, by the vendor's help: not in the manual. */
  menus: z.array(z.string()),
  entries: z.array(
    z.strictObject({
      field: z.string(),
      value: z.string(),
      kind: z.enum(SETUP_ENTRY_KINDS),
      of: z.string(),
      /** Correct value; `''` if unknown. */
      instead: z.string(),
    }),
  ),
  links: z.array(z.strictObject({ label: z.string(), url: z.string() })),
  /** It is done once NEO has it: reading NEO's values proves it. */
  readable: z.boolean(),
  /** Where in the console it is worked on. */
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
  /** Steps that the manual names as the next ones. */
  followUps: z.array(stepIdSchema),
  responsible: z.string(),
  note: z.string(),
});
export type SetupStepView = z.infer<typeof setupStepSchema>;

export const guideSchema = z.strictObject({
  /** In the manual's order. */
  steps: z.array(setupStepSchema),
  /** Steps that are neither optional nor of another branch. */
  sections: z.array(z.strictObject({ section: z.enum(SETUP_SECTIONS), done: z.number().int(), total: z.number().int() })),
  done: z.number().int(),
  total: z.number().int(),
  firstOrder: z.strictObject({
    possible: z.boolean(),
    blockers: z.array(stepIdSchema),
    /** People who could order today; `null` while a list is missing. */
    ready: z.number().int().nullable(),
    /** People for whom a gate was not checked, and nothing is known to be in the way. */
    notChecked: z.number().int().nullable(),
  }),
  /** Remaining items after all steps are done. */
  left: z.strictObject({ waits: z.number().int(), people: z.number().int().nullable() }),
  next: stepIdSchema.nullable(),
  branches: z.strictObject({ account: z.enum(ACCOUNT_BRANCHES).nullable(), otherIntegration: z.boolean().nullable() }),
  /** The business day of the answer. */
  today: z.string(),
});
export type SetupGuide = z.infer<typeof guideSchema>;

const at = z.strictObject({ step: stepIdSchema });
/** A record of a step can be one of the manual entry sheet, whose objects are drafts. */
const OF_RECORDS = ['setup', 'plan', 'drafts', 'history'] as const;

/** Each command returns the updated guide. */
export const setupCalls = {
  'setup.guide': query(z.strictObject({}), guideSchema, { reads: COMPANY_TOPICS, heavy: true }),
  /**
   * Records that a step is done, that what it waits for was requested, or that the company decides against an optional step. `day` is when
   * that was (`null` = today, none in the future); `saidBy` whose record it is (`''` = the operator). What a step enters by hand is the
   * same record as the manual entry sheet's. `setup-word-refused` where a record does not count now.
   */
  'setup.mark': command(at.extend({ kind: markKindSchema, day: day.nullable(), saidBy: z.string().trim().max(100) }), guideSchema, {
    changes: OF_RECORDS,
    recorded: true,
  }),
  /** Withdraws the latest record, or marks a reopened step as to be done. `setup-nothing-said` if there is neither. */
  'setup.unmark': command(at, guideSchema, { changes: OF_RECORDS }),
  'setup.assign': command(at.extend({ person: z.string().trim().max(100) }), guideSchema, { changes: ['setup'] }),
  'setup.note': command(at.extend({ text: z.string().max(10_000) }), guideSchema, { changes: ['setup'] }),
  /** Answers one or both questions; omitted ones keep their answer. */
  'setup.branch': command(
    z.strictObject({ account: z.enum(ACCOUNT_BRANCHES).nullable(), otherIntegration: z.boolean().nullable() }).partial(),
    guideSchema,
    { changes: OF_RECORDS, recorded: true },
  ),
} as const;
