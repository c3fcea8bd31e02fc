import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { companyRulesFileSchema } from '#shared/contract/routes/company-rules.ts';
import { isSameJson } from '#shared/domain/drafts/stable-json.ts';
import type { NamedFile } from '../../company/lists/list-file.ts';
import { getCompanyRules, POLICY_KEYS } from '../../company/policies.ts';
import type { CompanySession } from '../../company/session.ts';
import { writeContentAtomically } from '../../files/atomic-file.ts';
import { readJsonFile } from '../../files/json-file.ts';

/** Reads and changes the company's own rules for routes. */
export interface CompanyRulesService {
  companyRules(): Promise<CallOutput<'companyRules.get'>>;
  changeCompanyRules(change: CallParsedInput<'companyRules.change'>): Promise<CallOutput<'companyRules.change'>>;
  importCompanyRules(file: NamedFile): Promise<CallOutput<'companyRules.import'>>;
  exportCompanyRules(path: string): Promise<void>;
}

const MAX_MB = 1;

export const createCompanyRulesService = (session: CompanySession): CompanyRulesService => {
  const response = (): CallOutput<'companyRules.get'> => {
    const { amountTiers, ...rules } = getCompanyRules(session.file());
    return {
      rules: { ...rules, amountTiers: amountTiers.map((tier) => ({ ...tier })) },
      standard: session.file().policy(POLICY_KEYS.companyRules) === null,
    };
  };
  return {
    async companyRules() {
      return response();
    },
    async changeCompanyRules({ rules, began }) {
      if (began !== undefined && !isSameJson(began, response().rules)) throw new ExpectedError('rules-changed-elsewhere');
      session.file().changePolicy(POLICY_KEYS.companyRules, rules);
      return response();
    },
    async importCompanyRules({ path, name }) {
      const value = await readJsonFile({ path, name, maxMegabytes: MAX_MB });
      if ((value as { format?: unknown } | null | undefined)?.format !== 'tsunagi-company-rules')
        throw new ExpectedError('rules-file-foreign', { file: name });
      const parsed = safeParseUntrusted(companyRulesFileSchema, value);
      if (!parsed.success)
        throw new ExpectedError('rules-file-invalid', { file: name, field: parsed.error.issues[0]?.path.join('.') || 'none' });
      session.file().changePolicy(POLICY_KEYS.companyRules, parsed.data.rules);
      return response();
    },
    async exportCompanyRules(path) {
      const file = { format: 'tsunagi-company-rules', version: 1, rules: response().rules };
      await writeContentAtomically(path, `${JSON.stringify(file, null, 2)}\n`);
    },
  };
};
