import { z } from 'zod';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { ENTRA_PROPERTIES, type EntraUser, parseEntraUser } from '#shared/domain/directory/entra-people.ts';
import { type EntraDirectory, isClientId, isTenantName } from '#shared/domain/integration/cloud-directory.ts';
import type { CloudReason } from '#shared/domain/integration/connection-test/connection-reasons-cloud.ts';
import { DirectoryProblem } from '../directory-problem.ts';
import type { CloudAnswer, CloudVendor } from './vendor.ts';

/** Graph's maximum. Source: docs/domain/directory.md#entra-id. */
const PAGE_SIZE = 999;
const LONGEST_VALUE = 4_096;
const MOST_VALUES = 2_000;
const MOST_USERS_OF_A_PAGE = 5_000;

const text = z.string().max(LONGEST_VALUE).nullish();
const userSchema = z.object({
  id: z.string().min(1).max(200),
  mail: text,
  proxyAddresses: z.array(z.string().max(LONGEST_VALUE)).max(MOST_VALUES).nullish(),
  userPrincipalName: text,
  onPremisesSamAccountName: text,
  employeeId: text,
  displayName: text,
  accountEnabled: z.boolean().nullish(),
  department: text,
}) satisfies z.ZodType<EntraUser>;
const pageSchema = z.object({
  value: z.array(userSchema).max(MOST_USERS_OF_A_PAGE),
  '@odata.nextLink': z.string().min(1).max(16_000).optional(),
});

const tokenErrorSchema = z.object({
  error: z.string().max(200).optional(),
  error_description: z.string().max(20_000).optional(),
  error_codes: z.array(z.number()).max(20).optional(),
});
const graphErrorSchema = z.object({
  error: z.object({ code: z.string().max(200).optional(), message: z.string().max(20_000).optional() }),
});

/** Codes of refused sign-ins that have a specific reason. Microsoft may change them, so every other code has a general reason. */
const SIGN_IN_REASONS: Readonly<Record<number, CloudReason>> = {
  90002: 'entra-tenant-unknown',
  900023: 'entra-tenant-unknown',
  700016: 'entra-app-unknown',
  7000215: 'entra-secret-wrong',
  7000222: 'entra-secret-expired',
};

/** Microsoft Entra ID: client credentials with a secret, and `users` of Microsoft Graph. Source: docs/domain/directory.md#entra-id. */
export const ENTRA: CloudVendor<EntraDirectory> = {
  settingsProblem({ tenant, clientId }, secret) {
    if (!isTenantName(tenant)) return new DirectoryProblem('entra-tenant-unknown');
    if (!isClientId(clientId)) return new DirectoryProblem('entra-app-unknown');
    return secret === '' ? new DirectoryProblem('cloud-secret-empty') : null;
  },
  tokenRequest: ({ tenant, clientId }, secret, { signIn, api, purpose }) => ({
    url: `${signIn}/${tenant}/oauth2/v2.0/token`,
    form: {
      client_id: clientId,
      client_secret: secret,
      scope: `${purpose === 'demo' ? 'https://graph.microsoft.com' : api}/.default`,
      grant_type: 'client_credentials',
    },
  }),
  tokenProblem({ status, body }, message) {
    const read = safeParseUntrusted(tokenErrorSchema, body);
    if (!read.success) return new DirectoryProblem('cloud-sign-in-refused', { httpStatus: status, code: '', message });
    const { error = '', error_codes: codes = [] } = read.data;
    const [code] = codes;
    const params = { httpStatus: status, code: code === undefined ? error : `AADSTS${code}`, message };
    return new DirectoryProblem(SIGN_IN_REASONS[code ?? 0] ?? 'cloud-sign-in-refused', params);
  },
  firstPage: (_directory, { api }) => `${api}/v1.0/users?$select=${ENTRA_PROPERTIES.join(',')}&$top=${PAGE_SIZE}`,
  readPage(body) {
    const page = safeParseUntrusted(pageSchema, body);
    if (!page.success) return null;
    const { value, '@odata.nextLink': next = null } = page.data;
    return { entries: value.map((user) => ({ id: user.id, person: parseEntraUser(user) })), next };
  },
  pageProblem({ status, body }: CloudAnswer, message) {
    const read = safeParseUntrusted(graphErrorSchema, body);
    const code = read.success ? (read.data.error.code ?? '') : '';
    if (status === 401) return new DirectoryProblem('cloud-token-rejected', { httpStatus: status, code, message });
    if (status === 403) return new DirectoryProblem('entra-permission-missing', { httpStatus: status, code, message });
    return new DirectoryProblem('cloud-refused', { httpStatus: status, code, message });
  },
  errorText(body) {
    const token = safeParseUntrusted(tokenErrorSchema, body);
    if (token.success && token.data.error_description !== undefined) return token.data.error_description;
    const graph = safeParseUntrusted(graphErrorSchema, body);
    return graph.success ? (graph.data.error.message ?? '') : '';
  },
  wanted: { mail: 'mail', employeeId: 'employeeId', enabled: 'accountEnabled' },
};
