import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { SkippedFix } from '#shared/contract/fixes/fix-files.ts';
import type { FixRow } from '#shared/contract/fixes/fixes.ts';
import type { FindingRow } from '#shared/contract/readiness/matching.ts';
import { hasRoleInSheet } from '#shared/domain/fixes/account-changes.ts';
import { FIX_STATES } from '#shared/domain/fixes/fix-state.ts';
import { getFormerValue as standsNow } from '#shared/domain/fixes/fixes.ts';

export type FixCounts = CallOutput<'fixes.list'>['counts'];
export type FixOption = CallOutput<'fixes.options'>['options'][number];
export type FixChoice = CallInput<'fixes.adopt'>['choice'];
export type FixSide = FixRow['side'];
export type FixFileExport = CallOutput<'fixes.writings'>['writings'][number];

export const TABS = ['list', 'people', 'writings'] as const;
export type Tab = (typeof TABS)[number];

export const countFixes = (counts: FixCounts): number => FIX_STATES.reduce((sum, state) => sum + counts[state], 0);

/** Current value on the fix's side; `null` if none. */
export const getPresentValue = (fix: Pick<FixRow, 'side' | 'from' | 'to' | 'oldAccount' | 'account'>): string | null =>
  fix.account === null ? standsNow(fix) || null : fix.to;

/** Numbers of fixes by the result of later imports; `null` before the first import. */
export function countArrivals({ arrived, overtaken, lost, written }: FixCounts): {
  readonly arrived: number;
  readonly overtaken: number;
  readonly lost: number;
  readonly waiting: number;
} | null {
  return arrived + overtaken + lost === 0 ? null : { arrived, overtaken, lost, waiting: written };
}

/** The input for adopting an option of a row. */
export function toFixChoice({ action, side, address, account }: FixOption, suggestion: FindingRow['suggestion']): FixChoice | null {
  if (account !== null) return { kind: 'account', account };
  if (action === 'invite-on-amazon') return { kind: 'invitation' };
  if (address === null) return null;
  if (suggestion !== null && suggestion.side === side && suggestion.address === address) return { kind: 'suggestion' };
  return { kind: 'alternative', address };
}

/** The option adopted by one key press; `null` if a choice or typing is needed, or no file carries the change. */
export function findPlainOption(options: readonly FixOption[], suggestion: FindingRow['suggestion']): FixOption | null {
  const first = options.find(({ recommended }) => recommended);
  if (first === undefined || !first.adoptable || (first.address === null && first.account === null)) return null;
  return suggestion?.ambiguous ? null : first;
}

const ENDS_ACCESS: ReadonlySet<FixOption['action']> = new Set(['remove-on-amazon', 'unassign-in-directory']);

/** Why no option of a row is recommended, or why the recommended one needs a review (`fix.withheld.*`); `null` = no reason. */
export function getFixDoubt(
  first: Pick<FixOption, 'action' | 'account' | 'recommended'>,
  withheld: CallOutput<'fixes.options'>['withheld'],
  otherWays: number,
): NonNullable<CallOutput<'fixes.options'>['withheld']> | 'account' | 'group' | null {
  if (withheld === 'directory-neither') return withheld;
  if (first.recommended) return null;
  if (withheld !== null) return withheld;
  if (ENDS_ACCESS.has(first.action)) return 'account';
  if (first.account !== null) return 'group';
  return otherWays > 0 ? 'undecided' : null;
}

/** People left out, grouped by reason, largest group first. */
export function groupSkippedPeople(
  all: readonly SkippedFix[],
): { readonly why: SkippedFix['why']; readonly people: readonly SkippedFix[] }[] {
  const groups = new Map<SkippedFix['why'], SkippedFix[]>();
  for (const one of all) {
    const group = groups.get(one.why);
    if (group === undefined) groups.set(one.why, [one]);
    else group.push(one);
  }
  return [...groups].map(([why, people]) => ({ why, people })).toSorted((a, b) => b.people.length - a.people.length);
}

/** Maximum number of people in one sheet (docs/domain/amazon-cxml.md#invitations). */
export const MAX_PEOPLE_PER_SHEET = 1_000;

type TemplatePreview = CallOutput<'fixes.previewTemplate'>;

type SampleRow = CallOutput<'fixes.previewTemplate'>['sample'][number];

/** A preview row with typed values in place of defaults. */
export const applyTypedValues = (
  { change, values }: SampleRow,
  typed: CallOutput<'fixes.previewTemplate'>['defaults'],
): SampleRow['values'] =>
  change === 'invite' ? { ...values, ...typed } : hasRoleInSheet(change) ? { ...values, role: typed.role } : values;

type AskedField = 'group' | 'role' | 'action';

/** Values required for the rows of a sheet: group and word for an invitation; the role also for a change that sets one. */
export function listRequiredValues({
  fields,
  invited,
  changes,
}: Pick<TemplatePreview, 'fields' | 'invited' | 'changes'>): readonly AskedField[] {
  const gives = changes.some(({ kind, refused }) => refused === null && hasRoleInSheet(kind));
  const wanted: readonly AskedField[] = invited > 0 ? ['group', 'role', 'action'] : gives ? ['role'] : [];
  return wanted.filter((field) => fields.some(({ id, column }) => id === field && column !== null));
}
