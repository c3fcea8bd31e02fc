import { isIP, type Socket } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { errorCode, NetworkProblem, tcpReason, tlsReason } from './problem.ts';
import { firstOf, type Limits, TimeUp } from './within.ts';

export interface TlsOptions {
  /** The name the certificate has to carry. */
  readonly host: string;
  readonly context: SecureContext;
  /** Whether a client certificate is at hand. */
  readonly withCertificate: boolean;
}

/** Starts TLS on an open connection and verifies the other side. Throws `tls-*`; the socket is closed then. */
export async function startTls(socket: Socket, { host, context, withCertificate }: TlsOptions, limits: Limits): Promise<TLSSocket> {
  const secure = connect({
    socket,
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    secureContext: context,
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: true,
  });
  try {
    await firstOf(secure, 'secureConnect', limits);
    return secure;
  } catch (error) {
    secure.on('error', () => undefined).destroy();
    socket.on('error', () => undefined).destroy();
    if (limits.signal?.aborted) throw limits.signal.reason;
    if (error instanceof TimeUp) throw new NetworkProblem('tls-failed', 'tls', { host, code: 'ETIMEDOUT' });
    const code = errorCode(error);
    throw new NetworkProblem(tlsReason(code, withCertificate) ?? tcpReason(code), 'tls', { host, code });
  }
}
