import en from './en.json' with { type: 'json' };
import ja from './ja.json' with { type: 'json' };
import { createTranslate, type Language, type Translate } from './translate.ts';

export type { Language, Translate };

/** Texts of the interface. Japanese is the primary language; a test checks that both have the same keys. */
export const MESSAGES = { ja, en } as const satisfies Record<Language, unknown>;

/**
 * Creates a translator for reports, the command line and system dialogs, which load both languages. The window loads one language
 * (`src-renderer/ui/text/texts.ts`).
 */
export const createTexts = (language: Language): Translate => createTranslate(language, MESSAGES[language]);
