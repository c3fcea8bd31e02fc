import { z } from 'zod';
import { RISK_REASONS } from '../../domain/sync/plan/item.ts';
import { command, query } from '../call/define.ts';
import { PLAN_TOPICS } from '../call/topics.ts';
import { companyKindSchema } from '../companies/companies.ts';
import { gatewaySectionSchema, itemKindSchema, riskSchema } from './plan.ts';

const count = z.number().int().min(0);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** SHA-256 of the public key, hexadecimal: what two people compare over the telephone. */
const fingerprint = digest;
const name = z.string().trim().min(1).max(100);

/** See `GuardFacts.approval` of the domain. */
const standingSchema = z.enum(['none', 'valid', 'other-plan', 'own-key', 'unknown-key', 'broken', 'expired']);

/** Format of the file. Version 1 sealed only the calls and is not accepted any more. */
export const APPROVAL_FORM = { format: 'tsunagi-approval', version: 2 } as const;

/** An approval as it crosses from one console to another: signed over all before `publicKey` (Ed25519). Public keys only. */
export const approvalFileSchema = z.strictObject({
  format: z.literal(APPROVAL_FORM.format),
  version: z.literal(APPROVAL_FORM.version),
  /** Digest of what will be sent (`sealText`). */
  seal: digest,
  /** Digest of the displayed names, risks, totals and effects (`shownText`). */
  shown: digest,
  /** Digest of the whole plan file, its author and its times with it. */
  file: digest,
  by: z.string().max(200),
  at: z.iso.datetime(),
  /** SPKI, base64. */
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

export const approvalCalls = {
  /** The approval key of this company, created on first use; the private key stays in the keychain. */
  'approval.identity': command(z.strictObject({}), z.strictObject({ fingerprint, publicKey: z.string() }), {
    changes: ['plan'],
    whileReadOnly: 'allowed',
  }),
  /**
   * The content of another administrator's plan file, derived from its calls. `plan-file-invalid` for another file; `plan-file-altered`
   * if its own texts or counts differ.
   */
  'approval.review': query(
    z.strictObject({ token: z.string(), offset: count, limit: z.number().int().min(1).max(500), language: z.enum(['ja', 'en']) }),
    z.strictObject({
      /** Of what will be sent: the digest of the plan at the console that wrote the file. */
      digest,
      /** Of the file as a whole: what `approval.approve` asks for. */
      file: digest,
      company: z.strictObject({ name: z.string(), kind: companyKindSchema }),
      server: z.string(),
      readAt: z.string(),
      madeAt: z.string(),
      madeBy: z.string(),
      effect: z.strictObject({ readyBefore: count, readyAfter: count, gains: count, loses: count, mayLose: count }).nullable(),
      total: count,
      totals: z.strictObject({ create: count, change: count, delete: count, secret: count }),
      /** Items of high risk. They come first. */
      risky: count,
      /** What would be sent, the riskiest first. Characters that cannot be seen are written as their numbers. */
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
              /** The values as they are sent, whole; `null` where the sentence shows them whole. */
              exact: z.strictObject({ before: z.string(), after: z.string() }).nullable(),
            }),
          ),
        }),
      ),
    }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /** Signs the plan file of that digest: a job whose result is `{ token, name, bytes }`, the file to give back. `plan-changed` for another one. */
  'approval.approve': command(
    z.strictObject({ token: z.string(), file: digest, language: z.enum(['ja', 'en']) }),
    z.strictObject({ jobId: z.string() }),
    { changes: ['plan', 'history'], job: 'plan-approve', whileReadOnly: 'allowed', recorded: true },
  ),
  /** Imports an approval; whether its key is trusted is separate. `approval-invalid` for another file. */
  'approval.import': command(z.strictObject({ token: z.string() }), approvalSchema, { changes: ['plan', 'history'], recorded: true }),
  /** Trusted keys, approvals, and the approval state of the selected plan. */
  'approval.list': query(
    z.strictObject({}),
    z.strictObject({
      standing: standingSchema,
      required: z.boolean(),
      approvers: z.array(z.strictObject({ fingerprint, name: z.string(), addedAt: z.string(), addedBy: z.string() })),
      approvals: z.array(approvalSchema),
    }),
    { reads: PLAN_TOPICS, heavy: true },
  ),
  /** From now on approvals by the key of an imported approval count. */
  'approval.trust': command(z.strictObject({ fingerprint, name }), z.strictObject({}), { changes: ['plan', 'history'], recorded: true }),
  'approval.distrust': command(z.strictObject({ fingerprint }), z.strictObject({}), { changes: ['plan', 'history'], recorded: true }),
} as const;
