import type { DraftDetail } from '#shared/contract/drafts.ts';
import type { CodeMatchKind } from '#shared/domain/invoicing/code-match.ts';

/** What stands for a code on Amazon's side. */
export interface Twin {
  readonly kind: CodeMatchKind | 'malformed';
  readonly option: string;
  /** The Amazon group's name; `''` when there is no twin. */
  readonly group: string;
}

/** The twin of an invoice group's code; `null` while no Amazon group with an option is known. What can be no code is not called the same. */
export function twinOf(facts: DraftDetail['facts']): Twin | null {
  if (facts.kind !== 'invoice' || facts.match === null) return null;
  const kind = facts.match === 'exact' && facts.malformed ? 'malformed' : facts.match;
  return { kind, option: facts.option, group: facts.amazonGroup };
}

export interface MarkedCharacter {
  readonly character: string;
  readonly differs: boolean;
}

/** Both codes with the characters marked in which they differ: place by place where they are as long, else between what is common at both ends. */
export function markDifferences(a: string, b: string): readonly [readonly MarkedCharacter[], readonly MarkedCharacter[]] {
  const [left, right] = [[...a], [...b]];
  if (left.length === right.length) {
    const mark = (own: readonly string[], other: readonly string[]) =>
      own.map((character, at) => ({ character, differs: character !== other[at] }));
    return [mark(left, right), mark(right, left)];
  }
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start++;
  let end = 0;
  while (end < shorter - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end++;
  const mark = (own: readonly string[]) => own.map((character, at) => ({ character, differs: at >= start && at < own.length - end }));
  return [mark(left), mark(right)];
}
