import { z } from 'zod';
import { defineCommand } from '../call/define.ts';

export const supportCalls = {
  /**
   * Writes the file for support: versions, self-check, numbers and states, last log lines. It contains only permitted facts: no secrets, no
   * addresses, no names of people or servers. `companyId`: the displayed company, `null` = none. `text` is the complete content; the token
   * refers to the same content.
   */
  'support.preview': defineCommand(
    z.strictObject({ companyId: z.string().max(100).nullable() }),
    z.strictObject({ token: z.string(), name: z.string(), bytes: z.number().int(), text: z.string() }),
    { role: 'serverAdministrator', changes: 'nothing', scope: 'console' },
  ),
} as const;
