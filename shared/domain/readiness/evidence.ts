import type { AmazonUser, NeoUser, Organization } from '../directory/directory.ts';
import { foldForSearch, foldName } from '../directory/names.ts';
import { commonLatin, romajiOfKana } from './evidence-romaji.ts';

/**
 * Why a person and an account may belong together, or may not: the closed list, with how much each reason weighs. A weight is the
 * share by which the remaining doubt shrinks; a factor below zero takes that share of the score away. Our choice, in the order of
 * handbook matching.md D6 (the surer the rung, the higher) with L13 for people; nothing is ever applied because of a score.
 */
export const EVIDENCE_WEIGHTS = {
  'same-employee-code': 0.75,
  'same-name': 0.45,
  'same-name-variant': 0.4,
  'same-name-swapped': 0.4,
  'same-name-kana': 0.35,
  'same-name-romaji': 0.35,
  'name-in-address': 0.4,
  'initial-in-address': 0.15,
  'same-organization': 0.2,
  'other-field-mobile': 0.75,
  'other-field-home': 0.75,
  'other-field-other': 0.75,
  'part-of-cell': 0.75,
  'differs-only-whitespace': 0.95,
  'differs-only-invisible': 0.95,
  'differs-only-domain-form': 0.95,
  'differs-only-case': 0.95,
  'differs-only-width': 0.95,
  'differs-only-dash': 0.9,
  'differs-only-composition': 0.9,
  'differs-only-alias-domain': 0.85,
  'differs-only-plus-tag': 0.8,
  'differs-only-provider-rule': 0.8,
  'differs-only-lookalike': 0.75,
  'typo-similar-shape': 0.6,
  'typo-neighbour-key': 0.6,
  'typo-swapped': 0.6,
  'typo-missing': 0.5,
  'typo-extra': 0.5,
  'typo-replaced': 0.45,
  'other-name': -0.3,
  'other-employee-code': -0.6,
} as const;

export type EvidenceKey = keyof typeof EVIDENCE_WEIGHTS;
export const EVIDENCE_KEYS = Object.keys(EVIDENCE_WEIGHTS) as readonly EvidenceKey[];

/** 0 to 100: the doubt left by all the reasons together, less what speaks against. More reasons for it never lower it. */
export function scoreOf(reasons: readonly EvidenceKey[]): number {
  let doubt = 1;
  let against = 1;
  for (const reason of new Set(reasons)) {
    const weight: number = EVIDENCE_WEIGHTS[reason];
    if (weight > 0) doubt *= 1 - weight;
    else against *= 1 + weight;
  }
  return Math.round(100 * (1 - doubt) * against);
}

