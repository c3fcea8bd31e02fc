import { type AddressComparison, type CharacterCell, compareAddresses } from '#shared/domain/email/index.ts';

const KEPT = 600;
const known = new Map<string, AddressComparison>();

/** `compareAddresses`, remembered for the rows around the eye: both columns and the lens ask for the same pair. */
export function comparisonOf(neo: string, amazon: string): AddressComparison {
  const key = `${neo.length} ${neo}${amazon}`;
  const remembered = known.get(key);
  if (remembered) return remembered;
  const comparison = compareAddresses(neo, amazon);
  if (known.size >= KEPT) known.delete(known.keys().next().value as string);
  known.set(key, comparison);
  return comparison;
}

/** `U+FF20`; `''` for a gap. */
export const codePointText = (cell: Pick<CharacterCell, 'codePoint'>): string =>
  cell.codePoint === null ? '' : `U+${cell.codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
