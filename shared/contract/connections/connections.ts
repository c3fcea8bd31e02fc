import { z } from 'zod';
import {
  AMAZON_LAYERS,
  BUSINESS_LAYERS,
  CLOUD_LAYERS,
  CONNECTION_FIELDS,
  CONNECTION_REASON_IDS,
  type ConnectionLayer,
  type ConnectionReasonId,
  GROUPWARE_LAYERS,
  type LayerResult,
  LDAP_LAYERS,
} from '../../domain/integration/connection-test/connection-test.ts';
import { defineCommand, defineQuery } from '../call/define.ts';
import { amazonBusinessSchema } from './amazon-business.ts';
import { companyDirectorySchema } from './directory-server.ts';

/** Proxy for connections to servers. `none`: direct connections. This machine is always reached directly. */
export const proxySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** Proxy settings of the desktop, or HTTPS_PROXY, HTTP_PROXY and NO_PROXY without a desktop. */
  z.strictObject({ kind: z.literal('system') }),
  z.strictObject({
    kind: z.literal('manual'),
    /** URL such as `http://proxy.example.co.jp:8080` (http or https), without user and password. */
    url: z.string().trim().min(1).max(2048),
    /** User name; `''` = no authentication. The password is the secret `proxy-password`, bound to this proxy. */
    user: z.string().max(200),
    /**
     * Hosts that are reached directly, in the notation of NO_PROXY and Windows: host, domain including sub-domains, `host:port`,
     * `10.0.0.0/8`, `192.168.*`, `<local>`.
     */
    bypass: z.array(z.string().trim().min(1).max(253)).max(200),
  }),
  /** URL of a proxy script, evaluated by the desktop (`host.pac`). */
  z.strictObject({ kind: z.literal('pac'), url: z.string().trim().min(1).max(2048) }),
]);
export type ProxySetting = z.infer<typeof proxySchema>;

const milliseconds = z.number().int().min(1_000).max(600_000);
/** Maximum times for connecting to a server, for the beginning of its response, and between two parts of the response. */
export const timeoutsSchema = z.strictObject({ connectMs: milliseconds, headersMs: milliseconds, bodyMs: milliseconds });
export type Timeouts = z.infer<typeof timeoutsSchema>;

export const certificateSchema = z.strictObject({
  subject: z.string(),
  issuer: z.string(),
  /** End of the validity, ISO 8601 UTC. */
  expiresAt: z.string(),
  state: z.enum(['valid', 'expired', 'not-yet-valid']),
  /** SHA-256 fingerprint, upper case, with colons. */
  fingerprint: z.string(),
  /** True if the certificate may sign other certificates. */
  authority: z.boolean(),
});
export type CertificateInfo = z.infer<typeof certificateSchema>;

/** Network settings of the company. TLS is always verified. */
export const connectionSettingsSchema = z.strictObject({
  proxy: proxySchema,
  /** Trusted certification authorities in addition to the usual ones. */
  extraCa: z.array(certificateSchema),
  /** True if the operating system's authorities are trusted too. */
  systemStore: z.boolean(),
  clientCertificate: z
    .strictObject({
      kind: z.enum(['pem', 'pfx']),
      certificate: certificateSchema,
      /** `locked`: the passphrase is missing in the keychain, so the certificate must be selected again. */
      state: z.enum(['ready', 'locked']),
    })
    .nullable(),
  /** User for HTTP Basic authentication in front of the groupware; `''` = none. The password is the secret `http-basic-password`. */
  basicUser: z.string(),
  timeouts: timeoutsSchema,
  /**
   * The server for which unencrypted http was permitted (`null` = none), and the policy of this machine: never, only private addresses, or
   * any address.
   */
  plainHttp: z.strictObject({ allowed: z.string().nullable(), policy: z.enum(['never', 'private', 'anywhere']) }),
  /** Support of this host for `system` and `pac`. */
  host: z.strictObject({
    system: z.enum(['desktop', 'environment']),
    pac: z.boolean(),
    /** Proxy in the environment variables, without user and password; `''` = none. */
    environmentProxy: z.string(),
  }),
});
export type ConnectionSettings = z.infer<typeof connectionSettingsSchema>;

