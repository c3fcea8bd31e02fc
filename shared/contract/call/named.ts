import { z } from 'zod';

/** A list entry by its id and present name. */
export const namedSchema = z.strictObject({ id: z.string(), name: z.string() });
/** A person in NEO's list with the fields used in sentences. */
export const personSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  organizationId: z.string(),
  organization: z.string(),
  title: z.string(),
});
export type PersonSummary = z.output<typeof personSchema>;
