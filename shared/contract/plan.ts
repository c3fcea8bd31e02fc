import { z } from 'zod';
import { command, query } from './define.ts';
import { profileKindSchema } from './profiles.ts';

/** Sections that reach a server; the Amazon groups are only noted here. */
export const gatewaySectionSchema = z.enum(['routes', 'serials', 'invoice_groups', 'integration', 'common_settings', 'allowed_users']);
/**
 * `create change delete secret` are ours to send, `conflict` once everything in it is decided. `drift`: the server changed and we did
 * not; `already-there`: both sides made the same change. The last two send nothing.
 */
export const itemKindSchema = z.enum(['create', 'change', 'delete', 'conflict', 'already-there', 'drift', 'secret']);
export const riskSchema = z.enum(['low', 'medium', 'high']);

/** Section and id as one text; the one of a secret begins with `secret `. */
const key = z.string().min(1).max(300);
const keys = z.array(key).min(1).max(20_000);
const count = z.number().int().min(0);
/** A text of the messages with its arguments. */
export const sentenceSchema = z.strictObject({ text: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });
/** A value of a body as it stands in the file of exported drafts. */
const value = z.json();

export const reasonSchema = z.string().trim().min(1).max(500);
const jobSchema = z.strictObject({ jobId: z.string() });

export const planFilterSchema = z.strictObject({
  /** Empty = all. */
  kinds: z.array(itemKindSchema),
  sections: z.array(gatewaySectionSchema),
  risks: z.array(riskSchema),
  /** In the names and the values that change, folded like the search of findings. */
  search: z.string().max(200),
  /** `open`: neither ignored nor already there; `chosen`: what would be sent now; `ignored`: only those. */
  show: z.enum(['all', 'open', 'chosen', 'ignored']),
});
export type PlanFilter = z.output<typeof planFilterSchema>;

/** Why an item needs another one. */
const becauseSchema = z.enum(['uses-route', 'uses-serial', 'referenced-by', 'credentials-last']);
const neighbourSchema = z.strictObject({ key, section: gatewaySectionSchema, name: z.string(), because: becauseSchema });

const itemSchema = z.strictObject({
  key,
  section: gatewaySectionSchema,
  id: z.string(),
  /** `''` for a single section, which the interface calls by its screen. */
  name: z.string(),
  kind: itemKindSchema,
  risk: riskSchema,
  sentence: sentenceSchema,
  /** Places that differ. */
  fields: count,
  /** Of those, where both sides changed and nobody has decided. */
  undecided: count,
  chosen: z.boolean(),
  /** False for what sends nothing, is undecided or ignored. */
  choosable: z.boolean(),
  ignored: z.strictObject({ until: z.string().nullable(), because: z.string(), at: z.string(), by: z.string() }).nullable(),
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
  /** `steps[id=3].approvers`: a place in the body; items of keyed lists by their id. */
  path: z.string(),
  label: sentenceSchema,
  kind: z.enum(['set', 'added', 'removed', 'moved']),
  /** What was reconciled last, what is wanted here, what the server has; `null` = nothing there. */
  base: value,
  ours: value,
  theirs: value,
  /** What will stand there after the item is applied. */
  result: value,
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

/** What an apply is about: `digest` names exactly what was chosen as it was shown. */
const outlineSchema = z.strictObject({ revision: z.number().int(), digest: z.string(), totals: totalsSchema });
const changedSchema = outlineSchema.extend({ items: z.array(itemSchema) });

export const runStateSchema = z.enum(['running', 'paused', 'interrupted', 'failed', 'done', 'cancelled']);
const leaseSchema = z.strictObject({ holder: z.string(), since: z.string().nullable(), expiresAt: z.string(), ours: z.boolean() });

const guardSchema = z.strictObject({
  code: z.string(),
  /** `refused` keeps the plan from being applied; `warning` does not. */
  state: z.enum(['ok', 'warning', 'refused']),
  sentence: sentenceSchema,
});

const personSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  loginId: z.string(),
  organization: z.string(),
  /** The finding that closes the way afterwards (`lose`) or closed it before (`gain`); `null` = no longer, or not yet, among those who may order. */
  code: z.string().nullable(),
});

