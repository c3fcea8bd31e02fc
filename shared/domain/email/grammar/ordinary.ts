const AT = 0x40;
const DOT = 0x2e;
const HYPHEN = 0x2d;
/** A length below all limits of RFC 5321: 64 octets for the local part, 63 for a label, 254 for the address. */
const SHORT = 64;

const ATEXT = 1;
const ALPHANUMERIC = 2;
const LETTER = 4;
const CLASSES = new Uint8Array(128);
for (const character of "!#$%&'*+/=?^_`{|}~-") CLASSES[character.charCodeAt(0)] = ATEXT;
for (const character of '0123456789') CLASSES[character.charCodeAt(0)] = ATEXT | ALPHANUMERIC;
for (const character of 'abcdefghijklmnopqrstuvwxyz') {
  CLASSES[character.charCodeAt(0)] = ATEXT | ALPHANUMERIC | LETTER;
  CLASSES[character.toUpperCase().charCodeAt(0)] = ATEXT | ALPHANUMERIC | LETTER;
}

/**
 * True for ordinary addresses: short, ASCII, a dot-atom and a plain host name. They have no problems; others need the full check. One
 * pass, no allocation.
 */
export function isOrdinaryAddress(address: string): boolean {
  const { length } = address;
  if (length > SHORT) return false;
  const domainAt = endOfLocalPart(address) + 1;
  if (domainAt === 0) return false;
  let before = DOT;
  let labels = 1;
  let labelAt = domainAt;
  let letters = 0;
  for (let at = domainAt; at < length; at += 1) {
    const code = address.charCodeAt(at);
    if (code === DOT || code === HYPHEN) {
      if (before === DOT || before === HYPHEN) return false;
      if (code === DOT) {
        labels += 1;
        labelAt = at + 1;
        letters = 0;
      }
    } else {
      const kind = code < 128 ? (CLASSES[code] ?? 0) : 0;
      if ((kind & ALPHANUMERIC) === 0) return false;
      letters |= kind & LETTER;
    }
    before = code;
  }
  return before !== DOT && before !== HYPHEN && labels > 1 && length - labelAt > 1 && letters !== 0;
}

/** Position of the `@` if everything before it is a dot-atom; otherwise -1. */
function endOfLocalPart(address: string): number {
  let before = DOT;
  for (let at = 0; at < address.length; at += 1) {
    const code = address.charCodeAt(at);
    if (code === AT) return before === DOT ? -1 : at;
    if (code === DOT ? before === DOT : code >= 128 || ((CLASSES[code] ?? 0) & ATEXT) === 0) return -1;
    before = code;
  }
  return -1;
}
