import { z } from 'zod';
import { GATEWAY_SECTIONS } from '../../domain/sync/gateway-section.ts';
import { GUARD_IDS, GUARD_STATES, type GuardPolicy } from '../../domain/sync/guards/guard-types.ts';
import { isValidReason } from '../../domain/sync/guards/reason.ts';
import { ITEM_KINDS, RISK_REASONS, RISKS } from '../../domain/sync/plan/item.ts';
import { defineCommand, defineQuery } from '../call/define.ts';
import { phraseSchema } from '../call/phrase.ts';
import { PLAN_TOPICS } from '../call/topics.ts';
import { companyKindSchema } from '../companies/companies.ts';

/** Sections that are sent to a server; Amazon groups are only recorded in the console. */
export const gatewaySectionSchema = z.enum(GATEWAY_SECTIONS);
/** See `ItemKind` (domain). */
export const itemKindSchema = z.enum(ITEM_KINDS);
export const riskSchema = z.enum(RISKS);

/** Section and id as one text; the key of a secret begins with `secret `. */
const key = z.string().min(1).max(300);
const keys = z.array(key).min(1).max(20_000);
/** Fields of items by path; `''` = the whole object. */
const places = z
  .array(z.strictObject({ key, path: z.string().max(1_000) }))
  .min(1)
  .max(20_000);
const count = z.number().int().min(0);
/** A value of a body, as in an exported drafts file. */
const value = z.json();

/** Reason for a call, as free text with a minimum length. */
export const changeReasonSchema = z.string().trim().max(500).refine(isValidReason, { message: 'says nothing' });
const jobSchema = z.strictObject({ jobId: z.string() });

export const planFilterSchema = z.strictObject({
  /** Selected kinds; empty = all. */
  kinds: z.array(itemKindSchema),
  sections: z.array(gatewaySectionSchema),
  risks: z.array(riskSchema),
  /** Searches names and changed values, normalized like the search of findings. */
  search: z.string().max(200),
  /** `chosen`: items that would be sent now; `unchosen`: items that could be selected. */
  show: z.enum(['all', 'chosen', 'unchosen']),
});
export type PlanFilter = z.output<typeof planFilterSchema>;

/** Why an item depends on another one. See `DependencyReason` (domain). */
const becauseSchema = z.enum(['uses-route', 'uses-serial', 'released-by', 'frees-code', 'frees-name']);
const neighbourSchema = z.strictObject({ key, section: gatewaySectionSchema, name: z.string(), because: becauseSchema });

const itemSchema = z.strictObject({
  key,
  section: gatewaySectionSchema,
  id: z.string(),
  /** Name of the object; `''` for a single section, for which the interface uses the name of its screen. */
  name: z.string(),
  kind: itemKindSchema,
  risk: riskSchema,
  /** Reasons for a risk above low. */
  risks: z.array(z.enum(RISK_REASONS)),
  /** For a route: number of people who complete the server's route but not the changed one. */
  newlyStopped: count,
  /** The item as one sentence. */
  sentence: phraseSchema,
  /** Changes that do not fit in one sentence: the first ones, each with former and new value if a value is written. */
  changes: z.array(
    z.strictObject({
      sentence: phraseSchema,
      values: z.strictObject({ label: phraseSchema, before: phraseSchema, after: phraseSchema }).nullable(),
    }),
  ),
  /** Number of further changes. */
  moreChanges: count,
  /** Number of fields with differences. */
  fields: count,
  /** Number of these fields with an undecided conflict. */
  undecided: count,
  chosen: z.boolean(),
  /** False if nothing would be sent or a conflict is undecided. */
  choosable: z.boolean(),
  /** Number of ignored differences; see `plan.ignored`. */
  ignored: count,
  /** Revision, time and author of the last change on the server; `null` if the object does not exist there. */
  server: z.strictObject({ revision: count, updatedAt: z.string(), updatedBy: z.string() }).nullable(),
});
export type PlanRow = z.output<typeof itemSchema>;

const resolutionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ours') }),
  z.strictObject({ kind: z.literal('theirs') }),
  z.strictObject({ kind: z.literal('edit'), value }),
]);

