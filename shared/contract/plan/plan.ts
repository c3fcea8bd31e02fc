import { z } from 'zod';
import { GATEWAY_SECTIONS } from '../../domain/sync/gateway-section.ts';
import { GUARD_IDS, GUARD_STATES, type GuardPolicy } from '../../domain/sync/guards/guard-types.ts';
import { isReason } from '../../domain/sync/guards/reason.ts';
import { ITEM_KINDS, RISK_REASONS, RISKS } from '../../domain/sync/plan/item.ts';
import { command, query } from '../call/define.ts';
import { phraseSchema } from '../call/phrase.ts';
import { PLAN_TOPICS } from '../call/topics.ts';
import { companyKindSchema } from '../companies/companies.ts';

/** Sections that reach a server; the Amazon groups are only noted here. */
export const gatewaySectionSchema = z.enum(GATEWAY_SECTIONS);
/** See `ItemKind` of the domain. */
export const itemKindSchema = z.enum(ITEM_KINDS);
export const riskSchema = z.enum(RISKS);

/** Section and id as one text; the one of a secret begins with `secret `. */
const key = z.string().min(1).max(300);
const keys = z.array(key).min(1).max(20_000);
/** Places of items; `''` = the whole object. */
const places = z
  .array(z.strictObject({ key, path: z.string().max(1_000) }))
  .min(1)
  .max(20_000);
const count = z.number().int().min(0);
/** A value of a body, as in an exported drafts file. */
const value = z.json();

/** Why a call is made, if it needs an explanation. */
export const reasonSchema = z.string().trim().max(500).refine(isReason, { message: 'says nothing' });
const jobSchema = z.strictObject({ jobId: z.string() });

export const planFilterSchema = z.strictObject({
  /** Empty = all. */
  kinds: z.array(itemKindSchema),
  sections: z.array(gatewaySectionSchema),
  risks: z.array(riskSchema),
  /** In the names and the values that change, folded like the search of findings. */
  search: z.string().max(200),
  /** `chosen`: what would be sent now; `unchosen`: what could be. */
  show: z.enum(['all', 'chosen', 'unchosen']),
});
export type PlanFilter = z.output<typeof planFilterSchema>;

/** Why an item needs another one. See `DependencyReason` of the domain. */
const becauseSchema = z.enum(['uses-route', 'uses-serial', 'released-by', 'frees-code', 'frees-name']);
const neighbourSchema = z.strictObject({ key, section: gatewaySectionSchema, name: z.string(), because: becauseSchema });

const itemSchema = z.strictObject({
  key,
  section: gatewaySectionSchema,
  id: z.string(),
  /** `''` for a single section, which the interface calls by its screen. */
  name: z.string(),
  kind: itemKindSchema,
  risk: riskSchema,
  /** Why it is more than low. */
  risks: z.array(z.enum(RISK_REASONS)),
  /** Of a route: how many get to the end of the server's one and not of what it becomes. */
  newlyStopped: count,
  /** The whole item in one sentence. */
  sentence: phraseSchema,
  /** What changes, where one sentence cannot hold it: the first few, each with both values where one value is written. */
  changes: z.array(
    z.strictObject({
      sentence: phraseSchema,
      values: z.strictObject({ label: phraseSchema, before: phraseSchema, after: phraseSchema }).nullable(),
    }),
  ),
  /** Changes that are not among them. */
  moreChanges: count,
  /** Places that differ. */
  fields: count,
  /** Of those, undecided conflicts. */
  undecided: count,
  chosen: z.boolean(),
  /** False for what sends nothing or is undecided. */
  choosable: z.boolean(),
  /** Ignored differences of it: `plan.ignored`. */
  ignored: count,
  /** Who changed it on the server last; `null` where the server does not have it. */
  server: z.strictObject({ revision: count, updatedAt: z.string(), updatedBy: z.string() }).nullable(),
});
export type PlanRow = z.output<typeof itemSchema>;

const resolutionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ours') }),
  z.strictObject({ kind: z.literal('theirs') }),
  z.strictObject({ kind: z.literal('edit'), value }),
]);

