import { z } from 'zod';
import { command, query } from '../call/define.ts';
import { confirmedChangeSchema } from '../imports/list-changes.ts';

export const serverStateSchema = z.strictObject({
  address: z.string().nullable(),
  /** `null` until the server was contacted. */
  kind: z.enum(['gateway', 'stock-neo']).nullable(),
  accessKey: z.enum(['set', 'session-only', 'not-set', 'unreachable']),
  /** When the key was kept, ISO 8601: how old it is. */
  keySetAt: z.string().nullable(),
});

export const serverCalls = {
  'server.state': query(z.strictObject({}), serverStateSchema, { reads: ['server', 'secrets', 'companies'] }),
  /** Checks the address and the access key against the server, then stores the address (database) and the key (keychain). */
  'server.connect': command(z.strictObject({ address: z.string().max(2048), accessKey: z.string().min(1).max(512) }), serverStateSchema, {
    changes: ['server', 'secrets', 'companies', 'history'],
    recorded: true,
  }),
  /**
   * Asks the server's login API for an access key, and connects with it as `server.connect` does: the key is kept, user and password are not.
   * `address` `null` = the stored one. Throws `sign-in-refused`, `sign-in-absent`, `server-no-right`, or what `server.connect` throws.
   */
  'server.signIn': command(
    z.strictObject({ address: z.string().max(2048).nullable(), loginId: z.string().min(1).max(200), password: z.string().min(1).max(512) }),
    serverStateSchema,
    { changes: ['server', 'secrets', 'companies', 'history'], recorded: true },
  ),
  /**
   * Reads users, organisations, roles and approvers: a resumable job whose result is `{ users, organizations }`. Fails with `list-shrinks`,
   * changing nothing, when more people are gone than is allowed or confirmed; asked again, it goes on with what was read.
   */
  'server.readPeople': command(z.strictObject({ confirmed: confirmedChangeSchema.optional() }), z.strictObject({ jobId: z.string() }), {
    changes: ['lists', 'server'],
    job: 'read-people',
    whileReadOnly: 'allowed',
  }),
} as const;
