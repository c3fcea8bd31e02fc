/** Whether a host is this machine: it is reached without any proxy, as browsers do. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/**
 * Whether a list names a host as one to be reached directly: `example.co.jp` and `.example.co.jp` with everything below,
 * `*.example.co.jp`, `host:port`, `*` for all. Case is no matter. Source: the NO_PROXY convention of curl and Node.
 */
export function isBypassed(list: readonly string[], { host, port }: { readonly host: string; readonly port: number }): boolean {
  const name = host.toLowerCase();
  return list.some((entry) => {
    const text = entry.trim().toLowerCase();
    if (text === '*') return true;
    const [, bare = '', wantedPort] = /^(.*?)(?::(\d+))?$/.exec(text) ?? [];
    if (wantedPort !== undefined && Number(wantedPort) !== port && !text.includes('::')) return false;
    const domain = (text.includes('::') ? text : bare).replace(/^\*?\./, '').replace(/^\[|\]$/g, '');
    return domain !== '' && (name === domain || name.endsWith(`.${domain}`));
  });
}
