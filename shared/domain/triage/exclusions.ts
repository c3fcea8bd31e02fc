import type { NeoUser } from '../directory/directory.ts';
import { SHARED_MAILBOX_WORDS, toCanonicalAddress } from '../email/index.ts';

export const EXCLUSION_FIELDS = ['name-begins', 'name-contains', 'login', 'address', 'address-local-part'] as const;
export type ExclusionField = (typeof EXCLUSION_FIELDS)[number];

/** One line of the exclusion list: people who are not audited, such as shared mailboxes and test users. */
export interface Exclusion {
  readonly field: ExclusionField;
  readonly value: string;
  readonly note: string;
  readonly on: boolean;
}

/**
 * The default exclusion list. Display names are clear evidence. Local parts such as `sales` may be a person's only address, so those lines
 * are off by default. Source: docs/domain/matching.md#shared-mailboxes.
 */
export const STANDARD_EXCLUSIONS: readonly Exclusion[] = [
  ...SHARED_MAILBOX_WORDS.nameBegins.map((value) => ({ field: 'name-begins' as const, value, note: '', on: true })),
  ...SHARED_MAILBOX_WORDS.inName.map((value) => ({ field: 'name-contains' as const, value, note: '', on: true })),
  ...SHARED_MAILBOX_WORDS.localPart.map((value) => ({ field: 'address-local-part' as const, value, note: '', on: false })),
];

/** Normalized text for comparison: NFKC, lower case, trimmed. */
const fold = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

/**
 * Returns a function that gives, for a person, the index of the first active line that excludes the person, or `-1`. Empty lines exclude no
 * one. Address lines compare canonical addresses; local parts are compared completely or up to the first separator or digit. `loginOf` also
 * provides logins missing in the list.
 */
export function createExclusions(
  lines: readonly Exclusion[],
  loginOf: (user: NeoUser) => string = ({ loginId }) => loginId,
): (user: NeoUser) => number {
  const begins: [string, number][] = [];
  const contains: [string, number][] = [];
  const logins = new Map<string, number>();
  const addresses = new Map<string, number>();
  const localParts = new Map<string, number>();
  lines.forEach(({ field, value, on }, at) => {
    const folded = field === 'address' ? toCanonicalAddress(value) : fold(value);
    if (!on || folded === '') return;
    if (field === 'name-begins') begins.push([folded, at]);
    else if (field === 'name-contains') contains.push([folded, at]);
    else {
      const places = { login: logins, address: addresses, 'address-local-part': localParts }[field];
      if (!places.has(folded)) places.set(folded, at);
    }
  });
  const looksAtNames = begins.length + contains.length > 0;
  const looksAtAddresses = addresses.size + localParts.size > 0;

  return (user) => {
    let first = Number.POSITIVE_INFINITY;
    const take = (at: number | undefined): void => {
      if (at !== undefined && at < first) first = at;
    };
    if (logins.size > 0) take(logins.get(fold(loginOf(user))));
    if (looksAtNames) {
      const name = fold(user.name);
      for (const [word, at] of begins) if (name.startsWith(word)) take(at);
      for (const [word, at] of contains) if (name.includes(word)) take(at);
    }
    if (looksAtAddresses && user.workEmail !== '') {
      const canonical = toCanonicalAddress(user.workEmail);
      take(addresses.get(canonical));
      const local = canonical.slice(0, Math.max(0, canonical.lastIndexOf('@')));
      take(localParts.get(local));
      take(localParts.get(firstWord(local)));
    }
    return first === Number.POSITIVE_INFINITY ? -1 : first;
  };
}

/** The local part up to its first separator or digit. */
function firstWord(local: string): string {
  const end = local.search(/[-_.\d]/u);
  return end < 0 ? local : local.slice(0, end);
}

/**
 * Merges an edit that started from `before` into a list that others changed since: their additions stay, and their removals are not
 * restored.
 */
export function mergeExclusions(before: readonly Exclusion[], mine: readonly Exclusion[], now: readonly Exclusion[]): readonly Exclusion[] {
  const line = ({ field, value, note, on }: Exclusion): string => JSON.stringify([field, value, note, on]);
  const [began, own, kept] = [before, mine, now].map((entries) => new Set(entries.map(line))) as [Set<string>, Set<string>, Set<string>];
  return [
    ...mine.filter((entry) => !began.has(line(entry)) || kept.has(line(entry))),
    ...now.filter((entry) => !began.has(line(entry)) && !own.has(line(entry))),
  ];
}
