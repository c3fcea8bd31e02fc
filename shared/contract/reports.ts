import { z } from 'zod';
import { command } from './define.ts';
import { findingFilterSchema, findingSortSchema } from './matching.ts';

export const reportEncodingSchema = z.enum(['utf8', 'utf8-bom', 'cp932']);
export type ReportEncoding = z.infer<typeof reportEncodingSchema>;

export const reportCalls = {
  /**
   * Writes the mismatch report: a job whose result is `{ token, name, bytes, rows, unwritable }`,
   * `unwritable` = number of characters that CP932 could not hold and that were written as `〓`.
   */
  'reports.write': command(
    z.strictObject({
      format: z.enum(['csv', 'json']),
      encoding: reportEncodingSchema,
      language: z.enum(['ja', 'en']),
      filter: findingFilterSchema,
      sort: findingSortSchema,
    }),
    z.strictObject({ jobId: z.string() }),
  ),
} as const;
