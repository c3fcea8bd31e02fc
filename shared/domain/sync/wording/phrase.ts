/** A text for the interface: a full message key and its arguments, which may be phrases. */
export interface Phrase {
  readonly key: string;
  readonly params: Readonly<Record<string, PhraseParam>>;
}
export type PhraseParam = string | number | Phrase | PhraseList;

/** Several texts, and the number of those not named. */
export interface PhraseList {
  readonly list: readonly (string | Phrase)[];
  readonly more: number;
  /** Text `plan.list.<separator>` between them; omitted = comma. */
  readonly separator?: 'plus' | 'arrow';
}

export const phrase = (key: string, params: Phrase['params'] = {}): Phrase => ({ key, params });

/** How many of many are named in a sentence. */
export const NAMED_AT_MOST = 3;
export const listOf = (items: readonly (string | Phrase)[], most: number = NAMED_AT_MOST): PhraseList => ({
  list: items.slice(0, most),
  more: Math.max(0, items.length - most),
});

/** Names of ids; `null` = unknown. */
export interface PlanNames {
  readonly user: (id: string) => string | null;
  readonly organization: (id: string) => string | null;
  readonly role: (id: string) => string | null;
  readonly route: (id: string) => string | null;
  readonly serial: (id: string) => string | null;
}
