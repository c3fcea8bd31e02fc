import { isCarrierDomain } from '../domains.ts';
import { isBlankAddress } from '../match-rules/blanks.ts';
import { getDomainStartIndex } from '../match-rules/domain-form.ts';
import { type MatchRuleCode, toCanonicalAddress, traceCanonicalAddress } from '../match-rules/match-rules.ts';
import { MAX_ADDRESS_LENGTH } from '../max-length.ts';
import { checkDomain } from './domain-grammar.ts';
import { countOctets } from './octets.ts';
import { isOrdinaryAddress } from './ordinary.ts';
import { type AddressProblem, type AddressProblemCode, createAddressProblem } from './problem.ts';
import { splitAddresses } from './split.ts';

const MAX_LOCAL_OCTETS = 64;
const MAX_OCTETS = 254;

const NONE: readonly AddressProblem[] = Object.freeze([]);
const ATEXT = /[a-z0-9!#$%&'*+/=?^_`{|}~.-]/u;
const QUOTED = /^"(?:[ !#-[\]-~]|\\[ -~])*"$/u;
/** Traces of wrong decoding: the replacement character, unpaired surrogates, non-characters. */
const BROKEN = /[\ufffd\p{Surrogate}\p{Noncharacter_Code_Point}]/u;

const IRREGULARITIES: readonly (readonly [MatchRuleCode, AddressProblemCode])[] = [
  ['email-differs-whitespace', 'has-whitespace'],
  ['email-differs-invisible', 'has-invisible'],
  ['email-differs-width', 'has-width-variant'],
  ['email-differs-dash', 'has-dash-variant'],
  ['email-differs-composition', 'is-decomposed'],
];

/**
 * Problems of an address; empty if well formed. Errors concern the intended address (its canonical form): blanks, invisible characters,
 * widths, dashes and decomposed letters are notes, because the match rules explain and correct them. A blank cell has no problem: it is
 * missing, not malformed. Errors come first. Never throws. Source: docs/domain/matching.md#address-syntax (RFC 5321 4.5.3.1 and 4.1.2,
 * RFC 3696 erratum 1690, RFC 6531).
 */
export function checkAddress(address: string): readonly AddressProblem[] {
  if (isOrdinaryAddress(address)) return NONE;
  if (address.length > MAX_ADDRESS_LENGTH) return [tooLong(address)];
  if (isBlankAddress(address)) return NONE;
  const { canonical, changed } = traceCanonicalAddress(address);
  const dirt = IRREGULARITIES.filter(([rule]) => changed.includes(rule)).map(([, code]) => createAddressProblem(code, {}));
  return [...problemsOf(address, canonical), ...dirt].sort((a, b) => Number(a.severity === 'note') - Number(b.severity === 'note'));
}

/** The error that makes an address invalid, if any. Like `checkAddress`, without notes. */
export function findAddressError(address: string, canonical: string = toCanonicalAddress(address)): AddressProblem | undefined {
  if (isOrdinaryAddress(address)) return undefined;
  if (address.length > MAX_ADDRESS_LENGTH) return tooLong(address);
  return isBlankAddress(address) ? undefined : problemsOf(address, canonical).find(({ severity }) => severity === 'error');
}

/** Problems of the cell or, if it is a single address, of its canonical form. */
const problemsOf = (cell: string, canonical: string): readonly AddressProblem[] =>
  cellProblems(cell, canonical) ?? (isOrdinaryAddress(canonical) ? NONE : partProblems(canonical));

function tooLong(address: string): AddressProblem {
  return createAddressProblem('address-too-long', { octets: countOctets(address), limit: MAX_OCTETS });
}

/** Several addresses in the cell, or text around one; then no further check is possible. */
function cellProblems(cell: string, canonical: string): readonly AddressProblem[] | null {
  const addresses = splitAddresses(cell);
  const [only = ''] = addresses;
  if (addresses.length > 1) return [createAddressProblem('several-addresses', { count: addresses.length, first: only })];
  if (only === cell || toCanonicalAddress(only) === canonical) return null;
  const wrapped = /^\s*mailto\s*[:：]/iu.test(cell);
  return [createAddressProblem(wrapped ? 'mailto-prefix' : 'extra-text', { address: only })];
}

function partProblems(address: string): readonly AddressProblem[] {
  const start = getDomainStartIndex(address);
  if (start < 0) return [...brokenCharacters(address), createAddressProblem('at-missing', {})];
  const local = address.slice(0, start - 1);
  const domain = address.slice(start);
  const found = [...brokenCharacters(address), ...localProblems(local, domain)];
  const { problems, octets } = checkDomain(domain);
  found.push(...problems);
  const localOctets = countOctets(local);
  if (localOctets > MAX_LOCAL_OCTETS) found.push(createAddressProblem('local-too-long', { octets: localOctets, limit: MAX_LOCAL_OCTETS }));
  if (localOctets + 1 + octets > MAX_OCTETS)
    found.push(createAddressProblem('address-too-long', { octets: localOctets + 1 + octets, limit: MAX_OCTETS }));
  return found;
}

function brokenCharacters(address: string): readonly AddressProblem[] {
  const [character] = BROKEN.exec(address) ?? [];
  return character === undefined ? [] : [createAddressProblem('broken-character', { codePoint: nameOf(character) })];
}

function localProblems(local: string, domain: string): readonly AddressProblem[] {
  if (local === '') return [createAddressProblem('local-empty', {})];
  if (local.startsWith('"'))
    return [QUOTED.test(local) ? createAddressProblem('local-quoted', {}) : createAddressProblem('quote-unbalanced', {})];
  const found = dotProblems(local, domain);
  if (local.includes('@')) found.push(createAddressProblem('at-repeated', { count: local.split('@').length }));
  const refused = [...local].find((character) => character < '\u0080' && character !== '@' && !ATEXT.test(character));
  if (refused !== undefined) found.push(createAddressProblem('local-character', { character: refused, codePoint: nameOf(refused) }));
  const foreign = [...local].find((character) => character >= '\u0080' && !BROKEN.test(character));
  if (foreign !== undefined) found.push(createAddressProblem('local-not-ascii', { character: foreign, codePoint: nameOf(foreign) }));
  return found;
}

/**
 * Consecutive dots and dots at the ends of the local part. Carriers issued such addresses until 2009, and they still work. Source:
 * docs/domain/matching.md#address-syntax.
 */
function dotProblems(local: string, domain: string): AddressProblem[] {
  const begins = local.startsWith('.');
  const ends = local.endsWith('.');
  const repeats = local.includes('..');
  if (isCarrierDomain(domain) && !begins && (ends || repeats)) return [createAddressProblem('carrier-dots', {})];
  return [
    ...(begins ? [createAddressProblem('local-dot-first', {})] : []),
    ...(ends ? [createAddressProblem('local-dot-last', {})] : []),
    ...(repeats ? [createAddressProblem('local-dots-repeated', {})] : []),
  ];
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
