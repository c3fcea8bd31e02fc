import { z } from 'zod';
import type { DraftCommand } from '../../domain/drafts/commands.ts';
import { getDraftKey } from '../../domain/drafts/draft.ts';
import { UNDO_STEP_KINDS } from '../../domain/drafts/label.ts';
import { BODY_SCHEMAS, type Bodies, isSingleSection, SECTIONS, type Section } from '../../domain/drafts/sections.ts';
import { TEMPLATE_IDS, type TemplateId } from '../../domain/drafts/templates.ts';
import type { RoutePart } from '../../domain/routes/describe.ts';
import { STEP_ROLES } from '../../domain/routes/route.ts';
import { defineCommand, defineQuery } from '../call/define.ts';
import { DRAFT_TOPICS } from '../call/topics.ts';
import { severitySchema } from '../readiness/readiness.ts';
import { editSchemas } from './draft-edits.ts';

export const sectionSchema = z.enum(SECTIONS);
const id = z.string().min(1).max(200);
const name = z.string().max(1_000);
const note = z.string().max(10_000);
const at = z.strictObject({ section: sectionSchema, id });
const sectionAt = <S extends Section>(section: S) => ({ section: z.literal(section), id });

/** One variant per section, so that a body of another section is rejected. */
const put = <S extends Section>(section: S) =>
  z.strictObject({ ...sectionAt(section), kind: z.literal('put'), body: z.nullable(BODY_SCHEMAS[section]), note });
const edit = <S extends Section>(section: S) =>
  z.strictObject({ ...sectionAt(section), kind: z.literal('edit'), edit: editSchemas[section] });
const object = <S extends Section>(section: S) =>
  z.strictObject({
    ...sectionAt(section),
    base: z.nullable(BODY_SCHEMAS[section]),
    draft: z.nullable(BODY_SCHEMAS[section]),
    note: z.string(),
    state: z.enum(['new', 'changed', 'same', 'deleted']),
    /** Time of the last edit; `null` for a single object that was never edited. */
    updatedAt: z.string().nullable(),
  });
const formObject = <S extends Section>(section: S) =>
  z.strictObject({
    ...sectionAt(section),
    ...(isSingleSection(section) ? { id: z.literal(section) } : {}),
    body: z.nullable(BODY_SCHEMAS[section]),
    note,
  });

const draftEditSchema = z.union([
  edit('routes'),
  edit('serials'),
  edit('invoice_groups'),
  edit('amazon_groups'),
  edit('integration'),
  edit('common_settings'),
  edit('allowed_users'),
  put('routes'),
  put('serials'),
  put('invoice_groups'),
  put('amazon_groups'),
  put('integration'),
  put('common_settings'),
  put('allowed_users'),
  at.extend({ kind: z.literal('note'), note, was: z.exactOptional(note) }),
  at.extend({ kind: z.literal('delete') }),
]);
/** See `DraftCommand`. An unused id creates an object. */
export const draftCommandSchema = z.union([
  draftEditSchema,
  z.strictObject({ kind: z.literal('sequence'), commands: z.array(draftEditSchema).min(1).max(5_000) }),
]) satisfies z.ZodType<DraftCommand>;

/** An exported set of drafts, parsed strictly because it comes from outside. */
export const draftsFileSchema = z.strictObject({
  format: z.literal('tsunagi-drafts'),
  version: z.literal(1),
  objects: z
    .array(
      z.discriminatedUnion('section', [
        formObject('routes'),
        formObject('serials'),
        formObject('invoice_groups'),
        formObject('amazon_groups'),
        formObject('integration'),
        formObject('common_settings'),
        formObject('allowed_users'),
      ]),
    )
    .max(20_000)
    .superRefine((objects, context) => {
      const seen = new Set<string>();
      for (const [at, object] of objects.entries()) {
        if (seen.has(getDraftKey(object))) context.addIssue({ code: 'custom', path: [at, 'id'], message: 'repeated' });
        seen.add(getDraftKey(object));
      }
    }),
});

const problemSchema = z.strictObject({
  code: z.string(),
  /** Message key; `params` are its arguments. */
  text: z.string(),
  severity: severitySchema,
  /** Path such as `parts[2].text`; `''` = the whole object. */
  path: z.string(),
  stepId: z.string().nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** An edit of this section that fixes the problem; `null` if a user must choose. */
  fix: z.union(Object.values(editSchemas) as [(typeof editSchemas)[keyof Bodies]]).nullable(),
});

