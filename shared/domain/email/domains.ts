import { CARRIER_DOMAINS, CARRIER_PARENTS, FREE_MAIL_DOMAINS } from './data/mail-services.ts';
import { SHARED_MAILBOX_WORDS, type SharedMailboxWords } from './data/shared-mailboxes.ts';
import { canonicalDomain, domainStart } from './domain-form.ts';
import { canonicalAddress } from './ladder.ts';
import type { EmailPolicy } from './policy.ts';

const FREE_MAIL = new Set(FREE_MAIL_DOMAINS);
const CARRIERS = new Set(CARRIER_DOMAINS);

/** The domain of an address in its one form (lower case, plain width, Unicode labels); `''` without an `@`. */
export function domainOf(address: string): string {
  const canonical = canonicalAddress(address);
  const start = domainStart(canonical);
  return start < 0 ? '' : canonical.slice(start);
}

/** Whose domain an address has. Without company domains everything that is neither free mail nor a carrier is `unknown`. */
export function classifyDomain(address: string, policy: EmailPolicy): 'company' | 'foreign' | 'free-mail' | 'carrier' | 'unknown' {
  const domain = domainOf(address);
  if (domain === '') return 'unknown';
  if (companySuffixes(policy).some((own) => domain === own || domain.endsWith(`.${own}`))) return 'company';
  if (FREE_MAIL.has(domain)) return 'free-mail';
  if (isCarrierDomain(domain)) return 'carrier';
  return policy.companyDomains.length === 0 ? 'unknown' : 'foreign';
}

/** True for a canonical domain of a Japanese mobile carrier. */
export function isCarrierDomain(domain: string): boolean {
  return CARRIERS.has(domain) || CARRIER_PARENTS.some((parent) => domain.endsWith(`.${parent}`));
}

const suffixesOf = new WeakMap<EmailPolicy, readonly string[]>();

/** The company's own domains, and the old ones that an alias leads to one of them. */
function companySuffixes(policy: EmailPolicy): readonly string[] {
  const known = suffixesOf.get(policy);
  if (known !== undefined) return known;
  const own = new Set(policy.companyDomains.map(canonicalDomain).filter((domain) => domain !== ''));
  for (const { from, to } of policy.aliasDomains) if (own.has(canonicalDomain(to))) own.add(canonicalDomain(from));
  const suffixes = [...own];
  suffixesOf.set(policy, suffixes);
  return suffixes;
}

/**
 * True when the address or the name says that several people, or nobody, stand behind it. A risk to look at, never a verdict.
 * Source: handbook matching.md D1.
 */
export function isSharedMailbox(address: string, displayName: string, words: SharedMailboxWords = SHARED_MAILBOX_WORDS): boolean {
  const { name, localParts } = preparedWords(words);
  if (name.test(displayName.normalize('NFKC').toLowerCase().trim())) return true;
  const canonical = canonicalAddress(address);
  const local = canonical.slice(0, Math.max(0, domainStart(canonical) - 1));
  return localParts.has(local) || localParts.has(firstWord(local));
}

interface PreparedWords {
  readonly name: RegExp;
  readonly localParts: ReadonlySet<string>;
}

const preparedOf = new WeakMap<SharedMailboxWords, PreparedWords>();

function preparedWords(words: SharedMailboxWords): PreparedWords {
  const known = preparedOf.get(words);
  if (known !== undefined) return known;
  const literal = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
  const alternatives = [...words.inName.map(literal), ...words.nameBegins.map((word) => `^${literal(word)}`)];
  const prepared = {
    name: alternatives.length === 0 ? /(?!)/u : new RegExp(alternatives.join('|'), 'u'),
    localParts: new Set(words.localPart),
  };
  preparedOf.set(words, prepared);
  return prepared;
}

/** The local part up to its first separator or digit. */
function firstWord(local: string): string {
  const end = local.search(/[-_.\d]/u);
  return end < 0 ? local : local.slice(0, end);
}
