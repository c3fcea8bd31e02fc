/** What a scheduled check found: `first` = there is no earlier check to compare with; `noList` = the list of one side is missing. */
export type CheckOutcome = 'failed' | 'noList' | 'first' | 'news' | 'same';

interface CheckedRun {
  readonly failure: object | null;
  readonly numbers: { readonly changes: { readonly new: number; readonly fixed: number } | null } | null;
}

export function getCheckOutcome({ failure, numbers }: CheckedRun): CheckOutcome {
  if (failure !== null) return 'failed';
  if (numbers === null) return 'noList';
  if (numbers.changes === null) return 'first';
  return numbers.changes.new + numbers.changes.fixed > 0 ? 'news' : 'same';
}
