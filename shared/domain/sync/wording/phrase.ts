/** A message: its full key and its arguments, which may be phrases. */
export interface Phrase {
  readonly key: string;
  readonly params: Readonly<Record<string, PhraseParam>>;
}
export type PhraseParam = string | number | Phrase | PhraseList;

/** Several texts, and the number of texts left out. */
export interface PhraseList {
  readonly list: readonly (string | Phrase)[];
  readonly more: number;
  /** Message `plan.list.<separator>` between the texts; omitted = comma. */
  readonly separator?: 'plus' | 'arrow';
}

export const createPhrase = (key: string, params: Phrase['params'] = {}): Phrase => ({ key, params });

/** Maximum number of names listed in a sentence. */
export const MAX_LISTED_NAMES = 3;
export const createPhraseList = (items: readonly (string | Phrase)[], most: number = MAX_LISTED_NAMES): PhraseList => ({
  list: items.slice(0, most),
  more: Math.max(0, items.length - most),
});

/** Functions that return the name of an id; `null` if unknown. */
export interface PlanNames {
  readonly user: (id: string) => string | null;
  readonly organization: (id: string) => string | null;
  readonly role: (id: string) => string | null;
  readonly route: (id: string) => string | null;
  readonly serial: (id: string) => string | null;
}