const JAPANESE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
const HAN = /\p{sc=Han}/u;
const LATIN = /^[\p{sc=Latin}\p{M}\s.,'’‐-]+$/u;

const plainName = (name: string): string => name.normalize('NFKC').replace(/[\s\u3000・･.,]/gu, '').toLowerCase();
const wordsOf = (name: string): readonly string[] => name.normalize('NFKC').split(/[\s・.,]+/u).filter((word) => word !== '');

/** The words of a name in an order of their own, so that family and given name may stand either way. `''` for one word. */
export function anyOrder(name: string, form: (word: string) => string): string {
  const words = wordsOf(name).map(form).filter((word) => word !== '');
  return words.length < 2 ? '' : words.sort().join('|');
}

const kanaWord = (word: string): string => foldForSearch(word);

/** The local part as one run of letters in the common spelling; `''` when it holds too few letters to be a name. */
export function namedLocal(email: string): string {
  const at = email.lastIndexOf('@');
  const local = (at < 0 ? email : email.slice(0, at)).split('+')[0] ?? '';
  if (!/^[\x21-\x7e]+$/.test(local)) return '';
  const latin = commonLatin(local.split(/[._-]+/).map(commonLatin).join(''));
  return latin.length < SHORTEST_LOCAL ? '' : latin;
}
const SHORTEST_LOCAL = 5;

/** How a person's address would be spelt from the reading of the name: family and given name in both orders; empty without kana. */
export function localsOfReading(kana: string): { readonly full: readonly string[]; readonly initial: readonly string[] } {
  const words = wordsOf(kana).map(romajiOfKana);
  const [family = '', given = ''] = words;
  if (words.length !== 2 || family === '' || given === '') return { full: [], initial: [] };
  const first = given.charAt(0);
  return { full: [family + given, given + family].map(commonLatin), initial: [first + family, family + first].map(commonLatin) };
}

/** The keys under which a name may be found again, the surest first; every account and every person with an equal key may be one. */
export function nameKeys(name: string, kana: string): readonly string[] {
  const keys = new Set<string>();
  const add = (form: string, key: string): void => {
    if (key !== '') keys.add(`${form}:${key}`);
  };
  const latin = (text: string, form: (word: string) => string): string => anyOrder(text, form);
  for (const text of [name, kana]) {
    add('folded', foldName(text));
    add('words', anyOrder(text, foldName));
    if (!HAN.test(text)) {
      add('kana', foldForSearch(text).replace(/\s/gu, ''));
      add('kanaWords', anyOrder(text, kanaWord));
    }
  }
  if (LATIN.test(name)) add('latin', latin(name, commonLatin));
  for (const text of [name, kana]) {
    const read = wordsOf(text).map(romajiOfKana);
    if (read.length > 1 && read.every((word) => word !== '')) add('latin', latin(text, romajiOfKana));
  }
  return [...keys];
}

/** Organisation ids to their names, for comparison with Amazon's group names. */
export function organizationNames(organizations: readonly Organization[]): ReadonlyMap<string, string> {
  return new Map(organizations.flatMap(({ id, code, name }) => [[id, name], [`*${id}`, name], ...(code === '' ? [] : [[`@${code}`, name] as const])] as const));
}

/** The reasons, beside the two addresses, for and against this account being this person's. In the order of the closed list. */
export function identityEvidence(user: NeoUser, account: AmazonUser, organizations: ReadonlyMap<string, string>): readonly EvidenceKey[] {
  const reasons: EvidenceKey[] = [];
  if (user.employeeCode !== '' && account.employeeCode !== '') reasons.push(user.employeeCode === account.employeeCode ? 'same-employee-code' : 'other-employee-code');
  const name = nameEvidence(user, account);
  if (name !== null) reasons.push(name);
  const local = namedLocal(account.email);
  if (local !== '') {
    const { full, initial } = localsOfReading(user.kana);
    const bare = local.length;
    if (full.some((reading) => reading.length === bare && reading === local)) reasons.push('name-in-address');
    else if (initial.includes(local)) reasons.push('initial-in-address');
  }
  if (account.groups.length > 0 && user.organizations.length > 0) {
    const places = new Set(user.organizations.map((id) => foldName(organizations.get(id) ?? id)));
    if (account.groups.some((group) => places.has(foldName(group)))) reasons.push('same-organization');
  }
  return reasons.sort((a, b) => EVIDENCE_KEYS.indexOf(a) - EVIDENCE_KEYS.indexOf(b));
}

/** Whether the names are one name written in two ways; `other-name` only where both are written in kanji or kana. */
export function nameEvidence(user: NeoUser, account: AmazonUser): EvidenceKey | null {
  if (plainName(user.name) === '' || plainName(account.name) === '') return null;
  if (plainName(user.name) === plainName(account.name)) return 'same-name';
  if (foldName(user.name) === foldName(account.name)) return 'same-name-variant';
  const theirs = new Set(nameKeys(account.name, ''));
  const shared = nameKeys(user.name, user.kana).find((key) => theirs.has(key));
  if (shared === undefined) return JAPANESE.test(user.name) && JAPANESE.test(account.name) && HAN.test(user.name) === HAN.test(account.name) ? 'other-name' : null;
  const form = shared.slice(0, shared.indexOf(':'));
  if (form === 'words') return 'same-name-swapped';
  return form === 'latin' ? 'same-name-romaji' : 'same-name-kana';
}
