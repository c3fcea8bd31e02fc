import { z } from 'zod';
import { BODY_SCHEMAS, type Edits, type Section } from '../../domain/drafts/sections.ts';
import { idText, integerBetween, MAX_ENTRIES } from '../../domain/fields/kinds.ts';
import type { Edit as RouteEdit } from '../../domain/routes/commands.ts';
import { FIELD_EDITS, MAX_STEPS, routeSchema, stepSchema } from '../../domain/routes/route.ts';

/** Edits of drafted objects; `BODY_SCHEMAS` (shared/domain/drafts/sections.ts) describes the objects. */

/** Makes every field optional; `undefined` is not a valid value. */
const optionalFields = (shape: z.core.$ZodShape) =>
  z.strictObject(Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, z.exactOptional(field)])));

const { id: _, ...stepFields } = stepSchema.shape;
const stepChanges = optionalFields(stepFields);
const place = integerBetween(0, MAX_STEPS);

const fieldEditSchemas = Object.entries(FIELD_EDITS).map(([kind, { field, carries }]) =>
  z.strictObject({
    kind: z.literal(kind),
    [carries]: routeSchema.shape[field],
    was: z.exactOptional(routeSchema.shape[field]),
  }),
) as unknown as readonly [z.ZodObject];

/**
 * Edits of a route. `was`: the replaced values as the author saw them; the edit is merged with later changes or rejected with
 * `draft-conflict`.
 */
export const routeEditSchema = z.discriminatedUnion('kind', [
  ...fieldEditSchemas,
  z.strictObject({ kind: z.literal('insert-step'), at: place, step: stepSchema }),
  z.strictObject({ kind: z.literal('remove-step'), stepId: idText() }),
  z.strictObject({ kind: z.literal('move-step'), stepId: idText(), to: place }),
  z.strictObject({ kind: z.literal('duplicate-step'), stepId: idText(), newId: idText() }),
  z.strictObject({ kind: z.literal('set-step'), stepId: idText(), changes: stepChanges, was: z.exactOptional(stepChanges) }),
  z.strictObject({ kind: z.literal('set-final-decider'), stepId: z.nullable(idText()) }),
]) as unknown as z.ZodType<RouteEdit>;

function splice(field: string, item: z.core.$ZodType) {
  const items = z.array(item).max(MAX_ENTRIES);
  return z.strictObject({
    kind: z.literal('splice'),
    field: z.literal(field),
    at: integerBetween(0, MAX_ENTRIES),
    remove: integerBetween(0, MAX_ENTRIES),
    insert: items,
    /** The removed items as the author saw them. They are found at their present position; if they are gone, the edit is rejected. */
    removed: z.exactOptional(items),
  });
}

/** Edits of a plain record: set fields, or replace a range of one of its lists. */
function recordEdits<S extends Exclude<Section, 'routes'>>(section: S): z.ZodType<Edits[S]> {
  const { shape } = BODY_SCHEMAS[section];
  const fields = optionalFields(shape);
  const set = z.strictObject({ kind: z.literal('set'), fields, was: z.exactOptional(fields) });
  const splices = Object.entries(shape as z.core.$ZodShape).flatMap(([name, field]) => {
    const { def } = (field as z.core.$ZodTypes)._zod;
    return def.type === 'array' ? [splice(name, def.element)] : [];
  });
  return (splices.length === 0 ? set : z.union([set, ...splices])) as unknown as z.ZodType<Edits[S]>;
}

export const editSchemas: { readonly [S in Section]: z.ZodType<Edits[S]> } = {
  routes: z.union([routeEditSchema, z.strictObject({ kind: z.literal('sequence'), edits: z.array(routeEditSchema).max(1_000) })]),
  serials: recordEdits('serials'),
  invoice_groups: recordEdits('invoice_groups'),
  amazon_groups: recordEdits('amazon_groups'),
  integration: recordEdits('integration'),
  common_settings: recordEdits('common_settings'),
  allowed_users: recordEdits('allowed_users'),
};
