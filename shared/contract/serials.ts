import { z } from 'zod';
import { defineCommand } from './call/define.ts';

const id = z.string().max(200);

export const serialCalls = {
  /** Saves the last issued number by its counter value, as of today; `null` deletes it. */
  'serials.enterLastIssued': defineCommand(
    z.strictObject({ id, value: z.number().int().min(0).max(9_999_999_999).nullable() }),
    z.strictObject({}),
    { role: 'editor', changes: ['drafts'] },
  ),
} as const;
