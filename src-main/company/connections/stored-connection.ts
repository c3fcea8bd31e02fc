import { z } from 'zod';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { amazonBusinessSchema } from '#shared/contract/connections/amazon-business.ts';
import { proxySchema, timeoutsSchema } from '#shared/contract/connections/connections.ts';
import { companyDirectorySchema } from '#shared/contract/connections/directory-server.ts';
import { DEFAULT_TIMEOUTS } from '../../network/network.ts';
import type { EncryptedCertificate } from '../../network/tls/client-certificate.ts';

const lockedCertificateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pem'), certificate: z.string(), encryptedKey: z.string() }),
  z.strictObject({ kind: z.literal('pfx'), certificate: z.string(), pfx: z.string() }),
]) satisfies z.ZodType<EncryptedCertificate>;

/** Connection settings of a company, without secrets; the private key of a client certificate is encrypted with a key from the keychain. */
export const storedConnectionSchema = z.strictObject({
  proxy: proxySchema.default({ kind: 'system' }),
  /** PEM, one certificate per entry. */
  extraCa: z.array(z.string()).default([]),
  systemStore: z.boolean().default(true),
  clientCertificate: lockedCertificateSchema.nullable().default(null),
  basicUser: z.string().default(''),
  timeouts: timeoutsSchema.default(DEFAULT_TIMEOUTS),
  /** The server that may be reached by unencrypted http; `null` = none. */
  plainHttp: z.string().max(300).nullable().default(null),
  /**
   * The company directory; `null` = removed. Absent if none was ever set, so that seals of older settings still match.
   */
  directory: z.exactOptional(companyDirectorySchema.nullable()),
  /** The Amazon Business API; `null` = removed, absent like `directory`. */
  amazonBusiness: z.exactOptional(amazonBusinessSchema.nullable()),
});
export type StoredConnection = z.infer<typeof storedConnectionSchema>;

/** Default settings: the network settings of the desktop. */
export const DEFAULT_CONNECTION: StoredConnection = storedConnectionSchema.parse({});

/** Returns the stored settings or the defaults; `null` if they are damaged or were written by a newer version. */
export function parseStoredConnection(kept: unknown): StoredConnection | null {
  if (kept === null) return DEFAULT_CONNECTION;
  const read = storedConnectionSchema.safeParse(kept);
  return read.success ? read.data : null;
}

/**
 * Like `parseStoredConnection`, for outgoing connections. Throws for unreadable settings, because defaults could send a password through
 * another proxy.
 */
export function requireStoredConnection(kept: unknown): StoredConnection {
  const connection = parseStoredConnection(kept);
  if (connection === null) throw new ExpectedError('connection-settings-unreadable');
  return connection;
}
