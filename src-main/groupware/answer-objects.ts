import { z } from 'zod';
import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { isInstant } from '#shared/domain/checkout/days.ts';
import { ORDER_STATES, type ServerOrder } from '#shared/domain/checkout/order.ts';
import { BODY_SCHEMAS, type Bodies } from '#shared/domain/drafts/sections.ts';
import { isJson } from '#shared/domain/fields/json.ts';
import { GATEWAY_SECTIONS, type GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { SERVER_SECRET_NAMES, type ServerSecretName } from '#shared/domain/sync/server-state.ts';
import { PAGE_ANSWER_LIMITS } from './answer-limits.ts';
import { createPageSchema, isRecord, lenientCount, lenientList, lenientText } from './answer-schemas.ts';
import type { ServerChange, ServerObject, ServerSecret } from './object-store.ts';

/** Schemas of gateway messages about objects, secrets, leases, changes and orders. Source: docs/gateway.md. */

/** Returns a secret's name as the gateway spells it. */
export const toWireSecretName = (name: ServerSecretName): string => name.replaceAll('-', '_');

const identifier = lenientText.refine((text) => text !== '', 'missing');
const revision = lenientText.pipe(z.string().regex(/^\d{1,15}$/));
const instant = lenientText.refine(isInstant, 'no time');

/** Pattern of a time without offset, which `Date` would read in the machine's time zone. */
const WITHOUT_OFFSET = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;
/** A time; without an offset it is in Japan's time zone, as all times of NEO. */
const inJapan = lenientText.transform((text) => (WITHOUT_OFFSET.test(text) ? `${text.replace(' ', 'T')}+09:00` : text));
const orderTime = inJapan.refine(isInstant, 'no time');
const orderTimeIfTold = inJapan.transform((text) => (isInstant(text) ? text : null));
/** A revision. It is parsed as a number, because servers may send it as text. */
const count = lenientCount;

export const objectListSchema = z.object({
  list: lenientList,
  secrets: lenientList.pipe(
    z.array(
      z
        .object({ name: lenientText, set: lenientText, revision: count })
        .transform(({ name, set, revision: at }) => ({ name, set: set === 'true' || set === '1', revision: at })),
    ),
  ),
  revision,
});

export const writeResultSchema = z.object({ revision: count });
export const leaseSchema = z.object({ lease: identifier, expires_at: instant });
export const renewalSchema = z.object({ expires_at: instant });
export const leaseTakenSchema = z.object({ holder: lenientText, since: lenientText, expires_at: lenientText });

export const changesPageSchema = createPageSchema(
  z
    .object({
      section: z.enum(GATEWAY_SECTIONS),
      id: identifier,
      revision: count,
      at: lenientText,
      by: lenientText,
      kind: z.enum(['put', 'delete', 'secret']),
    })
    .transform((change): ServerChange => ({ ...change, id: change.kind === 'secret' ? change.id.replaceAll('_', '-') : change.id })),
);

const stepSchema = z
  .object({
    index: count,
    count,
    name: lenientText,
    since: orderTimeIfTold,
    approvers: lenientList.pipe(z.array(z.object({ user_id: identifier, name: lenientText }))),
  })
  .transform(({ index, count: steps, name, since, approvers }) => ({
    index,
    count: steps,
    name,
    approverIds: approvers.map(({ user_id }) => user_id),
    approverNames: approvers.map((approver) => approver.name),
    since,
  }));

/** An amount in whole yen; `null` if empty. Zeros after a decimal point are accepted. */
const yen = lenientText.pipe(
  z
    .string()
    .regex(/^(\d{1,12}(\.0+)?)?$/)
    .transform((text) => (text === '' ? null : Number(text))),
);

export const ordersPageSchema = createPageSchema(
  z
    .object({
      id: identifier,
      number: lenientText,
      title: lenientText,
      state: lenientText.pipe(z.enum(ORDER_STATES)),
      requested_at: orderTime,
      decided_at: orderTimeIfTold,
      applicant_id: lenientText,
      applicant_name: lenientText,
      route_id: lenientText,
      route_name: lenientText,
      step: z
        .unknown()
        .transform((step) => (isRecord(step) && Object.keys(step).length > 0 ? step : null))
        .pipe(stepSchema.nullable()),
      amount: yen,
    })
    .transform(
      (order): ServerOrder => ({
        id: order.id,
        number: order.number,
        title: order.title,
        state: order.state,
        requestedAt: order.requested_at,
        decidedAt: order.decided_at,
        applicantId: order.applicant_id,
        applicantName: order.applicant_name,
        routeId: order.route_id,
        routeName: order.route_name,
        step: order.step,
        amount: order.amount,
      }),
    ),
);

const objectSchema = z.object({ id: identifier, revision: count, updated_at: lenientText, updated_by: lenientText, body: z.unknown() });

export type ParsedServerObject<S extends GatewaySection> =
  | { readonly kind: 'read'; readonly object: ServerObject<S> }
  | { readonly kind: 'unreadable'; readonly id: string; readonly problem: string };

/** Parses one item of a list. Unknown fields are preserved in `whole`; any other difference from the schema is reported. */
export function parseServerObject<S extends GatewaySection>(section: S, item: unknown): ParsedServerObject<S> {
  const outer = safeParseUntrusted(objectSchema, item);
  if (!outer.success) {
    const id = isRecord(item) ? lenientText.safeParse(item['id']) : undefined;
    return { kind: 'unreadable', id: id?.data ?? '', problem: placeOf(outer.error.issues) };
  }
  const { id, revision: at, updated_at, updated_by, body } = outer.data;
  const whole = typeof body === 'string' ? jsonOf(body) : body;
  if (!isJson(whole)) return { kind: 'unreadable', id, problem: 'body' };
  const inner = readBody(section, whole);
  if (!inner.result.success) return { kind: 'unreadable', id, problem: `body.${placeOf(inner.result.error.issues)}`.replace(/\.$/, '') };
  return {
    kind: 'read',
    object: {
      section,
      id,
      revision: at,
      updatedAt: updated_at,
      updatedBy: updated_by,
      body: inner.result.data,
      ...(inner.hasForeign && { whole: whole }),
    },
  };
}

/**
 * Maximum number of passes for removing unknown fields. Those below a union appear only after others were removed; no schema is nested this
 * deeply.
 */
const MAX_PASSES = 8;

interface ReadBody<S extends GatewaySection> {
  readonly result: z.ZodSafeParseResult<Bodies[S]>;
  /** Whether unknown fields were removed. */
  readonly hasForeign: boolean;
}

function readBody<S extends GatewaySection>(section: S, body: unknown): ReadBody<S> {
  const schema = BODY_SCHEMAS[section] as unknown as z.ZodType<Bodies[S]>;
  let result = safeParseUntrusted(schema, body);
  if (result.success) return { result, hasForeign: false };
  const known = structuredClone(body);
  for (let pass = 0; pass < MAX_PASSES && !result.success; pass++) {
    const unknown = result.error.issues.filter((issue) => issue.code === 'unrecognized_keys');
    if (unknown.length === 0) return { result, hasForeign: true };
    for (const { path, keys } of unknown) {
      const place = path.reduce<unknown>((inner, step) => (inner as Record<PropertyKey, unknown> | undefined)?.[step], known);
      for (const key of keys) delete (place as Record<string, unknown>)[key];
    }
    result = safeParseUntrusted(schema, known);
  }
  return { result, hasForeign: true };
}

/** Returns the secrets of the list whose names are known. */
export function listKnownSecrets(
  secrets: readonly { readonly name: string; readonly set: boolean; readonly revision: number }[],
): ServerSecret[] {
  return SERVER_SECRET_NAMES.flatMap((name) => {
    const found = secrets.find((secret) => secret.name === toWireSecretName(name));
    return found === undefined ? [] : [{ name, set: found.set, revision: found.revision }];
  });
}

const placeOf = (issues: readonly z.core.$ZodIssue[]): string => issues[0]?.path.map(String).join('.') ?? '';

function jsonOf(text: string): unknown {
  const reading = readBoundedJson(text, PAGE_ANSWER_LIMITS);
  return reading.kind === 'read' ? reading.value : text;
}