const fieldSchema = z.strictObject({
  /** JSON pointer in which entries of keyed lists are identified by key: `/steps/s1/approvers/users/u12`. */
  path: z.string(),
  label: phraseSchema,
  kind: z.enum(['set', 'added', 'removed', 'moved', 'order']),
  /** The side that changed the value. */
  origin: z.enum(['ours', 'theirs', 'both']),
  /** Values of base, draft and server; positions for moved entries. */
  base: value,
  ours: value,
  server: value,
  /** Value after applying. */
  after: value,
  /** The values of base, draft and server, and the one after applying, as text. */
  words: z.strictObject({ base: phraseSchema, ours: phraseSchema, server: phraseSchema, after: phraseSchema }),
  conflict: z.boolean(),
  resolution: resolutionSchema.nullable(),
});

const totalsSchema = z.strictObject({
  byKind: z.record(itemKindSchema, count),
  bySection: z.record(gatewaySectionSchema, count),
  byRisk: z.record(riskSchema, count),
  chosen: count,
  undecided: count,
  ignored: count,
});

/** Identifies the plan for applying. `digest` covers the displayed selection. */
const outlineSchema = z.strictObject({ revision: z.number().int(), digest: z.string(), totals: totalsSchema });
const changedSchema = outlineSchema.extend({ items: z.array(itemSchema) });

export const runStateSchema = z.enum(['running', 'paused', 'interrupted', 'failed', 'done', 'cancelled']);
const leaseSchema = z.strictObject({ holder: z.string(), since: z.string().nullable(), expiresAt: z.string(), ours: z.boolean() });

const guardSchema = z.strictObject({
  id: z.enum(GUARD_IDS),
  /** See `GuardState` (domain). */
  state: z.enum(GUARD_STATES),
  sentence: phraseSchema,
  /** Keys of the items concerned; empty = the whole plan. */
  keys: z.array(z.string()),
});

const limitSchema = z.strictObject({
  count: z.number().int().min(0).max(1_000_000).nullable(),
  percent: z.number().min(0).max(100).nullable(),
  floor: z.number().int().min(0).max(1_000_000),
});
const windowName = z.string().trim().max(100);
const timeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);
/** See `GuardPolicy` (domain). */
export const guardPolicySchema = z.strictObject({
  deletions: z.record(gatewaySectionSchema, limitSchema),
  people: limitSchema,
  freeze: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('dates'), name: windowName, from: z.iso.date(), to: z.iso.date() }),
        z.strictObject({ kind: z.literal('non-business-days'), name: windowName }),
        z.strictObject({ kind: z.literal('month-end'), name: windowName, days: z.number().int().min(1).max(31) }),
        z.strictObject({ kind: z.literal('outside-hours'), name: windowName, from: timeOfDay, to: timeOfDay }),
      ]),
    )
    .max(100),
  reasonRequired: z.boolean(),
  approvalRequired: z.boolean(),
}) satisfies z.ZodType<GuardPolicy>;
const policySchema = z.strictObject({ policy: guardPolicySchema, /** True if the company uses the defaults. */ standard: z.boolean() });

const personSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  loginId: z.string(),
  organization: z.string(),
  /** The finding code that prevents an order afterwards (`lose`) or prevented it before (`gain`), or `not-allowed`. */
  reason: z.string(),
});

