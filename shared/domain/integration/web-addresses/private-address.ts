/** IP addresses that are not routed on the internet: RFC 1918, RFC 4193, link-local, loopback. */
const PRIVATE_V4 = /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/;
const PRIVATE_V6 = /^(?:::1$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/;
const V4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Kind of an IP address as written by sockets and `URL`. `name`: not an IP address; its kind is known only after connecting. */
export function classifyIpAddress(text: string): 'private' | 'public' | 'name' {
  const bare = text.replace(/^\[|\]$/g, '').toLowerCase();
  // IPv4 in the notation of a dual-stack socket.
  const v4 = bare.startsWith('::ffff:') && V4.test(bare.slice(7)) ? bare.slice(7) : bare;
  if (V4.test(v4)) return PRIVATE_V4.test(v4) ? 'private' : 'public';
  if (!bare.includes(':')) return 'name';
  return PRIVATE_V6.test(bare) ? 'private' : 'public';
}
