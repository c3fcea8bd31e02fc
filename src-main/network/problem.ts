import type { NetworkReason } from '#shared/domain/integration/connection-test/connection-reasons-network.ts';
import type { ConnectionFacts } from '#shared/domain/integration/connection-test/connection-test.ts';

/** The step at which a connection failed. */
export type NetworkStep = 'dns' | 'proxy' | 'tcp' | 'tls' | 'http';

/** A named failure below HTTP. Never contains a secret. */
export class NetworkProblem extends Error {
  readonly reason: NetworkReason;
  readonly step: NetworkStep;
  readonly params: ConnectionFacts;

  constructor(reason: NetworkReason, step: NetworkStep, params: ConnectionFacts = {}) {
    super(reason);
    this.name = 'NetworkProblem';
    this.reason = reason;
    this.step = step;
    this.params = params;
  }
}

/** Returns the first code in the chain of causes; `''` = none. */
export function getErrorCode(error: unknown): string {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof AggregateError && current.errors.length > 0) return getErrorCode(current.errors[0]);
    if ('code' in current && typeof current.code === 'string' && current.code !== '') return current.code;
  }
  return '';
}

const TLS_REASONS: Readonly<Record<string, NetworkReason>> = {
  CERT_HAS_EXPIRED: 'tls-expired',
  CERT_NOT_YET_VALID: 'tls-not-yet-valid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-issuer-unknown',
  UNABLE_TO_GET_ISSUER_CERT: 'tls-issuer-unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-issuer-unknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-issuer-unknown',
  CERT_UNTRUSTED: 'tls-issuer-unknown',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-host-mismatch',
  ERR_SSL_WRONG_VERSION_NUMBER: 'tls-not-spoken',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'tls-not-spoken',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'tls-outdated',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'tls-outdated',
  ERR_SSL_NO_CIPHERS_AVAILABLE: 'tls-outdated',
  ERR_SSL_DH_KEY_TOO_SMALL: 'tls-outdated',
  ERR_SSL_EE_KEY_TOO_SMALL: 'tls-outdated',
  ERR_SSL_CA_KEY_TOO_SMALL: 'tls-outdated',
  ERR_SSL_CA_MD_TOO_WEAK: 'tls-outdated',
  ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED: 'tls-outdated',
  EE_KEY_TOO_SMALL: 'tls-outdated',
  CA_MD_TOO_WEAK: 'tls-outdated',
};

/**
 * TLS alerts with which a server requests a client certificate, or another one (RFC 8446 6.2). Names differ between OpenSSL 3.0 (`SSLV3_`),
 * 3.2 (`SSL/TLS_`) and Electron's BoringSSL (`TLSV1_`).
 */
const CLIENT_CERTIFICATE_ALERT =
  /^ERR_SSL_(?:TLSV13?|SSLV3|SSL\/TLS)_ALERT_(?:CERTIFICATE_(?:REQUIRED|UNKNOWN|EXPIRED|REVOKED)|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)$/;
const TLS_CODE =
  /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_|PATH_LENGTH_EXCEEDED$|HOSTNAME_MISMATCH$|EPROTO$|EE_|CA_)/;
const UNREACHABLE = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM']);
const CONNECTION_CUT_CODES = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET']);

/** Whether the connection ended before the response was complete. */
export const isConnectionCut = (error: unknown): boolean =>
  !(error instanceof NetworkProblem) && CONNECTION_CUT_CODES.has(getErrorCode(error));

/** Returns the reason of a TLS failure; `null` if the code is not from TLS. */
export function getTlsReason(code: string, withCertificate: boolean): NetworkReason | null {
  if (Object.hasOwn(TLS_REASONS, code)) return TLS_REASONS[code] as NetworkReason;
  if (CLIENT_CERTIFICATE_ALERT.test(code)) return withCertificate ? 'tls-client-certificate-refused' : 'tls-client-certificate';
  return TLS_CODE.test(code) ? 'tls-failed' : null;
}

/** Returns the reason why a port could not be reached. */
export function getTcpReason(code: string): NetworkReason {
  if (code === 'ECONNREFUSED') return 'tcp-refused';
  if (code === 'ETIMEDOUT') return 'tcp-timeout';
  if (UNREACHABLE.has(code)) return 'tcp-unreachable';
  return CONNECTION_CUT_CODES.has(code) ? 'connection-reset' : 'connection-failed';
}

/**
 * Returns the reason why a request failed. `withCertificate`: a client certificate was sent, which decides the meaning of a refusal; with
 * TLS 1.3 the refusal arrives with the response.
 */
export function toRequestProblem(error: unknown, withCertificate: boolean): NetworkProblem {
  if (error instanceof NetworkProblem) return error;
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof NetworkProblem) return cause;
  const code = getErrorCode(error);
  // Compares codes instead of classes, so that undici need not be loaded.
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return new NetworkProblem('answer-timeout', 'http', { phase: 'headers' });
  if (code === 'UND_ERR_BODY_TIMEOUT') return new NetworkProblem('answer-timeout', 'http', { phase: 'body' });
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' || code === 'UND_ERR_HEADERS_OVERFLOW')
    return new NetworkProblem('answer-too-large', 'http');
  const tls = getTlsReason(code, withCertificate);
  if (tls !== null) return new NetworkProblem(tls, 'tls', { code });
  if (CONNECTION_CUT_CODES.has(code)) return new NetworkProblem('answer-cut', 'http', { code });
  // The compressed data end early or are damaged.
  if (/^(?:Z_|ERR__?ERROR_FORMAT_|ERR_BROTLI)/.test(code)) return new NetworkProblem('answer-cut', 'http', { code });
  if (violatesHttp(error)) return new NetworkProblem('answer-not-http', 'http', code === '' ? {} : { code });
  return new NetworkProblem('connection-failed', 'http', { code: code === '' ? 'unknown' : code });
}

/** Whether a server responded with data that are not HTTP/1.1. Most errors of undici's parser have a name, but no code. */
function violatesHttp(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause.name === 'HTTPParserError') return true;
  return /^(?:HPE_|UND_ERR_RES_CONTENT_LENGTH_MISMATCH$)/.test(getErrorCode(error));
}
