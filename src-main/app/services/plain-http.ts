import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { getUnencryptedOrigin } from '#shared/domain/integration/web-addresses/neo-address.ts';
import { type PlainHttpPermission, SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';

/** The machine's policy for unencrypted http. */
export type PlainHttpPolicy = 'never' | 'private' | 'anywhere';

/**
 * Returns the machine's policy from the environment variable `TSUNAGI_PLAIN_HTTP`, which the page cannot change. Unset = servers with a
 * private address are permitted; an unknown value = never.
 */
export function readPlainHttpPolicy(env: NodeJS.ProcessEnv): PlainHttpPolicy {
  const text = (env['TSUNAGI_PLAIN_HTTP'] ?? '').trim().toLowerCase();
  if (text === '' || text === 'private') return 'private';
  return text === 'anywhere' ? 'anywhere' : 'never';
}

/** Returns which server may be reached by http under the policy; `null` = none. */
export const getPlainHttpPermission = (chosen: string | null, policy: PlainHttpPolicy): PlainHttpPermission | null =>
  chosen === null || policy === 'never' ? null : { origin: chosen, within: policy };

/** Returns the origin of an entered address. Throws `connection-plain-http-refused` with `why`: `policy`, `public` or `notHttp`. */
export function parsePlainHttpOrigin(typed: string, policy: PlainHttpPolicy): string {
  const origin = getUnencryptedOrigin(typed);
  if (policy === 'never') throw new ExpectedError('connection-plain-http-refused', { why: 'policy' });
  if (origin === null) throw new ExpectedError('connection-plain-http-refused', { why: 'notHttp' });
  if (typeof SecretDestination.of('groupware', `${origin}/`, { origin, within: policy }) === 'string')
    throw new ExpectedError('connection-plain-http-refused', { why: 'public' });
  return origin;
}
