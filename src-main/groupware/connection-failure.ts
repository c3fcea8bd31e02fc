import { connect } from 'node:tls';
import { errors } from 'undici';
import { ExpectedError } from '#shared/contract/result.ts';

const TLS_CODES =
  /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_IN_CHAIN$|UNABLE_TO_|INVALID_CA$|PATH_LENGTH_EXCEEDED$|HOSTNAME_MISMATCH$|EPROTO$)/;

/** Names what went wrong below HTTP. `url` is the address that was called; `direct` = no proxy in between. */
export async function connectionFailure(
  error: unknown,
  url: URL,
  direct: boolean,
  signal: AbortSignal | undefined,
): Promise<ExpectedError> {
  if (signal?.aborted) return new ExpectedError('cancelled');
  const { host } = url;
  if (error instanceof errors.ConnectTimeoutError) return new ExpectedError('server-timeout', { address: host, phase: 'connect' });
  if (error instanceof errors.HeadersTimeoutError) return new ExpectedError('server-timeout', { address: host, phase: 'answer' });
  if (error instanceof errors.BodyTimeoutError) return new ExpectedError('server-timeout', { address: host, phase: 'body' });
  if (error instanceof errors.ResponseExceededMaxSizeError)
    return new ExpectedError('server-answer-invalid', { address: host, why: 'too-large' });
  const code = codeOf(error);
  if (TLS_CODES.test(code)) {
    const issuer = direct ? await issuerOf(url) : '';
    return new ExpectedError('server-tls', { address: host, reason: code, issuer, detail: issuer === '' ? code : `${code}: ${issuer}` });
  }
  return new ExpectedError('server-unreachable', { address: host, detail: code });
}

/** The first code along the chain of causes; `unknown` when nobody gives one. */
function codeOf(error: unknown): string {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof AggregateError && current.errors.length > 0) return codeOf(current.errors[0]);
    if ('code' in current && typeof current.code === 'string' && current.code !== '') return current.code;
  }
  return 'unknown';
}

/**
 * Who signed the certificate that was refused: asked with a handshake of its own that sends nothing and is dropped at
 * once. `''` when the server does not get that far.
 */
function issuerOf(url: URL): Promise<string> {
  return new Promise((resolve) => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const socket = connect({
      host,
      port: Number(url.port || 443),
      servername: /^[\d.:]+$|:/.test(host) ? '' : host,
      rejectUnauthorized: false,
      timeout: 3000,
    });
    const finish = (issuer: string): void => {
      socket.destroy();
      resolve(issuer);
    };
    socket.once('secureConnect', () => {
      const { issuer } = socket.getPeerCertificate();
      const name = issuer?.CN ?? issuer?.O ?? '';
      finish(Array.isArray(name) ? name.join(', ') : name);
    });
    socket.once('timeout', () => finish(''));
    socket.once('error', () => finish(''));
  });
}
