import type { NeoUser } from '../../directory/directory.ts';
import { classifyAddressDomain, type EmailPolicy, getAddressDomain, toCanonicalAddress } from '../../email/index.ts';
import { splitReadingWords } from './evidence-names.ts';
import { toCommonLatin, toLooseLatin } from './evidence-romaji.ts';

/** Conventions of the company for addresses, learned from people whose two addresses agree and are unique. */
export interface AddressConventions {
  /** Whether most people have the domain; used only if the company's domains are not set. */
  isUsualDomain(domain: string): boolean;
  /** Whether any person with agreeing addresses has the domain. */
  isKnownDomain(domain: string): boolean;
  /** Whether the company has usual domains, and no person with agreeing addresses has this one. */
  isStrangeDomain(domain: string): boolean;
  /**
   * How the local part relates to the reading of the name; `null` if the domain has no convention or the reading does not have two names.
   */
  habitOf(canonical: string, kana: string): ConventionFit | null;
}

/**
 * `usual`: formed like those of many people of the domain (`t.yamada`). `own`: formed from the name in another form, as for people with
 * equal names (`ta.yamada`). `strange`: not formed from the name.
 */
export type ConventionFit = 'usual' | 'own' | 'strange';

/** Minimum number of people for a convention. */
const FEWEST = 5;
/** Minimum share of agreeing people for a usual domain, and of a domain's people for a convention; a company may have two conventions. */
const USUAL_SHARE = 0.2;
/** Sample size: sufficient for a convention; more would be too slow for a million rows. */
const HABIT_SAMPLE = 4_096;

/** Canonical addresses by list position: the number per domain, and each `hashAddress`. */
export interface CountedAddresses {
  readonly domains: ReadonlyMap<string, number>;
  readonly hashes: Int32Array;
}

/** People whose addresses were counted earlier, so that most of them need not be decoded. */
export interface CountedPeople extends CountedAddresses {
  readonly users: readonly NeoUser[];
  /** 1 for each counted user. */
  readonly marks: Uint8Array;
}

export const NO_COUNTED_PEOPLE: CountedPeople = { domains: new Map(), hashes: new Int32Array(0), users: [], marks: new Uint8Array(0) };

/** Learns the conventions at first use, in one pass that keeps only a sample. Independent of the order of people. */
export function learnAddressConventions(
  agreeing: () => Iterable<NeoUser>,
  counted: CountedPeople,
  policy: EmailPolicy,
): AddressConventions {
  let learnt: { readonly seen: Seen; readonly usual: ReadonlySet<string> } | undefined;
  let habits: ReadonlyMap<string, readonly string[]> | undefined;
  const isUsual = (domain: string, people: number, of: number): boolean => {
    if (people < FEWEST || people < of * USUAL_SHARE) return false;
    const kind = classifyAddressDomain(`a@${domain}`, policy);
    return kind !== 'free-mail' && kind !== 'carrier';
  };
  const learn = () => {
    if (learnt === undefined) {
      const seen = lookAt(agreeing(), counted);
      learnt = {
        seen,
        usual: new Set([...seen.domains].flatMap(([domain, people]) => (isUsual(domain, people, seen.count) ? [domain] : []))),
      };
    }
    return learnt;
  };
  return {
    isUsualDomain: (domain) => learn().usual.has(domain),
    isKnownDomain: (domain) => learn().seen.domains.has(domain),
    isStrangeDomain: (domain) => !learn().seen.domains.has(domain) && learn().usual.size > 0,
    habitOf(canonical, kana) {
      const reading = splitReadingWords(kana);
      if (reading === null) return null;
      habits ??= learnHabits(learn().seen.sample);
      const habit = habits.get(getAddressDomain(canonical));
      if (habit === undefined) return null;
      const local = localOf(canonical);
      if (patternsOf(local, reading).some((pattern) => habit.includes(pattern))) return 'usual';
      return isMadeOfName(local, reading) ? 'own' : 'strange';
    },
  };
}

interface Sampled {
  readonly canonical: string;
  readonly kana: string;
}

interface Seen {
  readonly count: number;
  /** Number of people per domain. */
  readonly domains: ReadonlyMap<string, number>;
  /** Selected by a hash of the address only, so that the sample does not depend on positions or the number of rows. */
  readonly sample: readonly Sampled[];
}

function lookAt(people: Iterable<NeoUser>, counted: CountedPeople): Seen {
  const domains = new Map(counted.domains);
  let sample: { readonly hash: number; readonly user: NeoUser }[] = [];
  // An address is in the sample if these bits of its hash are zero.
  let mask = 0;
  const take = (hash: number, user: NeoUser): void => {
    sample.push({ hash, user });
    while (sample.length > HABIT_SAMPLE && mask !== ALL_BITS) {
      mask = (mask << 1) | 1;
      const kept = mask;
      sample = sample.filter((one) => (one.hash & kept) === 0);
    }
  };
  const { hashes, users, marks } = counted;
  for (let at = 0; at < marks.length; at++)
    if (marks[at] === 1 && ((hashes[at] as number) & mask) === 0) take(hashes[at] as number, users[at] as NeoUser);
  for (const user of people) {
    const canonical = toCanonicalAddress(user.workEmail);
    const domain = canonical.slice(canonical.lastIndexOf('@') + 1);
    domains.set(domain, (domains.get(domain) ?? 0) + 1);
    const hash = hashAddress(canonical);
    if ((hash & mask) === 0) take(hash, user);
  }
  let count = 0;
  for (const having of domains.values()) count += having;
  return { count, domains, sample: sample.map(({ user }) => ({ canonical: toCanonicalAddress(user.workEmail), kana: user.kana })) };
}

