import { z } from 'zod';
import { command, query } from './call/define.ts';

/** What a list can be recognised as. */
export const RECOGNIZED_LISTS = ['neo-users', 'amazon-users', 'order-report', 'amazon-groups', 'own-report'] as const;
export type RecognizedList = (typeof RECOGNIZED_LISTS)[number];

/** A file the user chose, known to the window by token only (files cross the contract as opaque tokens, never as paths). */
export const fileTokenSchema = z.strictObject({
  token: z.string(),
  name: z.string(),
  bytes: z.number().int(),
});
export type FileToken = z.infer<typeof fileTokenSchema>;

export const fileCalls = {
  /** Desktop only: the system's open dialog, for files with these endings; `null` if canceled. The Node host takes an upload instead. */
  'files.choose': command(
    z.strictObject({
      endings: z
        .array(z.string().regex(/^[a-z0-9-]{1,20}$/))
        .min(1)
        .max(10)
        .optional(),
    }),
    fileTokenSchema.nullable(),
    { changes: 'nothing', scope: 'console' },
  ),
  /** Desktop host only: the system's save dialog for a written report; `name` as it was chosen there. `saved: false` when canceled. */
  'files.save': command(z.strictObject({ token: z.string() }), z.strictObject({ saved: z.boolean(), name: z.string().nullable() }), {
    changes: 'nothing',
    scope: 'console',
  }),
  /** Desktop host only: shows the file in its folder, where this token was saved last; `file-token-unknown` when it was not. */
  'files.show': command(z.strictObject({ token: z.string() }), z.strictObject({}), { changes: 'nothing', scope: 'console' }),
  /** Which list of people a file contains, by its header; `null` = not recognizable. Throws the errors of reading a list. */
  'files.recognize': query(
    z.strictObject({ token: z.string() }),
    z.strictObject({ list: z.enum(RECOGNIZED_LISTS).nullable(), rows: z.number().int() }),
    { reads: 'nothing', scope: 'console' },
  ),
  /** Writes one of the demo company's two lists as that vendor exports it, to be saved and tried. */
  'files.example': command(
    z.strictObject({ list: z.enum(['neo-users', 'amazon-users']), language: z.enum(['ja', 'en']) }),
    fileTokenSchema,
    { changes: 'nothing', scope: 'console' },
  ),
  'files.info': query(z.strictObject({ token: z.string() }), fileTokenSchema, { reads: 'nothing', scope: 'console' }),
} as const;
