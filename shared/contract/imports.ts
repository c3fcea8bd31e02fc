import { z } from 'zod';
import { command, query } from './define.ts';

export const listKindSchema = z.enum(['neo-users', 'amazon-users', 'organizations', 'orders']);
export type ListKind = z.infer<typeof listKindSchema>;

export const encodingSchema = z.enum(['utf-8', 'utf-8-bom', 'shift_jis', 'utf-16le']);
export type FileEncoding = z.infer<typeof encodingSchema>;

/** What a user may correct by hand; left out = detected. */
export const readingSchema = z.strictObject({
  encoding: encodingSchema.optional(),
  delimiter: z.enum(['comma', 'tab', 'semicolon']).optional(),
  /** Field id -> column index, or `null` for 'not in this file'. */
  mapping: z.record(z.string(), z.number().int().nullable()).optional(),
});

export const importPreviewSchema = z.strictObject({
  kind: listKindSchema,
  format: z.enum(['csv', 'xlsx']),
  /** `null` for XLSX. */
  encoding: encodingSchema.nullable(),
  delimiter: z.enum(['comma', 'tab', 'semicolon']).nullable(),
  /** How the encoding was found: a mark, valid UTF-8, or the guess by Japanese text. */
  detectedBy: z.enum(['bom', 'utf-8-valid', 'cp932-text', 'ascii', 'user', 'xlsx']),
  columns: z.array(z.strictObject({ index: z.number().int(), header: z.string(), samples: z.array(z.string()) })),
  /** Fields of this kind of list with the column each was mapped to. */
  fields: z.array(
    z.strictObject({
      id: z.string(),
      required: z.boolean(),
      column: z.number().int().nullable(),
      mappedBy: z.enum(['header', 'remembered', 'user', 'none']),
    }),
  ),
  /** Up to 8 first rows as they will be imported. */
  sample: z.array(z.record(z.string(), z.string())),
  /** Estimated from the size for large files. */
  rows: z.number().int(),
  /** Required fields that have no column. Nothing can be imported while this is not empty. */
  missing: z.array(z.string()),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const importCalls = {
  'imports.preview': query(z.strictObject({ token: z.string(), kind: listKindSchema, reading: readingSchema }), importPreviewSchema),
  /** Replaces that side's list in one transaction: a job whose result is `{ rows }`. Remembers the mapping. */
  'imports.commit': command(
    z.strictObject({ token: z.string(), kind: listKindSchema, reading: readingSchema }),
    z.strictObject({ jobId: z.string() }),
  ),
} as const;
