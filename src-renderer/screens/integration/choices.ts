import type { DraftRow } from '#shared/contract/drafts.ts';
import type { AllowedUsers } from '#shared/domain/integration/settings.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What can be chosen by name, and what is chosen even when it is not there any more. Drafts to be deleted are no choice. Nothing until the drafts are known. */
export function choicesOf(
  rows: readonly Pick<DraftRow, 'id' | 'name' | 'state'>[] | undefined,
  chosen: string | null,
  unnamed: string,
  gone: string,
): readonly Choice[] {
  if (rows === undefined) return [];
  const choices = rows
    .filter(({ id, state }) => state !== 'deleted' || id === chosen)
    .map(({ id, name }) => ({ value: id, label: name.trim() === '' ? unnamed : name }));
  return chosen === null || choices.some(({ value }) => value === chosen) ? choices : [...choices, { value: chosen, label: gone }];
}

/** Whether what is chosen has a screen that shows it: it is there, and not to be deleted. */
export const leadsSomewhere = (rows: readonly Pick<DraftRow, 'id' | 'state'>[] | undefined, chosen: string | null): boolean =>
  rows?.some(({ id, state }) => id === chosen && state !== 'deleted') ?? false;

/** Which scope of allowed users is chosen; `null` = nobody has decided, though an untouched draft reads as everybody. */
export const chosenScope = ({ everyone }: Pick<AllowedUsers, 'everyone'>, begun: boolean): 'everyone' | 'listed' | null =>
  begun ? (everyone ? 'everyone' : 'listed') : null;
