import { z } from 'zod';
import { command, query } from './define.ts';
import { confirmedChangeSchema } from './list-changes.ts';

export const serverStateSchema = z.strictObject({
  address: z.string().nullable(),
  /** `null` until the server was asked once. */
  kind: z.enum(['gateway', 'stock-neo']).nullable(),
  accessKey: z.enum(['set', 'session-only', 'not-set', 'unreachable']),
});

export const serverCalls = {
  'server.state': query(z.strictObject({}), serverStateSchema),
  /** Checks the address and the access key against the server, then stores the address (database) and the key (keychain). */
  'server.connect': command(z.strictObject({ address: z.string().max(2048), accessKey: z.string().min(1).max(512) }), serverStateSchema, {
    recorded: true,
  }),
  /**
   * Reads users, organisations, roles and approvers: a resumable job whose result is `{ users, organizations }`. Fails with `list-shrinks`,
   * changing nothing, when more people are gone than is allowed or confirmed; asked again, it goes on with what was read.
   */
  'server.readPeople': command(z.strictObject({ confirmed: confirmedChangeSchema.optional() }), z.strictObject({ jobId: z.string() }), {
    whileReadOnly: 'allowed',
  }),
} as const;
