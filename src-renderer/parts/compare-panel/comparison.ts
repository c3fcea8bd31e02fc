import {
  type AddressComparison,
  type AddressDifference,
  type CharacterCell,
  compareAddresses,
  createMatchRules,
  DEFAULT_EMAIL_POLICY,
  type EmailPolicy,
} from '#shared/domain/email/index.ts';

export type CompareAddresses = (neo: string, amazon: string) => AddressComparison;

const MAX_CACHED = 600;

/**
 * `compareAddresses` for a company with these old and new domains. Recent results are cached, because both columns and the panel compare
 * the same pair.
 */
export function createComparer(aliasDomains: EmailPolicy['aliasDomains']): CompareAddresses {
  const matchRules = createMatchRules({ ...DEFAULT_EMAIL_POLICY, aliasDomains });
  const known = new Map<string, AddressComparison>();
  return (neo, amazon) => {
    const key = `${neo.length} ${neo}${amazon}`;
    const remembered = known.get(key);
    if (remembered) return remembered;
    const comparison = mergeShortEqualRuns(compareAddresses(neo, amazon, matchRules));
    if (known.size >= MAX_CACHED) known.delete(known.keys().next().value as string);
    known.set(key, comparison);
    return comparison;
  };
}

/** Maximum length of an equal run between two replaced parts that counts as coincidence. */
const CRUMB = 2;

/**
 * Merges short equal runs between replaced parts into one difference: two different words often share a letter by chance (`shoji`,
 * `old`).
 */
export function mergeShortEqualRuns(comparison: AddressComparison): AddressComparison {
  const { differences } = comparison;
  if (differences.length < 2) return comparison;
  const neo = [...comparison.neo];
  const amazon = [...comparison.amazon];
  const merged: AddressDifference[] = [];
  for (const difference of differences) {
    const before = merged.at(-1);
    const crumb = before && before.code === difference.code ? crumbBetween(neo, before.at, difference.at) : null;
    if (before === undefined || crumb === null) {
      merged.push(difference);
      continue;
    }
    const text = neo
      .slice(crumb, difference.at)
      .map((cell) => cell.text)
      .join('');
    for (let at = crumb; at < difference.at; at++) {
      neo[at] = { ...(neo[at] as CharacterCell), kind: 'different' };
      amazon[at] = { ...(amazon[at] as CharacterCell), kind: 'different' };
    }
    merged[merged.length - 1] = { ...before, neo: before.neo + text + difference.neo, amazon: before.amazon + text + difference.amazon };
  }
  return { neo, amazon, differences: merged };
}

/** Index at which the short equal run before `to` begins; `null` if it is too long or the parts around it have the same length. */
function crumbBetween(cells: readonly CharacterCell[], from: number, to: number): number | null {
  let start = to;
  while (start > from && cells[start - 1]?.kind === 'same') start -= 1;
  if (start === to || to - start > CRUMB) return null;
  let end = to;
  while (end < cells.length && cells[end]?.kind !== 'same') end += 1;
  const uneven = cells
    .slice(from, start)
    .concat(cells.slice(to, end))
    .some((cell) => cell.kind === 'missing' || cell.kind === 'only-here');
  return uneven ? start : null;
}

/** The character as displayed alone: a combining mark is shown on a dotted circle. */
export const getVisibleText = (cell: Pick<CharacterCell, 'text' | 'script'>): string =>
  cell.script === 'combining' ? `\u25cc${cell.text}` : cell.text;

/** `U+FF20`; `''` for a gap. */
export const formatCodePoint = (cell: Pick<CharacterCell, 'codePoint'>): string =>
  cell.codePoint === null ? '' : `U+${cell.codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
