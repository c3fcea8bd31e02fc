import { z } from 'zod';
import { defineCommand } from './call/define.ts';

export const handoverBookCalls = {
  /**
   * Writes the handover book, one HTML page for printing on A4, without secrets. Starts a job with result `{ token, name, bytes, chapters
   * }`. PDF is available on the desktop only (`not-allowed` elsewhere), because a browser can print to PDF itself.
   */
  'handoverBook.write': defineCommand(
    z.strictObject({ language: z.enum(['ja', 'en']), form: z.enum(['html', 'pdf']).default('html') }),
    z.strictObject({ jobId: z.string() }),
    { role: 'viewer', changes: 'nothing', job: 'handover-book', whileReadOnly: 'allowed' },
  ),
} as const;