const problemCountsSchema = z.strictObject({ block: z.number().int(), risk: z.number().int(), note: z.number().int() });

const draftSchema = z.strictObject({
  object: z.discriminatedUnion('section', [
    object('routes'),
    object('serials'),
    object('invoice_groups'),
    object('amazon_groups'),
    object('integration'),
    object('common_settings'),
    object('allowed_users'),
  ]),
  problems: z.array(problemSchema),
  /** Effects of the object on today's people and objects. */
  facts: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    /** Numbers of allowed people: active, listed but unable to log in, and not checked. */
    z.strictObject({ kind: z.literal('allowed'), active: z.number().int(), inactive: z.number().int(), unchecked: z.number().int() }),
    /** Number of applications per month used for the forecast: from `orders` past requests in `days` days, or assumed if `orders` is 0. */
    z.strictObject({
      kind: z.literal('serial'),
      perMonth: z.number().int(),
      orders: z.number().int(),
      days: z.number().int(),
      /** The last of these days; `''` if the volume is assumed. */
      until: z.string(),
      /** The last issued number, from orders or entered; `null` if unknown, so that forecasts are only examples. */
      last: z
        .strictObject({
          value: z.number().int(),
          day: z.string(),
          source: z.enum(['orders', 'entered']),
          /** Day up to which numbers are known; omitted if it equals `day`. */
          asOf: z.string().optional(),
        })
        .nullable(),
    }),
    /**
     * Number of active people in the group (`null` while no list of people is loaded), and the match of its code with the Amazon groups
     * (`match` is `null` while no option is known).
     */
    z.strictObject({
      kind: z.literal('invoice'),
      people: z.number().int().nullable(),
      match: z.enum(['exact', 'blank', 'width', 'case', 'near', 'unmatched']).nullable(),
      /** The matched option, and the name of the first Amazon group with it; `''` if there is none. */
      option: z.string(),
      amazonGroup: z.string(),
    }),
  ]),
});
export type DraftDetail = z.output<typeof draftSchema>;

/** Description of a step: a message key and its arguments. */
const stepSchema = z.strictObject({
  id: z.number().int(),
  at: z.string(),
  by: z.string(),
  kind: z.enum(UNDO_STEP_KINDS),
  /** The edited object; of several objects, the first. */
  object: at,
  text: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
const stepsSchema = z.strictObject({ undo: stepSchema.nullable(), redo: stepSchema.nullable() });

export const draftsChangedSchema = z.strictObject({
  revision: z.number().int(),
  /** All changed objects; empty if the command changed nothing. */
  changed: z.array(at),
  /** The first of `changed` that still exists; `null` if there is none. */
  first: draftSchema.nullable(),
  steps: stepsSchema,
});

/** `back`: true if the reverse step would change something. A step without an effect may have none in the other direction either. */
const draftsMovedSchema = draftsChangedSchema.extend({ back: z.boolean() });

const params = z.record(z.string(), z.union([z.string(), z.number()]));
const phraseSchema = z.strictObject({ key: z.string(), params });
const routePartSchema = z.strictObject({
  stepId: z.string().nullable(),
  role: z.enum(STEP_ROLES).nullable(),
  who: phraseSchema,
  how: z.array(phraseSchema),
  final: z.boolean(),
  conditional: z.boolean(),
}) satisfies z.ZodType<RoutePart>;

const rowSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Code of an invoice group, or integration option of an Amazon group; `''` for other sections. */
  code: z.string(),
  state: z.enum(['new', 'changed', 'same', 'deleted']),
  problems: problemCountsSchema,
  hasNote: z.boolean(),
  updatedAt: z.string(),
  /** A route as a sentence with current names; `null` for other sections and deleted objects. */
  line: z.nullable(z.array(routePartSchema)),
});
export type DraftRow = z.output<typeof rowSchema>;

const personKindSchema = z.enum(['user', 'organization', 'role']);
/** An entry of NEO's directory that can be selected. `detail` distinguishes entries with equal names. */
const pickSchema = z.strictObject({
  kind: personKindSchema,
  id: z.string(),
  name: z.string(),
  detail: z.string(),
  /** Work e-mail of a user; `''` if missing, or for other entries. */
  email: z.string(),
  /** Login id of a user in NEO's list; `''` for other entries. The same for `employeeCode`. */
  loginId: z.string(),
  employeeCode: z.string(),
  /** False for a user who cannot log in. */
  active: z.boolean(),
});

