import type { AddressComparison, CharacterCell, DifferenceCode } from '#shared/domain/email/index.ts';

/** One side of a difference; `characters` is empty where the side has nothing. */
export interface DifferenceSide {
  readonly text: string;
  readonly characters: readonly CharacterCell[];
}

export interface DifferenceLine {
  /** 1-based position in the comparison. */
  readonly position: number;
  /** Code of the explanation; `null` if unknown. */
  readonly code: DifferenceCode | null;
  readonly neo: DifferenceSide;
  readonly amazon: DifferenceSide;
  /** True if the characters are few enough to list each with its code point. */
  readonly single: boolean;
}

/** Longer runs are described as text, not character by character. */
const MAX_NAMED = 3;

/** Every difference of a comparison in order, with the characters that make it. */
export function listDifferenceLines(comparison: AddressComparison): DifferenceLine[] {
  return comparison.differences.map((difference, index) => {
    const end = comparison.differences[index + 1]?.at ?? comparison.neo.length;
    const side = (cells: readonly CharacterCell[], text: string): DifferenceSide => ({
      text,
      characters: cells.slice(difference.at, end).filter((cell) => cell.kind !== 'same' && cell.kind !== 'missing'),
    });
    const neo = side(comparison.neo, difference.neo);
    const amazon = side(comparison.amazon, difference.amazon);
    return {
      position: difference.at + 1,
      code: difference.code,
      neo,
      amazon,
      single: Math.max(neo.characters.length, amazon.characters.length) < MAX_NAMED,
    };
  });
}

/** Message key below `matching.explain`, with side and character. */
export interface Explanation {
  readonly key: 'whitespace' | 'invisible' | 'width' | 'dash' | 'lookalike' | 'case';
  readonly side: 'neo' | 'amazon';
  readonly character: CharacterCell;
  readonly other: CharacterCell | null;
  readonly place: 'start' | 'end' | 'inside';
}

const EXPLAINED: ReadonlySet<string> = new Set(['whitespace', 'invisible', 'width', 'dash', 'lookalike', 'case']);

/**
 * Explains the first difference by one character; `null` if one character is not enough or both sides are affected, so that the finding's
 * general sentence is used.
 */
export function explainDifference(comparison: AddressComparison, rule: string): Explanation | null {
  if (!EXPLAINED.has(rule)) return null;
  const lines = listDifferenceLines(comparison).filter((line) => line.code === `email-differs-${rule}`);
  const line = lines[0];
  if (line === undefined) return null;
  const [neo, amazon] = [line.neo.characters[0], line.amazon.characters[0]];
  const key = rule as Explanation['key'];
  const place = placeOf(comparison, line);
  if (key === 'case')
    return neo && amazon && lines.length === 1 && line.single ? { key, side: 'neo', character: neo, other: amazon, place } : null;
  const isPlain = (cell: CharacterCell | undefined): boolean => cell === undefined || /^[!-~]$/.test(cell.text);
  if (isPlain(neo) === isPlain(amazon)) return null;
  const side = isPlain(neo) ? 'amazon' : 'neo';
  const [character, other] = side === 'neo' ? [neo, amazon] : [amazon, neo];
  return character === undefined ? null : { key, side, character, other: other ?? null, place };
}

function placeOf(comparison: AddressComparison, line: DifferenceLine): Explanation['place'] {
  if (line.position === 1) return 'start';
  const end = line.position - 1 + Math.max(line.neo.characters.length, line.amazon.characters.length);
  return end >= comparison.neo.length ? 'end' : 'inside';
}
