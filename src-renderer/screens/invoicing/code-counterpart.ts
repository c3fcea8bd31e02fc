import type { DraftDetail } from '#shared/contract/drafts/drafts.ts';
import { isCode, MAX_CODE_LENGTH } from '#shared/domain/integration/code.ts';
import { type CodeMatchState, getCodeMatchState } from '#shared/domain/invoicing/code-match.ts';

/** The counterpart of a code on Amazon. */
export interface CodeCounterpart {
  readonly kind: CodeMatchState;
  readonly option: string;
  /** The Amazon group's name; `''` = no counterpart. */
  readonly group: string;
}

/** The counterpart of an invoice group's code; `null` while no Amazon option is known. */
export const getCodeCounterpart = (facts: DraftDetail['facts'], code: string): CodeCounterpart | null =>
  facts.kind !== 'invoice' || facts.match === null
    ? null
    : { kind: getCodeMatchState(code, facts.match), option: facts.option, group: facts.amazonGroup };

export interface MarkedCharacter {
  readonly character: string;
  readonly differs: boolean;
}

/** A code with invalid characters and excess length marked. */
export const markInvalidCharacters = (code: string): readonly MarkedCharacter[] =>
  [...code].map((character, at) => ({ character, differs: at >= MAX_CODE_LENGTH || !isCode(character) }));

/** Both codes with differing characters marked: by position for equal length, else between the common start and end. */
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
