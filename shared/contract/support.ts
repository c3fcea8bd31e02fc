import { z } from 'zod';
import { command } from './define.ts';

export const supportCalls = {
  /**
   * Makes the file for whoever helps: versions, the self-check, counts and states, the last lines of the log. Only what is on its list of
   * allowed facts is in it: no secret, address, name of a person or of a server. `companyId`: the company that is shown; `null` = none. `text` is the whole file; the token is that very text.
   */
  'support.preview': command(
    z.strictObject({ companyId: z.string().max(100).nullable() }),
    z.strictObject({ token: z.string(), name: z.string(), bytes: z.number().int(), text: z.string() }),
    { changes: 'nothing', scope: 'console' },
  ),
} as const;
