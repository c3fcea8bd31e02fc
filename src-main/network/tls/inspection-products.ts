/**
 * Texts in the certificates of TLS inspection products. Sources: the products' administration guides, which name their default authorities.
 * Products with a company's own authority are not recognized.
 */
const PRODUCTS: readonly (readonly [word: RegExp, product: string])[] = [
  [/zscaler/i, 'Zscaler'],
  [/netskope|goskope/i, 'Netskope'],
  [/fortinet|fortigate/i, 'FortiGate'],
  [/palo ?alto|prisma access|globalprotect/i, 'Palo Alto Networks'],
  [/blue ?coat|symantec (ssl visibility|web security|cloud swg)|proxysg/i, 'Symantec ProxySG'],
  [/cisco (umbrella|secure web|web security)|opendns/i, 'Cisco Umbrella'],
  [/mcafee web gateway|skyhigh|trellix/i, 'Skyhigh Secure Web Gateway'],
  [/forcepoint|websense/i, 'Forcepoint'],
  [/check ?point/i, 'Check Point'],
  [/sophos/i, 'Sophos'],
  [/barracuda/i, 'Barracuda'],
  [/watchguard/i, 'WatchGuard'],
  [/sonicwall/i, 'SonicWall'],
  [/i-?filter|digital ?arts/i, 'i-FILTER'],
  [/intersafe|alps system integration/i, 'InterSafe'],
  [/trend ?micro|iwsva|deep edge/i, 'Trend Micro'],
  [/a10 networks|thunder ssli/i, 'A10 Thunder'],
  [/cloudflare (gateway|for teams)|gateway ca - cloudflare/i, 'Cloudflare Gateway'],
  [/cato networks/i, 'Cato Networks'],
  [/menlo security/i, 'Menlo Security'],
  [/kaspersky/i, 'Kaspersky'],
  [/\beset\b/i, 'ESET'],
  [/avast|avg (technologies|web)/i, 'Avast'],
  [/bitdefender/i, 'Bitdefender'],
  [/fiddler|charles proxy|mitmproxy|burp|portswigger/i, 'a debugging proxy'],
];

/** Returns the product that the names in a chain indicate; `''` = unknown. */
export const findInspectionProduct = (names: readonly string[]): string =>
  PRODUCTS.find(([word]) => names.some((name) => word.test(name)))?.[1] ?? '';
