import { z } from 'zod';
import { command } from './define.ts';

const id = z.string().max(200);

export const serialCalls = {
  /** Keeps the last number that a rule gave out, by the counter's value in it, as of today; `null` forgets what was entered. */
  'serials.enterLastIssued': command(
    z.strictObject({ id, value: z.number().int().min(0).max(9_999_999_999).nullable() }),
    z.strictObject({}),
    { changes: ['drafts'] },
  ),
} as const;
