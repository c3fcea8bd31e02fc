/** Text to be put together by the interface: a full key of the messages and its arguments, which may be texts of their own. */
export interface Phrase {
  readonly key: string;
  readonly params: Readonly<Record<string, PhraseParam>>;
}
export type PhraseParam = string | number | Phrase | PhraseList;

/** Several texts in a row, and how many more there are that are not named. */
export interface PhraseList {
  readonly list: readonly (string | Phrase)[];
  readonly more: number;
  /** Text `plan.list.<separator>` between them; a comma where left out. */
  readonly separator?: 'plus' | 'arrow';
}

export const phrase = (key: string, params: Phrase['params'] = {}): Phrase => ({ key, params });

/** How many of many are named in a sentence. */
export const NAMED_AT_MOST = 3;
export const listOf = (items: readonly (string | Phrase)[], most: number = NAMED_AT_MOST): PhraseList => ({
  list: items.slice(0, most),
  more: Math.max(0, items.length - most),
});

/** Names for ids; `null` for what is not known. */
export interface PlanNames {
  readonly user: (id: string) => string | null;
  readonly organization: (id: string) => string | null;
  readonly role: (id: string) => string | null;
  readonly route: (id: string) => string | null;
  readonly serial: (id: string) => string | null;
}
