/** Punycode, RFC 3492, for one domain label without its `xn--`. */

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_N = 128;
const FIRST_BIAS = 72;
const DELIMITER = '-';
const MAX_POINT = 0x10ffff;
/** A DNS label has at most 63 octets. Longer input is never decoded, which limits the cost of malicious cells. */
const MAX_LABEL = 63;

function adapt(delta: number, points: number, first: boolean): number {
  let rest = first ? Math.floor(delta / DAMP) : delta >> 1;
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

function threshold(k: number, bias: number): number {
  return k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
}

function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26;
  if (code >= 0x61 && code <= 0x7a) return code - 0x61;
  if (code >= 0x41 && code <= 0x5a) return code - 0x41;
  return -1;
}

/** Decodes a label to Unicode; `null` if it is not Punycode of Unicode scalar values. */
export function decodePunycode(encoded: string): string | null {
  if (encoded === '' || encoded.length > MAX_LABEL) return null;
  const split = encoded.lastIndexOf(DELIMITER);
  const points: number[] = [];
  for (let at = 0; at < split; at += 1) {
    const code = encoded.charCodeAt(at);
    if (code >= FIRST_N) return null;
    points.push(code);
  }
  let n = FIRST_N;
  let i = 0;
  let bias = FIRST_BIAS;
  for (let at = split < 0 ? 0 : split + 1; at < encoded.length; ) {
    const before = i;
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = at < encoded.length ? digitOf(encoded.charCodeAt(at)) : -1;
      if (digit < 0) return null;
      at += 1;
      i += digit * weight;
      if (i > 0x7fffffff) return null;
      const limit = threshold(k, bias);
      if (digit < limit) break;
      weight *= BASE - limit;
    }
    const length = points.length + 1;
    bias = adapt(i - before, length, before === 0);
    n += Math.floor(i / length);
    i %= length;
    if (n > MAX_POINT || (n >= 0xd800 && n <= 0xdfff)) return null;
    points.splice(i, 0, n);
    i += 1;
  }
  return points.map((point) => String.fromCodePoint(point)).join('');
}

/** Encodes a label; `null` if it contains a lone surrogate or is too long for a domain. */
export function encodePunycode(label: string): string | null {
  const points = [...label].map((character) => character.codePointAt(0) ?? 0);
  if (points.length > MAX_LABEL || points.some((point) => point >= 0xd800 && point <= 0xdfff)) return null;
  const basic = points.filter((point) => point < FIRST_N);
  let output = String.fromCodePoint(...basic) + (basic.length > 0 ? DELIMITER : '');
  let n = FIRST_N;
  let delta = 0;
  let bias = FIRST_BIAS;
  let handled = basic.length;
  while (handled < points.length) {
    const next = points.reduce((least, point) => (point >= n && point < least ? point : least), MAX_POINT + 1);
    delta += (next - n) * (handled + 1);
    n = next;
    for (const point of points) {
      if (point < n) delta += 1;
      if (point !== n) continue;
      let rest = delta;
      for (let k = BASE; ; k += BASE) {
        const limit = threshold(k, bias);
        if (rest < limit) break;
        output += digitText(limit + ((rest - limit) % (BASE - limit)));
        rest = Math.floor((rest - limit) / (BASE - limit));
      }
      output += digitText(rest);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled += 1;
    }
    delta += 1;
    n += 1;
  }
  return output;
}

function digitText(digit: number): string {
  return String.fromCharCode(digit < 26 ? digit + 0x61 : digit - 26 + 0x30);
}
