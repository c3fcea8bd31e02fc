import { isIP, type Socket } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { getErrorCode, getTcpReason, getTlsReason, NetworkProblem } from '../problem.ts';
import { awaitFirstEvent, type Limits, TimeoutReached } from '../timeouts.ts';

export interface TlsOptions {
  /** Host name that the certificate must contain. */
  readonly host: string;
  readonly context: SecureContext;
  /** Whether a client certificate is available. */
  readonly withCertificate: boolean;
  /** ALPN protocols; omitted = HTTP. */
  readonly protocols?: readonly string[];
}

/** No ALPN protocol; LDAP has none. */
export const NO_ALPN: readonly string[] = [];

/** Starts TLS on an open connection and verifies the server. Throws `tls-*`; the socket is closed then. */
export async function startTls(
  socket: Socket,
  { host, context, withCertificate, protocols = ['http/1.1'] }: TlsOptions,
  limits: Limits,
): Promise<TLSSocket> {
  const secure = connect({
    socket,
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    secureContext: context,
    ...(protocols.length > 0 && { ALPNProtocols: [...protocols] }),
    rejectUnauthorized: true,
  });
  try {
    await awaitFirstEvent(secure, 'secureConnect', limits);
    return secure;
  } catch (error) {
    secure.on('error', () => undefined).destroy();
    socket.on('error', () => undefined).destroy();
    if (limits.signal?.aborted) throw limits.signal.reason;
    if (error instanceof TimeoutReached) throw new NetworkProblem('tls-failed', 'tls', { host, code: 'ETIMEDOUT' });
    const code = getErrorCode(error);
    throw new NetworkProblem(getTlsReason(code, withCertificate) ?? getTcpReason(code), 'tls', { host, code });
  }
}

/**
 * Waits for the server's first data, within the limits, because with TLS 1.3 a server checks the client certificate after the handshake.
 * Throws `tls-client-certificate*` on a refusal; no data until the timeout is not a refusal.
 */
export async function awaitAcceptance(secure: TLSSocket, host: string, withCertificate: boolean, limits: Limits): Promise<void> {
  if (secure.getProtocol() !== 'TLSv1.3') return;
  // The refusal is received only while the socket is read. Some servers refuse by closing the connection.
  secure.resume();
  secure.once('end', () => secure.destroy(new Error('hung up')));
  try {
    await awaitFirstEvent(secure, 'session', limits);
  } catch (error) {
    if (limits.signal?.aborted) throw limits.signal.reason;
    if (error instanceof TimeoutReached) return;
    const code = getErrorCode(error);
    const reason = getTlsReason(code, withCertificate) ?? (withCertificate ? 'tls-client-certificate-refused' : 'connection-reset');
    throw new NetworkProblem(reason, 'tls', { host, code });
  }
}
