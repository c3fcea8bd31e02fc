import { createRemoteJWKSet, type JWTVerifyOptions, type JWTVerifyResult, jwtVerify } from 'jose';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  clockTolerance,
  discovery,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { readWebAddress } from '#shared/domain/integration/web-addresses/web-address.ts';
import { type Access, joinAccess, NO_ACCESS } from '#shared/domain/team/roles.ts';
import type { Identity, ProviderSignOut } from '../../team/team.ts';
import type { ServerConfig } from './server-config.ts';

/** Accepted difference between the clocks of this server and the provider, in seconds. */
const CLOCK_TOLERANCE_S = 60;
const DISCOVERY_TIMEOUT_S = 10;
/** Minimum time between two reads of the provider's keys, in milliseconds: short, so that a replaced key is known at once. */
const KEY_COOLDOWN_MS = 1_000;
/** Maximum age of a logout token, in seconds. */
const LOGOUT_TOKEN_AGE_S = 120;
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const MAX_CLAIM_LENGTH = 200;

/** A sign-in that was started, to be finished with the provider's redirect. */
export interface StartedSignIn {
  readonly url: URL;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The configured OpenID provider. All methods reject while it cannot be reached, and try again at the next call. */
export interface OidcClient {
  /** `again`: the person must enter the credentials again, also with an open session at the provider. */
  start(options: { readonly again: boolean }): Promise<StartedSignIn>;
  /** Checks state, nonce, PKCE, signature, issuer, audience and times; rejects if one of them is wrong. `again` as at the start. */
  finish(callback: URL, started: StartedSignIn, options: { readonly again: boolean }): Promise<Identity>;
  /**
   * Checks a logout token of the provider (OpenID Connect Back-Channel Logout 1.0, section 2.6) and returns the sign-out that it reports;
   * rejects if signature, issuer, audience, age or a required claim is wrong.
   */
  readLogoutToken(token: string): Promise<ProviderSignOut>;
  /** Returns the address that ends the session at the provider; `null` if it has none. */
  getEndSessionUrl(): Promise<string | null>;
}

function isOnThisMachine(issuer: string): boolean {
  const address = readWebAddress(issuer);
  return typeof address !== 'string' && address.local === 'loopback';
}

export function createOidcClient(config: ServerConfig, clientSecret: string | null): OidcClient {
  const { issuer, clientId, scopes } = config.oidc;
  const redirectUri = new URL('/sign-in/callback', config.publicUrl).href;
  let found: Promise<Configuration> | null = null;
  let keys: ReturnType<typeof createRemoteJWKSet> | null = null;
  const provider = (): Promise<Configuration> => {
    found ??= discovery(
      new URL(issuer),
      clientId,
      { [clockTolerance]: CLOCK_TOLERANCE_S },
      clientSecret === null ? None() : ClientSecretPost(clientSecret),
      { timeout: DISCOVERY_TIMEOUT_S, ...(isOnThisMachine(issuer) && { execute: [allowInsecureRequests] }) },
    ).catch((error: unknown) => {
      found = null;
      throw error;
    });
    return found;
  };
  /** Checks signature, issuer, audience and times of a token. */
  async function verify(token: string, options: JWTVerifyOptions): Promise<JWTVerifyResult> {
    const { jwks_uri: keysUrl, issuer: expectedIssuer } = (await provider()).serverMetadata();
    if (keysUrl === undefined) throw new Error('the provider publishes no keys');
    keys ??= createRemoteJWKSet(new URL(keysUrl), { cooldownDuration: KEY_COOLDOWN_MS });
    return jwtVerify(token, keys, { issuer: expectedIssuer, audience: clientId, clockTolerance: CLOCK_TOLERANCE_S, ...options });
  }
  return {
    async start({ again }) {
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
      const url = buildAuthorizationUrl(await provider(), {
        redirect_uri: redirectUri,
        scope: scopes.join(' '),
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ...(again ? { prompt: 'login', max_age: '0' } : {}),
      });
      return { url, state, nonce, verifier };
    },
    async finish(callback, { state, nonce, verifier }, { again }) {
      const tokens = await authorizationCodeGrant(await provider(), callback, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
        ...(again ? { maxAge: 0 } : {}),
      });
      const claims = tokens.claims();
      if (claims === undefined || tokens.id_token === undefined) throw new Error('the provider sent no ID token');
      // The library relies on TLS of the token endpoint, and does not check the signature.
      await verify(tokens.id_token, {});
      const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MAX_CLAIM_LENGTH) : '');
      const name = text(claims['name']) || text(claims['preferred_username']) || text(claims['email']) || claims.sub;
      return {
        issuer: claims.iss,
        subject: claims.sub,
        name,
        email: text(claims['email']),
        claimed: readClaimedAccess(claims, config.oidc),
        providerSession: text(claims['sid']),
      };
    },
    async readLogoutToken(token) {
      const { payload } = await verify(token, { maxTokenAge: LOGOUT_TOKEN_AGE_S, requiredClaims: ['iat', 'jti', 'events'] });
      const { iss = '', sub: subject = null, sid = null, iat = 0, events, nonce } = payload;
      const isLogout = typeof events === 'object' && events !== null && Object.hasOwn(events, LOGOUT_EVENT);
      // An ID token has a nonce, and must not be accepted as a logout token.
      if (!isLogout || nonce !== undefined) throw new Error('not a logout token');
      if (subject === null && sid === null) throw new Error('the logout token names neither a person nor a session');
      const providerSession = sid === null ? null : String(sid).slice(0, MAX_CLAIM_LENGTH);
      return { issuer: iss, subject, providerSession, at: (iat + CLOCK_TOLERANCE_S) * 1_000 };
    },
    async getEndSessionUrl() {
      const configuration = await provider();
      if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
      return buildEndSessionUrl(configuration, { post_logout_redirect_uri: new URL('/sign-in', config.publicUrl).href }).href;
    },
  };
}

/** Returns the rights that the configuration gives to the values of the roles claim. */
export function readClaimedAccess(
  claims: Readonly<Record<string, unknown>>,
  { rolesClaim, roles }: Pick<ServerConfig['oidc'], 'rolesClaim' | 'roles'>,
): Access {
  const level = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  const claim = rolesClaim.split('.').reduce(level, claims as unknown);
  const values = new Set(Array.isArray(claim) ? claim : [claim]);
  return roles
    .filter(({ value }) => values.has(value))
    .map(
      ({ serverAdministrator, company, roles: given }): Access => ({
        serverAdministrator,
        everywhere: company === '*' ? given : [],
        companies: company === '*' ? {} : { [company]: given },
      }),
    )
    .reduce(joinAccess, NO_ACCESS);
}
