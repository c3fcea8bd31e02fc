import { z } from 'zod';

/** Something of the lists by its id and today's name. */
export const namedSchema = z.strictObject({ id: z.string(), name: z.string() });
/** Somebody of NEO's list, as far as a sentence needs them. */
export const personSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  organizationId: z.string(),
  organization: z.string(),
  title: z.string(),
});
export type AnalysedPerson = z.output<typeof personSchema>;
