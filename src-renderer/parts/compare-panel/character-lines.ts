import type { AddressComparison, CharacterCell } from '#shared/domain/email/index.ts';

/** One position of the comparison: both characters above each other, `units` cells wide. */
export interface ComparisonColumn {
  readonly at: number;
  readonly neo: CharacterCell;
  readonly amazon: CharacterCell;
  readonly differs: boolean;
  readonly units: number;
}

/** A line may break after these characters once it is filled to this share. */
const BREAK_AFTER: Readonly<Record<string, number>> = { '@': 0.35, '＠': 0.35, '.': 0.6, '-': 0.6, _: 0.6 };
const AT = /^[@＠]$/u;

/**
 * Splits the comparison into lines of at most `room` cells. `unitsOf` returns the cells of a character (a boxed name takes several).
 * Lines are in order and never empty.
 */
export function createCharacterLines(
  comparison: Pick<AddressComparison, 'neo' | 'amazon'>,
  room: number,
  unitsOf: (cell: CharacterCell) => number,
): ComparisonColumn[][] {
  const columns = comparison.neo.flatMap((neo, at): ComparisonColumn[] => {
    const amazon = comparison.amazon[at];
    if (amazon === undefined) return [];
    return [{ at, neo, amazon, differs: neo.kind !== 'same', units: Math.min(room, Math.max(unitsOf(neo), unitsOf(amazon))) }];
  });
  const lines: ComparisonColumn[][] = [];
  for (let from = 0; from < columns.length; ) {
    const to = lineEnd(columns, from, room);
    lines.push(columns.slice(from, to));
    from = to;
  }
  return lines;
}

function lineEnd(columns: readonly ComparisonColumn[], from: number, room: number): number {
  let used = 0;
  let best = -1;
  let afterAt = -1;
  for (let at = from; at < columns.length; at++) {
    const { units, neo, amazon } = columns[at] as ComparisonColumn;
    if (used + units > room) return afterAt > 0 && fits(columns, afterAt, room) ? afterAt : best > from ? best : at;
    used += units;
    const least = BREAK_AFTER[neo.text] ?? BREAK_AFTER[amazon.text];
    if (least !== undefined && used >= room * least) best = at + 1;
    if (best === at + 1 && (AT.test(neo.text) || AT.test(amazon.text))) afterAt = best;
  }
  return columns.length;
}

/** Returns whether the columns from `from` on fit on one line. */
const fits = (columns: readonly ComparisonColumn[], from: number, room: number): boolean =>
  columns.slice(from).reduce((sum, { units }) => sum + units, 0) <= room;
