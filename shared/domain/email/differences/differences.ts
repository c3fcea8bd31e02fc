import type { MatchRuleCode, MatchRules } from '../match-rules/match-rules.ts';

/** Above this length no distance is computed, and every rule that changed a side counts as contributing. */
const MAX_LENGTH = 1_000;

/**
 * Match rules that contributed to making two addresses equal, in order: those that changed one side or reduced the difference. Empty if the
 * addresses are equal or never become equal. `met` is the rule that made them equal, if known.
 */
export function listContributingRules(
  matchRules: MatchRules,
  a: string,
  b: string,
  met: number | null = matchRules.meet(a, b),
): readonly MatchRuleCode[] {
  if (met === null || met === 0) return [];
  const keysA = matchRules.keys(a, met);
  const keysB = matchRules.keys(b, met);
  return matchRules.rules
    .slice(0, met)
    .filter(({ level }) => {
      const [beforeA = '', beforeB = '', afterA = '', afterB = ''] = [keysA[level - 1], keysB[level - 1], keysA[level], keysB[level]];
      if (beforeA === afterA && beforeB === afterB) return false;
      if (level === met || (beforeA === afterA) !== (beforeB === afterB)) return true;
      return distance(afterA, afterB) < distance(beforeA, beforeB);
    })
    .map(({ code }) => code);
}

/** Levenshtein distance in UTF-16 units, without the common prefix and suffix. */
function distance(a: string, b: string): number {
  let start = 0;
  let endA = a.length;
  let endB = b.length;
  while (start < endA && start < endB && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA -= 1;
    endB -= 1;
  }
  if (endA - start > MAX_LENGTH || endB - start > MAX_LENGTH) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: endB - start + 1 }, (_, column) => column);
  for (let at = start; at < endA; at += 1) {
    const next = [at - start + 1];
    for (let column = 1; column < row.length; column += 1) {
      const same = a.charCodeAt(at) === b.charCodeAt(start + column - 1) ? 0 : 1;
      next.push(Math.min((row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (row[column - 1] ?? 0) + same));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
