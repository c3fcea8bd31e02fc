import { z } from 'zod';
import { command, query } from './define.ts';

/** A file the user chose, known to the window by token only (files cross the contract as opaque tokens, never as paths). */
export const fileTokenSchema = z.strictObject({
  token: z.string(),
  name: z.string(),
  bytes: z.number().int(),
});
export type FileToken = z.infer<typeof fileTokenSchema>;

export const fileCalls = {
  /** Desktop host only: the system's open dialog. The Node host takes an upload instead. `null` when cancelled. */
  'files.choose': command(z.strictObject({}), fileTokenSchema.nullable()),
  /** Desktop host only: the system's save dialog for a written report. `saved: false` when cancelled. */
  'files.save': command(z.strictObject({ token: z.string() }), z.strictObject({ saved: z.boolean() })),
  'files.info': query(z.strictObject({ token: z.string() }), fileTokenSchema),
} as const;
