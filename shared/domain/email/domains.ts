import { CARRIER_DOMAINS, CARRIER_PARENTS, FREE_MAIL_DOMAINS } from './data/mail-services.ts';
import { SHARED_MAILBOX_WORDS, type SharedMailboxWords } from './data/shared-mailboxes.ts';
import { canonicalDomain, domainStart } from './domain-form.ts';
import { canonicalAddress } from './ladder.ts';
import { foldCase, foldWidth } from './letter-forms.ts';
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
  const name = foldCase(foldWidth(displayName)).trim();
  if (words.inName.some((word) => name.includes(word)) || words.nameBegins.some((word) => name.startsWith(foldWidth(word)))) return true;
  const canonical = canonicalAddress(address);
  const local = canonical.slice(0, Math.max(0, domainStart(canonical) - 1));
  return wordsOf(words).has(local) || wordsOf(words).has(local.split(/[-_.\d]/u, 1)[0] ?? '');
}

const localPartsOf = new WeakMap<SharedMailboxWords, ReadonlySet<string>>();

function wordsOf(words: SharedMailboxWords): ReadonlySet<string> {
  const known = localPartsOf.get(words) ?? new Set(words.localPart);
  localPartsOf.set(words, known);
  return known;
}
