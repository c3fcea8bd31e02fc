import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { AccountRow } from '#shared/contract/fixes.ts';
import type { LeaverRow } from '#shared/contract/leavers.ts';
import { ACCOUNT_REASONS } from '#shared/domain/readiness/account-changes.ts';

export type Chosen = CallInput<'leavers.plan'>['chosen'];
export type AccountChange = AccountRow['changes'][number];
type Accounts = CallOutput<'fixes.accounts'>;

/** Somebody who leaves, taken out or not, and by whom replaced. */
interface Choosable {
  readonly id: string;
  readonly chosen: boolean;
  readonly by: { readonly id: string } | null;
}

/** People as somebody wants them, before the plan has been told so. */
export const asChosen = <P extends Choosable>(people: readonly P[], wanted: Chosen) =>
  people.map((person) => {
    const own = wanted.find(({ id }) => id === person.id);
    return { ...person, chosen: own !== undefined, by: own?.by == null ? null : { id: own.by } };
  });

/** Who is chosen as the plan has it. */
export const chosenOf = (people: readonly Choosable[]): Chosen =>
  people.flatMap(({ id, chosen, by }) => (chosen ? [{ id, by: by?.id ?? null }] : []));

/** Who is chosen once one person is set otherwise: taken out or left, with or without a successor. */
export function withPerson(
  people: readonly Choosable[],
  id: string,
  change: { readonly chosen?: boolean; readonly by?: string | null },
): Chosen {
  return people.flatMap((person): Chosen => {
    const own = person.id === id;
    const by = own && change.by !== undefined ? change.by : (person.by?.id ?? null);
    return (own && change.chosen !== undefined ? change.chosen : person.chosen) ? [{ id: person.id, by }] : [];
  });
}

/** States that say that somebody will hardly come back: a locked login may be open tomorrow, and a list may be a part of the company. */
const LEFT: ReadonlySet<LeaverRow['state']> = new Set(['suspended', 'deleted']);

/** Whom one click chooses: whoever has left and still stands somewhere. */
export const mayTickAll = ({ state, lines }: Pick<LeaverRow, 'state' | 'lines'>): boolean => LEFT.has(state) && lines.length > 0;

/** Who is chosen once everybody who has left is taken out or left; whoever else was chosen stays so. */
export const withAll = (people: readonly (Choosable & Pick<LeaverRow, 'state' | 'lines'>)[], wanted: boolean): Chosen =>
  people.flatMap((person): Chosen => ((mayTickAll(person) ? wanted : person.chosen) ? [{ id: person.id, by: person.by?.id ?? null }] : []));

/** What can be put into the sheet of an account, `null` where somebody has to decide or it is done already. */
export const openChanges = ({ changes, adopted }: AccountRow): readonly AccountChange[] =>
  adopted === 'adopted' || adopted === 'written' ? [] : changes;

/** The accounts of each reason, reasons without any left out. */
export const byReason = ({ rows, total }: Pick<Accounts, 'rows' | 'total'>) =>
  ACCOUNT_REASONS.map((why) => ({ why, total: total[why], rows: rows.filter((row) => row.why === why) })).filter(
    ({ rows: of }) => of.length > 0,
  );

/**
 * What is ticked, by address. Nothing is before somebody ticks it: an account ends with it. The very change, not its place: an account that
 * lacked a role may be that of somebody who has left once lists come in.
 */
export type Ticks = Readonly<Record<string, AccountChange | null>>;

const isSame = (a: AccountChange, b: AccountChange): boolean => a.kind === b.kind && a.from === b.from && a.group === b.group;

/** The place of the chosen change among those that are offered; `null` = not ticked. */
export function tickOf(row: AccountRow, ticks: Ticks): number | null {
  const ticked = ticks[row.email] ?? null;
  const at = ticked === null ? -1 : openChanges(row).findIndex((offered) => isSame(offered, ticked));
  return at < 0 ? null : at;
}

/**
 * The ticks of these accounts once all of them are ticked or none. One press takes the advised change of each, leaves what was ticked already
 * as it is, and passes over what somebody accepted, and over whose login is only denied: an account that was removed does not come back with
 * its person.
 */
export const allTicked = (rows: readonly AccountRow[], ticks: Ticks, wanted: boolean): Ticks =>
  Object.fromEntries(
    rows.map((row) => {
      const at = tickOf(row, ticks) ?? (isPassedOver(row) ? null : 0);
      return [row.email, (wanted && at !== null && openChanges(row)[at]) || null];
    }),
  );

/** Whether the account is that of somebody who has not certainly left. */
export const mayReturn = ({ why, certain }: Pick<AccountRow, 'why' | 'certain'>): boolean => why === 'leaver' && !certain;

/** Whether one press for all leaves the account alone. */
export const isPassedOver = (row: Pick<AccountRow, 'why' | 'certain' | 'accepted'>): boolean => row.accepted || mayReturn(row);

/** What would be adopted. */
export const chosenChanges = (rows: readonly AccountRow[], ticks: Ticks): CallInput<'fixes.adoptAccounts'>['changes'] =>
  rows.flatMap((row) => {
    const at = tickOf(row, ticks);
    const change = at === null ? undefined : openChanges(row)[at];
    return change === undefined ? [] : [{ email: row.email, ...change }];
  });
