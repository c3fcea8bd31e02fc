/** Words for states, switches and roles in lists. */

/** Possible meanings by kind of field; the administrator chooses from these. */
export const MEANINGS = {
  'neo-state': ['active', 'suspended', 'login-denied', 'deleted'],
  switch: ['on', 'off'],
  'amazon-state': ['active', 'invited', 'invitation-expiring', 'invitation-expired', 'inactive'],
  role: ['punchout', 'other'],
  'directory-state': ['enabled', 'disabled'],
} as const;
export type WordField = keyof typeof MEANINGS;
export type WordMeaning = (typeof MEANINGS)[WordField][number];

/** The lists that have such fields, and the kind of each field. */
export const WORD_FIELDS = {
  'neo-users': { state: 'neo-state', suspended: 'switch', loginDenied: 'switch', deleted: 'switch' },
  'amazon-users': { state: 'amazon-state', role: 'role', punchout: 'switch' },
  'directory-people': { enabled: 'directory-state', blocked: 'switch' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, WordField>>>>;
export type WordList = keyof typeof WORD_FIELDS;

/** Meanings confirmed by an administrator, by field and word (as written by `wordOf`). */
export type WordAnswers = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The kind of a field; `undefined` for a field, or a list, without words. */
export function wordFieldOf(list: string, field: string): WordField | undefined {
  if (!Object.hasOwn(WORD_FIELDS, list)) return undefined;
  const fields: Readonly<Record<string, WordField>> = WORD_FIELDS[list as WordList];
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}

/** Whether a text is one of the meanings that a word of this kind of field can have. */
export const isMeaning = (field: WordField, text: string): text is WordMeaning => (MEANINGS[field] as readonly string[]).includes(text);

/** Normal form of a word: width and outer spaces do not matter. */
export const wordOf = (text: string): string => text.normalize('NFKC').trim();
