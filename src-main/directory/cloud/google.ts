import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { z } from 'zod';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { type GoogleUser, parseGoogleUser } from '#shared/domain/directory/google-people.ts';
import { CLOUD_SERVERS, type GoogleDirectory, isAdminAddress } from '#shared/domain/integration/cloud-directory.ts';
import { parseGoogleKey } from '#shared/domain/integration/google-key.ts';
import { DirectoryProblem } from '../directory-problem.ts';
import type { CloudVendor } from './vendor.ts';

/** Google's maximum. Source: docs/domain/directory.md#google-workspace. */
const PAGE_SIZE = 500;
const MOST_USERS_OF_A_PAGE = 5_000;
const SCOPE = 'https://www.googleapis.com/auth/admin.directory.user.readonly';
const TOKEN_LIFE_S = 3_600;
const SMALLEST_KEY_BITS = 2_048;
/** Reasons of 403 that only ask to wait. */
const WAITS: ReadonlySet<string> = new Set(['userRateLimitExceeded', 'quotaExceeded', 'rateLimitExceeded']);

const text = z.string().max(4_096).optional();
const userSchema = z.object({
  id: z.string().min(1).max(200),
  primaryEmail: text,
  name: z.object({ fullName: text }).optional(),
  externalIds: z
    .array(z.object({ type: text, value: text }))
    .max(200)
    .optional(),
  organizations: z
    .array(z.object({ department: text, primary: z.boolean().optional() }))
    .max(200)
    .optional(),
  suspended: z.boolean().optional(),
  archived: z.boolean().optional(),
}) satisfies z.ZodType<GoogleUser>;
/** `kind` is required, because `users` is missing in a page without users and any other answer would look like one. */
const pageSchema = z.object({
  kind: z.literal('admin#directory#users'),
  users: z.array(userSchema).max(MOST_USERS_OF_A_PAGE).default([]),
  nextPageToken: z.string().min(1).max(16_000).optional(),
});
const tokenErrorSchema = z.object({ error: z.string().max(200), error_description: z.string().max(20_000).optional() });
const apiErrorSchema = z.object({
  error: z.object({
    message: z.string().max(20_000).optional(),
    errors: z
      .array(z.object({ reason: z.string().max(200).optional() }))
      .max(100)
      .optional(),
  }),
});

/**
 * Google Workspace: a service account that acts for an administrator by domain-wide delegation, and `users.list` of the Directory API.
 * Source: docs/domain/directory.md#google-workspace.
 */
export const GOOGLE: CloudVendor<GoogleDirectory> = {
  settingsProblem({ admin }, secret) {
    if (!isAdminAddress(admin)) return new DirectoryProblem('google-grant-refused');
    if (secret === '') return new DirectoryProblem('cloud-secret-empty');
    return privateKeyOf(secret) === null ? new DirectoryProblem('google-key-malformed') : null;
  },
  tokenRequest: ({ admin }, secret, { signIn }, now) => ({
    url: `${signIn}/token`,
    form: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: assertionFor(admin, secret, now) },
  }),
  tokenProblem({ status, body }, message) {
    const read = safeParseUntrusted(tokenErrorSchema, body);
    const code = read.success ? read.data.error : '';
    const params = { httpStatus: status, code, message };
    if (code === 'unauthorized_client') return new DirectoryProblem('google-delegation-missing', params);
    return new DirectoryProblem(code === 'invalid_grant' ? 'google-grant-refused' : 'cloud-sign-in-refused', params);
  },
  firstPage: (_directory, { api }) => `${api}/admin/directory/v1/users?customer=my_customer&maxResults=${PAGE_SIZE}`,
  readPage(body, url) {
    const page = safeParseUntrusted(pageSchema, body);
    if (!page.success) return null;
    const { users, nextPageToken } = page.data;
    return {
      entries: users.map((user) => ({ id: user.id, person: parseGoogleUser(user) })),
      next: nextPageToken === undefined ? null : addressOfPage(url, nextPageToken),
    };
  },
  pageProblem({ status, body }, message) {
    const read = safeParseUntrusted(apiErrorSchema, body);
    const code = (read.success && read.data.error.errors?.[0]?.reason) || '';
    if (status === 403 && WAITS.has(code)) return null;
    const params = { httpStatus: status, code, message };
    if (status === 401) return new DirectoryProblem('cloud-token-rejected', params);
    return new DirectoryProblem(status === 403 ? 'google-permission-missing' : 'cloud-refused', params);
  },
  errorText(body) {
    const token = safeParseUntrusted(tokenErrorSchema, body);
    if (token.success) return token.data.error_description ?? '';
    const api = safeParseUntrusted(apiErrorSchema, body);
    return api.success ? (api.data.error.message ?? '') : '';
  },
  wanted: { mail: 'primaryEmail', employeeId: 'externalIds', enabled: 'suspended' },
};

function addressOfPage(url: string, token: string): string {
  const address = new URL(url);
  address.searchParams.set('pageToken', token);
  return address.href;
}

function privateKeyOf(secret: string): KeyObject | null {
  const key = parseGoogleKey(secret);
  if (key === null) return null;
  try {
    const read = createPrivateKey({ key: Buffer.from(key.privateKey, 'base64'), format: 'der', type: 'pkcs8' });
    const isUsable = read.asymmetricKeyType === 'rsa' && (read.asymmetricKeyDetails?.modulusLength ?? 0) >= SMALLEST_KEY_BITS;
    return isUsable ? read : null;
  } catch {
    return null;
  }
}

/** Creates the signed statement that the service account acts for the administrator (RFC 7523). The key itself is never sent. */
function assertionFor(admin: string, secret: string, now: number): string {
  const [key, privateKey] = [parseGoogleKey(secret), privateKeyOf(secret)];
  if (key === null || privateKey === null) throw new DirectoryProblem('google-key-malformed');
  const issuedAt = Math.floor(now / 1_000);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const header = part({ alg: 'RS256', typ: 'JWT', ...(key.keyId !== '' && { kid: key.keyId }) });
  const claims = part({
    iss: key.clientEmail,
    sub: admin,
    scope: SCOPE,
    // The vendor's address, also for the demo company.
    aud: `${CLOUD_SERVERS.google.signIn}/token`,
    iat: issuedAt,
    exp: issuedAt + TOKEN_LIFE_S,
  });
  return `${header}.${claims}.${sign('RSA-SHA256', Buffer.from(`${header}.${claims}`), privateKey).toString('base64url')}`;
}
