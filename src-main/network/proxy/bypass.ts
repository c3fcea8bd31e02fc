import { BlockList, isIP } from 'node:net';

/** Whether a host is this machine. It is always reached without a proxy, as in browsers. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/**
 * Whether a list of exceptions contains a host, so that it is reached directly. Entries: `example.co.jp` and `.example.co.jp` (with
 * subdomains), `*.example.co.jp`, `host:port`, a network such as `10.0.0.0/8`, `*` for any characters (`192.168.*`), `<local>` for names
 * without a dot. Case-insensitive. Sources: the NO_PROXY convention of curl and Node, and Windows' list of exceptions.
 */
export function isBypassed(list: readonly string[], { host, port }: { readonly host: string; readonly port: number }): boolean {
  const name = host.toLowerCase();
  return list.some((entry) => {
    const text = entry.trim().toLowerCase();
    if (text === '*') return true;
    if (text === '<local>') return isIP(name) === 0 && !name.includes('.');
    if (text.includes('/')) return isInNetwork(text, name);
    const [, bare = '', wantedPort] = /^(.*?)(?::(\d+))?$/.exec(text) ?? [];
    if (wantedPort !== undefined && Number(wantedPort) !== port && !text.includes('::')) return false;
    const domain = (text.includes('::') ? text : bare).replace(/^\*?\./, '').replace(/^\[|\]$/g, '');
    if (domain.includes('*')) return isLike(domain, name);
    return domain !== '' && (name === domain || name.endsWith(`.${domain}`));
  });
}

function isInNetwork(text: string, host: string): boolean {
  const [address = '', length = ''] = text.split('/');
  const [family, kind] = [isIP(address), isIP(host)];
  if (family === 0 || family !== kind || !/^\d{1,3}$/.test(length) || Number(length) > (family === 4 ? 32 : 128)) return false;
  const network = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  network.addSubnet(address, Number(length), type);
  return network.check(host, type);
}

/** Whether a name matches a pattern with `*` for any characters. */
function isLike(pattern: string, name: string): boolean {
  const pieces = pattern.split('*');
  const [first = '', last = ''] = [pieces[0], pieces.at(-1)];
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = name.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return from <= name.length - last.length;
}
