import { z } from 'zod';
import { defineCommand, defineQuery } from './call/define.ts';
import { JOB_KINDS } from './call/job-kinds.ts';
import { failureSchema } from './call/result.ts';

/** Work that may take more than a second. `total` is `null` while unknown; `remainingMs` is an estimate. */
export const jobSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(JOB_KINDS),
  /** The company concerned; `null` if there is none. */
  companyId: z.string().nullable(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** Message key below `job.phase.`. */
  phase: z.string(),
  done: z.number(),
  total: z.number().nullable(),
  remainingMs: z.number().nullable(),
  startedAt: z.string(),
  error: failureSchema.nullable(),
  /** Result of a completed job. The call that started the job defines its shape. */
  result: z
    .record(
      z.string(),
      z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.record(z.string(), z.union([z.string(), z.number()])))]),
    )
    .nullable(),
});
export type Job = z.infer<typeof jobSchema>;

export const jobCalls = {
  'jobs.list': defineQuery(z.strictObject({}), z.strictObject({ jobs: z.array(jobSchema) }), { reads: ['jobs'], scope: 'console' }),
  'jobs.cancel': defineCommand(z.strictObject({ id: z.string() }), z.strictObject({}), {
    role: 'member',
    changes: ['jobs'],
    scope: 'console',
  }),
} as const;
