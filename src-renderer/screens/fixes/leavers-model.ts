import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { AccountRow } from '#shared/contract/fixes.ts';
import type { LeaverRow } from '#shared/contract/leavers.ts';
import { ACCOUNT_REASONS } from '#shared/domain/readiness/account-changes.ts';

export type Chosen = NonNullable<CallInput<'leavers.plan'>['chosen']>;
export type AccountChange = AccountRow['changes'][number];
type Accounts = CallOutput<'fixes.accounts'>;

/** Who is chosen once one person is set otherwise: taken out or left, with or without a successor. */
export function withPerson(
  people: readonly Pick<LeaverRow, 'id' | 'chosen' | 'by'>[],
  id: string,
  change: { readonly chosen?: boolean; readonly by?: string | null },
): Chosen {
  return people.flatMap((person): Chosen => {
    const own = person.id === id;
    const by = own && change.by !== undefined ? change.by : (person.by?.id ?? null);
    return (own && change.chosen !== undefined ? change.chosen : person.chosen) ? [{ id: person.id, by }] : [];
  });
}

/** What can be put into the sheet of an account, `null` where somebody has to decide or it is done already. */
export const openChanges = ({ changes, adopted }: AccountRow): readonly AccountChange[] =>
  adopted === 'adopted' || adopted === 'written' ? [] : changes;

/** The accounts of each reason, reasons without any left out. */
export const byReason = ({ rows, total }: Pick<Accounts, 'rows' | 'total'>) =>
  ACCOUNT_REASONS.map((why) => ({ why, total: total[why], rows: rows.filter((row) => row.why === why) })).filter(
    ({ rows: of }) => of.length > 0,
  );

/** What is ticked, and which change of those that are offered: nothing yet = what needs no other look. */
export type Ticks = Readonly<Record<string, number | null>>;

/** The place of the chosen change; `null` = not ticked. */
export function tickOf(row: AccountRow, ticks: Ticks): number | null {
  const open = openChanges(row);
  const tick = ticks[row.email];
  if (tick === undefined) return row.certain && open.length > 0 ? 0 : null;
  return tick !== null && tick < open.length ? tick : null;
}

/** What would be adopted. */
export const chosenChanges = (rows: readonly AccountRow[], ticks: Ticks): CallInput<'fixes.adoptAccounts'>['changes'] =>
  rows.flatMap((row) => {
    const at = tickOf(row, ticks);
    const change = at === null ? undefined : openChanges(row)[at];
    return change === undefined ? [] : [{ email: row.email, ...change }];
  });
