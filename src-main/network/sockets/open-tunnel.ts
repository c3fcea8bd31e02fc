import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { getHeaderValues } from '../answers/headers.ts';
import { type Endpoint, formatBasicAuthorization, type ProxyRoute, type Trust } from '../network.ts';
import { getErrorCode, NetworkProblem } from '../problem.ts';
import { awaitFirstEvent, type Limits, TimeoutReached } from '../timeouts.ts';
import { startTls } from '../tls/start-tls.ts';
import { getBareContext } from '../tls/trust.ts';
import { openTcp } from './open-tcp.ts';

/** Returns host and port of a proxy or target for display. */
export const formatEndpoint = ({ host, port }: Endpoint): string => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);

/** Connects to a proxy, with TLS if configured. Throws `proxy-unreachable` or `proxy-tls`. */
export async function openProxy(proxy: ProxyRoute, trust: Trust, limits: Limits): Promise<Socket> {
  const params = { proxy: formatEndpoint(proxy) };
  let socket: Socket;
  try {
    socket = await openTcp(proxy, limits);
  } catch (error) {
    if (!(error instanceof NetworkProblem)) throw error;
    throw new NetworkProblem('proxy-unreachable', 'proxy', { ...params, code: String(error.params['code'] ?? 'ETIMEDOUT') });
  }
  if (!proxy.secure) return socket;
  try {
    return await startTls(socket, { host: proxy.host, context: getBareContext({ trust }), withCertificate: false }, limits);
  } catch (error) {
    if (!(error instanceof NetworkProblem)) throw error;
    throw new NetworkProblem('proxy-tls', 'proxy', { ...params, code: String(error.params['code'] ?? error.reason) });
  }
}

/**
 * Requests a tunnel from a connected proxy (CONNECT, RFC 9110 9.3.6) and returns the socket to the target. Throws `proxy-*`; the socket
 * is closed then.
 */
export async function openTunnel(socket: Socket, proxy: ProxyRoute, target: Endpoint, limits: Limits): Promise<Socket> {
  const params = { proxy: formatEndpoint(proxy), target: formatEndpoint(target) };
  // Loaded only for a proxy: it takes a fifteenth of the application's start, and few companies have one.
  const { request } = await import('node:http');
  const order = request({
    method: 'CONNECT',
    path: params.target,
    createConnection: () => socket,
    headers: {
      host: params.target,
      ...(proxy.credentials === null ? {} : { 'proxy-authorization': formatBasicAuthorization(proxy.credentials) }),
    },
  });
  try {
    const answered = awaitFirstEvent(order, 'connect', limits);
    order.end();
    const [response, , head] = (await answered) as [IncomingMessage, Socket, Buffer];
    const status = response.statusCode ?? 0;
    if (status < 200 || status > 299) throw refusal(response, params, proxy.credentials !== null);
    if (head.length > 0) socket.unshift(head);
    return socket;
  } catch (error) {
    order.on('error', () => undefined).destroy();
    socket.on('error', () => undefined).destroy();
    if (limits.signal?.aborted) throw limits.signal.reason;
    if (error instanceof NetworkProblem) throw error;
    if (error instanceof TimeoutReached) throw new NetworkProblem('proxy-cannot-reach', 'proxy', { ...params, status: 0 });
    const code = getErrorCode(error);
    throw new NetworkProblem(code.startsWith('HPE_') ? 'proxy-not-a-proxy' : 'proxy-refused', 'proxy', { ...params, status: 0, code });
  }
}

/** Returns the reason of a proxy's refusal. Source: RFC 9110 15.5.8, 15.6; RFC 4559 (Negotiate), MS-NTHT (NTLM). */
function refusal(response: IncomingMessage, params: { proxy: string; target: string }, withCredentials: boolean): NetworkProblem {
  const status = response.statusCode ?? 0;
  const found = { ...params, status };
  if (status === 407) {
    const schemes = schemesOf(response.headers['proxy-authenticate']);
    if (!schemes.includes('basic') && schemes.some((scheme) => scheme === 'ntlm' || scheme === 'negotiate'))
      return new NetworkProblem('proxy-ntlm', 'proxy', { ...found, schemes: schemes.join(', ') });
    return new NetworkProblem('proxy-auth-required', 'proxy', { ...found, given: withCredentials ? 1 : 0 });
  }
  if (status === 502 || status === 503 || status === 504) return new NetworkProblem('proxy-cannot-reach', 'proxy', found);
  // A web server that is not a proxy refuses the method CONNECT.
  if (status === 400 || status === 404 || status === 405 || status === 501) return new NetworkProblem('proxy-not-a-proxy', 'proxy', found);
  return new NetworkProblem('proxy-refused', 'proxy', found);
}

/** Returns the authentication schemes of a proxy in lower case, in order. One header may contain several with parameters. */
function schemesOf(header: string | readonly string[] | undefined): readonly string[] {
  return getHeaderValues(header)
    .flatMap((line) => line.split(/,\s*(?=[A-Za-z][\w-]*(?:\s+[^=,\s]|\s*(?:,|$)))/))
    .map((part) => (part.trim().split(/\s/)[0] ?? '').toLowerCase())
    .filter((scheme) => scheme !== '');
}
