import { z } from 'zod';
import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { companyKindSchema, matchingPolicySchema } from '#shared/contract/companies/companies.ts';
import { proxySchema } from '#shared/contract/connections/connections.ts';
import { SECRET_NAMES, type SecretName, secretNameSchema, secretValueSchema } from '#shared/contract/connections/secrets.ts';
import { draftsFileSchema } from '#shared/contract/drafts/drafts.ts';
import { calendarSettingsSchema } from '#shared/contract/orders/calendar.ts';
import { lockPolicySchema } from '#shared/contract/orders/clocks.ts';
import { guardPolicySchema } from '#shared/contract/plan/plan.ts';
import { companyRulesSchema } from '#shared/contract/routes/company-rules.ts';
import { exclusionListSchema } from '#shared/contract/triage.ts';
import { viewContentSchema } from '#shared/contract/views.ts';
import { getUnencryptedOrigin } from '#shared/domain/integration/web-addresses/neo-address.ts';
import { readWebAddress } from '#shared/domain/integration/web-addresses/web-address.ts';
import { parseServerAddress } from '../groupware/server-address.ts';
import { parseProxyAddress } from '../network/proxy/proxy-address.ts';
import { splitCertificates } from '../network/tls/certificates.ts';
import { storedConnectionSchema } from './connections/stored-connection.ts';

/** Accepts a proxy address only without a password, which belongs in the keychain. The content of the file is untrusted. */
const isBareProxy = (proxy: { readonly kind: string; readonly url?: string }): boolean =>
  proxy.kind === 'manual'
    ? typeof parseProxyAddress(proxy.url ?? '') !== 'string'
    : proxy.kind !== 'pac' || typeof readWebAddress(proxy.url ?? '') !== 'string';

function isCertificate(pem: string): boolean {
  try {
    return splitCertificates(pem).length === 1;
  } catch {
    return false;
  }
}

/** Connection settings without the client certificate, because its private key never leaves its machine. */
const networkSchema = z.strictObject({
  ...storedConnectionSchema.omit({ clientCertificate: true }).shape,
  proxy: proxySchema.refine(isBareProxy),
  extraCa: z.array(z.string().max(20_000).refine(isCertificate)).max(100),
  basicUser: z.string().max(200),
  plainHttp: z
    .string()
    .max(300)
    .refine((origin) => getUnencryptedOrigin(origin) === origin)
    .nullable()
    .default(null),
});

/**
 * Data of a company for transfer to another machine, without people and findings (docs/bundle.md). Secrets are a separate field of the
 * file.
 */
const companySchema = z.strictObject({
  company: z.strictObject({ name: z.string().min(1).max(60), kind: companyKindSchema, serverAddress: z.string().max(2_048).nullable() }),
  settings: z.strictObject({
    companyDomains: z.array(z.string().max(253)).max(200),
    aliasDomains: z.array(z.strictObject({ from: z.string().max(253), to: z.string().max(253) })).max(200),
    /** `null` = the default policy. */
    policies: z.strictObject({
      matching: matchingPolicySchema.nullable(),
      exclusions: exclusionListSchema.nullable(),
      calendar: calendarSettingsSchema.nullable(),
      companyRules: companyRulesSchema.nullable(),
      lock: lockPolicySchema.nullable(),
      guards: guardPolicySchema.nullable(),
    }),
    /** `null` = the default settings; older files lack the field. */
    network: networkSchema.nullable().default(null),
    views: z.array(z.strictObject({ kind: z.string().max(20), name: z.string().min(1).max(200), content: viewContentSchema })).max(1_000),
  }),
  drafts: draftsFileSchema,
});
export type BundledCompany = z.output<typeof companySchema>;

const contentSchema = companySchema.extend({
  format: z.literal('tsunagi-bundle'),
  version: z.literal(1),
  /** ISO 8601 UTC. */
  createdAt: z.string(),
  /** Version of the console that wrote it. */
  writtenBy: z.string().max(100),
  /** Secret values, each validated as if entered by hand. */
  secrets: z.partialRecord(secretNameSchema, secretValueSchema),
});
export type BundleContents = z.output<typeof contentSchema>;

export const formatBundle = (contents: Omit<BundleContents, 'format' | 'version'>): string =>
  JSON.stringify({ format: 'tsunagi-bundle', version: 1, ...contents } satisfies BundleContents);

/** Older files name the company `profile`. */
function withCompany(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'profile') || Object.hasOwn(value, 'company')) return value;
  const { profile, ...others } = value as Readonly<Record<string, unknown>>;
  return { ...others, company: profile };
}

/** Whether the address would be accepted as input; the content of the file is untrusted. */
function isUsableServer({ company: { serverAddress }, settings: { network } }: BundleContents): boolean {
  if (serverAddress === null) return true;
  const chosen = network?.plainHttp ?? null;
  try {
    // The machine's own network policy is checked later, when a request is sent.
    parseServerAddress(serverAddress, chosen === null ? null : { origin: chosen, within: 'anywhere' });
    return true;
  } catch (error) {
    if (error instanceof ExpectedError) return false;
    throw error;
  }
}

/**
 * Parses a transfer file. Throws `bundle-invalid` with the position; the content is untrusted, because every person with the passphrase
 * can write it.
 */
export function parseBundle(text: string): BundleContents {
  const reading = readBoundedJson(text, { depth: 64, entries: 8_000_000 });
  if (reading.kind === 'refused') throw new ExpectedError('bundle-invalid', { field: 'JSON' });
  const parsed = safeParseUntrusted(contentSchema, withCompany(reading.value));
  if (parsed.success && isUsableServer(parsed.data)) return parsed.data;
  if (parsed.success) throw new ExpectedError('bundle-invalid', { field: 'company.serverAddress' });
  throw new ExpectedError('bundle-invalid', { field: parsed.error.issues[0]?.path.join('.') || 'format' });
}

/** Returns the names of the secrets in the file, in the usual display order. */
export const listBundledSecretNames = ({ secrets }: Pick<BundleContents, 'secrets'>): SecretName[] =>
  SECRET_NAMES.filter((name) => secrets[name] !== undefined);
