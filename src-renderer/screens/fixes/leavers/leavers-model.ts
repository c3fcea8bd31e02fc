import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { AccountRow } from '#shared/contract/fixes/fixes.ts';
import type { LeaverRow } from '#shared/contract/fixes/leavers.ts';
import { ACCOUNT_REASONS } from '#shared/domain/fixes/account-changes.ts';

export type LeaverChoices = CallInput<'leavers.plan'>['chosen'];
export type AccountChange = AccountRow['changes'][number];
type Accounts = CallOutput<'fixes.accounts'>;

/** A leaver, removed or not, with the successor. */
interface Choosable {
  readonly id: string;
  readonly chosen: boolean;
  readonly by: { readonly id: string } | null;
}

/** People with the requested choice, before the plan is recomputed. */
export const applyChoices = <P extends Choosable>(people: readonly P[], wanted: LeaverChoices) =>
  people.map((person) => {
    const own = wanted.find(({ id }) => id === person.id);
    return { ...person, chosen: own !== undefined, by: own?.by == null ? null : { id: own.by } };
  });

/** The choice in the plan. */
export const getLeaverChoices = (people: readonly Choosable[]): LeaverChoices =>
  people.flatMap(({ id, chosen, by }) => (chosen ? [{ id, by: by?.id ?? null }] : []));

/** The choice after changing one person: removed or kept, with or without successor. */
export function changePersonChoice(
  people: readonly Choosable[],
  id: string,
  change: { readonly chosen?: boolean; readonly by?: string | null },
): LeaverChoices {
  return people.flatMap((person): LeaverChoices => {
    const own = person.id === id;
    const by = own && change.by !== undefined ? change.by : (person.by?.id ?? null);
    return (own && change.chosen !== undefined ? change.chosen : person.chosen) ? [{ id: person.id, by }] : [];
  });
}

/** States of people who will hardly return: a locked login may be reopened, and a list may cover part of the company. */
const LEAVER_STATES: ReadonlySet<LeaverRow['state']> = new Set(['suspended', 'deleted']);

/** People selected by one click: those who left and are still named. */
export const canSelectAll = ({ state, lines }: Pick<LeaverRow, 'state' | 'lines'>): boolean => LEAVER_STATES.has(state) && lines.length > 0;

/** The choice after selecting or clearing all who left; others stay. */
export const chooseAllLeavers = (people: readonly (Choosable & Pick<LeaverRow, 'state' | 'lines'>)[], wanted: boolean): LeaverChoices =>
  people.flatMap(
    (person): LeaverChoices => ((canSelectAll(person) ? wanted : person.chosen) ? [{ id: person.id, by: person.by?.id ?? null }] : []),
  );

/** Changes that the sheet can contain for an account; `null` if a decision is needed or it is done. */
export const listOpenChanges = ({ changes, adopted }: AccountRow): readonly AccountChange[] =>
  adopted === 'adopted' || adopted === 'written' ? [] : changes;

/** Accounts by reason, without empty reasons. */
export const groupByReason = ({ rows, total }: Pick<Accounts, 'rows' | 'total'>) =>
  ACCOUNT_REASONS.map((why) => ({ why, total: total[why], rows: rows.filter((row) => row.why === why) })).filter(
    ({ rows: of }) => of.length > 0,
  );

/**
 * Selected changes by address; initially none, because removal ends an account. Stores the change and not its position, because a new
 * import may list the account for another reason.
 */
export type SelectedChanges = Readonly<Record<string, AccountChange | null>>;

const isSame = (a: AccountChange, b: AccountChange): boolean => a.kind === b.kind && a.from === b.from && a.group === b.group;

/** Index of the selected change among those offered; `null` = none. */
export function getSelectedIndex(row: AccountRow, ticks: SelectedChanges): number | null {
  const ticked = ticks[row.email] ?? null;
  const at = ticked === null ? -1 : listOpenChanges(row).findIndex((offered) => isSame(offered, ticked));
  return at < 0 ? null : at;
}

/**
 * Selects all or none of these accounts: the advised change of each, keeping existing selections. Skips accepted ones and people with
 * denied login, because a removed account is not restored with the person.
 */
export const selectAllChanges = (rows: readonly AccountRow[], ticks: SelectedChanges, wanted: boolean): SelectedChanges =>
  Object.fromEntries(
    rows.map((row) => {
      const at = getSelectedIndex(row, ticks) ?? (isSkippedBySelectAll(row) ? null : 0);
      return [row.email, (wanted && at !== null && listOpenChanges(row)[at]) || null];
    }),
  );

/** Returns whether the person of the account may return. */
export const mayReturn = ({ why, certain }: Pick<AccountRow, 'why' | 'certain'>): boolean => why === 'leaver' && !certain;

/** Returns whether selecting all skips the account. */
export const isSkippedBySelectAll = (row: Pick<AccountRow, 'why' | 'certain' | 'accepted'>): boolean => row.accepted || mayReturn(row);

/** Changes to be adopted. */
export const listChosenChanges = (rows: readonly AccountRow[], ticks: SelectedChanges): CallInput<'fixes.adoptAccounts'>['changes'] =>
  rows.flatMap((row) => {
    const at = getSelectedIndex(row, ticks);
    const change = at === null ? undefined : listOpenChanges(row)[at];
    return change === undefined ? [] : [{ email: row.email, ...change }];
  });
