import { z } from 'zod';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { proxySchema, timeoutsSchema } from '#shared/contract/connections/connections.ts';
import { directoryServerSchema } from '#shared/contract/connections/directory-server.ts';
import { DEFAULT_TIMEOUTS } from '../../network/network.ts';
import type { LockedCertificate } from '../../network/tls/client-certificate.ts';

const lockedCertificateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pem'), certificate: z.string(), encryptedKey: z.string() }),
  z.strictObject({ kind: z.literal('pfx'), certificate: z.string(), pfx: z.string() }),
]) satisfies z.ZodType<LockedCertificate>;

/** Connection settings of a company. They contain no secret; private keys are encrypted with a key in the keychain. */
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
  /** The company's directory; `null` = taken away. Missing in settings that never had one, whose seal would not match otherwise. */
  directory: z.exactOptional(directoryServerSchema.nullable()),
});
export type StoredConnection = z.infer<typeof storedConnectionSchema>;

/** Defaults: the desktop's network settings. */
export const DEFAULT_CONNECTION: StoredConnection = storedConnectionSchema.parse({});

/** Stored settings, or the defaults; `null` = written by a newer version, or damaged. */
export function storedConnection(kept: unknown): StoredConnection | null {
  if (kept === null) return DEFAULT_CONNECTION;
  const read = storedConnectionSchema.safeParse(kept);
  return read.success ? read.data : null;
}

/** The same for outgoing connections: throws instead of guessing, which could send a password by another route. */
export function requireStoredConnection(kept: unknown): StoredConnection {
  const connection = storedConnection(kept);
  if (connection === null) throw new ExpectedError('connection-settings-unreadable');
  return connection;
}