const ALL_BITS = -1;

/** Patterns by which many local parts of a domain are formed from names; domains without such a pattern are omitted. */
function learnHabits(sample: readonly Sampled[]): ReadonlyMap<string, readonly string[]> {
  const byDomain = new Map<string, { judged: number; patterns: Map<string, number> }>();
  for (const { kana, canonical } of sample) {
    const reading = splitReadingWords(kana);
    if (reading === null) continue;
    const domain = getAddressDomain(canonical);
    const seen = byDomain.get(domain) ?? { judged: 0, patterns: new Map<string, number>() };
    byDomain.set(domain, seen);
    seen.judged++;
    for (const pattern of patternsOf(localOf(canonical), reading)) seen.patterns.set(pattern, (seen.patterns.get(pattern) ?? 0) + 1);
  }
  const habits = new Map<string, readonly string[]>();
  for (const [domain, { judged, patterns }] of byDomain) {
    const usual = [...patterns].filter(([, count]) => count >= Math.max(FEWEST, judged * USUAL_SHARE)).map(([pattern]) => pattern);
    if (usual.length > 0) habits.set(domain, usual);
  }
  return habits;
}

const localOf = (canonical: string): string => canonical.slice(0, Math.max(0, canonical.lastIndexOf('@')));

/** Hash that selects the sample. */
export function hashAddress(canonical: string): number {
  let hash = 0;
  for (let at = 0; at < canonical.length; at++) hash = (Math.imul(hash, 31) + canonical.charCodeAt(at)) | 0;
  // Numbered addresses differ in few bits; this spreads them.
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return hash ^ (hash >>> 15);
}

/** Possible first letters of a name in Latin script, by first letter in the unified spelling (`ti` is `chi`, `zi` is `ji`). */
const INITIALS: Readonly<Record<string, string>> = { t: 'tc', z: 'zj', h: 'hf' };

/** Digits at the end of a local part. The lookbehind keeps the search linear in a long run of digits. */
export const TRAILING_DIGITS = /(?<!\d)\d+$/;

/** Patterns that can form this local part from the name, such as `given-initial.family`; trailing digits are ignored. */
function patternsOf(local: string, [family, given]: readonly [string, string]): readonly string[] {
  const bare = local.replace(TRAILING_DIGITS, '');
  const parts = bare.split(/([._-])/);
  if (parts.length > 3) return [];
  const [first = '', separator = '', second = ''] = parts;
  const found: string[] = [];
  if (separator === '') {
    const whole = toCommonLatin(first);
    const forms: readonly (readonly [string, string])[] = [
      ['family', family],
      ['given', given],
      ['family+given', family + given],
      ['given+family', given + family],
    ];
    for (const [name, form] of forms) if (whole === toCommonLatin(form)) found.push(name);
    if (isInitial(first.charAt(0), given) && toCommonLatin(first.slice(1)) === family) found.push('g+family');
    if (isInitial(first.at(-1) ?? '', given) && toCommonLatin(first.slice(0, -1)) === family) found.push('family+g');
    if (isInitial(first.charAt(0), family) && toCommonLatin(first.slice(1)) === given) found.push('f+given');
    return found;
  }
  // The two parts must come from different names; `family` and `f` come from the same one.
  for (const left of namesOf(first, family, given))
    for (const right of namesOf(second, family, given)) if (left.charAt(0) !== right.charAt(0)) found.push(`${left}${separator}${right}`);
  return found;
}

function namesOf(part: string, family: string, given: string): readonly string[] {
  const names: string[] = [];
  if (part.length === 1) {
    if (isInitial(part, family)) names.push('f');
    if (isInitial(part, given)) names.push('g');
    return names;
  }
  const latin = toCommonLatin(part);
  if (latin === family) names.push('family');
  if (latin === given) names.push('given');
  return names;
}

const isInitial = (letter: string, name: string): boolean => (INITIALS[name.charAt(0)] ?? name.charAt(0)).includes(letter) && letter !== '';

/** Maximum number of letters to which a name is shortened. */
const LONGEST_SHORT = 3;

/** True if the local part consists of one name, or of one name and the other or its first letters, in any order. */
export function isMadeOfName(local: string, [family, given]: readonly [string, string]): boolean {
  const letters = local.replace(/[^a-z]/g, '');
  const names = [family, given];
  for (let cut = 0; cut <= letters.length; cut++) {
    const [head, tail] = [letters.slice(0, cut), letters.slice(cut)];
    for (const [whole, short] of [
      [head, tail],
      [tail, head],
    ] as const)
      if (names.some((name, at) => toCommonLatin(whole) === name && standsFor(short, names[1 - at] as string))) return true;
  }
  return false;
}

const standsFor = (letters: string, name: string): boolean =>
  letters === '' || toCommonLatin(letters) === name || (letters.length <= LONGEST_SHORT && beginsName(letters, name));

/** Vowels to try after a prefix, because `sh`, `ch`, `ts` and `j` alone have no unified spelling. */
const ENDINGS = ['', 'a', 'i', 'u', 'e', 'o'] as const;

const beginsName = (letters: string, name: string): boolean =>
  ENDINGS.some((ending) => name.startsWith(toCommonLatin(letters + ending))) || (letters.length === 1 && isInitial(letters, name));

/**
 * True if two local parts are spellings of one name or differ only in signs and digits, so that a convention cannot decide between them.
 */
export const isSpellingVariant = (a: string, b: string): boolean =>
  a === b || localOf(a) === localOf(b) || digitsOf(a) !== digitsOf(b) || toLooseLatin(localOf(a)) === toLooseLatin(localOf(b));

const digitsOf = (canonical: string): string => localOf(canonical).replace(/\D/g, '');
