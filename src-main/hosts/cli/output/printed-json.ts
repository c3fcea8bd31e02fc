import { z } from 'zod';
import { errorCodeSchema, failureSchema } from '#shared/contract/call/result.ts';
import { selfCheckResultSchema } from '#shared/contract/companies/console.ts';
import { layerResultSchema } from '#shared/contract/connections/connections.ts';
import { amazonUserCalls } from '#shared/contract/fixes/amazon-users.ts';
import { historyLogCalls } from '#shared/contract/history-log.ts';
import { amazonOrderCalls } from '#shared/contract/orders/amazon-orders.ts';
import { digestSchema } from '#shared/contract/orders/notices.ts';
import { applyCalls } from '#shared/contract/plan/apply.ts';
import { planCalls } from '#shared/contract/plan/plan.ts';
import { planDocumentSchema } from '#shared/contract/plan/plan-document.ts';
import { ACCESS_EVENTS } from '#shared/contract/team.ts';
import { FINDING_CODES } from '#shared/domain/readiness/finding.ts';
import { PLAN_FILE_FORMAT } from '#shared/domain/sync/plan/document.ts';
import { PERSON_STATE_COLUMNS } from '#shared/messages/watch-words.ts';
import { COMMAND_DEFINITIONS } from '../options/definitions.ts';
import type { EntrySheet } from './entry-sheet.ts';

/**
 * Schemas of all JSON output of the command line. `docs/schemas` is generated from it (`scripts/cli-schemas.mjs`). Within a version
 * fields are only added; removing or redefining one needs a new version.
 */

const count = z.number().int().min(0);
const text = z.string();
/** State columns that NEO's list of the last run had and this one lacks. */
const lostStates = z.array(z.enum(PERSON_STATE_COLUMNS)).readonly().optional();
/** Failure parameters, so that callers can build their own message. */
const params = failureSchema.shape.params;
const command = z.enum(['', ...COMMAND_DEFINITIONS.map(({ name }) => name)]);
/** A code of the console's failures, or one used by the command line only. */
const code = z.union([errorCodeSchema, z.enum(['usage', 'old-node', 'output-refused'])]);

const run = applyCalls['apply.runs'].output.shape.runs.element.pick({
  id: true,
  startedAt: true,
  endedAt: true,
  by: true,
  reason: true,
  state: true,
  total: true,
  done: true,
  failed: true,
  unknown: true,
  verified: true,
  differing: true,
});
const step = applyCalls['apply.state'].output.shape.steps.element.pick({
  key: true,
  action: true,
  state: true,
  verified: true,
  attempts: true,
  requestId: true,
  failure: true,
});
const accessPerson = z.strictObject({ id: text, name: text, account: text });
const amazonOrders = amazonOrderCalls['orders.amazonSummary'].output.shape.source;
const amazonOrder = amazonOrderCalls['orders.amazonFindings'].output.shape.rows.element;
const userPlan = amazonUserCalls['fixes.amazonUsers'].output.shape;
const newUser = userPlan.people.shape.first.element.omit({ person: true, wasRefused: true });
const leftOutUser = userPlan.leftOut.shape.first.element.omit({ person: true });
const { failure: userFailure, ...userRequest } = amazonUserCalls['fixes.amazonUserRequests'].output.shape.rows.element.omit({
  person: true,
}).shape;
const proof = historyLogCalls['historyLog.verify'].output;
const { digest, totals, refused } = planCalls['plan.state'].output.shape;
const { effects } = planCalls['plan.effects'].output.shape;
const guard = planCalls['plan.guards'].output.shape.guards.element;

const changed = z.array(z.strictObject({ file: text, tables: z.array(text).readonly() }));

const line = <const T extends string, S extends z.core.$ZodLooseShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), ...shape });

/** Lines of results, on standard output. */
export const resultLineSchema = z.discriminatedUnion('type', [
  line('progress', { phase: text, done: z.number(), total: z.number().nullable() }),
  line('failure', { code, params, ref: text.optional() }),
  line('plan', {
    out: text,
    digest,
    items: count,
    totals,
    refused,
    effects,
    guards: z.array(z.strictObject({ id: guard.shape.id, state: guard.shape.state, text })),
    blocked: z.array(z.strictObject({ id: guard.shape.id, text })),
  }),
  line('entry-sheet', { out: text, objects: count, lines: count, left: count }),
  line('overtaken', { key: text, change: z.enum(['vanished', 'appeared', 'changed']), by: text, at: text }),
  line('step', step.shape),
  line('result', {
    runId: text,
    state: z.enum(['running', 'paused', 'failed', 'done', 'cancelled']),
    failure: failureSchema.nullable(),
    done: count,
    failed: count,
    verified: count,
    differing: count,
  }),
  line('run', run.shape),
  line('abandoned', { run: text, done: count, unknown: count, total: count, reason: text }),
  line('directory', { rows: count, added: count, gone: count, changed: count, disabled: count }),
  line('amazon-orders', { hours: count, source: amazonOrders }),
  line('amazon-order', amazonOrder.shape),
  line('amazon-user-plan', {
    connection: userPlan.connection,
    refused: userPlan.refused,
    listTakenAt: userPlan.listTakenAt,
    seconds: userPlan.seconds,
    groupId: text,
    suppressEmail: z.boolean(),
    people: count,
    leftOut: count,
  }),
  line('amazon-user', newUser.shape),
  line('amazon-user-left-out', leftOutUser.shape),
  line('amazon-user-request', { ...userRequest, failure: userFailure.unwrap().omit({ message: true }).nullable() }),
  line('amazon-users', { created: count, refused: count, unknown: count }),
  line('history', { ...proof.shape, state: z.enum(['intact', 'broken', 'cut']) }),
  line('watch', { run: count, new: count, back: count, fixed: count, notChecked: count, lostStates }),
  line('sent', { way: z.enum(['mail', 'webhook']), count }),
  line('secret', { kind: z.enum(['mail', 'webhook', 'backup']), state: z.enum(['set', 'cleared', 'there', 'nothing']) }),
  line('backup', {
    file: text,
    bytes: count,
    companies: count,
    leftOut: z.array(z.strictObject({ file: text, code: errorCodeSchema })),
    changed,
    before: text.nullable(),
  }),
  line('restored', { folder: text, at: text, companies: count, before: text.nullable(), encrypted: z.boolean(), changed }),
  line('trust', {
    company: text,
    state: z.enum(['confirmed', 'unconfirmed']),
    digest: text.nullable(),
    entries: z.array(z.strictObject({ kind: text, params: z.record(text, text) })),
  }),
  line('listening', { address: text }),
  line('recoveryCode', { code: text }),
  line('access', {
    at: text,
    /** The person who acted; `null` = before a sign-in. */
    person: accessPerson.nullable(),
    event: z.enum(ACCESS_EVENTS),
    /** The person whom the event is about; `null` = no other person. */
    subject: accessPerson.nullable(),
    detail: text,
  }),
  line('accessKey', { accessKey: text }),
  line('login', { loginId: text, password: text }),
  line('amazon', { punchoutUrl: text, poRequestUrl: text, systemLogin: text, sharedSecret: text }),
  line('file', { path: text }),
  line('byHand', {}),
  line('command', { command: text }),
]);
export type ResultLine = z.input<typeof resultLineSchema>;