const importCountsSchema = z.strictObject({
  add: z.number().int(),
  change: z.number().int(),
  same: z.number().int(),
  remove: z.number().int(),
});
const importModeSchema = z.enum(['merge', 'replace']);

export const draftCalls = {
  /** Numbers of drafts and problems by section, and the next undo and redo steps. */
  'drafts.summary': defineQuery(
    z.strictObject({}),
    z.strictObject({
      revision: z.number().int(),
      sections: z.array(
        z.strictObject({
          section: sectionSchema,
          objects: z.number().int(),
          /** Number of drafts that are new, changed or to be deleted. */
          changed: z.number().int(),
          /** Number of objects with a blocking problem. */
          blocked: z.number().int(),
        }),
      ),
      steps: stepsSchema,
    }),
    { reads: DRAFT_TOPICS },
  ),
  'drafts.list': defineQuery(
    z.strictObject({
      section: sectionSchema,
      search: z.string().max(200),
      sort: z.strictObject({
        by: z.enum(['name', 'code', 'state', 'problems', 'updatedAt']),
        direction: z.enum(['ascending', 'descending']),
      }),
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    z.strictObject({ revision: z.number().int(), total: z.number().int(), rows: z.array(rowSchema) }),
    { reads: DRAFT_TOPICS },
  ),
  /** Fails with `draft-not-found` for a missing object; a single section always has its object. */
  'drafts.get': defineQuery(at, draftSchema.extend({ revision: z.number().int() }), { reads: DRAFT_TOPICS }),
  /**
   * Applies a command and saves the result before it returns. An edit contains the values that it replaces; it is merged with later
   * changes, or rejected as `draft-conflict` with both values. Fails with `draft-not-found` if the object does not exist, and with
   * `draft-changed-elsewhere` if the step or list item was removed since.
   */
  'drafts.apply': defineCommand(z.strictObject({ command: draftCommandSchema }), draftsChangedSchema, {
    role: 'editor',
    changes: ['drafts'],
    recorded: true,
  }),
  /** Creates an object, empty or from a template. */
  'drafts.create': defineCommand(
    z.strictObject({ section: sectionSchema, name, template: z.enum(TEMPLATE_IDS as [TemplateId, ...TemplateId[]]).nullable() }),
    draftsChangedSchema,
    { role: 'editor', changes: ['drafts', 'plan'], recorded: true },
  ),
  /** Copies objects under new names, as one undo step. */
  'drafts.duplicate': defineCommand(z.strictObject({ objects: z.array(at.extend({ name })).min(1).max(500) }), draftsChangedSchema, {
    role: 'editor',
    changes: ['drafts', 'plan'],
    recorded: true,
  }),
  'drafts.rename': defineCommand(at.extend({ name }), draftsChangedSchema, { role: 'editor', changes: ['drafts', 'plan'], recorded: true }),
  /**
   * Resets objects to the last known server content, as one undo step. Fails with `draft-not-found` for an object that the server never
   * had.
   */
  'drafts.revert': defineCommand(z.strictObject({ objects: z.array(at).min(1).max(500) }), draftsChangedSchema, {
    role: 'editor',
    changes: ['drafts', 'plan'],
    recorded: true,
  }),
  'drafts.delete': defineCommand(z.strictObject({ objects: z.array(at).min(1).max(5_000) }), draftsChangedSchema, {
    role: 'editor',
    changes: ['drafts', 'plan'],
    recorded: true,
  }),
  /** Effects of deleting these objects or entries: references to them, and people who would no longer be in an invoice group. */
  'drafts.impact': defineQuery(
    z.strictObject({
      targets: z
        .array(z.union([at.extend({ kind: z.literal('draft') }), z.strictObject({ kind: personKindSchema, id })]))
        .min(1)
        .max(500),
    }),
    z.strictObject({
      referrers: z.array(
        at.extend({
          name: z.string(),
          how: z.enum(['default-route', 'default-serial', 'same-code', 'member', 'allowed', 'step', 'access']),
        }),
      ),
      /** People in scope who would be in no working invoice group; 0 if no group is affected, `null` if unknown. */
      peopleLeftWithoutGroup: z.number().int().nullable(),
    }),
    { reads: DRAFT_TOPICS },
  ),
  /**
   * Undoes a step. `step`: id of the expected step. Fails with `draft-nothing-to-undo` if there is none, and with `draft-step-changed` if
   * another step would be undone.
   */
  'drafts.undo': defineCommand(z.strictObject({ step: z.exactOptional(z.number().int()) }), draftsMovedSchema, {
    role: 'editor',
    changes: ['drafts', 'plan', 'datedChanges'],
    recorded: true,
  }),
  /** Like `drafts.undo`. Fails with `draft-nothing-to-redo` or `draft-step-changed`. */
  'drafts.redo': defineCommand(z.strictObject({ step: z.exactOptional(z.number().int()) }), draftsMovedSchema, {
    role: 'editor',
    changes: ['drafts', 'plan', 'datedChanges'],
    recorded: true,
  }),
  /** Writes all drafts to one JSON file. Starts a job with result `{ token, name, bytes, objects }`. */
  'drafts.exportFile': defineCommand(z.strictObject({ language: z.enum(['ja', 'en']) }), z.strictObject({ jobId: z.string() }), {
    role: 'viewer',
    changes: 'nothing',
    job: 'export-drafts',
    whileReadOnly: 'allowed',
  }),
  /** Preview of an import: at most 500 rows, and the counts of all rows. */
  'drafts.previewImport': defineQuery(
    z.strictObject({ token: z.string(), mode: importModeSchema }),
    z.strictObject({
      revision: z.number().int(),
      counts: importCountsSchema,
      rows: z.array(at.extend({ name: z.string(), change: z.enum(['add', 'change', 'same', 'remove']) })),
    }),
    { reads: DRAFT_TOPICS },
  ),
  /** Reads Amazon groups from a CSV or XLSX list without importing them. Fails like reading any list. */
  'drafts.readAmazonGroups': defineQuery(
    z.strictObject({ token: z.string() }),
    z.strictObject({ groups: z.array(z.strictObject({ name: z.string(), integrationOption: z.string() })) }),
    { reads: DRAFT_TOPICS },
  ),
  /** Imports the file as one undo step. Fails with `draft-moved-on` if drafts changed since the preview. */
  'drafts.importFile': defineCommand(
    z.strictObject({ token: z.string(), mode: importModeSchema, revision: z.number().int() }),
    draftsChangedSchema,
    { role: 'editor', changes: ['drafts', 'plan'], recorded: true },
  ),
  /**
   * Searches people, organizations and roles by kanji, kana, romaji, address, login id, employee code, or name or code of an organization;
   * best matches first.
   */
  'drafts.people': defineQuery(
    z.strictObject({
      search: z.string().max(200),
      kinds: z.array(personKindSchema).min(1).max(3),
      limit: z.number().int().min(1).max(100),
    }),
    z.strictObject({ picks: z.array(pickSchema) }),
    { reads: DRAFT_TOPICS },
  ),
  /** Names for ids, in order; unknown ids are omitted. */
  'drafts.names': defineQuery(
    z.strictObject({ ids: z.array(z.strictObject({ kind: personKindSchema, id })).max(2_000) }),
    z.strictObject({ picks: z.array(pickSchema) }),
    { reads: DRAFT_TOPICS },
  ),
  /** Coverage of invoice groups by organization, for the organizations directly below one (`null` = the top). Counts active people. */
  'drafts.coverage': defineQuery(
    z.strictObject({ parentId: id.nullable() }),
    z.strictObject({
      revision: z.number().int(),
      people: z.number().int(),
      /**
       * Number of people in no group whose code equals an Amazon group's option; while no option is known, in no group with a valid code.
       */
      none: z.number().int(),
      several: z.number().int(),
      /** Number of people in `none` who are in groups, but only in groups whose code is unknown to Amazon or invalid. */
      byCodeAlone: z.number().int(),
      /** Number of further people whose membership is not checked. */
      unchecked: z.number().int(),
      groups: z.array(
        z.strictObject({
          id: z.string(),
          code: z.string(),
          name: z.string(),
          people: z.number().int(),
          /** Match of the code with the Amazon groups; `null` while no option is known. */
          match: z.enum(['exact', 'blank', 'width', 'case', 'near', 'unmatched']).nullable(),
          /** True if the code is invalid, even if an equal option exists. */
          malformed: z.boolean(),
        }),
      ),
      rows: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          children: z.number().int(),
          people: z.number().int(),
          none: z.number().int(),
          several: z.number().int(),
          /** `group` is an index in `groups`. */
          cells: z.array(z.strictObject({ group: z.number().int(), people: z.number().int() })),
        }),
      ),
    }),
    { reads: DRAFT_TOPICS },
  ),
} as const;
