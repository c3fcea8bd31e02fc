import { isCode, toHalfWidthCode } from '../integration/code.ts';

/**
 * Degree of equality between an invoice group's code and an Amazon group's integration option, closest first. Whether Amazon distinguishes
 * case is unknown (docs/domain/neo.md#unknown), so only `exact` counts as a match.
 */
export type CodeMatchKind = 'exact' | 'blank' | 'width' | 'case' | 'near' | 'unmatched';

export interface CodeMatch {
  readonly kind: CodeMatchKind;
  /** Index of the option in the list; -1 = none. */
  readonly at: number;
  /** True if the code is malformed (manual 2-2-2), even if a similar option exists. */
  readonly malformed: boolean;
}

/**
 * True if code and option differ only in notation. With other differences the option may belong to another group, which only a person can
 * decide.
 */
export const isNotationVariant = (kind: CodeMatchKind): boolean => kind === 'blank' || kind === 'width' || kind === 'case';

/** State of a code match. A missing code is `empty`; a malformed code is `malformed` even if an equal option exists. */
export type CodeMatchState = CodeMatchKind | 'malformed' | 'empty';
export function getCodeMatchState(code: string, kind: CodeMatchKind): CodeMatchState {
  if (code === '') return 'empty';
  return kind === 'exact' && !isCode(code) ? 'malformed' : kind;
}

const withoutBlanks = (text: string): string => text.replace(/[\s\p{Cf}\p{Cc}]/gu, '');
/** Characters often confused when typing from a screen. */
const SIMILAR: Readonly<Record<string, string>> = { o: '0', q: '0', l: '1', i: '1', z: '2', s: '5', b: '8' };
const skeleton = (text: string): string =>
  [...toHalfWidthCode(text).toLowerCase()].map((character) => SIMILAR[character] ?? character).join('');

/** The parts between the common prefix and suffix. */
function differing(a: string, b: string): readonly [string, string] {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

/** True if the texts differ by one inserted, removed or replaced character, or by two swapped neighbors. */
export function isOneEditApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  const [left, right] = differing(a, b);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/** True if codes differ only in digits: numbered codes (`SALES1`, `SALES2`) are similar without being mistyped. */
const isOtherNumber = (a: string, b: string): boolean => /^\d*$/.test(differing(a, b).join(''));

/** Minimum length of a code for `near`; shorter codes are similar to too many others. */
const SHORTEST_NEAR = 4;

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/**
 * Matches all codes with all options, from exact to similar. Requires all codes, because the exact option of one code is not a mistyped
 * other code. A `near` option matched by several codes is assigned to none.
 */
export function matchCodes(codes: readonly string[], options: readonly string[]): readonly CodeMatch[] {
  const forms: readonly (readonly [CodeMatchKind, (text: string) => string])[] = [
    ['exact', (text) => text],
    ['blank', withoutBlanks],
    ['width', toHalfWidthCode],
    ['case', (text) => toHalfWidthCode(text).toLowerCase()],
  ];
  // The lookup table of a form is built when the first code needs it, because most codes match exactly.
  const rules = forms.map(([kind, form]) => ({
    kind,
    form,
    places: once(() => {
      const places = new Map<string, number>();
      options.forEach((option, at) => {
        const key = form(option);
        if (key !== '' && !places.has(key)) places.set(key, at);
      });
      return places;
    }),
  }));
  const near = once(() => {
    const own = new Set(codes);
    return options.map((option) => ({ isFree: !own.has(option), plain: toHalfWidthCode(option).toLowerCase(), bones: skeleton(option) }));
  });
  const matches = codes.map((code): CodeMatch => {
    const malformed = !isCode(code);
    if (options.length === 0) return { kind: 'unmatched', at: -1, malformed };
    for (const { kind, form, places } of rules) {
      const at = places().get(form(code));
      if (at !== undefined) return { kind, at, malformed };
    }
    const plain = toHalfWidthCode(code).toLowerCase();
    const bones = skeleton(code);
    const at =
      plain.length < SHORTEST_NEAR
        ? -1
        : near().findIndex(
            (option) =>
              option.isFree &&
              option.plain.length >= SHORTEST_NEAR &&
              (option.bones === bones || (isOneEditApart(option.plain, plain) && !isOtherNumber(option.plain, plain))),
          );
    return { kind: at < 0 ? 'unmatched' : 'near', at, malformed };
  });
  if (matches.every(({ kind }) => kind !== 'near')) return matches;
  const meeting = groupCodesByOption(codes, matches);
  return matches.map((match) =>
    match.kind === 'near' && meeting.get(match.at)?.size !== 1 ? { kind: 'unmatched', at: -1, malformed: match.malformed } : match,
  );
}

/** The codes that match each option, by index of the option. A code of several groups counts once. */
export function groupCodesByOption(codes: readonly string[], matches: readonly CodeMatch[]): ReadonlyMap<number, ReadonlySet<string>> {
  const meeting = new Map<number, Set<string>>();
  matches.forEach(({ at }, i) => {
    if (at < 0) return;
    const there = meeting.get(at);
    if (there === undefined) meeting.set(at, new Set([codes[i] as string]));
    else there.add(codes[i] as string);
  });
  return meeting;
}
