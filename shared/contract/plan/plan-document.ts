import { z } from 'zod';
import { BODY_SCHEMAS } from '../../domain/drafts/sections.ts';
import { isJson, type Json } from '../../domain/fields/json.ts';
import { FINDING_CODES } from '../../domain/readiness/finding.ts';
import { GATEWAY_SECTIONS } from '../../domain/sync/gateway-section.ts';
import { PLAN_FILE_FORMAT, type PlanDocument } from '../../domain/sync/plan/document.ts';
import { ITEM_KINDS, RISK_REASONS, RISKS } from '../../domain/sync/plan/item.ts';

/**
 * The plan as a file (`tsunagi plan --out`), version 2. `calls` are sent in their order; `items` describe them, and a file whose items do
 * not match its calls is rejected. Paths are JSON pointers in which entries of keyed lists are identified by key. Bodies of another section
 * and unknown fields are rejected.
 */

const MAX_ITEMS = 20_000;
/** Maximum number of fields: a list with 20,000 members may contain 20,000 differences. */
const MAX_FIELDS = 100_000;

/** A JSON value of a body; the nesting limit counts the levels around it. */
const json = z.custom<Json>((value) => isJson(value, -8));
const text = z.string().max(20_000);
const key = z.string().max(300);
const count = z.number().int().min(0);
const section = z.enum(GATEWAY_SECTIONS);
const body = z.union(GATEWAY_SECTIONS.map((one) => BODY_SCHEMAS[one])).nullable();

const field = z.strictObject({
  path: z.string().max(2_000),
  kind: z.enum(['set', 'added', 'removed', 'moved', 'order']),
  before: json,
  after: json,
  sentence: text,
});

const item = z.strictObject({
  key,
  section,
  id: key,
  name: text,
  kind: z.enum(ITEM_KINDS),
  risk: z.enum(RISKS),
  risks: z.array(z.enum(RISK_REASONS)).max(RISK_REASONS.length),
  sentence: text,
  fields: z.array(field).max(MAX_FIELDS),
});
const left = z.strictObject({ key, section, id: key, name: text, kind: z.enum(ITEM_KINDS) });

/** A call whose body must match its section; a union alone would accept a serial as a route. */
const call = z
  .strictObject({
    section,
    id: key,
    write: z.enum(['put', 'delete', 'secret']),
    ifRevision: count,
    before: body,
    body,
    generation: count,
  })
  .refine(({ section: own, write, before, body: sent }) => {
    const isOwn = (one: unknown): boolean => BODY_SCHEMAS[own].safeParse(one).success;
    return (write === 'put' ? isOwn(sent) : sent === null) && (before === null || (write !== 'secret' && isOwn(before)));
  });

const names = z.record(key, text);

const reasons = z.array(z.strictObject({ reason: z.enum([...FINDING_CODES, 'not-allowed']), people: count }));

export const planDocumentSchema = z.strictObject({
  format: z.literal(PLAN_FILE_FORMAT.format),
  version: z.literal(PLAN_FILE_FORMAT.version),
  company: z.strictObject({ id: key, name: text, kind: z.enum(['production', 'test', 'demo']) }),
  server: text,
  readAt: z.string().max(40),
  madeAt: z.string().max(40),
  madeBy: text,
  reason: text,
  language: z.enum(['ja', 'en']),
  calls: z.array(call).max(MAX_ITEMS),
  names: z.strictObject({ user: names, organization: names, role: names, route: names, serial: names }),
  items: z.array(item).max(MAX_ITEMS),
  totals: z.strictObject({ create: count, change: count, delete: count, secret: count }),
  left: z.array(left).max(MAX_ITEMS),
  refused: z.array(z.strictObject({ reason: z.enum(['not-complete', 'unreadable']), section, id: key.nullable(), drafts: count })),
  effect: z
    .strictObject({
      readyBefore: count,
      readyAfter: count,
      notCheckedBefore: count,
      notCheckedAfter: count,
      gains: count,
      loses: count,
      mayLose: count.optional(),
      lossReasons: reasons,
      gainReasons: reasons,
    })
    .nullable(),
}) satisfies z.ZodType<PlanDocument>;
