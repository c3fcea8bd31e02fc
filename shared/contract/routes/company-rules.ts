import { z } from 'zod';
import type { CompanyRules } from '../../domain/routes/company-rules.ts';
import { defineCommand, defineQuery } from '../call/define.ts';

/** A company's own rules for its routes; see `CompanyRules`. */
export const companyRulesSchema = z.strictObject({
  fewestApprovals: z.number().int().min(0).max(50),
  mostSteps: z.number().int().min(1).max(200).nullable(),
  forbidSelfApproval: z.boolean(),
  discourageNamedPeople: z.boolean(),
  amountTiers: z
    .array(
      z.strictObject({
        from: z.number().int().min(0).max(1_000_000_000_000),
        approvers: z.string().trim().min(1).max(200),
        // Missing in files of earlier versions.
        fewestApprovals: z.number().int().min(0).max(50).default(0),
      }),
    )
    .max(20),
}) satisfies z.ZodType<CompanyRules>;

/** The rules as a file, to share them between companies. */
export const companyRulesFileSchema = z.strictObject({
  format: z.literal('tsunagi-company-rules'),
  version: z.literal(1),
  rules: companyRulesSchema,
});

const stateSchema = z.strictObject({
  rules: companyRulesSchema,
  /** True if the company uses the defaults. */
  standard: z.boolean(),
});

export const companyRulesCalls = {
  'companyRules.get': defineQuery(z.strictObject({}), stateSchema, { reads: ['policy'] }),
  /**
   * Changes the rules; `null` restores the defaults. `began`: the rules at the start of the edit; fails with `rules-changed-elsewhere` if
   * they have changed since. All routes are checked again.
   */
  'companyRules.change': defineCommand(
    z.strictObject({ rules: companyRulesSchema.nullable(), began: z.exactOptional(companyRulesSchema) }),
    stateSchema,
    { role: 'editor', changes: ['policy'] },
  ),
  /**
   * Imports rules from a file. Fails with `file-kind-wrong` for another kind of file, and with `draft-file-invalid` and the field for
   * invalid values.
   */
  'companyRules.import': defineCommand(z.strictObject({ token: z.string() }), stateSchema, { role: 'editor', changes: ['policy'] }),
  'companyRules.export': defineCommand(
    z.strictObject({ language: z.enum(['ja', 'en']) }),
    z.strictObject({ token: z.string(), name: z.string(), bytes: z.number().int() }),
    { role: 'viewer', changes: 'nothing', whileReadOnly: 'allowed' },
  ),
} as const;
