/** Words for states, switches and roles in imported lists. */

/** Possible meanings by kind of field; the administrator chooses from these. */
export const WORD_MEANINGS = {
  'neo-state': ['active', 'suspended', 'login-denied', 'deleted'],
  switch: ['on', 'off'],
  'amazon-state': ['active', 'invited', 'invitation-expiring', 'invitation-expired', 'inactive'],
  role: ['punchout', 'other'],
  'directory-state': ['enabled', 'disabled'],
} as const;
export type WordField = keyof typeof WORD_MEANINGS;
export type WordMeaning = (typeof WORD_MEANINGS)[WordField][number];

/** Fields with such words, by list, and the kind of each field. */
export const WORD_FIELDS = {
  'neo-users': { state: 'neo-state', suspended: 'switch', loginDenied: 'switch', deleted: 'switch' },
  'amazon-users': { state: 'amazon-state', role: 'role', punchout: 'switch' },
  'directory-people': { enabled: 'directory-state', blocked: 'switch' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, WordField>>>>;
export type WordList = keyof typeof WORD_FIELDS;

/** Meanings confirmed by an administrator, by field and word (as written by `normalizeWord`). */
export type ConfirmedWordMeanings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The kind of a field; `undefined` if the list or field has no words. */
export function getWordField(list: string, field: string): WordField | undefined {
  if (!Object.hasOwn(WORD_FIELDS, list)) return undefined;
  const fields: Readonly<Record<string, WordField>> = WORD_FIELDS[list as WordList];
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}

/** True if a text is a possible meaning of words in this kind of field. */
export const isWordMeaning = (field: WordField, text: string): text is WordMeaning =>
  (WORD_MEANINGS[field] as readonly string[]).includes(text);

/** Normalizes a word; character width and outer spaces are ignored. */
export const normalizeWord = (text: string): string => text.normalize('NFKC').trim();
