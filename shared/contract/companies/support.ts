import { z } from 'zod';
import { command } from '../call/define.ts';

export const supportCalls = {
  /**
   * Writes the file for support: versions, the self-check, counts and states, the last log lines. It contains allowed facts only: no
   * secret, no address, no name of a person or server. `companyId`: the displayed company; `null` = none. `text` is the complete file;
   * the token refers to the same text.
   */
  'support.preview': command(
    z.strictObject({ companyId: z.string().max(100).nullable() }),
    z.strictObject({ token: z.string(), name: z.string(), bytes: z.number().int(), text: z.string() }),
    { changes: 'nothing', scope: 'console' },
  ),
} as const;