const fieldSchema = z.strictObject({
  /** JSON pointer in which entries of keyed lists go by their keys: `/steps/s1/approvers/users/u12`. */
  path: z.string(),
  label: phraseSchema,
  kind: z.enum(['set', 'added', 'removed', 'moved', 'order']),
  /** Whose change it is. */
  origin: z.enum(['ours', 'theirs', 'both']),
  /** Base, draft and server values; positions for moved entries. */
  base: value,
  ours: value,
  server: value,
  /** Value after applying. */
  after: value,
  /** The four values as text. */
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

/** Identification of an apply: `digest` covers the selection as shown. */
const outlineSchema = z.strictObject({ revision: z.number().int(), digest: z.string(), totals: totalsSchema });
const changedSchema = outlineSchema.extend({ items: z.array(itemSchema) });

export const runStateSchema = z.enum(['running', 'paused', 'interrupted', 'failed', 'done', 'cancelled']);
const leaseSchema = z.strictObject({ holder: z.string(), since: z.string().nullable(), expiresAt: z.string(), ours: z.boolean() });

const guardSchema = z.strictObject({
  id: z.enum(GUARD_IDS),
  /** See `GuardState` of the domain. */
  state: z.enum(GUARD_STATES),
  sentence: phraseSchema,
  /** The items it is about; empty = the plan as a whole. */
  keys: z.array(z.string()),
});

const limitSchema = z.strictObject({
  count: z.number().int().min(0).max(1_000_000).nullable(),
  percent: z.number().min(0).max(100).nullable(),
  floor: z.number().int().min(0).max(1_000_000),
});
const windowName = z.string().trim().max(100);
const timeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);
/** See `GuardPolicy` of the domain. */
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
const policySchema = z.strictObject({ policy: guardPolicySchema, /** True while the defaults are in use. */ standard: z.boolean() });

const personSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  loginId: z.string(),
  organization: z.string(),
  /** What closes the way afterwards (`lose`) or closed it before (`gain`): `not-allowed` or the code of a finding. */
  reason: z.string(),
});

