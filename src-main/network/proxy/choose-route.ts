import type { ProxySetting } from '#shared/contract/connections/connections.ts';
import { type Credentials, type NetworkRoute, type ProxyRoute, toEndpoint } from '../network.ts';
import { NetworkProblem } from '../problem.ts';
import { isBypassed, isLoopback } from './bypass.ts';
import { parsePacAnswer } from './pac-answer.ts';
import { parseProxyAddress, readEnvironmentProxy, splitCredentials } from './proxy-address.ts';

/** The desktop's proxy resolution and PAC scripts. Both functions return a PAC result. */
export interface ProxyResolver {
  system(url: string): Promise<string>;
  script(url: string, scriptUrl: string): Promise<string>;
}

export interface RouteChoice {
  readonly proxy: ProxySetting;
  /** Password of the user for a manual proxy. */
  readonly password: string | null;
  /** Proxy resolution of the desktop; `null` without a desktop. */
  readonly resolver: ProxyResolver | null;
  readonly env: NodeJS.ProcessEnv;
}

const DIRECTLY: NetworkRoute = { kind: 'direct' };

/** Returns the route to an address. Throws a `NetworkProblem` (`pac-unavailable`, `proxy-not-resolved`, `proxy-socks`). */
export async function chooseRoute(address: string, { proxy, password, resolver, env }: RouteChoice): Promise<NetworkRoute> {
  const url = new URL(address);
  const target = toEndpoint(url);
  if (isLoopback(target.host) || proxy.kind === 'none') return DIRECTLY;
  if (proxy.kind === 'manual') {
    if (isBypassed(proxy.bypass, target)) return DIRECTLY;
    return manualRoute(proxy.url, proxy.user === '' ? null : { user: proxy.user, password: password ?? '' });
  }
  if (resolver === null) {
    if (proxy.kind === 'pac') throw new NetworkProblem('pac-unavailable', 'proxy');
    const { proxy: named, bypass, fault, shown } = readEnvironmentProxy(env, url.protocol);
    if (isBypassed(bypass, target)) return DIRECTLY;
    if (fault === 'socks') throw new NetworkProblem('proxy-socks', 'proxy', { proxy: shown });
    if (fault !== null) throw new NetworkProblem('proxy-not-resolved', 'proxy', { proxy: shown });
    return named ?? DIRECTLY;
  }
  const answer = await (proxy.kind === 'pac' ? resolver.script(url.href, proxy.url) : resolver.system(url.href)).catch((error: unknown) => {
    throw new NetworkProblem('proxy-not-resolved', 'proxy', { detail: error instanceof Error ? error.message.slice(0, 200) : '' });
  });
  const route = parsePacAnswer(answer, proxy.kind === 'pac' ? 'pac' : 'system');
  if (route === 'socks') throw new NetworkProblem('proxy-socks', 'proxy', { proxy: answer.slice(0, 200) });
  if (route === 'unreadable') throw new NetworkProblem('proxy-not-resolved', 'proxy', { detail: answer.slice(0, 200) });
  return route;
}

function manualRoute(text: string, credentials: Credentials | null): ProxyRoute {
  const address = parseProxyAddress(text);
  if (typeof address === 'string')
    throw new NetworkProblem('proxy-not-resolved', 'proxy', { proxy: splitCredentials(text).bare.slice(0, 200) });
  return { kind: 'proxy', ...address, credentials, from: 'manual' };
}
