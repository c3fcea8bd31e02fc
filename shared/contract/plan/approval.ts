import { z } from 'zod';
import { RISK_REASONS } from '../../domain/sync/plan/item.ts';
import { defineCommand, defineQuery } from '../call/define.ts';
import { PLAN_TOPICS } from '../call/topics.ts';
import { companyKindSchema } from '../companies/companies.ts';
import { gatewaySectionSchema, itemKindSchema, riskSchema } from './plan.ts';

const count = z.number().int().min(0);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** SHA-256 of the public key, hexadecimal. Two people compare it by telephone. */
const fingerprint = digest;
const name = z.string().trim().min(1).max(100);

/** See `GuardFacts.approval` (domain). */
const standingSchema = z.enum(['none', 'valid', 'other-plan', 'own-approval', 'own-key', 'unknown-key', 'broken', 'expired']);

/** Format of the file. Version 1 covered only the calls and is no longer accepted. */
export const APPROVAL_FILE_FORMAT = { format: 'tsunagi-approval', version: 2 } as const;

/** An approval as exchanged between consoles. The signature (Ed25519) covers all fields before `publicKey`. Contains only public keys. */
export const approvalFileSchema = z.strictObject({
  format: z.literal(APPROVAL_FILE_FORMAT.format),
  version: z.literal(APPROVAL_FILE_FORMAT.version),
  /** Digest of the calls to send (`formatSealText`). */
  seal: digest,
  /** Digest of the displayed names, risks, totals and effects (`formatDisplayedContent`). */
  shown: digest,
  /** Digest of the complete plan file including its author and times. */
  file: digest,
  by: z.string().max(200),
  at: z.iso.datetime(),
  /** Public key as SPKI, base64. */
  publicKey: z.string().max(200),
  signature: z.string().max(200),
});
export type ApprovalFile = z.output<typeof approvalFileSchema>;

const approvalSchema = z.strictObject({
  seal: digest,
  by: z.string(),
  at: z.string(),
  fingerprint,
  state: z.enum(['valid', 'own-key', 'unknown-key', 'broken', 'expired']),
});

export const APPROVAL_REQUEST_STATES = ['open', 'replaced', 'approved', 'rejected'] as const;
const comment = z.string().trim().max(1_000);

/** A request on a team server for the approval of the selected plan. */
const approvalRequestSchema = z.strictObject({
  id: z.string(),
  state: z.enum(APPROVAL_REQUEST_STATES),
  requestedBy: z.string(),
  requestedAt: z.string(),
  comment: z.string(),
  /** Number of changes in the plan. */
  items: count,
  /** Whether the selected plan is still the one of the request. */
  isCurrent: z.boolean(),
  /** Whether the caller made the request, and so cannot decide about it. */
  isOwn: z.boolean(),
  /** `null` = not decided. */
  decision: z.strictObject({ by: z.string(), at: z.string(), comment: z.string() }).nullable(),
});