export const planCalls = {
  /**
   * Reads every section from the server: a job whose result is `{ stock, objects, adopted, settled, changed, unreadable }`. Objects not
   * known before become drafts equal to the server, and bases are updated where drafts already have the server's values. `stock`: a stock
   * NEO, which has no objects. Fails with `apply-running` if a run starts sending during the read; then nothing is adopted.
   */
  'plan.readServer': command(z.strictObject({}), jobSchema, {
    changes: ['plan', 'drafts', 'server', 'history'],
    job: 'read-server',
    whileReadOnly: 'allowed',
  }),
  /** State of plan and apply; works without a server and before the first read. */
  'plan.state': query(
    z.strictObject({}),
    outlineSchema.extend({
      /** The selection in one sentence. */
      headline: phraseSchema,
      company: z.strictObject({
        kind: companyKindSchema,
        readOnly: z.boolean(),
        /** A production company applies only until then, ISO 8601; `null` = not armed, or no need to. */
        armedUntil: z.string().nullable(),
      }),
      /** `null` until the server was contacted. */
      server: z.enum(['gateway', 'stock-neo']).nullable(),
      /** The last complete read; `null` = never. */
      read: z
        .strictObject({
          at: z.string(),
          /** Server address, for the reader. */
          label: z.string(),
          objects: count,
          adopted: count,
          /** Drafts that wanted what the server turned out to have: nothing is left to do for them. */
          settled: count,
          /** Sections that were read without a gap; others are not planned. */
          complete: z.array(gatewaySectionSchema),
          unreadable: z.array(z.strictObject({ section: gatewaySectionSchema, id: z.string(), problem: z.string() })),
        })
        .nullable(),
      /** Holder of the edit lock at the last attempt; `null` = none or not attempted. */
      lease: leaseSchema.nullable(),
      /** Objects and sections of which no plan can be made, with how many drafts wait for that. `id` `null` = the whole section. */
      refused: z.array(
        z.strictObject({
          section: gatewaySectionSchema,
          id: z.string().nullable(),
          reason: z.enum(['not-complete', 'unreadable']),
          drafts: count,
        }),
      ),
      /** A run that is under way or waits to be gone on with. */
      run: z.strictObject({ id: z.string(), state: runStateSchema, done: count, failed: count, total: count }).nullable(),
    }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  'plan.items': query(
    z.strictObject({ filter: planFilterSchema, offset: count, limit: z.number().int().min(1).max(500) }),
    outlineSchema.extend({
      /** Rows under the filter; `totals` are of everything. */
      total: count,
      /** By kind, conflicts first, then by section; those of one kind in one section in the order of work. */
      items: z.array(itemSchema),
    }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /** One item side by side; `plan-item-not-found` when the plan has it no more. */
  'plan.item': query(
    z.strictObject({ key }),
    z.strictObject({
      revision: z.number().int(),
      item: itemSchema,
      fields: z.array(fieldSchema),
      /** The same as sentences; `paths` are the fields of each. */
      lines: z.array(z.strictObject({ sentence: phraseSchema, paths: z.array(z.string()) })),
      /** Whole objects; `null` = not there. For a secret all three. */
      base: value,
      ours: value,
      theirs: value,
      needs: z.array(neighbourSchema),
      neededBy: z.array(neighbourSchema),
    }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /** Decides places of one item; `null` takes a decision back. It holds while both sides stay as they are. */
  'plan.resolve': command(
    z.strictObject({
      key,
      decisions: z
        .array(z.strictObject({ path: z.string().max(1_000), resolution: resolutionSchema.nullable() }))
        .min(1)
        .max(5_000),
    }),
    changedSchema,
    { changes: ['plan', 'history'], recorded: true },
  ),
  /** Takes the server's value into the draft, whole objects or some places; `draftRevision` names the drafts afterwards. */
  'plan.takeTheirs': command(z.strictObject({ at: places }), changedSchema.extend({ draftRevision: z.number().int() }), {
    changes: ['plan', 'drafts', 'history'],
    recorded: true,
  }),
  /**
   * Ignores these differences while they do not change, until `until` (`invalid-input` for a past day). `plan-item-not-found` if one no
   * longer exists.
   */
  'plan.ignore': command(z.strictObject({ at: places, until: z.iso.date(), because: reasonSchema }), changedSchema, {
    changes: ['plan', 'history'],
    recorded: true,
  }),
  'plan.unignore': command(z.strictObject({ at: places }), changedSchema, { changes: ['plan', 'history'], recorded: true }),
  /** Ignored differences, and those shown again because they expired or changed (`holds` false). */
  'plan.ignored': query(
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
  /** Selects or deselects items with their dependencies; `along` gives the reasons. */
  'plan.select': command(
    z.strictObject({ keys, chosen: z.boolean() }),
    changedSchema.extend({ along: z.array(neighbourSchema.extend({ chosen: z.boolean(), for: z.string() })) }),
    { changes: ['plan', 'history'] },
  ),
  /** People able to order before and after the selection; `null` without both lists. */
  'plan.effects': query(
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
          /** `lose`, plus people who are no longer allowed or become not checked. */
          mayLose: count,
          /** Most people first; `not-allowed` or a code of a finding. */
          gainReasons: z.array(z.strictObject({ reason: z.string(), people: count })),
          loseReasons: z.array(z.strictObject({ reason: z.string(), people: count })),
        })
        .nullable(),
    }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  'plan.people': query(
    z.strictObject({ change: z.enum(['gain', 'lose']), offset: count, limit: z.number().int().min(1).max(500) }),
    z.strictObject({ revision: z.number().int(), total: count, people: z.array(personSchema) }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /** Checks before the selection may be sent; `reason` as entered. */
  'plan.guards': query(
    z.strictObject({ reason: z.string().max(500) }),
    z.strictObject({ revision: z.number().int(), digest: z.string(), passed: z.boolean(), guards: z.array(guardSchema) }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /**
   * Lets a production company be applied to for a quarter of an hour: its name is typed, letter for letter (`arm-name-differs`). It is
   * forgotten with the end of a run, another company, or the console.
   */
  'plan.arm': command(z.strictObject({ company: z.string().max(200) }), z.strictObject({ armedUntil: z.string().nullable() }), {
    changes: ['plan', 'history'],
  }),
  'plan.disarm': command(z.strictObject({}), z.strictObject({ armedUntil: z.null() }), {
    changes: ['plan', 'history'],
    whileReadOnly: 'allowed',
  }),
  /** The limits, freeze windows and demands that the guards hold a plan to. */
  'plan.policy': query(z.strictObject({}), policySchema, { reads: PLAN_TOPICS, heavy: true }),
  /** `null` = back to the standard one. */
  /**
   * `began`: the policy at the start of the edit; changes by others are kept, `rules-changed-elsewhere` if the same field changed.
   * Without it the whole policy is written.
   */
  'plan.changePolicy': command(
    z.strictObject({ policy: guardPolicySchema.nullable(), began: z.exactOptional(guardPolicySchema) }),
    policySchema,
    { changes: ['plan', 'history'] },
  ),
  /** Changes on the server between its last two reads, with author if known. */
  'plan.serverChanges': query(
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
          /** `''` if unknown. */
          at: z.string(),
          by: z.string(),
        }),
      ),
    }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /**
   * The selected items as a file for people and for `tsunagi apply`: a job whose result is `{ token, name, bytes, items, ... }` and the
   * characters that could not be written, as in `reports.write`. JSON is the sealed plan file (`tsunagi-plan`), CSV has one line per
   * field, HTML is printable for an approval.
   */
  'plan.export': command(
    z.strictObject({
      format: z.enum(['json', 'csv', 'html']),
      encoding: z.enum(['utf8', 'utf8-bom', 'cp932']),
      language: z.enum(['ja', 'en']),
    }),
    jobSchema,
    { changes: 'nothing', job: 'plan-export', whileReadOnly: 'allowed' },
  ),
} as const;
