import type { NetworkRoute, ProxyRoute } from '../network.ts';
import { parseProxyAddress } from './proxy-address.ts';

/** Maximum number of routes used from one result. */
const MAX_ROUTES = 8;

/**
 * Returns the usable routes of a PAC result (`PROXY a:8080; PROXY b:8080; DIRECT`), each with the next one as alternative. `socks` if all
 * are SOCKS proxies, `unreadable` if there are none. Source: the PAC return format,
 * https://developer.mozilla.org/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file
 */
export function parsePacAnswer(answer: string, from: 'system' | 'pac'): NetworkRoute | 'socks' | 'unreadable' {
  let socks = false;
  const proxies: ProxyRoute[] = [];
  let last: NetworkRoute | undefined;
  for (const part of answer.split(';')) {
    const [kind = '', address = ''] = part.trim().split(/\s+/);
    const word = kind.toUpperCase();
    if (word === 'DIRECT') {
      // Routes after a direct one are not needed: if the direct one fails, the server is the cause.
      last = { kind: 'direct' };
      break;
    }
    if (word.startsWith('SOCKS')) socks = true;
    if (word !== 'PROXY' && word !== 'HTTP' && word !== 'HTTPS') continue;
    const parsed = parseProxyAddress(`${word === 'HTTPS' ? 'https' : 'http'}://${address}`);
    if (typeof parsed !== 'string' && proxies.length < MAX_ROUTES) proxies.push({ kind: 'proxy', ...parsed, credentials: null, from });
  }
  const first = proxies.reduceRight<NetworkRoute | undefined>(
    (next, proxy) => (next === undefined ? proxy : { ...proxy, otherwise: next }),
    last,
  );
  return first ?? (socks ? 'socks' : 'unreadable');
}
