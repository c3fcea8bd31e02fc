import { halfWidth, isCode } from '../integration/code.ts';

/**
 * How an invoice group's code meets the integration options of the Amazon groups, the closest first. Whether Amazon weighs case is
 * unknown (docs/domain/neo.md#unknown), so only `exact` counts as a match.
 */
export type CodeMatchKind = 'exact' | 'blank' | 'width' | 'case' | 'near' | 'unmatched';

export interface CodeMatch {
  readonly kind: CodeMatchKind;
  /** Place of the option in the list; -1 = none. */
  readonly at: number;
  /** The code is malformed (manual 2-2-2), whether or not a similar option exists. */
  readonly malformed: boolean;
}

/** Whether code and option are one word written in two ways: anything more may be another group's, and which one only a person knows. */
export const isOneWord = (kind: CodeMatchKind): boolean => kind === 'blank' || kind === 'width' || kind === 'case';

/** State of a code match: without a code it is `empty`, and an invalid code is `malformed`, not equal. */
export type CodeMatchState = CodeMatchKind | 'malformed' | 'empty';
export function codeMatchState(code: string, kind: CodeMatchKind): CodeMatchState {
  if (code === '') return 'empty';
  return kind === 'exact' && !isCode(code) ? 'malformed' : kind;
}

const withoutBlanks = (text: string): string => text.replace(/[\s\p{Cf}\p{Cc}]/gu, '');
/** Characters often confused when typing from a screen. */
const SIMILAR: Readonly<Record<string, string>> = { o: '0', q: '0', l: '1', i: '1', z: '2', s: '5', b: '8' };
const skeleton = (text: string): string => [...halfWidth(text).toLowerCase()].map((character) => SIMILAR[character] ?? character).join('');

/** The parts between the common prefix and suffix. */
function differing(a: string, b: string): readonly [string, string] {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

/** One character more, fewer or other, or two neighbours exchanged. */
export function isOneEditApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  const [left, right] = differing(a, b);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/** Numbered codes (`SALES1`, `SALES2`) are neighbours by nature, not by mistake. */
const isOtherNumber = (a: string, b: string): boolean => /^\d*$/.test(differing(a, b).join(''));

/** Codes shorter than this are near everything. */
const SHORTEST_NEAR = 4;

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/**
 * Matches all codes with all options, form by form. All codes are needed: an option of one code is not a mistyped other one, and an
 * ambiguous option belongs to none.
 */
export function matchCodes(codes: readonly string[], options: readonly string[]): readonly CodeMatch[] {
  const forms: readonly (readonly [CodeMatchKind, (text: string) => string])[] = [
    ['exact', (text) => text],
    ['blank', withoutBlanks],
    ['width', halfWidth],
    ['case', (text) => halfWidth(text).toLowerCase()],
  ];
  // A form of all options is made for the first code that reaches it: most codes are equal to one.
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
    return options.map((option) => ({ isFree: !own.has(option), plain: halfWidth(option).toLowerCase(), bones: skeleton(option) }));
  });
  const matches = codes.map((code): CodeMatch => {
    const malformed = !isCode(code);
    if (options.length === 0) return { kind: 'unmatched', at: -1, malformed };
    for (const { kind, form, places } of rules) {
      const at = places().get(form(code));
      if (at !== undefined) return { kind, at, malformed };
    }
    const plain = halfWidth(code).toLowerCase();
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
  const meeting = codesByOption(codes, matches);
  return matches.map((match) =>
    match.kind === 'near' && meeting.get(match.at)?.size !== 1 ? { kind: 'unmatched', at: -1, malformed: match.malformed } : match,
  );
}

/** The codes that meet each option, by its place; a code that several groups have counts once. */
export function codesByOption(codes: readonly string[], matches: readonly CodeMatch[]): ReadonlyMap<number, ReadonlySet<string>> {
  const meeting = new Map<number, Set<string>>();
  matches.forEach(({ at }, i) => {
    if (at < 0) return;
    const there = meeting.get(at);
    if (there === undefined) meeting.set(at, new Set([codes[i] as string]));
    else there.add(codes[i] as string);
  });
  return meeting;
}
