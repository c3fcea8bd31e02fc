import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { readWebAddress } from '#shared/domain/integration/web-addresses/web-address.ts';
import { ROLES } from '#shared/domain/team/roles.ts';

/** Configuration of a team server. Unknown keys are refused. Paths are relative to the configuration file. */
const configSchema = z.strictObject({
  /** Address that people open, without a path: `https://tsunagi.example.co.jp`. Plain http is allowed for localhost only. */
  publicUrl: z.url({ protocol: /^https?$/ }),
  listen: z.strictObject({ host: z.string().default('127.0.0.1'), port: z.number().int().min(0).max(65_535).default(8480) }).prefault({}),
  /** Certificate chain and private key, PEM files; omitted = a reverse proxy on this machine ends TLS. */
  tls: z.strictObject({ certificate: z.string(), key: z.string() }).optional(),
  dataFolder: z.string(),
  /** File with the master key of the sealed secrets (32 bytes, base64 or hex), outside the data folder. */
  masterKeyFile: z.string(),
  oidc: z.strictObject({
    issuer: z.url(),
    clientId: z.string().min(1),
    /** Omitted = a public client. */
    clientSecretFile: z.string().optional(),
    scopes: z.array(z.string()).default(['openid', 'profile', 'email']),
    /** Claim with the person's roles; dots separate levels, as in `realm_access.roles`. */
    rolesClaim: z.string().default('roles'),
    /** Rights for values of that claim. */
    roles: z
      .array(
        z.strictObject({
          value: z.string().min(1),
          serverAdministrator: z.boolean().default(false),
          /** Id of a company; `*` = all companies. */
          company: z.string().default('*'),
          roles: z.array(z.enum(ROLES)).default([]),
        }),
      )
      .default([]),
  }),
  /** Mail server for messages about approvals and scheduled checks; omitted = no mails. */
  mail: z
    .strictObject({
      host: z.string().min(1).max(253),
      port: z.number().int().min(1).max(65_535).default(587),
      /** Omitted = `tls` on port 465, `none` on this machine, else `starttls`. */
      protection: z.enum(['tls', 'starttls', 'none']).optional(),
      from: z.email(),
      /** User and password go together; omitted = no login. */
      user: z.string().min(1).optional(),
      passwordFile: z.string().optional(),
    })
    .optional(),
  /** Address for `/metrics`, without sign-in; omitted = none. */
  metrics: z.strictObject({ host: z.string().default('127.0.0.1'), port: z.number().int().min(0).max(65_535) }).optional(),
});
export type ServerConfig = z.output<typeof configSchema>;

/** A configuration that cannot be used. `problems`: key and reason, one per line. */
export class ConfigError extends Error {}

const ENVIRONMENT_PREFIX = 'TSUNAGI_SERVER_';

/** Returns the configuration with values of `TSUNAGI_SERVER_…` variables, for example `TSUNAGI_SERVER_OIDC_CLIENT_ID` for `oidc.clientId`. */
function overrideByEnvironment(value: Record<string, unknown>, env: NodeJS.ProcessEnv): Record<string, unknown> {
  const set = (path: readonly string[], text: string): void => {
    let level = value;
    for (const key of path.slice(0, -1)) {
      level[key] ??= {};
      level = level[key] as Record<string, unknown>;
    }
    const last = path.at(-1) as string;
    level[last] = last === 'port' ? Number(text) : text;
  };
  for (const path of SINGLE_VALUES) {
    const name = ENVIRONMENT_PREFIX + path.map((key) => key.replace(/[A-Z]/g, '_$&').toUpperCase()).join('_');
    const text = env[name];
    if (text !== undefined && text !== '') set(path, text);
  }
  return value;
}

/** Keys with a single value, which an environment variable can replace. */
const SINGLE_VALUES = [
  ['publicUrl'],
  ['listen', 'host'],
  ['listen', 'port'],
  ['tls', 'certificate'],
  ['tls', 'key'],
  ['dataFolder'],
  ['masterKeyFile'],
  ['oidc', 'issuer'],
  ['oidc', 'clientId'],
  ['oidc', 'clientSecretFile'],
  ['oidc', 'rolesClaim'],
  ['mail', 'host'],
  ['mail', 'port'],
  ['mail', 'from'],
  ['mail', 'user'],
  ['mail', 'passwordFile'],
  ['metrics', 'host'],
  ['metrics', 'port'],
] as const;

/** Parses a configuration file. `path`: its path, for relative paths in it. Throws `ConfigError`. */
export function parseServerConfig(text: string, path: string, env: NodeJS.ProcessEnv): ServerConfig {
  let read: unknown;
  try {
    read = parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) throw new ConfigError('not a YAML mapping');
  const parsed = configSchema.safeParse(overrideByEnvironment(read as Record<string, unknown>, env));
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  const config = parsed.data;
  const url = readWebAddress(config.publicUrl);
  if (typeof url === 'string') throw new ConfigError('publicUrl: must be a http or https address without user name');
  if (url.path !== '/' || url.extra) throw new ConfigError('publicUrl: must not have a path');
  if (url.scheme === 'http' && url.local !== 'loopback') throw new ConfigError('publicUrl: must be https, except for localhost');
  if ((config.mail?.user === undefined) !== (config.mail?.passwordFile === undefined))
    throw new ConfigError('mail: user and passwordFile must be set together');
  const from = dirname(resolve(path));
  return {
    ...config,
    dataFolder: resolve(from, config.dataFolder),
    masterKeyFile: resolve(from, config.masterKeyFile),
    ...(config.tls && { tls: { certificate: resolve(from, config.tls.certificate), key: resolve(from, config.tls.key) } }),
    oidc: {
      ...config.oidc,
      ...(config.oidc.clientSecretFile !== undefined && { clientSecretFile: resolve(from, config.oidc.clientSecretFile) }),
    },
    ...(config.mail && {
      mail: {
        ...config.mail,
        ...(config.mail.passwordFile !== undefined && { passwordFile: resolve(from, config.mail.passwordFile) }),
      },
    }),
  };
}
