import { removeInvisible, removeWhitespace } from './blanks.ts';
import { composeCharacters, foldCase, foldWidth } from './letter-forms.ts';
import { decodePunycode } from './punycode.ts';

const ACE_PREFIX = 'xn--';
const DOTS = /[\u3002\uff0e\uff61\u2024]/gu;

/** Index of the first character after the last ASCII `@` (a quoted local part may contain others); -1 without one. */
export function getDomainStartIndex(address: string): number {
  const at = address.lastIndexOf('@');
  return at < 0 ? -1 : at + 1;
}

/**
 * Canonical form of a domain: lower case, half width, ASCII dots, no final dot, labels in Unicode. Approximates the UTS #46 mapping by NFKC
 * of compatibility characters, lower case, its four full stops and the removal of ignorable characters, without its validity tables.
 * Source: docs/domain/matching.md#match-rules, rule 3.
 */
export function toCanonicalDomain(domain: string): string {
  const mapped = mapDomain(domain);
  let end = mapped.length;
  while (end > 0 && mapped[end - 1] === '.') end -= 1;
  const bare = mapped.slice(0, end);
  if (!bare.includes(ACE_PREFIX)) return bare;
  return bare.split('.').map(unicodeLabel).join('.');
}

/** The address with its domain in canonical form. Unchanged without an ASCII `@`; a full-width one is handled by the rule for width. */
export function normalizeDomain(address: string): string {
  const start = getDomainStartIndex(address);
  if (start < 0) return address;
  const domain = address.slice(start);
  const canonical = toCanonicalDomain(domain);
  return canonical === domain ? address : address.slice(0, start) + canonical;
}

function mapDomain(domain: string): string {
  return composeCharacters(foldCase(foldWidth(removeInvisible(removeWhitespace(domain.replace(DOTS, '.'))))));
}

/** Decodes a label only if encoding the result gives the same label. */
function unicodeLabel(label: string): string {
  if (!label.startsWith(ACE_PREFIX)) return label;
  const decoded = decodePunycode(label.slice(ACE_PREFIX.length));
  if (decoded === null || !/[^\0-\x7f]/u.test(decoded) || /[.@]|^xn--/u.test(decoded)) return label;
  return mapDomain(decoded) === decoded ? decoded : label;
}
