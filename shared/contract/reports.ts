import { z } from 'zod';
import { command } from './call/define.ts';
import { findingFilterSchema, findingSortSchema } from './readiness/matching.ts';

export const reportEncodingSchema = z.enum(['utf8', 'utf8-bom', 'cp932']);
export type ReportEncoding = z.infer<typeof reportEncodingSchema>;

export const reportFormatSchema = z.enum(['csv', 'json', 'xlsx', 'html']);
export type ReportFormat = z.infer<typeof reportFormatSchema>;

/** A character that the encoding could not hold. */
export const unwritableCharacterSchema = z.strictObject({
  character: z.string(),
  codePoint: z.number().int(),
  count: z.number().int(),
  /** Where it was met first: 1-based row of the file, whose header is row 1. */
  row: z.number().int(),
  /** Replacement: `〓` in CP932, U+FFFD for half a surrogate pair in UTF-8. */
  standIn: z.string(),
});
export type UnwritableCharacter = z.infer<typeof unwritableCharacterSchema>;

export const reportCalls = {
  /**
   * Writes the mismatch report: a job whose result is `{ token, name, bytes, rows, unwritable, unwritableKinds, characters }`.
   * `unwritable` = characters that the encoding could not hold, `unwritableKinds` = how many different ones, `characters` = the first
   * 20 of those (`unwritableCharacterSchema`). `encoding` is for CSV; the other formats are UTF-8.
   */
  'reports.write': command(
    z.strictObject({
      format: reportFormatSchema,
      encoding: reportEncodingSchema,
      language: z.enum(['ja', 'en']),
      filter: findingFilterSchema,
      sort: findingSortSchema,
    }),
    z.strictObject({ jobId: z.string() }),
    { changes: 'nothing', job: 'report', whileReadOnly: 'allowed' },
  ),
} as const;
