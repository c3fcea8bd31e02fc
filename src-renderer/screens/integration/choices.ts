import type { DraftRow } from '#shared/contract/drafts/drafts.ts';
import type { AllowedUsers } from '#shared/domain/integration/settings.ts';

export interface DraftChoice {
  readonly value: string;
  readonly label: string;
}

/** Choices by name, including a chosen object that no longer exists. Drafts to be deleted are excluded. Empty until drafts are loaded. */
export function listDraftChoices(
  rows: readonly Pick<DraftRow, 'id' | 'name' | 'state'>[] | undefined,
  chosen: string | null,
  unnamed: string,
  gone: string,
): readonly DraftChoice[] {
  if (rows === undefined) return [];
  const choices = rows
    .filter(({ id, state }) => state !== 'deleted' || id === chosen)
    .map(({ id, name }) => ({ value: id, label: name.trim() === '' ? unnamed : name }));
  return chosen === null || choices.some(({ value }) => value === chosen) ? choices : [...choices, { value: chosen, label: gone }];
}

/** Returns whether the chosen object can be opened: it exists and is not to be deleted. */
export const canOpenChosen = (rows: readonly Pick<DraftRow, 'id' | 'state'>[] | undefined, chosen: string | null): boolean =>
  rows?.some(({ id, state }) => id === chosen && state !== 'deleted') ?? false;

/** The chosen scope of allowed users; `null` = not decided, although an untouched draft means everyone. */
export const getChosenScope = ({ everyone }: Pick<AllowedUsers, 'everyone'>, begun: boolean): 'everyone' | 'listed' | null =>
  begun ? (everyone ? 'everyone' : 'listed') : null;
