import { z } from 'zod';
import { command } from './call/define.ts';

export const handoverBookCalls = {
  /**
   * Writes the handover book, one HTML page to be printed on A4, without secrets: a job whose result is `{ token, name, bytes, chapters }`.
   * As PDF on the desktop only (`not-allowed` elsewhere): a browser prints by itself.
   */
  'handoverBook.write': command(
    z.strictObject({ language: z.enum(['ja', 'en']), form: z.enum(['html', 'pdf']).default('html') }),
    z.strictObject({ jobId: z.string() }),
    { changes: 'nothing', job: 'handover-book', whileReadOnly: 'allowed' },
  ),
} as const;
