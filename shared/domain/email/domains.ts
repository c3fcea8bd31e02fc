import { CARRIER_DOMAINS, CARRIER_PARENTS, FREE_MAIL_DOMAINS } from './data/mail-services.ts';
import { SHARED_MAILBOX_WORDS, type SharedMailboxWords } from './data/shared-mailboxes.ts';
import { getDomainStartIndex, toCanonicalDomain } from './match-rules/domain-form.ts';
import { toCanonicalAddress } from './match-rules/match-rules.ts';
import type { EmailPolicy } from './policy.ts';

const FREE_MAIL = new Set(FREE_MAIL_DOMAINS);
const CARRIERS = new Set(CARRIER_DOMAINS);

/** The domain of an address in canonical form (lower case, half width, Unicode labels); `''` without an `@`. */
export function getAddressDomain(address: string): string {
  const canonical = toCanonicalAddress(address);
  const start = getDomainStartIndex(canonical);
  return start < 0 ? '' : canonical.slice(start);
}

export type DomainKind = 'company' | 'foreign' | 'free-mail' | 'carrier' | 'unknown';

/** Classifies the domain of a canonical address. Without company domains, all domains except free mail and carriers are `unknown`. */
export function classifyAddressDomain(canonical: string, policy: EmailPolicy): DomainKind {
  const judge = judgeOf(policy);
  const start = getDomainStartIndex(canonical);
  if (start < 0) return 'unknown';
  // Most people of a company share one domain, and comparing it with the last one is cheaper than extracting and classifying it.
  if (canonical.length === start + judge.domain.length && canonical.startsWith(judge.domain, start)) return judge.kind;
  judge.domain = canonical.slice(start);
  judge.kind = kindOfDomain(judge.domain, judge);
  return judge.kind;
}

function kindOfDomain(domain: string, { suffixes, others }: DomainJudge): DomainKind {
  if (domain === '') return 'unknown';
  if (suffixes.some((own) => domain === own || domain.endsWith(`.${own}`))) return 'company';
  if (FREE_MAIL.has(domain)) return 'free-mail';
  if (isCarrierDomain(domain)) return 'carrier';
  return others;
}

/** True for a canonical domain of a Japanese mobile carrier. */
export function isCarrierDomain(domain: string): boolean {
  return CARRIERS.has(domain) || CARRIER_PARENTS.some((parent) => domain.endsWith(`.${parent}`));
}

/** Domains of the policy, and the last classified domain with its result. */
interface DomainJudge {
  readonly suffixes: readonly string[];
  /** Kind of all domains that are not listed. */
  readonly others: DomainKind;
  domain: string;
  kind: DomainKind;
}

const judges = new WeakMap<EmailPolicy, DomainJudge>();

function judgeOf(policy: EmailPolicy): DomainJudge {
  const known = judges.get(policy);
  if (known !== undefined) return known;
  const judge: DomainJudge = {
    suffixes: companySuffixes(policy),
    others: policy.companyDomains.length === 0 ? 'unknown' : 'foreign',
    domain: '',
    kind: 'unknown',
  };
  judges.set(policy, judge);
  return judge;
}

/** The company's domains, and former domains that an alias maps to one of them. */
function companySuffixes(policy: EmailPolicy): readonly string[] {
  const own = new Set(policy.companyDomains.map(toCanonicalDomain).filter((domain) => domain !== ''));
  // Repeated until nothing is added, because a domain may have been renamed several times.
  for (let known = -1; known < own.size; ) {
    known = own.size;
    for (const { from, to } of policy.aliasDomains) if (own.has(toCanonicalDomain(to))) own.add(toCanonicalDomain(from));
  }
  return [...own];
}

/**
 * True if address or name suggests a shared mailbox. A risk to review, not a verdict. Source: docs/domain/matching.md#shared-mailboxes.
 */
