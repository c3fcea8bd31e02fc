import { z } from 'zod';
import { defineCommand } from './call/define.ts';
import { findingFilterSchema, findingSortSchema } from './readiness/matching.ts';

export const reportEncodingSchema = z.enum(['utf8', 'utf8-bom', 'cp932']);
export type ReportEncoding = z.infer<typeof reportEncodingSchema>;

export const reportFormatSchema = z.enum(['csv', 'json', 'xlsx', 'html']);
export type ReportFormat = z.infer<typeof reportFormatSchema>;

/** A character that the encoding cannot represent. */
export const unwritableCharacterSchema = z.strictObject({
  character: z.string(),
  codePoint: z.number().int(),
  count: z.number().int(),
  /** Row of the first occurrence in the file; the header is row 1. */
  row: z.number().int(),
  /** Replacement: `〓` in CP932, U+FFFD for a lone surrogate in UTF-8. */
  standIn: z.string(),
});
export type UnwritableCharacter = z.infer<typeof unwritableCharacterSchema>;

export const reportCalls = {
  /**
   * Writes the mismatch report. Starts a job with result `{ token, name, bytes, rows, unwritable, unwritableKinds, characters }`.
   * `unwritable`: number of characters that the encoding cannot represent; `unwritableKinds`: number of different ones; `characters`: the
   * first 20 of these (`unwritableCharacterSchema`). `encoding` is used for CSV; the other formats are UTF-8.
   */
  'reports.write': defineCommand(
    z.strictObject({
      format: reportFormatSchema,
      encoding: reportEncodingSchema,
      language: z.enum(['ja', 'en']),
      filter: findingFilterSchema,
      sort: findingSortSchema,
    }),
    z.strictObject({ jobId: z.string() }),
    { role: 'viewer', changes: 'nothing', job: 'report', whileReadOnly: 'allowed' },
  ),
} as const;
