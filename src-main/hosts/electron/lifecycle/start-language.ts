import type { Language } from '#shared/messages/texts.ts';

const SPOKEN: readonly Language[] = ['ja', 'en'];

/** Returns the first system language (`ja-JP`, `en_GB`) that the console supports, else Japanese. */
export const getSystemLanguage = (preferred: readonly string[]): Language =>
  preferred.flatMap((tag) => SPOKEN.find((each) => each === tag.toLowerCase().split(/[-_]/, 1)[0]) ?? [])[0] ?? 'ja';
