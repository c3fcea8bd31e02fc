import { z } from 'zod';
import { command } from './define.ts';

export const handoverCalls = {
  /**
   * Writes the hand-over book, one HTML page to be printed on A4, without secrets: a job whose result is `{ token, name, bytes, chapters }`.
   */
  'handover.write': command(z.strictObject({ language: z.enum(['ja', 'en']) }), z.strictObject({ jobId: z.string() })),
} as const;