export const connectionChangeSchema = z
  .strictObject({
    proxy: proxySchema,
    /** PEM text or a file (PEM, DER) with certificates to trust, or the fingerprint of a certificate that is no longer trusted. */
    extraCa: z.union([
      z.strictObject({ add: z.string().min(1).max(200_000) }),
      z.strictObject({ file: z.string() }),
      z.strictObject({ remove: z.string().max(200) }),
    ]),
    systemStore: z.boolean(),
    /** One PFX file, or PEM with certificate and key in one or two files. `null` removes the client certificate. */
    clientCertificate: z.strictObject({ tokens: z.array(z.string()).min(1).max(2), passphrase: z.string().max(512) }).nullable(),
    basicUser: z.string().max(200),
    timeouts: timeoutsSchema,
    /** The server's http address as typed; `null` revokes the permission. */
    plainHttp: z.string().max(2_048).nullable(),
  })
  .partial();

const facts = z.record(z.string(), z.union([z.string(), z.number()]));
/** See `LayerResult`. */
export const layerResultSchema = z.strictObject({
  layer: z.enum([...GROUPWARE_LAYERS, ...AMAZON_LAYERS, ...LDAP_LAYERS, ...CLOUD_LAYERS, ...BUSINESS_LAYERS]),
  state: z.enum(['passed', 'warning', 'failed', 'skipped']),
  milliseconds: z.number().int(),
  reasons: z.array(
    z.strictObject({
      id: z.enum(CONNECTION_REASON_IDS as [ConnectionReasonId, ...ConnectionReasonId[]]),
      field: z.enum(CONNECTION_FIELDS).nullable(),
      params: facts,
    }),
  ),
  facts,
}) satisfies z.ZodType<LayerResult<ConnectionLayer>>;

export const connectionTargetSchema = z.enum(['groupware', 'amazon', 'directory', 'business']);
export type ConnectionTarget = z.infer<typeof connectionTargetSchema>;

/** Optional steps of Amazon's test. */
export const amazonTestOptionSchema = z.enum(['production', 'profile', 'wrong-secret']);
export type AmazonTestOption = z.infer<typeof amazonTestOptionSchema>;

/** One run of a test with the layers completed so far, in order. After a restart, only the last completed run is available. */
export const connectionRunSchema = z.strictObject({
  state: z.enum(['running', 'done', 'cancelled']),
  /** Start of the run, ISO 8601 UTC. */
  startedAt: z.string(),
  layers: z.array(layerResultSchema),
  /** The layer that is being tested; `null` if none is. */
  current: layerResultSchema.shape.layer.nullable(),
});
export type ConnectionRun = z.infer<typeof connectionRunSchema>;

/** A test run. `outdated`: tested values have changed since the run. */
export const connectionRunViewSchema = connectionRunSchema.extend({ outdated: z.boolean() });
export type ConnectionRunView = z.infer<typeof connectionRunViewSchema>;

