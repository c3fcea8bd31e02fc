import { errors } from 'undici';
import { describe, expect, it } from 'vitest';
import { getErrorCode, getTcpReason, getTlsReason, isConnectionCut, NetworkProblem, toRequestProblem } from '#main/network/problem.ts';

const withCode = (code: unknown, cause?: unknown): Error => Object.assign(new Error('failed', { cause }), { code });

describe('the code of a failure', () => {
  it('is the first one in its chain of causes, and that of the first of several failures', () => {
    expect(getErrorCode(withCode('ECONNREFUSED'))).toBe('ECONNREFUSED');
    expect(getErrorCode(new TypeError('fetch failed', { cause: withCode('ENOTFOUND') }))).toBe('ENOTFOUND');
    expect(getErrorCode(withCode('OUTER', withCode('INNER')))).toBe('OUTER');
    expect(getErrorCode(withCode('', withCode('INNER')))).toBe('INNER');
    expect(getErrorCode(withCode(7, withCode('INNER')))).toBe('INNER');
    // Both addresses of the host were tried.
    const both = new AggregateError([withCode('EHOSTUNREACH'), withCode('ECONNREFUSED')], 'all failed');
    expect(getErrorCode(both)).toBe('EHOSTUNREACH');
    expect(getErrorCode(new Error('outer', { cause: Object.assign(both, { code: 'ECONNREFUSED' }) }))).toBe('EHOSTUNREACH');
    expect(getErrorCode(Object.assign(new AggregateError([], 'none'), { code: 'ETIMEDOUT' }))).toBe('ETIMEDOUT');
  });
  it('is empty if no cause has one', () => {
    for (const nothing of [new Error('x'), new AggregateError([new Error('x')]), 'ECONNREFUSED', null, { code: 'ECONNREFUSED' }])
      expect(getErrorCode(nothing)).toBe('');
  });
});

describe('why a request failed', () => {
  const reasonOf = (error: unknown, withCertificate = false) => {
    const { reason, step, params, name, message } = toRequestProblem(error, withCertificate);
    expect([name, message]).toEqual(['NetworkProblem', reason]);
    return [reason, step, params];
  };

  it('names the step that failed', () => {
    expect(reasonOf(new errors.HeadersTimeoutError())).toEqual(['answer-timeout', 'http', { phase: 'headers' }]);
    expect(reasonOf(new errors.BodyTimeoutError())).toEqual(['answer-timeout', 'http', { phase: 'body' }]);
    expect(reasonOf(new errors.ResponseExceededMaxSizeError())).toEqual(['answer-too-large', 'http', {}]);
    expect(reasonOf(withCode('CERT_HAS_EXPIRED'))).toEqual(['tls-expired', 'tls', { code: 'CERT_HAS_EXPIRED' }]);
    for (const code of ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET'])
      expect(reasonOf(new TypeError('terminated', { cause: withCode(code) }))).toEqual(['answer-cut', 'http', { code }]);
    expect(reasonOf(withCode('EMFILE'))).toEqual(['connection-failed', 'http', { code: 'EMFILE' }]);
    expect(reasonOf('nothing known')).toEqual(['connection-failed', 'http', { code: 'unknown' }]);
  });

  it('is the known reason at any depth of the causes', () => {
    const known = new NetworkProblem('tcp-refused', 'tcp', { host: 'neo.example', port: 443, code: 'ECONNREFUSED' });
    expect(toRequestProblem(known, false)).toBe(known);
    expect(toRequestProblem(new TypeError('fetch failed', { cause: new Error('between', { cause: known }) }), true)).toBe(known);
  });

  it('is a refused certificate, or a missing one, by whether one was shown', () => {
    const codes = [
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
      'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
      'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED',
      'ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE',
      'ERR_SSL_TLSV1_ALERT_ACCESS_DENIED',
      // The same alerts as reported since OpenSSL 3.2 and by BoringSSL.
      'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE',
      'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_UNKNOWN',
      'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_REVOKED',
      'ERR_SSL_TLSV1_ALERT_CERTIFICATE_REQUIRED',
    ];
    for (const code of codes) {
      expect(reasonOf(withCode(code))).toEqual(['tls-client-certificate', 'tls', { code }]);
      expect(reasonOf(withCode(code), true)).toEqual(['tls-client-certificate-refused', 'tls', { code }]);
    }
    // An alert with the same prefix and another meaning.
    for (const code of ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE'])
      expect(reasonOf(withCode(code), true)[0]).toBe('tls-failed');
  });
});

it.each([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls-self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls-issuer-unknown'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls-issuer-unknown'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls-issuer-unknown'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'tls-issuer-unknown'],
  ['CERT_UNTRUSTED', 'tls-issuer-unknown'],
  ['CERT_NOT_YET_VALID', 'tls-not-yet-valid'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls-host-mismatch'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls-not-spoken'],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'tls-not-spoken'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'tls-outdated'],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls-outdated'],
  ['ERR_SSL_NO_CIPHERS_AVAILABLE', 'tls-outdated'],
  ['ERR_SSL_DH_KEY_TOO_SMALL', 'tls-outdated'],
  ['ERR_SSL_EE_KEY_TOO_SMALL', 'tls-outdated'],
  ['ERR_SSL_CA_KEY_TOO_SMALL', 'tls-outdated'],
  ['ERR_SSL_CA_MD_TOO_WEAK', 'tls-outdated'],
  ['ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED', 'tls-outdated'],
  ['EE_KEY_TOO_SMALL', 'tls-outdated'],
  ['CA_MD_TOO_WEAK', 'tls-outdated'],
  ['CERT_REVOKED', 'tls-failed'],
  ['PATH_LENGTH_EXCEEDED', 'tls-failed'],
  ['EPROTO', 'tls-failed'],
  ['toString', null],
  ['ECONNRESET', null],
  ['MY_CERT_', null],
])('TLS that fails with %s is %s', (code, reason) => {
  expect(getTlsReason(code, false)).toBe(reason);
});

it.each([
  ['ECONNREFUSED', 'tcp-refused'],
  ['ETIMEDOUT', 'tcp-timeout'],
  ['EHOSTUNREACH', 'tcp-unreachable'],
  ['ENETUNREACH', 'tcp-unreachable'],
  ['EHOSTDOWN', 'tcp-unreachable'],
  ['ENETDOWN', 'tcp-unreachable'],
  ['EADDRNOTAVAIL', 'tcp-unreachable'],
  ['EPERM', 'tcp-unreachable'],
  ['EACCES', 'tcp-unreachable'],
  ['ECONNRESET', 'connection-reset'],
  ['EWHATEVER', 'connection-failed'],
])('a port that fails with %s is %s', (code, reason) => {
  expect(getTcpReason(code)).toBe(reason);
});

it('distinguishes a connection cut before its response from a failure with a known cause', () => {
  expect(isConnectionCut(new TypeError('terminated', { cause: withCode('UND_ERR_SOCKET') }))).toBe(true);
  expect(isConnectionCut(withCode('ECONNREFUSED'))).toBe(false);
  expect(isConnectionCut(Object.assign(new NetworkProblem('answer-cut', 'http'), { code: 'ECONNRESET' }))).toBe(false);
});
