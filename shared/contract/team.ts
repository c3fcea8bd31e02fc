import { z } from 'zod';
import { ROLES } from '../domain/team/roles.ts';
import { defineCommand, defineQuery } from './call/define.ts';

/** Events of the access log, also the keys of their texts below `team.log.event`. */
export const ACCESS_EVENTS = [
  'signed-in',
  'desktop-signed-in',
  'signed-out',
  'recovery-sign-in',
  'recovery-failed',
  'sign-in-failed',
  'session-ended',
  'roles-changed',
  'disabled',
  'enabled',
] as const;
export type AccessEvent = (typeof ACCESS_EVENTS)[number];

const rolesSchema = z.array(z.enum(ROLES)).max(ROLES.length).readonly();
/** `everywhere`: roles in every company; `companies`: roles by company id. */
export const accessSchema = z.strictObject({
  serverAdministrator: z.boolean(),
  everywhere: rolesSchema,
  companies: z.record(z.string(), rolesSchema).readonly(),
});

/** A person who signed in to the team server at least once. */
export const memberSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  /** Issuer of the provider; together with the provider's subject it is the identity, never the e-mail. */
  issuer: z.string(),
  /** ISO 8601 UTC. */
  lastSeen: z.string(),
  disabled: z.boolean(),
  /** Rights granted on this server. */
  granted: accessSchema,
  /** Rights from the provider's claims, while the person is signed in. */
  claimed: accessSchema,
  sessions: z.array(z.strictObject({ id: z.string(), lastUsedAt: z.string(), agent: z.string() })),
});
export type TeamMember = z.output<typeof memberSchema>;

/** Calls about people and roles of a team server. Other hosts answer `team.current` with `null` and refuse the rest. */
export const teamCalls = {
  /** The person of the call and the person's rights; `null` on a computer with a single user. */
  'team.current': defineQuery(
    z.strictObject({}),
    z.strictObject({
      person: accessSchema.extend({ id: z.string(), name: z.string(), account: z.string() }).nullable(),
    }),
    { reads: ['team'], scope: 'console' },
  ),
  'team.members': defineQuery(z.strictObject({}), z.strictObject({ members: z.array(memberSchema) }), {
    role: 'serverAdministrator',
    reads: ['team'],
    scope: 'console',
  }),
  /**
   * Changes the rights of a person; they take effect at the person's next request. Fails with `person-not-found`, and with `own-rights` if
   * administrators would take away their own access.
   */
  'team.changeMember': defineCommand(
    z.strictObject({
      id: z.string().max(100),
      serverAdministrator: z.boolean().optional(),
      disabled: z.boolean().optional(),
      /** Roles in one company, or in all companies if `company` is `null`; they replace the earlier ones. */
      roles: z.strictObject({ company: z.string().max(100).nullable(), roles: rolesSchema }).optional(),
    }),
    z.strictObject({}),
    { role: 'serverAdministrator', changes: ['team', 'companies'], scope: 'console' },
  ),
  /** Ends a session of a person. Fails with `session-not-found`. */
  'team.endSession': defineCommand(z.strictObject({ id: z.string().max(100) }), z.strictObject({}), {
    role: 'serverAdministrator',
    changes: ['team'],
    scope: 'console',
  }),
  /** The latest entries of the access log, newest first: who, when, what; no values. */
  'team.accessLog': defineQuery(
    z.strictObject({ limit: z.number().int().min(1).max(1_000) }),
    z.strictObject({
      entries: z.array(z.strictObject({ at: z.string(), person: z.string(), event: z.enum(ACCESS_EVENTS), detail: z.string() })),
    }),
    { role: 'serverAdministrator', reads: ['team'], scope: 'console' },
  ),
} as const;