/** Lines on standard error. */
export const errorLineSchema = z.discriminatedUnion('type', [
  line('error', {
    command,
    /** The exit code of the failure. */
    exit: z.union([z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
    code,
    params,
    what: text,
    why: text,
    next: text,
    ref: text.nullable(),
  }),
  line('warning', { command, text }),
]);
export type ErrorLine = z.input<typeof errorLineSchema>;

const finding = z.enum(FINDING_CODES);
const named = z.strictObject({ code: finding, name: text });
const summary = z.strictObject({
  users: count,
  inScope: count,
  ready: count,
  blocked: count,
  notChecked: count,
  matched: count,
  excluded: count.optional(),
  gates: z.array(
    z.strictObject({
      gate: z.number().int().min(1).max(8),
      passed: count,
      atRisk: count,
      blocked: count,
      notChecked: count,
      stopsHere: count,
    }),
  ),
  byCode: z.partialRecord(finding, count),
  sinceLast: z
    .strictObject({ run: count, new: count, back: z.array(named), fixed: z.array(named), notChecked: count, lostStates })
    .optional(),
});

/** JSON written by `audit` and attached by `watch`: one finding per line, in report order. */
export const auditSchema = z.strictObject({
  summary,
  findings: z.array(
    z.strictObject({
      code: finding,
      severity: z.enum(['block', 'risk', 'note']),
      side: z.enum(['neo', 'amazon', 'both']),
      neoUserId: text.nullable(),
      loginId: text.nullable(),
      name: text.nullable(),
      workEmail: text.nullable(),
      amazonEmail: text.nullable(),
      reason: text,
      suggestion: text.nullable(),
      suggestionSide: z.enum(['neo', 'amazon']).nullable(),
      confidence: z.enum(['high', 'medium', 'low']).nullable(),
      /** Only in reports of a company; omitted if the adopted fixes are unknown. */
      adoptedAddress: text.nullable().optional(),
      adoptedSide: z.enum(['neo', 'amazon']).nullable().optional(),
      exportedFile: text.nullable().optional(),
      exportedAt: text.nullable().optional(),
    }),
  ),
});

export const digestDocumentSchema = z.strictObject({ company: z.strictObject({ id: text, name: text }), ...digestSchema.shape });

export const doctorSchema = z.strictObject({ checks: z.array(selfCheckResultSchema), layers: z.array(layerResultSchema).optional() });

/** JSON written by `plan` for a NEO without write access. */
export const entrySheetSchema = z.strictObject({
  format: z.literal('tsunagi-entry-sheet'),
  version: z.literal(1),
  company: z.strictObject({ id: text, name: text }),
  objects: z.array(
    z.strictObject({
      screen: text,
      manual: text,
      kind: z.enum(['create', 'change', 'delete']),
      title: text,
      lines: z.array(z.strictObject({ field: text.nullable(), text, value: text.nullable(), done: z.boolean() })),
    }),
  ),
}) satisfies z.ZodType<EntrySheet>;

/** Schemas by the name of their file in `docs/schemas`, with their version. */
export const PRINTED_SCHEMAS: Readonly<Record<string, { readonly version: number; readonly about: string; readonly schema: z.ZodType }>> = {
  results: { version: 1, about: 'A line of results on standard output, with --json', schema: resultLineSchema },
  errors: { version: 1, about: 'A line on standard error, with --json', schema: errorLineSchema },
  audit: { version: 1, about: 'tsunagi audit, and the report of tsunagi watch --format json', schema: auditSchema },
  digest: { version: 1, about: 'tsunagi digest --format json', schema: digestDocumentSchema },
  doctor: { version: 1, about: 'tsunagi doctor --json', schema: doctorSchema },
  'entry-sheet': { version: 1, about: 'tsunagi plan --out FILE, where nothing can be written to NEO', schema: entrySheetSchema },
  plan: { version: PLAN_FILE_FORMAT.version, about: 'tsunagi plan --out FILE, which tsunagi apply takes', schema: planDocumentSchema },
};
