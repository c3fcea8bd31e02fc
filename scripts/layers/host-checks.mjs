// The destination of a secret is decided once, for the host that will be contacted. Other code that checks host names would decide it
// again and differently, so it is reported here.

/** Files that may check host names, with the reason for each. */
const ALLOWED = new Map([
  ['shared/domain/integration/web-addresses/web-address.ts', 'reads addresses for everybody'],
  ['shared/domain/integration/web-addresses/amazon-hosts.ts', 'lists the hosts it is asked about'],
  ['src-main/network/network.ts', 'names host and port as sockets want them'],
  ['src-main/network/proxy/bypass.ts', 'decides by which way a host is reached, not whether'],
  ['src-main/network/dispatcher.ts', 'opens the socket'],
  ['src-main/network/proxy/proxy-address.ts', 'takes user and password out of what the environment names'],
  ['src-main/hosts/policy/open-link.ts', 'decides about links, which carry no secret'],
  ['src-main/hosts/node/guard.ts', 'knows the one name under which this host is asked'],
  ['src-main/hosts/server/server-guard.ts', 'accepts only requests to its own public name'],
  ['src-main/hosts/electron/restrictions/own-pages.ts', 'knows the one address of the page'],
  ['src-main/amazon/redact.ts', 'takes addresses out of what is shown'],
]);

/** Patterns of a host check: the parsed host, a regular expression with `://`, a comparison or search of a host, host predicates. */
const CHECKS = [
  { found: /\.hostname\b|\{[^{}]*\bhostname\b[^{}]*\}\s*(?::[^=]+)?=(?!=)/, what: 'reads a host out of an address' },
  { found: /\/(?:\\.|[^/\n])*:\\\/\\\/(?:\\.|[^/\n])*\/[a-z]*/, what: 'reads an address by an expression of its own' },
  {
    found:
      /\.host\s*(?:===|!==)(?!\s*'(?:electron|node|server)')|\.host(?:\.toLowerCase\(\))?\.(?:endsWith|startsWith|includes|match|split)\(/,
    what: 'compares a host',
  },
  { found: /\b(?:isAmazonHost|isPoHost|isPunchoutHost|localKind)\b/, what: 'asks whose host it is' },
  { found: /\.username\b.*\.password\b/, what: 'looks for credentials in an address' },
];

/**
 * Returns the lines that check host names in other files.
 * @param {Map<string, string>} sources text by path from the root, with `/`
 * @returns {string[]}
 */
export function hostChecksIn(sources) {
  /** @type {string[]} */
  const violations = [];
  for (const [path, text] of sources) {
    if (ALLOWED.has(path) || !/^(?:shared|src-main|src-renderer)\/.*\.tsx?$/.test(path) || path.endsWith('.d.ts')) continue;
    for (const [at, line] of text.split('\n').entries()) {
      if (/^\s*(?:\/\/|\*|\/\*)/.test(line)) continue;
      for (const { found, what } of CHECKS)
        if (found.test(line))
          violations.push(`${path}:${at + 1}: ${what}; ask SecretDestination or readWebAddress (shared/domain/integration)`);
    }
  }
  for (const path of ALLOWED.keys()) if (!sources.has(path)) violations.push(`${path}: may look at hosts and does not exist`);
  return violations;
}
