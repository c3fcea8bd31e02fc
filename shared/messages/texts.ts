import en from './en.json' with { type: 'json' };
import ja from './ja.json' with { type: 'json' };
import { type Language, type Translate, translatorOf } from './translate.ts';

export type { Language, Translate };

/** The interface's texts. Japanese is the source of truth; a test keeps both in step. */
export const MESSAGES = { ja, en } as const satisfies Record<Language, unknown>;

/** A translator with both languages at hand: reports, the command line, the system's own dialogs. The window loads one (`src-renderer/ui/text/texts.ts`). */
export const createTexts = (language: Language): Translate => translatorOf(language, MESSAGES[language]);