export const approvalCalls = {
  /** The company's approval key, created at first use; the private key stays in the keychain. */
  'approval.identity': defineCommand(z.strictObject({}), z.strictObject({ fingerprint, publicKey: z.string() }), {
    role: 'local',
    changes: ['plan'],
    whileReadOnly: 'allowed',
  }),
  /**
   * Content of another administrator's plan file, derived from its calls. Fails with `plan-file-invalid` for another file, and with
   * `plan-file-altered` if the texts or counts in the file do not match its calls.
   */
  'approval.review': defineQuery(
    z.strictObject({ token: z.string(), offset: count, limit: z.number().int().min(1).max(500), language: z.enum(['ja', 'en']) }),
    z.strictObject({
      /** Digest of the calls; equal to that of the plan on the console that wrote the file. */
      digest,
      /** Digest of the complete file, required by `approval.approve`. */
      file: digest,
      company: z.strictObject({ name: z.string(), kind: companyKindSchema }),
      server: z.string(),
      readAt: z.string(),
      madeAt: z.string(),
      madeBy: z.string(),
      effect: z.strictObject({ readyBefore: count, readyAfter: count, gains: count, loses: count, mayLose: count }).nullable(),
      total: count,
      totals: z.strictObject({ create: count, change: count, delete: count, secret: count }),
      /** Number of high-risk items, which come first. */
      risky: count,
      /** The items to send, in descending order of risk. Invisible characters are shown as code points. */
      items: z.array(
        z.strictObject({
          key: z.string(),
          section: gatewaySectionSchema,
          id: z.string(),
          name: z.string(),
          kind: itemKindSchema,
          risk: riskSchema,
          risks: z.array(z.enum(RISK_REASONS)),
          sentence: z.string(),
          fields: z.array(
            z.strictObject({
              path: z.string(),
              sentence: z.string(),
              /** The complete values as sent; `null` if the sentence contains them. */
              exact: z.strictObject({ before: z.string(), after: z.string() }).nullable(),
            }),
          ),
        }),
      ),
    }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /**
   * Signs the plan file with this digest. Starts a job with result `{ token, name, bytes }`, the file to return to its author. Fails with
   * `plan-changed` for another file.
   */
  'approval.approve': defineCommand(
    z.strictObject({ token: z.string(), file: digest, language: z.enum(['ja', 'en']) }),
    z.strictObject({ jobId: z.string() }),
    { role: 'local', changes: ['plan', 'history'], job: 'plan-approve', whileReadOnly: 'allowed', recorded: true },
  ),
  /** Imports an approval, without trusting its key. Fails with `approval-invalid` for another file. */
  'approval.import': defineCommand(z.strictObject({ token: z.string() }), approvalSchema, {
    role: 'applier',
    changes: ['plan', 'history'],
    recorded: true,
  }),
  /** Trusted keys, approvals, and the approval state of the selected plan. */
  'approval.list': defineQuery(
    z.strictObject({}),
    z.strictObject({
      standing: standingSchema,
      required: z.boolean(),
      approvers: z.array(z.strictObject({ fingerprint, name: z.string(), addedAt: z.string(), addedBy: z.string() })),
      approvals: z.array(approvalSchema),
      /** Requests on a team server, latest first. */
      requests: z.array(approvalRequestSchema),
    }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /** Trusts the key of an imported approval, so that approvals with it become valid. */
  'approval.trust': defineCommand(z.strictObject({ fingerprint, name }), z.strictObject({}), {
    role: 'administrator',
    changes: ['plan', 'history'],
    recorded: true,
  }),
  'approval.distrust': defineCommand(z.strictObject({ fingerprint }), z.strictObject({}), {
    role: 'administrator',
    changes: ['plan', 'history'],
    recorded: true,
  }),
  /** The open request for the current plan on a team server; `null` = none. */
  'approval.openRequest': defineQuery(
    z.strictObject({}),
    z.strictObject({ request: approvalRequestSchema.pick({ id: true, requestedBy: true, items: true, isOwn: true }).nullable() }),
    { reads: PLAN_TOPICS },
  ),
  /**
   * Requests the approval of the selected plan from the approvers of a team server; replaces an open request. Fails with `not-allowed` on
   * other hosts, `plan-not-read`, and `approval-plan-empty` without a selected change.
   */
  'approval.request': defineCommand(z.strictObject({ comment }), z.strictObject({ id: z.string() }), {
    role: 'editor',
    changes: ['plan', 'history'],
    recorded: true,
  }),
  /**
   * Approves or rejects an open request. Fails with `approval-request-closed`, with `approval-own-request` for the caller's own request, and
   * with `plan-changed` unless the selected plan is the requested one.
   */
  'approval.decide': defineCommand(z.strictObject({ id: z.string().max(100), approve: z.boolean(), comment }), z.strictObject({}), {
    role: 'approver',
    changes: ['plan', 'history'],
    whileReadOnly: 'allowed',
    recorded: true,
  }),
} as const;
