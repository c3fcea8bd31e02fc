import { z } from 'zod';
import type { Job } from '#shared/contract/jobs.ts';
import { unwritableCharacterSchema } from '#shared/contract/reports.ts';
import type { toUnwritableSummary } from '../../../app/unwritable-characters.ts';

const lossSchema = z.object({ unwritable: z.number(), unwritableKinds: z.number(), characters: z.array(unwritableCharacterSchema) });

/** Returns the characters that the encoding of a job's file could not represent. */
export const getUnwritableOfJob = (result: NonNullable<Job['result']>): ReturnType<typeof toUnwritableSummary> => lossSchema.parse(result);
