import { z } from 'zod';
import { defineCommand, defineQuery } from './call/define.ts';

/** Kinds of lists that can be recognized. */
export const RECOGNIZED_LISTS = ['neo-users', 'amazon-users', 'order-report', 'amazon-groups', 'own-report'] as const;
export type RecognizedList = (typeof RECOGNIZED_LISTS)[number];

/** A file that the user selected. The window knows only its token, never its path. */
export const fileTokenSchema = z.strictObject({
  token: z.string(),
  name: z.string(),
  bytes: z.number().int(),
});
export type FileToken = z.infer<typeof fileTokenSchema>;

export const fileCalls = {
  /**
   * Desktop only: shows the system's open dialog for files with these extensions; `null` if canceled. The Node host uses an upload instead.
   */
  'files.choose': defineCommand(
    z.strictObject({
      endings: z
        .array(z.string().regex(/^[a-z0-9-]{1,20}$/))
        .min(1)
        .max(10)
        .optional(),
    }),
    fileTokenSchema.nullable(),
    { role: 'local', changes: 'nothing', scope: 'console' },
  ),
  /** Desktop only: shows the system's save dialog for a written report. `name` is the name chosen there. `saved` is false if canceled. */
  'files.save': defineCommand(z.strictObject({ token: z.string() }), z.strictObject({ saved: z.boolean(), name: z.string().nullable() }), {
    role: 'local',
    changes: 'nothing',
    scope: 'console',
  }),
  /** Desktop only: shows the file in the folder where it was last saved. Fails with `file-token-unknown` if it was not saved. */
  'files.show': defineCommand(z.strictObject({ token: z.string() }), z.strictObject({}), {
    role: 'local',
    changes: 'nothing',
    scope: 'console',
  }),
  /** Recognizes the list in a file by its header; `null` if it is unknown. Fails like reading a list. */
  'files.recognize': defineQuery(
    z.strictObject({ token: z.string() }),
    z.strictObject({ list: z.enum(RECOGNIZED_LISTS).nullable(), rows: z.number().int() }),
    { reads: 'nothing', scope: 'console' },
  ),
  /** Writes one of the demo company's two lists in the vendor's export format, as an example file. */
  'files.example': defineCommand(
    z.strictObject({ list: z.enum(['neo-users', 'amazon-users']), language: z.enum(['ja', 'en']) }),
    fileTokenSchema,
    { role: 'member', changes: 'nothing', scope: 'console' },
  ),
  'files.info': defineQuery(z.strictObject({ token: z.string() }), fileTokenSchema, { reads: 'nothing', scope: 'console' }),
} as const;