export const planCalls = {
  /**
   * Reads all sections from the server. Starts a job with result `{ stock, objects, adopted, settled, changed, unreadable }`. New objects
   * become drafts equal to the server, and bases are updated where drafts already have the server's values. `stock`: the server is a stock
   * NEO without objects. Fails with `apply-running` if a run starts sending during the read; then nothing is adopted.
   */
  'plan.readServer': defineCommand(z.strictObject({}), jobSchema, {
    role: 'editor',
    changes: ['plan', 'drafts', 'server', 'history'],
    job: 'read-server',
    whileReadOnly: 'allowed',
  }),
  /** State of plan and apply. Available without a server and before the first read. */
  'plan.state': defineQuery(
    z.strictObject({}),
    outlineSchema.extend({
      /** The selection in one sentence. */
      headline: phraseSchema,
      company: z.strictObject({
        kind: companyKindSchema,
        readOnly: z.boolean(),
        /** Time until which a production company can be applied to, ISO 8601; `null` if it is locked, or for other companies. */
        armedUntil: z.string().nullable(),
      }),
      /** Kind of the server; `null` until it was contacted. */
      server: z.enum(['gateway', 'stock-neo']).nullable(),
      /** The last complete read; `null` = never. */
      read: z
        .strictObject({
          at: z.string(),
          /** Server address, for display. */
          label: z.string(),
          objects: count,
          adopted: count,
          /** Number of drafts that equal the server's content after the read, so that nothing is left to apply. */
          settled: count,
          /** Completely read sections; the others are not planned. */
          complete: z.array(gatewaySectionSchema),
          unreadable: z.array(z.strictObject({ section: gatewaySectionSchema, id: z.string(), problem: z.string() })),
        })
        .nullable(),
      /** Holder of the edit lock at the last attempt; `null` if there was none or no attempt. */
      lease: leaseSchema.nullable(),
      /** Objects and sections that cannot be planned, with the number of drafts affected. `id` `null` = the whole section. */
      refused: z.array(
        z.strictObject({
          section: gatewaySectionSchema,
          id: z.string().nullable(),
          reason: z.enum(['not-complete', 'unreadable']),
          drafts: count,
        }),
      ),
      /** A run that is sending, or waits to be resumed. */
      run: z.strictObject({ id: z.string(), state: runStateSchema, done: count, failed: count, total: count }).nullable(),
    }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  'plan.items': defineQuery(
    z.strictObject({ filter: planFilterSchema, offset: count, limit: z.number().int().min(1).max(500) }),
    outlineSchema.extend({
      /** Number of items that match the filter; `totals` count all items. */
      total: count,
      /** Items by kind (conflicts first), then by section, then in the order of work. */
      items: z.array(itemSchema),
    }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /** One item with all sides. Fails with `plan-item-not-found` if the plan no longer contains it. */
  'plan.item': defineQuery(
    z.strictObject({ key }),
    z.strictObject({
      revision: z.number().int(),
      item: itemSchema,
      fields: z.array(fieldSchema),
      /** The differences as sentences; `paths` are the fields that each describes. */
      lines: z.array(z.strictObject({ sentence: phraseSchema, paths: z.array(z.string()) })),
      /** Complete objects; `null` = does not exist, or a secret. */
      base: value,
      ours: value,
      theirs: value,
      needs: z.array(neighbourSchema),
      neededBy: z.array(neighbourSchema),
    }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /** Decides fields of one item; `null` withdraws a decision. A decision is valid until one side changes the field. */
  'plan.resolve': defineCommand(
    z.strictObject({
      key,
      decisions: z
        .array(z.strictObject({ path: z.string().max(1_000), resolution: resolutionSchema.nullable() }))
        .min(1)
        .max(5_000),
    }),
    changedSchema,
    { role: 'editor', changes: ['plan', 'history'], recorded: true },
  ),
  /** Takes over the server's values into drafts, for whole objects or for fields. `draftRevision`: revision of the drafts afterwards. */
  'plan.takeTheirs': defineCommand(z.strictObject({ at: places }), changedSchema.extend({ draftRevision: z.number().int() }), {
    role: 'editor',
    changes: ['plan', 'drafts', 'history'],
    recorded: true,
  }),
  /**
   * Ignores these differences until `until` as long as they stay the same. Fails with `invalid-input` for a past day, and with
   * `plan-item-not-found` if a difference no longer exists.
   */
  'plan.ignore': defineCommand(z.strictObject({ at: places, until: z.iso.date(), because: changeReasonSchema }), changedSchema, {
    role: 'editor',
    changes: ['plan', 'history'],
    recorded: true,
  }),
  'plan.unignore': defineCommand(z.strictObject({ at: places }), changedSchema, {
    role: 'editor',
    changes: ['plan', 'history'],
    recorded: true,
  }),
  /** Ignored differences, and those that are shown again because they expired or changed (`holds` is false). */
  'plan.ignored': defineQuery(
    z.strictObject({ offset: count, limit: z.number().int().min(1).max(500) }),
    z.strictObject({
      revision: z.number().int(),
      total: count,
      differences: z.array(
        z.strictObject({
          key,
          section: gatewaySectionSchema,
          name: z.string(),
          path: z.string(),
          label: phraseSchema,
          until: z.string(),
          because: z.string(),
          at: z.string(),
          by: z.string(),
          holds: z.boolean(),
        }),
      ),
    }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /** Selects or unselects items together with their dependencies; `along` contains the reasons. */
  'plan.select': defineCommand(
    z.strictObject({ keys, chosen: z.boolean() }),
    changedSchema.extend({ along: z.array(neighbourSchema.extend({ chosen: z.boolean(), for: z.string() })) }),
    { role: 'editor', changes: ['plan', 'history'] },
  ),
  /** Number of people who can order before and after applying the selection; `null` without both lists. */
  'plan.effects': defineQuery(
    z.strictObject({}),
    z.strictObject({
      revision: z.number().int(),
      effects: z
        .strictObject({
          inScopeBefore: count,
          inScopeAfter: count,
          readyBefore: count,
          readyAfter: count,
          notCheckedBefore: count,
          notCheckedAfter: count,
          gain: count,
          lose: count,
          /** People in `lose`, and people who are no longer allowed or become not checked. */
          mayLose: count,
          /** Reasons, most people first: a finding code or `not-allowed`. */
          gainReasons: z.array(z.strictObject({ reason: z.string(), people: count })),
          loseReasons: z.array(z.strictObject({ reason: z.string(), people: count })),
        })
        .nullable(),
    }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  'plan.people': defineQuery(
    z.strictObject({ change: z.enum(['gain', 'lose']), offset: count, limit: z.number().int().min(1).max(500) }),
    z.strictObject({ revision: z.number().int(), total: count, people: z.array(personSchema) }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /** Results of the guards for the selection. `reason`: as entered. */
  'plan.guards': defineQuery(
    z.strictObject({ reason: z.string().max(500) }),
    z.strictObject({ revision: z.number().int(), digest: z.string(), passed: z.boolean(), guards: z.array(guardSchema) }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /**
   * Unlocks applying to a production company for 15 minutes. `company` is its name as typed; fails with `arm-name-differs` if it is not
   * identical. It is locked again after a run, after switching to another company, and when the console ends.
   */
  'plan.arm': defineCommand(z.strictObject({ company: z.string().max(200) }), z.strictObject({ armedUntil: z.string().nullable() }), {
    role: 'applier',
    changes: ['plan', 'history'],
  }),
  'plan.disarm': defineCommand(z.strictObject({}), z.strictObject({ armedUntil: z.null() }), {
    role: 'viewer',
    changes: ['plan', 'history'],
    whileReadOnly: 'allowed',
  }),
  /** Limits, freeze windows and requirements used by the guards. */
  'plan.policy': defineQuery(z.strictObject({}), policySchema, { reads: PLAN_TOPICS, heavy: true }),
  /**
   * Changes the policy; `null` restores the defaults. `began`: the policy at the start of the edit; changes by others are kept, and the
   * call fails with `rules-changed-elsewhere` if the same field changed. Without `began` the whole policy is replaced.
   */
  'plan.changePolicy': defineCommand(
    z.strictObject({ policy: guardPolicySchema.nullable(), began: z.exactOptional(guardPolicySchema) }),
    policySchema,
    { role: 'administrator', changes: ['plan', 'history'] },
  ),
  /** Changes on the server between the last two reads, with author if known. */
  'plan.serverChanges': defineQuery(
    z.strictObject({ offset: count, limit: z.number().int().min(1).max(500) }),
    z.strictObject({
      total: count,
      changes: z.array(
        z.strictObject({
          key,
          section: gatewaySectionSchema,
          id: z.string(),
          name: z.string(),
          change: z.enum(['appeared', 'changed', 'vanished']),
          /** Time of the change; `''` if unknown. */
          at: z.string(),
          by: z.string(),
        }),
      ),
    }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /**
   * Writes the selected items to a file. Starts a job with result `{ token, name, bytes, items, ... }` and the characters that could not be
   * written, as in `reports.write`. JSON is the plan file for `tsunagi apply` (`tsunagi-plan`), CSV has one row per field, HTML can be
   * printed for an approval.
   */
  'plan.export': defineCommand(
    z.strictObject({
      format: z.enum(['json', 'csv', 'html']),
      encoding: z.enum(['utf8', 'utf8-bom', 'cp932']),
      language: z.enum(['ja', 'en']),
    }),
    jobSchema,
    { role: 'viewer', changes: 'nothing', job: 'plan-export', whileReadOnly: 'allowed' },
  ),
} as const;
