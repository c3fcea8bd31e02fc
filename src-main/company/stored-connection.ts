import { z } from 'zod';
import { proxySchema, timeoutsSchema } from '#shared/contract/connections.ts';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { LockedCertificate } from '../network/client-certificate.ts';
import { DEFAULT_TIMEOUTS } from '../network/network.ts';

const lockedCertificateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pem'), certificate: z.string(), encryptedKey: z.string() }),
  z.strictObject({ kind: z.literal('pfx'), certificate: z.string(), pfx: z.string() }),
]) satisfies z.ZodType<LockedCertificate>;

/** How a company's servers are reached, as its file keeps it. No secret is in it: what is private opens by the keychain alone. */
export const storedConnectionSchema = z.strictObject({
  proxy: proxySchema.default({ kind: 'system' }),
  /** PEM, one certificate each. */
  extraCa: z.array(z.string()).default([]),
  systemStore: z.boolean().default(true),
  clientCertificate: lockedCertificateSchema.nullable().default(null),
  basicUser: z.string().default(''),
  timeouts: timeoutsSchema.default(DEFAULT_TIMEOUTS),
  /** The server that may be reached by unencrypted http; `null` = none. */
  plainHttp: z.string().max(300).nullable().default(null),
});
export type StoredConnection = z.infer<typeof storedConnectionSchema>;

/** What holds until somebody sets something: as the desktop reaches its servers. */
export const DEFAULT_CONNECTION: StoredConnection = storedConnectionSchema.parse({});

/** What a company's file keeps of it, or the defaults where nobody set anything; `null` = a newer version wrote it, or it is damaged. */
export function keptConnection(kept: unknown): StoredConnection | null {
  if (kept === null) return DEFAULT_CONNECTION;
  const read = storedConnectionSchema.safeParse(kept);
  return read.success ? read.data : null;
}

/** The same for whoever goes out by it. Guessing could lead a password by another way than the one that was set: throws instead. */
export function usableConnection(kept: unknown): StoredConnection {
  const connection = keptConnection(kept);
  if (connection === null) throw new ExpectedError('connection-settings-unreadable');
  return connection;
}
