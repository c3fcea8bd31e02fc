import { encodePunycode } from '../match-rules/punycode.ts';
import { countOctets } from './octets.ts';
import { type AddressProblem, createAddressProblem } from './problem.ts';

const MAX_DOMAIN_OCTETS = 255;
const MAX_LABEL_OCTETS = 63;
/**
 * Matches all characters except letters, digits and marks of any script, the hyphen, and the middle dot of katakana names (IDNA CONTEXTO).
 */
const REFUSED = /[^\p{L}\p{N}\p{M}\u30fb-]/u;

/** The problems of a canonical domain, and its length in octets in DNS form (A-labels). Source: RFC 5321 4.5.3.1, RFC 1035 2.3.4. */
export function checkDomain(domain: string): { readonly problems: readonly AddressProblem[]; readonly octets: number } {
  if (domain === '') return { problems: [createAddressProblem('domain-empty', {})], octets: 0 };
  if (domain.startsWith('[')) return { problems: [createAddressProblem('domain-literal', {})], octets: countOctets(domain) };
  const labels = domain.split('.');
  const lengths = labels.map(encodedOctets);
  const octets = lengths.reduce((sum, length) => sum + length + 1, -1);
  const problems: AddressProblem[] = [];
  const refused = REFUSED.exec(domain.replaceAll('.', ''))?.[0];
  if (refused !== undefined) problems.push(createAddressProblem('domain-character', { character: refused, codePoint: pointName(refused) }));
  if (labels.some((label) => label === '')) problems.push(createAddressProblem('label-empty', {}));
  const hyphened = labels.find((label) => label.startsWith('-') || label.endsWith('-'));
  if (hyphened !== undefined) problems.push(createAddressProblem('label-hyphen', { label: hyphened }));
  const long = lengths.findIndex((length) => length > MAX_LABEL_OCTETS);
  if (long >= 0)
    problems.push(
      createAddressProblem('label-too-long', { label: labels[long] ?? '', octets: lengths[long] ?? 0, limit: MAX_LABEL_OCTETS }),
    );
  // Canonical labels are in Unicode, so a remaining `xn--` could not be decoded.
  const broken = labels.find((label) => label.startsWith('xn--'));
  if (broken !== undefined) problems.push(createAddressProblem('punycode-broken', { label: broken }));
  const top = labels.at(-1) ?? '';
  if (labels.length === 1) problems.push(createAddressProblem('domain-single-label', { domain }));
  else if (top.length === 1 && top <= '\u007f') problems.push(createAddressProblem('top-level-invalid', { label: top }));
  else if (/^[0-9-]+$/u.test(top)) problems.push(createAddressProblem('top-level-invalid', { label: top }));
  if (octets > MAX_DOMAIN_OCTETS) problems.push(createAddressProblem('domain-too-long', { octets, limit: MAX_DOMAIN_OCTETS }));
  return { problems, octets };
}

function encodedOctets(label: string): number {
  if (/^[\0-\x7f]*$/u.test(label)) return label.length;
  const encoded = encodePunycode(label);
  return encoded === null ? countOctets(label) : 'xn--'.length + encoded.length;
}

function pointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