export function isSharedMailboxAddress(canonical: string, displayName: string, words: SharedMailboxWords = SHARED_MAILBOX_WORDS): boolean {
  const prepared = preparedWords(words);
  if (mayNameMailbox(displayName, prepared) && prepared.name.test(displayName.normalize('NFKC').toLowerCase().trim())) return true;
  const end = Math.max(0, getDomainStartIndex(canonical) - 1);
  return isSharedWord(canonical, firstWordEnd(canonical, end), prepared) || isSharedWord(canonical, end, prepared);
}

interface PreparedWords {
  readonly name: RegExp;
  /** 1 for hiragana, kanji and blanks that no shared-mailbox word starts with. A name of only such units is not a shared mailbox. */
  readonly silent: Uint8Array;
  readonly localParts: ReadonlySet<string>;
  /** 1 for each `shapeOf` of a word in `localParts`. */
  readonly shapes: Uint8Array;
}

/** First character, last character and length of a local part as one number. */
const shape = (first: number, last: number, length: number): number => ((first & 31) << 10) | ((last & 31) << 5) | Math.min(length, 31);
const shapeOf = (text: string, end: number): number => shape(text.charCodeAt(0), text.charCodeAt(end - 1), end);

/** True if the characters before `end` are one of the words. */
const isSharedWord = (canonical: string, end: number, { shapes, localParts }: PreparedWords): boolean =>
  shapes[shapeOf(canonical, end)] === 1 && localParts.has(canonical.slice(0, end));

const preparedOf = new WeakMap<SharedMailboxWords, PreparedWords>();

function preparedWords(words: SharedMailboxWords): PreparedWords {
  const known = preparedOf.get(words);
  if (known !== undefined) return known;
  const literal = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
  const [inName, nameBegins] = [words.inName, words.nameBegins].map((list) => list.filter((word) => word !== '')) as [string[], string[]];
  const alternatives = [...inName.map(literal), ...nameBegins.map((word) => `^${literal(word)}`)];
  const silent = new Uint8Array(0x10000).fill(1, 0x3041, 0x3097).fill(1, 0x4e00, 0xa000);
  silent[0x20] = 1;
  silent[0x3000] = 1;
  for (const word of [...inName, ...nameBegins]) silent[word.charCodeAt(0)] = 0;
  const shapes = new Uint8Array(1 << 15);
  for (const word of words.localPart) shapes[shapeOf(word, word.length)] = 1;
  const prepared: PreparedWords = {
    name: alternatives.length === 0 ? /(?!)/u : new RegExp(alternatives.join('|'), 'u'),
    silent,
    localParts: new Set(words.localPart),
    shapes,
  };
  preparedOf.set(words, prepared);
  return prepared;
}

/**
 * False for a name of kanji, hiragana and blanks in which no word can begin. Such names need neither normalization nor the pattern, which
 * saves 40 ms for 100,000 names.
 */
function mayNameMailbox(name: string, { silent }: PreparedWords): boolean {
  for (let at = 0; at < name.length; at += 1) if (silent[name.charCodeAt(at)] === 0) return true;
  return false;
}

/** Data for a fast check of raw bytes before `isSharedMailboxAddress` is called. */
export interface SharedMailboxSigns {
  /** 1 for hiragana, kanji and blanks that no shared-mailbox word starts with. A name of only such units is not a shared mailbox. */
  readonly silent: Uint8Array;
  /** False if no word has this first character, last character and length. */
  mayBeWord(first: number, last: number, length: number): boolean;
}

export function getSharedMailboxSigns(): SharedMailboxSigns {
  const { silent, shapes } = preparedWords(SHARED_MAILBOX_WORDS);
  return { silent, mayBeWord: (first, last, length) => shapes[shape(first, last, length)] === 1 };
}

/** Index of the first separator or digit of the local part; `end` if there is none. */
function firstWordEnd(canonical: string, end: number): number {
  for (let at = 0; at < end; at += 1) {
    const code = canonical.charCodeAt(at);
    if (code === 0x2d || code === 0x5f || code === 0x2e || (code >= 0x30 && code <= 0x39)) return at;
  }
  return end;
}