export const connectionCalls = {
  'connections.settings': defineQuery(z.strictObject({}), connectionSettingsSchema, { reads: ['server', 'secrets', 'companies'] }),
  /**
   * Changes the given settings. Fails with `connection-proxy-invalid`, `connection-certificate-invalid`,
   * `connection-client-certificate-invalid`, `connection-pac-unavailable` or `connection-plain-http-refused`. Fails with `trust-refused` or
   * `trust-unasked` if a new party would be trusted without confirmation in the host's own dialog. After a failure nothing is changed.
   */
  'connections.changeSettings': defineCommand(connectionChangeSchema, connectionSettingsSchema, {
    role: 'administrator',
    changes: ['server', 'secrets', 'history'],
    whileReadOnly: 'allowed',
    recorded: true,
  }),
  /**
   * Tests the groupware layer by layer. Starts a job with result `{ passed }`. `address` and `accessKey`: `null` = the saved value; typed
   * values are saved only after the server accepted them.
   */
  'connections.testGroupware': defineCommand(
    z.strictObject({ address: z.string().max(2048).nullable(), accessKey: z.string().min(1).max(512).nullable() }),
    z.strictObject({ jobId: z.string() }),
    { role: 'administrator', changes: ['server', 'secrets', 'companies', 'history'], job: 'test-groupware', whileReadOnly: 'allowed' },
  ),
  /** Tests Amazon layer by layer. Starts a job with result `{ passed }`. Never orders and never opens the StartPage. */
  'connections.testAmazon': defineCommand(
    z.strictObject({ testEmail: z.string().max(320), extras: z.array(amazonTestOptionSchema).max(3) }),
    z.strictObject({ jobId: z.string() }),
    { role: 'administrator', changes: ['server', 'secrets', 'companies', 'history'], job: 'test-amazon', whileReadOnly: 'allowed' },
  ),
  /** The company's directory; `null` = not set. Its password, client secret or key is the secret `directory-password`. */
  'connections.directory': defineQuery(z.strictObject({}), z.strictObject({ server: companyDirectorySchema.nullable() }), {
    reads: ['server', 'companies'],
  }),
  /**
   * Sets the company's directory; `null` removes it. Fails with `connection-directory-invalid`, and with `trust-refused` or `trust-unasked`
   * like `connections.changeSettings`. A secret for another server or tenant stays bound to that one.
   */
  'connections.changeDirectory': defineCommand(
    z.strictObject({ server: companyDirectorySchema.nullable() }),
    z.strictObject({ server: companyDirectorySchema.nullable() }),
    { role: 'administrator', changes: ['server', 'secrets', 'history'], whileReadOnly: 'allowed', recorded: true },
  ),
  /** Tests the saved directory layer by layer. Starts a job with result `{ passed }`. Reads at most one page of people and stores none. */
  'connections.testDirectory': defineCommand(z.strictObject({}), z.strictObject({ jobId: z.string() }), {
    role: 'administrator',
    changes: ['server', 'secrets', 'history'],
    job: 'test-directory',
    whileReadOnly: 'allowed',
  }),
  /** The company's connection to the Amazon Business API; `null` = not set. */
  'connections.amazonBusiness': defineQuery(z.strictObject({}), z.strictObject({ connection: amazonBusinessSchema.nullable() }), {
    reads: ['server', 'companies'],
  }),
  /**
   * Sets the connection to the Amazon Business API; `null` removes it. Fails with `trust-refused` or `trust-unasked` like
   * `connections.changeSettings`. Secrets for another client or region stay bound to that one.
   */
  'connections.changeAmazonBusiness': defineCommand(
    z.strictObject({ connection: amazonBusinessSchema.nullable() }),
    z.strictObject({ connection: amazonBusinessSchema.nullable() }),
    { role: 'administrator', changes: ['server', 'secrets', 'history'], whileReadOnly: 'allowed', recorded: true },
  ),
  /** Tests the Amazon Business API layer by layer. Starts a job with result `{ passed }`. Reads one page of orders and stores none. */
  'connections.testAmazonBusiness': defineCommand(z.strictObject({}), z.strictObject({ jobId: z.string() }), {
    role: 'administrator',
    changes: ['server', 'secrets', 'history'],
    job: 'test-amazon-business',
    whileReadOnly: 'allowed',
  }),
  /**
   * The password accepted by the demo company's own Amazon; `null` for other companies. It is generated when the demo starts, is useless
   * elsewhere, and is displayed so that saving and testing a password can be tried.
   */
  'connections.demoPassword': defineQuery(z.strictObject({}), z.strictObject({ password: z.string().nullable() }), {
    role: 'administrator',
    reads: ['server', 'companies', 'drafts'],
  }),
  /** The running test, otherwise the last one. Query again after each event of its job. */
  'connections.results': defineQuery(
    z.strictObject({}),
    z.strictObject({
      groupware: connectionRunViewSchema.nullable(),
      amazon: connectionRunViewSchema.extend({ testEmail: z.string() }).nullable(),
      directory: connectionRunViewSchema.nullable(),
      business: connectionRunViewSchema.nullable(),
    }),
    { reads: ['server', 'secrets', 'companies', 'drafts'] },
  ),
} as const;
