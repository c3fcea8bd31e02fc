import { z } from 'zod';
import { command, query } from './define.ts';
import { gatewaySectionSchema, itemKindSchema, riskSchema } from './plan.ts';
import { profileKindSchema } from './profiles.ts';

const count = z.number().int().min(0);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** SHA-256 of the public key, hexadecimal: what two people compare over the telephone. */
const fingerprint = digest;
const name = z.string().trim().min(1).max(100);

/** See `GuardFacts.approval` of the domain. */
const standingSchema = z.enum(['none', 'valid', 'other-plan', 'own-key', 'unknown-key', 'broken', 'expired']);

/** An approval as it crosses from one console to another: signed over `seal`, `by` and `at` (Ed25519). Public keys only. */
export const approvalFileSchema = z.strictObject({
  format: z.literal('tsunagi-approval'),
  version: z.literal(1),
  /** Digest of the plan file's calls. */
  seal: digest,
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
  /** This company's own key for approving, made when it is first asked for; the private half never leaves the keychain. */
  'approval.identity': command(z.strictObject({}), z.strictObject({ fingerprint, publicKey: z.string() })),
  /** What somebody else's plan file would send. `plan-file-invalid` for any other file. */
  'approval.review': query(
    z.strictObject({ token: z.string(), offset: count, limit: z.number().int().min(1).max(500) }),
    z.strictObject({
      digest,
      profile: z.strictObject({ name: z.string(), kind: profileKindSchema }),
      server: z.string(),
      readAt: z.string(),
      madeAt: z.string(),
      madeBy: z.string(),
      effect: z.strictObject({ readyBefore: count, readyAfter: count, gains: count, loses: count }).nullable(),
      total: count,
      /** What would be sent, in order, with the sentences of the file's own language. */
      items: z.array(
        z.strictObject({
          section: gatewaySectionSchema,
          name: z.string(),
          kind: itemKindSchema,
          risk: riskSchema,
          sentence: z.string(),
          fields: z.array(z.string()),
        }),
      ),
    }),
  ),
  /** Signs the plan of that digest: a job whose result is `{ token, name, bytes }`, the file to give back. `plan-changed` for another one. */
  'approval.approve': command(
    z.strictObject({ token: z.string(), digest, language: z.enum(['ja', 'en']) }),
    z.strictObject({ jobId: z.string() }),
  ),
  /** Takes in an approval that somebody gave; whether its key counts is another matter. `approval-invalid` for any other file. */
  'approval.import': command(z.strictObject({ token: z.string() }), approvalSchema),
  /** Whose keys count, what was approved, and how the plan stands that is chosen now. */
  'approval.list': query(
    z.strictObject({}),
    z.strictObject({
      standing: standingSchema,
      required: z.boolean(),
      approvers: z.array(z.strictObject({ fingerprint, name: z.string(), addedAt: z.string(), addedBy: z.string() })),
      approvals: z.array(approvalSchema),
    }),
  ),
  /** From now on approvals by the key of an imported approval count. */
  'approval.trust': command(z.strictObject({ fingerprint, name }), z.strictObject({})),
  'approval.distrust': command(z.strictObject({ fingerprint }), z.strictObject({})),
} as const;
