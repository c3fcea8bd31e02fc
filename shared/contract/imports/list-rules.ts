import { z } from 'zod';
import { WORD_FIELDS, type WordList } from '../../domain/directory/list-words.ts';
import { matchingPolicySchema } from '../companies/companies.ts';
import { exclusionListSchema } from '../triage.ts';

/** The company's rules for lists that a command reads from files or from the server without storing them. */
export const listRulesSchema = z.strictObject({
  /** Meanings of words, by list, field and word. */
  words: z.partialRecord(
    z.enum(Object.keys(WORD_FIELDS) as [WordList, ...WordList[]]),
    z.record(z.string(), z.record(z.string(), z.string())),
  ),
  email: z.strictObject({
    companyDomains: z.array(z.string()),
    aliasDomains: z.array(z.strictObject({ from: z.string(), to: z.string() })),
    caseComparison: matchingPolicySchema.shape.caseComparison,
  }),
  amazonUsersFrom: matchingPolicySchema.shape.amazonUsersFrom,
  /** Known Amazon groups with and without the purchasing system; `groupsWithout` is missing if the policy names all groups. */
  groups: z.strictObject({ purchasingGroups: z.array(z.string()), groupsWithout: z.exactOptional(z.array(z.string())) }),
  exclusions: exclusionListSchema,
});
export type ListRules = z.infer<typeof listRulesSchema>;
