import { z } from 'zod';
import { defineCommand, defineQuery } from './call/define.ts';
import { companySchema } from './companies/companies.ts';

const addressSchema = z.string().min(1).max(300);

/** A team server that the desktop knows. */
export const teamServerSchema = z.strictObject({
  /** Origin, for example `https://tsunagi.example.co.jp`. */
  address: z.string(),
  /** `waiting`: the sign-in in the browser is not finished. `unreachable`: no response, or none that can be read. */
  state: z.enum(['signed-in', 'signed-out', 'waiting', 'unreachable']),
  /** Companies that the person may see; empty unless signed in. */
  companies: z.array(companySchema.pick({ id: true, name: true, kind: true })),
});
export type TeamServer = z.output<typeof teamServerSchema>;

/** Calls about team servers, for the desktop only: a browser opens the server's address itself. */
export const teamServerCalls = {
  /** Asks each server for its companies; takes up to 8 seconds if one does not answer. `servers: null` = not the desktop. */
  'teamServers.list': defineQuery(z.strictObject({}), z.strictObject({ servers: z.array(teamServerSchema).nullable() }), {
    reads: ['teamServers'],
    scope: 'console',
  }),
  /**
   * Adds a server if it is new, and opens its sign-in in the system browser; afterwards its window opens. The address needs no scheme.
   * Fails with `team-server-address`, `team-server-unreachable`, `team-server-unknown` and `storage-*`.
   */
  'teamServers.connect': defineCommand(z.strictObject({ address: addressSchema }), z.strictObject({}), {
    changes: ['teamServers'],
    role: 'local',
    scope: 'console',
  }),
  /** Opens the window of a server; `company`: id, or `null` for the server's first page. Fails with `team-server-unknown`. */
  'teamServers.open': defineCommand(
    z.strictObject({ address: addressSchema, company: z.string().max(100).nullable() }),
    z.strictObject({}),
    {
      changes: 'nothing',
      role: 'local',
      scope: 'console',
    },
  ),
  /** Ends a sign-in that waits. Fails with `team-server-unknown`. */
  'teamServers.cancel': defineCommand(z.strictObject({ address: addressSchema }), z.strictObject({}), {
    changes: ['teamServers'],
    role: 'local',
    scope: 'console',
  }),
  /** Removes a server and the saved sign-in; the data on the server stay. Fails with `team-server-unknown`, `storage-*` and `keychain-*`. */
  'teamServers.forget': defineCommand(z.strictObject({ address: addressSchema }), z.strictObject({}), {
    changes: ['teamServers'],
    role: 'local',
    scope: 'console',
  }),
};
