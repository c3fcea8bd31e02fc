import type { ProxyRoute } from './network.ts';
import { parseProxyAddress } from './proxy-address.ts';

/**
 * The first way of a PAC answer (`PROXY a:8080; DIRECT`) that can be gone: `null` = directly. `socks` when every way is SOCKS,
 * `unreadable` when there is none. Source: the PAC return format, https://developer.mozilla.org/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file
 */
export function readPacAnswer(answer: string, from: 'system' | 'pac'): ProxyRoute | null | 'socks' | 'unreadable' {
  let socks = false;
  for (const part of answer.split(';')) {
    const [kind = '', address = ''] = part.trim().split(/\s+/);
    const word = kind.toUpperCase();
    if (word === 'DIRECT') return null;
    if (word.startsWith('SOCKS')) socks = true;
    if (word !== 'PROXY' && word !== 'HTTP' && word !== 'HTTPS') continue;
    const parsed = parseProxyAddress(`${word === 'HTTPS' ? 'https' : 'http'}://${address}`);
    if (typeof parsed !== 'string') return { kind: 'proxy', ...parsed, credentials: null, from };
  }
  return socks ? 'socks' : 'unreadable';
}
