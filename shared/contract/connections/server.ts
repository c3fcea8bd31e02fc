import { z } from 'zod';
import { defineCommand, defineQuery } from '../call/define.ts';
import { confirmedChangeSchema } from '../imports/list-changes.ts';

export const serverStateSchema = z.strictObject({
  address: z.string().nullable(),
  /** Kind of the server; `null` until it was contacted. */
  kind: z.enum(['gateway', 'stock-neo']).nullable(),
  accessKey: z.enum(['set', 'session-only', 'not-set', 'unreachable']),
  /** Time at which the key was saved, ISO 8601, which shows its age. */
  keySetAt: z.string().nullable(),
});

export const serverCalls = {
  'server.state': defineQuery(z.strictObject({}), serverStateSchema, { reads: ['server', 'secrets', 'companies'] }),
  /** Checks the address and the access key with the server, then saves the address in the database and the key in the keychain. */
  'server.connect': defineCommand(
    z.strictObject({ address: z.string().max(2048), accessKey: z.string().min(1).max(512) }),
    serverStateSchema,
    {
      role: 'administrator',
      changes: ['server', 'secrets', 'companies', 'history'],
      recorded: true,
    },
  ),
  /**
   * Requests an access key from the server's login API and connects with it like `server.connect`. The key is saved; user and password are
   * not. `address`: `null` = the saved one. Fails with `sign-in-refused`, `sign-in-absent`, `server-no-right`, or like `server.connect`.
   */
  'server.signIn': defineCommand(
    z.strictObject({ address: z.string().max(2048).nullable(), loginId: z.string().min(1).max(200), password: z.string().min(1).max(512) }),
    serverStateSchema,
    { role: 'administrator', changes: ['server', 'secrets', 'companies', 'history'], recorded: true },
  ),
  /**
   * Reads users, organizations, roles and approvers. Starts a resumable job with result `{ users, organizations }`. Fails with
   * `list-shrinks` without changes if more people are gone than allowed or confirmed; the next call continues with the data already read.
   */
  'server.readPeople': defineCommand(
    z.strictObject({ confirmed: confirmedChangeSchema.optional() }),
    z.strictObject({ jobId: z.string() }),
    {
      role: 'editor',
      changes: ['lists', 'server'],
      job: 'read-people',
      whileReadOnly: 'allowed',
    },
  ),
} as const;