export const planCalls = {
  /**
   * Reads every section from the server: a job whose result is `{ objects, adopted, changed, unreadable }`. Objects never seen before
   * become drafts that equal the server; nothing else here is changed by it. Stock NEO: `server-not-gateway`.
   */
  'plan.readServer': command(z.strictObject({}), jobSchema),
  /** Where plan and apply stand; answers without a server and before the first reading. */
  'plan.state': query(
    z.strictObject({}),
    outlineSchema.extend({
      profile: z.strictObject({
        kind: profileKindSchema,
        readOnly: z.boolean(),
        /** A production profile applies only until then, ISO 8601; `null` = not armed, or no need to. */
        armedUntil: z.string().nullable(),
      }),
      /** `null` until the server was asked once. */
      server: z.enum(['gateway', 'stock-neo']).nullable(),
      /** The last whole look at the server; `null` = never. */
      read: z
        .strictObject({
          at: z.string(),
          /** Server address, for the reader. */
          label: z.string(),
          objects: count,
          adopted: count,
          /** Sections that were read without a gap; others are not planned. */
          complete: z.array(gatewaySectionSchema),
          unreadable: z.array(z.strictObject({ section: gatewaySectionSchema, id: z.string(), problem: z.string() })),
        })
        .nullable(),
      /** Who was writing when we last wanted to; `null` = nobody, or not asked. */
      lease: leaseSchema.nullable(),
      /** A run that is under way or waits to be gone on with. */
      run: z.strictObject({ id: z.string(), state: runStateSchema, done: count, failed: count, total: count }).nullable(),
    }),
  ),
  'plan.items': query(
    z.strictObject({ filter: planFilterSchema, offset: count, limit: z.number().int().min(1).max(500) }),
    outlineSchema.extend({
      /** Rows under the filter; `totals` are of everything. */
      total: count,
      /** Conflicts first, then in the order of work. */
      items: z.array(itemSchema),
    }),
  ),
  /** One item side by side; `plan-item-not-found` when the plan has it no more. */
  'plan.item': query(
    z.strictObject({ key }),
    z.strictObject({
      revision: z.number().int(),
      item: itemSchema,
      fields: z.array(fieldSchema),
      /** Whole objects; `null` = not there. For a secret all three. */
      base: value,
      ours: value,
      theirs: value,
      needs: z.array(neighbourSchema),
      neededBy: z.array(neighbourSchema),
    }),
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
  ),
  /** Takes the server's value into the draft, whole objects or some places; `draftRevision` names the drafts afterwards. */
  'plan.takeTheirs': command(
    z.strictObject({ keys, paths: z.array(z.string().max(1_000)).max(5_000).nullable() }),
    changedSchema.extend({ draftRevision: z.number().int() }),
  ),
  /** Leaves these differences alone while they stay as they are; `until`: the last day, `null` = without end. */
  'plan.ignore': command(z.strictObject({ keys, until: z.iso.date().nullable(), because: reasonSchema }), changedSchema),
  'plan.unignore': command(z.strictObject({ keys }), changedSchema),
  /** Ticks or unticks. What is needed is ticked along, what needs an unticked one is unticked along; `along` says why. */
  'plan.select': command(
    z.strictObject({ keys, chosen: z.boolean() }),
    changedSchema.extend({ along: z.array(neighbourSchema.extend({ chosen: z.boolean(), for: z.string() })) }),
  ),
  /** Who could order before and after what is chosen; `null` without the lists of both sides. */
  'plan.effects': query(
    z.strictObject({}),
    z.strictObject({
      revision: z.number().int(),
      effects: z.strictObject({ inScope: count, readyBefore: count, readyAfter: count, gain: count, lose: count }).nullable(),
    }),
  ),
  'plan.people': query(
    z.strictObject({ change: z.enum(['gain', 'lose']), offset: count, limit: z.number().int().min(1).max(500) }),
    z.strictObject({ revision: z.number().int(), total: count, people: z.array(personSchema) }),
  ),
  /** Everything that has to hold before what is chosen may be sent. */
  'plan.guards': query(
    z.strictObject({}),
    z.strictObject({ revision: z.number().int(), digest: z.string(), refused: count, guards: z.array(guardSchema) }),
  ),
  /** What changed on the server between its last two readings, and by whom where it tells. */
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
          change: z.enum(['added', 'changed', 'removed', 'secret']),
          at: z.string().nullable(),
          by: z.string(),
        }),
      ),
    }),
  ),
  /**
   * What is chosen, for people and for `tsunagi apply`: a job whose result is `{ token, name, bytes, items }`. JSON is the sealed plan
   * file (`tsunagi-plan`), CSV one line a place, HTML printable for an approval.
   */
  'plan.export': command(
    z.strictObject({
      format: z.enum(['json', 'csv', 'html']),
      encoding: z.enum(['utf8', 'utf8-bom', 'cp932']),
      language: z.enum(['ja', 'en']),
    }),
    jobSchema,
  ),
} as const;
