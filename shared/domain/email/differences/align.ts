import { createMatchRules } from '../match-rules/match-rules.ts';
import { DEFAULT_EMAIL_POLICY } from '../policy.ts';
import { isInvisibleCharacter } from './characters.ts';

/** One position of an alignment: a character on each side, `null` where a side has none. */
export type AlignedPair = readonly [string, string] | readonly [string, null] | readonly [null, string];

const SAME_MEANING = 1;
const SAME_LETTER = 2;
const SMALL_GAP = 1;
const GAP = 2;
const REPLACED = 3;
/** Maximum number of compared pairs of characters; longer texts are aligned position by position. */
const MAX_PAIRS = 200_000;

const MATCH_RULES = createMatchRules(DEFAULT_EMAIL_POLICY);

/**
 * Aligns two texts at the lowest cost. In ascending cost: equal characters, equivalent ones (`Ａ` and `a`), a letter with and without its
 * mark, gaps. Gaps cost least for spaces, invisible characters and marks.
 */
export function alignCharacters(a: readonly string[], b: readonly string[]): readonly AlignedPair[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const both = (text: string): AlignedPair => [text, text];
  return [
    ...a.slice(0, start).map(both),
    ...alignMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(both),
  ];
}

function alignMiddle(a: readonly string[], b: readonly string[]): readonly AlignedPair[] {
  if (a.length * b.length > MAX_PAIRS) return sideBySide(a, b);
  const [left, right] = [a.map(traitsOf), b.map(traitsOf)];
  const width = b.length + 1;
  const costs = new Int32Array((a.length + 1) * width);
  const cost = (row: number, column: number): number => costs[row * width + column] ?? 0;
  const gapLeft = (row: number): number => left[row]?.gap ?? GAP;
  const gapRight = (column: number): number => right[column]?.gap ?? GAP;
  const replace = (row: number, column: number): number => {
    if (a[row] === b[column]) return 0;
    if (left[row]?.meaning === right[column]?.meaning) return SAME_MEANING;
    return left[row]?.letter === right[column]?.letter ? SAME_LETTER : REPLACED;
  };
  for (let row = 0; row <= a.length; row += 1) {
    for (let column = 0; column <= b.length; column += 1) {
      if (row === 0 && column === 0) continue;
      const across = row > 0 && column > 0 ? cost(row - 1, column - 1) + replace(row - 1, column - 1) : Number.POSITIVE_INFINITY;
      const down = row > 0 ? cost(row - 1, column) + gapLeft(row - 1) : Number.POSITIVE_INFINITY;
      const over = column > 0 ? cost(row, column - 1) + gapRight(column - 1) : Number.POSITIVE_INFINITY;
      costs[row * width + column] = Math.min(across, down, over);
    }
  }
  const places: AlignedPair[] = [];
  for (let row = a.length, column = b.length; row > 0 || column > 0; ) {
    const here = cost(row, column);
    if (row > 0 && column > 0 && here === cost(row - 1, column - 1) + replace(row - 1, column - 1)) {
      row -= 1;
      column -= 1;
      places.push([a[row] ?? '', b[column] ?? '']);
    } else if (row > 0 && here === cost(row - 1, column) + gapLeft(row - 1)) {
      row -= 1;
      places.push([a[row] ?? '', null]);
    } else {
      column -= 1;
      places.push([null, b[column] ?? '']);
    }
  }
  return places.reverse();
}

interface Traits {
  /** The same value for all characters that a match rule treats as equal. */
  readonly meaning: string | undefined;
  /** The letter without its marks. */
  readonly letter: number | undefined;
  readonly gap: number;
}

function traitsOf(character: string): Traits {
  const small = isInvisibleCharacter(character) || /^\p{M}$/u.test(character);
  return { meaning: MATCH_RULES.keys(character).at(-1), letter: character.normalize('NFKD').codePointAt(0), gap: small ? SMALL_GAP : GAP };
}

function sideBySide(a: readonly string[], b: readonly string[]): readonly AlignedPair[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, at): AlignedPair => {
    const [left, right] = [a[at], b[at]];
    if (left === undefined) return [null, right ?? ''];
    return right === undefined ? [left, null] : [left, right];
  });
}
